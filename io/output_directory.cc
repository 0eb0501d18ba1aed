#include "io/output_directory.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "io/bytes.h"

namespace pelorus {
namespace {

constexpr const char* kPartial = ".pelorus-partial";

bool HoldsFiles(const std::filesystem::path& directory) {
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().filename() != kPartial) return true;
  }
  return false;
}

}  // namespace

OutputDirectory::OutputDirectory(std::filesystem::path directory, bool force)
    : directory_(std::move(directory)), partial_(directory_ / kPartial) {
  namespace fs = std::filesystem;
  try {
    if (fs::exists(directory_)) {
      if (!fs::is_directory(directory_)) throw InputError(directory_.string() + ": not a folder");
      if (!force && HoldsFiles(directory_)) {
        throw InputError(directory_.string() + ": not empty; --force replaces what a run wrote");
      }
    }
    fs::remove_all(partial_);
    fs::create_directories(partial_);
  } catch (const fs::filesystem_error& e) {
    throw InputError(directory_.string() + ": cannot be used for output: " + e.code().message());
  }
}

OutputDirectory::~OutputDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(partial_, ignored);
}

std::filesystem::path OutputDirectory::Prepare(const std::string& name) {
  names_.push_back(name);
  return partial_ / name;
}

void OutputDirectory::Commit(const std::vector<std::string>& obsolete) {
  for (const std::string& name : names_) {
    if (std::filesystem::is_directory(partial_ / name)) {
      std::filesystem::remove_all(directory_ /
                                  name);  // a folder replaces no other but an empty one
    }
    std::filesystem::rename(partial_ / name, directory_ / name);
  }
  for (const std::string& name : obsolete) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
      std::filesystem::remove_all(directory_ / name);
    }
  }
}

}  // namespace pelorus
