#include <spdlog/spdlog.h>

#include "io/feed/curve_keys.h"
#include "replay/cli/commands.h"

namespace pelorus {

int RunKeygen(const KeygenArguments& arguments, const CommonArguments&) {
  for (const std::string& name : arguments.names) {
    const feed::CurveKeys keys = feed::WriteNewKeys(arguments.folder, name);
    spdlog::info("{}/{}.key and .key_secret: {}", arguments.folder, name, keys.public_key);
  }
  return 0;
}

}  // namespace pelorus
