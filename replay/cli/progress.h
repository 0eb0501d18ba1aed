#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "io/bytes.h"

namespace pelorus {

/// A bar with rate and time to go on a terminal's stderr; silent in a pipe or when told so.
class ProgressBar {
 public:
  explicit ProgressBar(bool quiet);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Draws at most ten times a second. `note` is shown behind the bar.
  void Show(const ByteSource::Progress& progress, const std::string& note);
  /// The same for work that is counted in seconds of event time.
  void Show(int done_s, int all_s);

 private:
  bool Due() const;
  double ElapsedSeconds() const;
  void Draw(const std::string& text);

  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point next_;
};

/// The bar's text for a width of `columns`: `[####    ]  45 %  12.3 MB/s  0:12 left  note`.
std::string ProgressText(const ByteSource::Progress& progress, double elapsed_s,
                         const std::string& note, std::size_t columns);

/// The same for event time: the rate is in hours of it a second.
std::string EventTimeText(int done_s, int all_s, double elapsed_s);

}  // namespace pelorus
