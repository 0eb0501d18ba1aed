#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "geo/time.h"

namespace pelorus::ais {

/// A clock for inputs without receive stamps. It runs on the UTC seconds of position reports, whose
/// minute nobody says, and is set by the times that base stations send (types 4 and 11).
///
/// What runs is the median of the last seven seconds, so that single stations with a wrong second
/// (5 % in busy waters) do not move it; it never goes back. What is set is the offset from that to
/// UTC: the value on which most of the last fifteen base reports agree, within 10 s; base stations
/// with wrong clocks exist.
class ReceiveClock {
 public:
  /// Runs on at a position report's UTC second (0..59).
  void OnSecond(std::uint8_t second);

  /// Takes the time that a base station sent; years before 1970 or after 2199 are no clock's time
  /// and are passed over.
  void OnBaseStation(Time sent, std::uint32_t mmsi);

  /// Time since the first second, on a clock of unknown minute. To be kept with what was received
  /// and given to At when the offset is known.
  Duration running() const { return running_; }

  /// True while the offset is known and the newest base report agrees with it. Until then what is
  /// received is better held: the next base reports tell which time it has.
  bool sure() const { return offset_ && !doubt_; }

  /// UTC at a value of running(), by the present offset; nothing while no two base reports agreed.
  std::optional<Time> At(Duration running) const;

  /// As At, at the end of an input: a single base report must do.
  std::optional<Time> AtBest(Duration running) const;

 private:
  static constexpr std::size_t kSeconds = 7;
  static constexpr std::size_t kReports = 15;
  static constexpr Duration kAgree = std::chrono::seconds(10);

  struct BaseReport {
    Duration offset{0};
    std::uint32_t mmsi = 0;
  };

  std::size_t size() const { return count_ < kReports ? count_ : kReports; }
  bool Near(Duration a, Duration b) const { return (a > b ? a - b : b - a) <= kAgree; }
  std::size_t Supporters(Duration offset) const;
  Duration MedianNear(Duration offset) const;
  bool FromTwoStations(Duration offset) const;

  Duration running_{0};
  std::array<Duration, kSeconds> seconds_{};  // the last ones, on the running clock
  std::size_t second_count_ = 0;
  std::array<BaseReport, kReports> reports_{};
  std::size_t count_ = 0;
  std::optional<Duration> offset_;  // UTC since 1970 less running_
  bool doubt_ = false;
};

}  // namespace pelorus::ais
