#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pelorus {

/// The folder a command writes its results into. Files are made in a hidden subfolder and get their
/// final names together, when all are complete; until then, and after a failure, none of them is
/// to be seen.
class OutputDirectory {
 public:
  /// Takes `directory`, which must be absent or empty (what an earlier run left half-done does not
  /// count), or not when `force` is set. Throws InputError with path and cause.
  OutputDirectory(std::filesystem::path directory, bool force);

  /// Removes what was not committed.
  ~OutputDirectory();
  OutputDirectory(const OutputDirectory&) = delete;
  OutputDirectory& operator=(const OutputDirectory&) = delete;

  /// Where to write the file, or to make the folder, that will be called `name`. It must exist when
  /// Commit is called.
  std::filesystem::path Prepare(const std::string& name);

  /// Gives all prepared files their final names, over those of an earlier run. What is named in
  /// `obsolete` that this run did not make are removed. Throws std::runtime_error.
  void Commit(const std::vector<std::string>& obsolete);

  const std::filesystem::path& path() const { return directory_; }

 private:
  std::filesystem::path directory_;
  std::filesystem::path partial_;
  std::vector<std::string> names_;
};

}  // namespace pelorus
