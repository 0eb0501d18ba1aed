#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "geo/time.h"

namespace pelorus {

/// How a replay passes through event time, changeable while it runs. Only the moment of output
/// depends on it, never the output. For any number of threads.
class ReplayControl {
 public:
  /// `speed` seconds of the recording a second; unset: as fast as possible.
  explicit ReplayControl(std::optional<double> speed) : speed_(speed) {}

  static constexpr double kSlowest = 0.1;
  static constexpr double kFastest = 10'000.0;

  /// Event time up to which output is due now. The first call, with the run's first time, starts
  /// the clock.
  Time Due(Time first);

  /// Takes a command and gives one line of answer, `error: …` when it is none:
  /// `pause` · `resume` · `step [SECONDS]` (default 60; pauses behind it) · `speed N|max` ·
  /// `faster` · `slower` (by 2) · `seek TIME` (ISO 8601, epoch seconds, or +SECONDS and -SECONDS
  /// from where it is) · `status` · `quit`.
  std::string Command(std::string_view line);

  /// True once after a seek to before where it was: the run has to begin anew, and is as fast as
  /// possible up to there.
  bool TakeRestart();
  /// True from `quit` on.
  bool quits() const;
  /// `2026-03-01T00:10:00Z, 60x` or `…, paused`; empty before the first Due.
  std::string status() const;

 private:
  using Clock = std::chrono::steady_clock;

  Time Position() const;
  Time Now() const;
  void MoveTo(Time t);
  std::string Step(std::string_view argument);
  std::string Speed(std::string_view argument);
  std::string Seek(std::string_view argument);
  std::string Describe() const;

  mutable std::mutex mutex_;
  std::optional<double> speed_;
  bool paused_ = false;
  std::optional<Time> fast_until_;  ///< as fast as possible up to there
  std::optional<Time> pause_at_;
  std::optional<Time> origin_;  ///< event time at `since_`
  Clock::time_point since_;
  bool restart_ = false;
  bool quits_ = false;
};

}  // namespace pelorus
