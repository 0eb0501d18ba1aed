#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "io/ais/nmea_reader.h"
#include "trackers/observation.h"

namespace pelorus::ais {

/// What a message says about a target, ready for tracking except for its times (see SetTimes).
struct Reports {
  std::array<Report, 2> items{};
  std::size_t size = 0;
  /// When a position cannot be used: kBadPosition (beyond the poles or ±180°), kBadIdentity (more
  /// than nine digits). `size` is 0 then.
  std::optional<Reject> refused;
};

/// Types 1, 2, 3, 9, 18, 19 and 27 with a position make an Observation; 5, 19 and 24 a
/// StaticReport; all others, and positions that are "not available", nothing. Of two reports the
/// second has `records` 0. Position sigma a horizontal axis: 3 m with the accuracy flag, 8 m
/// without, 53 m for type 27, whose step of 1/10 minute is 185 m (docs/FORMULAS.md).
Reports MakeReports(const Received& received, SourceId source);

/// The UTC second in which the position of a message was taken, where it has one.
std::optional<std::uint8_t> SecondOf(const Message& message);

/// Where a receive time comes from, which decides how far a UTC second may lie from it and what
/// remains uncertain.
enum class Timing : std::uint8_t {
  kReceiver,   ///< a receiver's stamp: late by 1 or 2 s at most of them, by up to 6 s at some
  kSatellite,  ///< a satellite's reception time
  kInferred,   ///< no stamp: a clock made from base stations and UTC seconds
  kDistrusted  ///< a stamp whose clock is off, nobody knows by how many minutes
};

/// Sets received_at and dated and, for an Observation, measured_at and time_sigma. measured_at is
/// the time nearest to received_at whose second is `second`, when that lies in the window of the
/// timing (kReceiver -6..+2 s, kSatellite -20..+5 s, kInferred -10..+10 s, kDistrusted never), else
/// received_at: equipment that runs on GPS time is 13 to 18 s ahead, old positions are up to a
/// minute behind, and neither can be told from the other. Sigma, with and without a second:
/// kReceiver 0.3 and 1.0 s, kSatellite 2 and 5 s, kInferred 1 and 5 s, kDistrusted 30 s.
void SetTimes(Report& report, Time received_at, Timing timing, std::optional<std::uint8_t> second);

}  // namespace pelorus::ais
