#include "replay/report/browser_print.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/bytes.h"

extern char** environ;

namespace pelorus {
namespace {

std::optional<std::string> FindBrowser() {
  const char* path = std::getenv("PATH");
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');) {
      const std::string file = folder + "/" + name;
      if (::access(file.c_str(), X_OK) == 0) return file;
    }
  }
  return std::nullopt;
}

/// Runs a program without its words; its exit status.
int RunQuietly(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  }
  pid_t child = 0;
  const int failed = posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return -1;
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

void PrintToPdf(const std::filesystem::path& html, const std::filesystem::path& pdf) {
  const std::optional<std::string> browser = FindBrowser();
  if (!browser) {
    throw InputError("a PDF needs chromium, which is not installed; --format html needs nothing");
  }
  std::vector<std::string> words = {*browser, "--headless", "--disable-gpu",
                                    "--no-pdf-header-footer", "--print-to-pdf=" + pdf.string()};
  // Chromium's sandbox refuses to work for the superuser; the page is our own and loads nothing.
  if (::geteuid() == 0) words.push_back("--no-sandbox");
  words.push_back("file://" + std::filesystem::absolute(html).string());
  if (RunQuietly(words) != 0 || !std::filesystem::exists(pdf)) {
    throw std::runtime_error(*browser + ": could not print " + html.string());
  }
}

}  // namespace pelorus
