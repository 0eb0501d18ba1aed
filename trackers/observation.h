#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/aircraft_report.h"
#include "trackers/contact_report.h"
#include "trackers/fixed_text.h"
#include "trackers/provenance.h"

namespace pelorus {

/// AIS class of the unit that sent a report.
enum class AisClass : std::uint8_t { kUnknown = 0, kA, kB };

/// Navigational status as in ITU-R M.1371-5 table 45 (codes 0..14 kept as numbers;
/// 15 is "not defined", which is no status).
enum class NavStatus : std::uint8_t {
  kUnderWayUsingEngine = 0,
  kAtAnchor = 1,
  kNotUnderCommand = 2,
  kRestrictedManoeuvrability = 3,
  kConstrainedByDraught = 4,
  kMoored = 5,
  kAground = 6,
  kFishing = 7,
  kSailing = 8,
  kSartActive = 14
};

/// What one sensor claimed about one ship's position and motion at one time. Made by io, never
/// edited afterwards; implausible claims are kept, later stages judge them.
struct Observation {
  Provenance from;
  TargetKey key;
  Time measured_at;        ///< when the position was true, as well as can be told
  Duration time_sigma{0};  ///< 1-sigma uncertainty of measured_at
  GeoPoint position;
  Length position_sigma;  ///< 1-sigma a horizontal axis, of the position alone
  std::optional<Speed> sog;
  std::optional<Course> cog;
  std::optional<Heading> heading;
  std::optional<TurnRate> turn_rate;
  std::optional<NavStatus> nav_status;
  AisClass ais_class = AisClass::kUnknown;
};

/// What one sensor claimed about a target's identity and voyage.
struct StaticReport {
  Provenance from;
  TargetKey key;
  AisClass ais_class = AisClass::kUnknown;
  std::optional<FixedText<34>> name;
  std::optional<FixedText<8>> callsign;  ///< of an aircraft: its flight identification
  std::optional<FixedText<20>> destination;
  std::optional<std::uint32_t> imo;
  std::optional<std::uint8_t> ship_type;  ///< ITU-R M.1371-5 table 53
  /// Distances from the antenna to the hull's ends, whole metres, all four or none.
  struct Dimensions {
    std::uint16_t to_bow_m = 0, to_stern_m = 0, to_port_m = 0, to_starboard_m = 0;
    friend constexpr bool operator==(const Dimensions&, const Dimensions&) = default;
  };
  std::optional<Dimensions> dimensions;
  std::optional<Length> draught;
  std::optional<FixedText<10>> registration;   ///< of an aircraft, where an aggregator knows it
  std::optional<FixedText<4>> aircraft_model;  ///< ICAO type designator, as `A320`
  /// Emitter category of an aircraft: set (A..D) in the high half, number in the low, as 0xA3.
  std::optional<std::uint8_t> emitter_category;
};

/// One thing that a source said. Trivially copyable: batches of it move without allocation.
using Report = std::variant<Observation, StaticReport, AircraftReport, ContactReport>;
using ReportBatch = std::vector<Report>;

/// The common part of every kind.
inline const Provenance& From(const Report& report) {
  return std::visit([](const auto& r) -> const Provenance& { return r.from; }, report);
}
inline TargetKey KeyOf(const Report& report) {
  return std::visit([](const auto& r) { return r.key; }, report);
}

/// The position that a report claims; null when it claims none.
inline const GeoPoint* PositionOf(const Report& report) {
  if (const auto* ship = std::get_if<Observation>(&report)) return &ship->position;
  if (const auto* contact = std::get_if<ContactReport>(&report)) {
    return contact->position ? &*contact->position : nullptr;
  }
  const auto* aircraft = std::get_if<AircraftReport>(&report);
  return aircraft != nullptr && aircraft->position ? &*aircraft->position : nullptr;
}

}  // namespace pelorus
