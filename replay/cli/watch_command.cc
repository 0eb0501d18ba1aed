#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "replay/cli/commands.h"
#include "replay/cli/feed_screen.h"
#include "replay/cli/interrupt.h"

namespace pelorus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kWait{100};
constexpr std::chrono::milliseconds kRedraw{500};

feed::SubscriberOptions OptionsOf(const WatchArguments& arguments) {
  feed::SubscriberOptions options;
  options.endpoint = arguments.endpoint;
  options.snapshot = arguments.snapshot;
  if (!arguments.topics.empty()) options.topics = arguments.topics;
  if (arguments.curve_keys) {
    const std::filesystem::path folder = *arguments.curve_keys;
    options.server_key = folder / "server.key";
    options.client_key = folder / (arguments.name + ".key_secret");
  }
  return options;
}

/// A line a message until a signal comes or nobody reads any more.
void PrintLines(feed::Subscriber& subscriber) {
  while (!Interrupted()) {
    const auto received = subscriber.Next(kWait);
    if (!received) continue;
    const std::string line = FeedLine(*received);
    if (line.empty()) continue;
    if (std::puts(line.c_str()) < 0 || std::fflush(stdout) != 0) return;
  }
}

struct Size {
  std::size_t columns = 80;
  std::size_t rows = 24;
};

Size TerminalSize() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {};
  return {size.ws_col, size.ws_row};
}

void ShowScreen(feed::Subscriber& subscriber, const std::string& endpoint) {
  FeedScreen screen(endpoint);
  auto drawn = Clock::now();
  std::fputs("\x1b[2J", stdout);
  while (!Interrupted()) {
    if (const auto received = subscriber.Next(kWait)) screen.Take(*received);
    const auto now = Clock::now();
    if (now - drawn < kRedraw) continue;
    const double seconds = std::chrono::duration<double>(now - drawn).count();
    drawn = now;
    const Size size = TerminalSize();
    // Home, the screen with what was there erased to the end of each line, and all below.
    std::string text = "\x1b[H";
    for (const char c : screen.Text(size.columns, size.rows - 1, seconds, subscriber.counts())) {
      if (c == '\n') text += "\x1b[K";
      text += c;
    }
    text += "\x1b[J";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
  }
}

}  // namespace

int RunWatch(const WatchArguments& arguments, const CommonArguments&) {
  feed::Subscriber subscriber(OptionsOf(arguments));
  if (arguments.lines || ::isatty(STDOUT_FILENO) == 0) {
    PrintLines(subscriber);
  } else {
    ShowScreen(subscriber, arguments.endpoint);
  }
  return Interrupted() ? kInterruptedExit : 0;
}

}  // namespace pelorus
