#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "io/modes/message.h"
#include "trackers/observation.h"

namespace pelorus::modes {

/// Turns messages about aircraft into reports for tracking. Remembers what it last said of each
/// aircraft's identity, for at most kMostAircraft of them (then the older half is forgotten, and
/// said again when heard again).
class ReportMaker {
 public:
  static constexpr std::size_t kMostAircraft = std::size_t{1} << 17;

  explicit ReportMaker(SourceId source);

  /// Appends an AircraftReport, and behind it a StaticReport (with `records` 0) when callsign,
  /// category, registration or model are new, changed or were last said an hour ago. False, and
  /// nothing appended, when the message has no receive time or no address: the caller counts it.
  bool Append(const Message& message, ReportBatch& out);

 private:
  struct Said {
    std::uint32_t key = 0;  ///< of the aircraft, plus one; 0 is free
    Time at;
    FixedText<8> callsign;
    std::uint8_t category = 0;
    std::uint32_t data_base = 0;  ///< hash of registration and model
  };
  void AppendStatic(const Message& message, const AircraftReport& report, ReportBatch& out);
  Said& SaidOf(std::uint32_t key);
  void Grow();

  SourceId source_;
  std::vector<Said> table_;  // open addressing, linear probing
  std::size_t used_ = 0;
};

/// 1-sigma horizontal position error a axis of a message: by NACp (95 % bound / 2.448), else by NIC
/// (containment radius / 5.33), else 37.8 m for what an aircraft or aggregator broadcasts and 300 m
/// for computed positions (TIS-B, MLAT).
Length PositionSigmaOf(const Message& message);
/// 1-sigma velocity error an axis: by NACv (95 % bound / 2.448), else 4.1 m/s; at least that of the
/// step of a surface movement code.
Speed VelocitySigmaOf(const Message& message);

}  // namespace pelorus::modes
