#include "replay/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace pelorus {
namespace {

constexpr std::size_t kColumns = 79;
constexpr std::size_t kBar = 24;

}  // namespace

std::string ProgressText(const ByteSource::Progress& progress, double elapsed_s,
                         const std::string& note, std::size_t columns) {
  const auto done = static_cast<double>(progress.done);
  const double rate = elapsed_s > 0.0 ? done / elapsed_s : 0.0;
  std::string text;
  if (progress.size > 0) {
    const double share = std::min(1.0, done / static_cast<double>(progress.size));
    const auto filled = static_cast<std::size_t>(share * kBar);
    text = fmt::format("[{:<{}}] {:3.0f} %  ", std::string(filled, '#'), kBar, 100.0 * share);
  }
  text += fmt::format("{:.1f} MB/s", rate / 1e6);
  if (progress.size > progress.done && rate > 0.0) {
    const auto left = static_cast<long>((static_cast<double>(progress.size) - done) / rate);
    text += fmt::format("  {}:{:02} left", left / 60, left % 60);
  }
  text += "  " + note;
  text.resize(std::min(text.size(), columns));
  return text;
}

ProgressBar::ProgressBar(bool quiet)
    : shown_(!quiet && isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()),
      next_(started_) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::fprintf(stderr, "\r%*s\r", static_cast<int>(kColumns), "");
}

void ProgressBar::Show(const ByteSource::Progress& progress, const std::string& note) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now < next_) return;
  next_ = now + std::chrono::milliseconds{100};
  const double elapsed_s = std::chrono::duration<double>(now - started_).count();
  const std::string text = ProgressText(progress, elapsed_s, note, kColumns);
  std::fprintf(stderr, "\r%-*s", static_cast<int>(kColumns), text.c_str());
  drawn_ = true;
}

}  // namespace pelorus
