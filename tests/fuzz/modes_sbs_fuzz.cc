// Any bytes as SBS-1 lines: no crash, the law holds, and chunks do not change the result.
#include "io/modes/aggregators.h"
#include "tests/fuzz/modes_rows_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto open = [](std::unique_ptr<ByteSource> bytes) {
    return modes::OpenSbs(std::move(bytes), Time{});
  };
  modes::CheckRows(text, open);
  return 0;
}
