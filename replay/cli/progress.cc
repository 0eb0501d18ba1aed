#include "replay/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace pelorus {
namespace {

constexpr std::size_t kColumns = 79;
constexpr std::size_t kBar = 24;

std::string BarText(double share) {
  const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kBar);
  return fmt::format("[{:<{}}] {:3.0f} %  ", std::string(filled, '#'), kBar, 100.0 * share);
}

std::string TimeLeft(double seconds) {
  const auto left = static_cast<long>(seconds);
  return fmt::format("  {}:{:02} left", left / 60, left % 60);
}

}  // namespace

std::string ProgressText(const ByteSource::Progress& progress, double elapsed_s,
                         const std::string& note, std::size_t columns) {
  const auto done = static_cast<double>(progress.done);
  const auto size = static_cast<double>(progress.size);
  const double rate = elapsed_s > 0.0 ? done / elapsed_s : 0.0;
  std::string text = size > 0.0 ? BarText(done / size) : "";
  text += fmt::format("{:.1f} MB/s", rate / 1e6);
  if (size > done && rate > 0.0) text += TimeLeft((size - done) / rate);
  text += "  " + note;
  text.resize(std::min(text.size(), columns));
  return text;
}

std::string EventTimeText(int done_s, int all_s, double elapsed_s) {
  const double rate = elapsed_s > 0.0 ? done_s / elapsed_s : 0.0;
  std::string text = BarText(static_cast<double>(done_s) / all_s);
  text += fmt::format("{:.1f} h/s", rate / 3600.0);
  if (rate > 0.0) text += TimeLeft((all_s - done_s) / rate);
  return text;
}

ProgressBar::ProgressBar(bool quiet)
    : shown_(!quiet && isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()),
      next_(started_) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::fprintf(stderr, "\r%*s\r", static_cast<int>(kColumns), "");
}

bool ProgressBar::Due() const { return shown_ && std::chrono::steady_clock::now() >= next_; }

double ProgressBar::ElapsedSeconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
}

void ProgressBar::Draw(const std::string& text) {
  next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds{100};
  std::fprintf(stderr, "\r%-*s", static_cast<int>(kColumns), text.c_str());
  drawn_ = true;
}

void ProgressBar::Show(const ByteSource::Progress& progress, const std::string& note) {
  if (Due()) Draw(ProgressText(progress, ElapsedSeconds(), note, kColumns));
}

void ProgressBar::Show(int done_s, int all_s) {
  if (Due()) Draw(EventTimeText(done_s, all_s, ElapsedSeconds()));
}

}  // namespace pelorus
