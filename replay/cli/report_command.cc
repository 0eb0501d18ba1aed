#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "io/bytes.h"
#include "replay/cli/commands.h"
#include "replay/report/report_file.h"

namespace pelorus {
namespace {

/// A folder of its own for what goes to standard output afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "pelorus-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + ": cannot be made");
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace

int RunReport(const ReportArguments& arguments, const CommonArguments&) {
  const std::filesystem::path folder = arguments.folder;
  if (!std::filesystem::exists(folder / "run.json")) {
    throw InputError(folder.string() + ": not the folder of a run: it has no run.json");
  }
  if (arguments.out == "-") {
    const ScratchFolder scratch;
    WriteReport(folder, arguments.format, arguments.event, scratch / "report");
    std::cout << std::ifstream(scratch / "report", std::ios::binary).rdbuf() << std::flush;
    if (!std::cout) throw std::runtime_error("standard output: cannot write");
    return 0;
  }
  const std::filesystem::path file = arguments.out
                                         ? std::filesystem::path(*arguments.out)
                                         : folder / ("report." + NameOf(arguments.format));
  WriteReport(folder, arguments.format, arguments.event, file);
  spdlog::info("{}", file.string());
  return 0;
}

}  // namespace pelorus
