#include "replay/replay_control.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace pelorus {
namespace {

constexpr double kDefaultStep_s = 60.0;

std::optional<double> NumberOf(std::string_view text) {
  double value = 0.0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

/// A year: seconds beyond it are no step that anybody means.
constexpr double kMostSeconds = 366.0 * 86'400.0;

}  // namespace

/// Where event time is now, were there no end to it.
Time ReplayControl::Position() const {
  if (paused_) return *origin_;
  if (!speed_) return Time::max();
  const double passed_s = std::chrono::duration<double>(Clock::now() - since_).count() * *speed_;
  if (passed_s >= kMostSeconds) return Time::max();
  return *origin_ + FromSeconds(passed_s);
}

/// Where it stands, as far as is known.
Time ReplayControl::Now() const {
  return paused_ || fast_until_ || !speed_ ? *origin_ : Position();
}

void ReplayControl::MoveTo(Time t) {
  origin_ = t;
  since_ = Clock::now();
}

Time ReplayControl::Due(Time first) {
  const std::lock_guard lock(mutex_);
  if (!origin_) MoveTo(first);
  if (pause_at_ && first >= *pause_at_) {
    MoveTo(*pause_at_);
    paused_ = true;
    pause_at_.reset();
    fast_until_.reset();
  }
  if (fast_until_) {
    // As fast as possible up to there; from then on by the clock again.
    MoveTo(std::min(first, *fast_until_));
    if (first < *fast_until_) return *fast_until_ - Duration(1);
    fast_until_.reset();
  }
  // Where it is as fast as possible the clock follows what was done.
  if (!paused_ && !speed_) MoveTo(first);
  return Position();
}

std::string ReplayControl::Command(std::string_view line) {
  const std::lock_guard lock(mutex_);
  const std::size_t space = line.find(' ');
  const std::string_view verb = line.substr(0, space);
  const std::string_view rest =
      space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  if (verb == "quit") {
    quits_ = true;
    return "quits";
  }
  if (!origin_) return "error: the replay has not begun";
  if (verb == "pause") {
    MoveTo(Now());
    paused_ = true;
    pause_at_.reset();
    fast_until_.reset();
  } else if (verb == "resume") {
    MoveTo(Now());
    paused_ = false;
    pause_at_.reset();
  } else if (verb == "step") {
    return Step(rest);
  } else if (verb == "speed") {
    return Speed(rest);
  } else if (verb == "faster" || verb == "slower") {
    const double now = speed_.value_or(kFastest);
    return Speed(
        fmt::format("{}", std::clamp(verb == "faster" ? now * 2 : now / 2, kSlowest, kFastest)));
  } else if (verb == "seek") {
    return Seek(rest);
  } else if (verb != "status") {
    return fmt::format("error: {} is no command (pause, resume, step, speed, seek, status, quit)",
                       verb);
  }
  return Describe();
}

std::string ReplayControl::Step(std::string_view argument) {
  const auto seconds = argument.empty() ? std::optional(kDefaultStep_s) : NumberOf(argument);
  if (!seconds || *seconds <= 0.0 || *seconds > kMostSeconds) return "error: step SECONDS";
  const Time at = Now();
  paused_ = false;
  fast_until_ = at + FromSeconds(*seconds);
  pause_at_ = fast_until_;
  return Describe();
}

std::string ReplayControl::Speed(std::string_view argument) {
  const auto speed = NumberOf(argument);
  if (argument != "max" && (!speed || *speed < kSlowest || *speed > kFastest)) {
    return fmt::format("error: speed max or {} to {}", kSlowest, kFastest);
  }
  MoveTo(Now());
  speed_ = argument == "max" ? std::nullopt : speed;
  return Describe();
}

std::string ReplayControl::Seek(std::string_view argument) {
  const Time at = Now();
  std::optional<Time> to;
  const bool relative = argument.starts_with('+') || argument.starts_with('-');
  if (relative) {
    const auto seconds = NumberOf(argument.substr(argument.starts_with('+') ? 1 : 0));
    if (seconds && std::abs(*seconds) <= kMostSeconds) to = at + FromSeconds(*seconds);
  } else {
    to = ParseIso8601(argument);
    if (!to) to = ParseEpochSeconds(argument);
  }
  if (!to) return "error: seek TIME, +SECONDS or -SECONDS";
  restart_ = restart_ || *to < at;
  fast_until_ = to;
  // It is paused again once it is there.
  if (paused_) pause_at_ = to;
  paused_ = false;
  if (restart_) origin_.reset();
  return fmt::format("seeks {}", FormatIso8601(*to));
}

bool ReplayControl::TakeRestart() {
  const std::lock_guard lock(mutex_);
  return std::exchange(restart_, false);
}

bool ReplayControl::quits() const {
  const std::lock_guard lock(mutex_);
  return quits_;
}

std::string ReplayControl::status() const {
  const std::lock_guard lock(mutex_);
  return origin_ ? Describe() : std::string{};
}

std::string ReplayControl::Describe() const {
  const std::string when = FormatIso8601(std::chrono::floor<std::chrono::milliseconds>(Now()));
  if (paused_ || pause_at_) return when + ", paused";
  return speed_ ? fmt::format("{}, {}x", when, *speed_) : when + ", max";
}

}  // namespace pelorus
