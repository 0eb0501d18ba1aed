#pragma once

#include <cstdint>
#include <optional>

#include "fusion/target_tracks.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {

/// What is particular to aircraft, for HypothesisRules and TargetTracks. An altitude alone moves
/// the vertical filter and shows in the next update. A track begins with a position that the
/// decoder did not mark as implausible.
struct AircraftKind {
  using State = AircraftState;
  using Report = AircraftReport;
  /// What the filter reads of a report, beside its time.
  struct Claim {
    std::optional<GeoPoint> position;
    Length position_sigma;
    std::optional<Speed> ground_speed;
    std::optional<Course> track;
    Speed velocity_sigma;
    Duration time_sigma;
    std::optional<std::int32_t> pressure_altitude_ft;
    std::optional<std::int32_t> geometric_height_ft;
    std::optional<std::int32_t> vertical_rate_fpm;
    std::optional<std::uint8_t> gva;
    bool rate_is_geometric;
    bool implausible;
  };
  /// A state without what follows from the rest.
  struct Packed {
    GeoPoint origin;
    Time time;
    ImmState<kAircraftModes, 5> modes;
    std::optional<VerticalState> vertical;
  };
  /// Half a second at full speed and the worst position that a track begins with.
  static constexpr Length kPositionSlack = Length::Kilometers(1.0);

  static Duration EndAfter(const TrackBankParams& params) { return params.aircraft_end_after; }
  static Speed Fastest(const TrackBankParams& params) { return params.max_aircraft_speed; }

  /// Whether a report may begin or move a track, has a position, tells of motion, or of anything.
  static bool HasPlace(const Report& z) { return z.position && !z.implausible; }
  static bool SaysPlace(const Report& z) { return z.position.has_value(); }
  static bool SaysMotion(const Report& z) { return pelorus::SaysMotion(z); }
  static bool Says(const Report& z) {
    return SaysMotion(z) || SaysAltitude(z) || z.vertical_rate_fpm;
  }
  static GeoPoint Place(const Report& z) { return *z.position; }
  /// The speed that a report claims, 0 where none.
  static Speed OwnSpeed(const Report& z) { return z.ground_speed.value_or(Speed()); }

  static State Initiate(const Report& z, const TrackBankParams& params) {
    return pelorus::Initiate(z, params.aircraft);
  }
  /// The state of a track that follows its strays: its altitude stays.
  static State Restart(const State& was, const Report& z, const TrackBankParams& params);
  static AircraftOutcome Update(const State& state, const Report& z,
                                const TrackBankParams& params) {
    return pelorus::Update(state, z, params.aircraft);
  }
  static GeoPoint Where(const State& state) {
    return state.frame.FromEnu(Combine(state.modes).x.head<2>());
  }
  /// How unlike a report is what is believed, by its position, else velocity, else altitude; only
  /// for comparing several beliefs.
  static double Unlikeness(const Hypothesis<State>& track, const Report& z,
                           const TrackBankParams& params);
  static KinematicEstimate Believed(const State& state, const TrackBankParams& params) {
    return Estimate(state, params.aircraft);
  }

  static Packed Pack(const State& s) { return {s.frame.origin(), s.time, s.modes, s.vertical}; }
  static State Unpack(const Packed& s) {
    return {LocalFrame(s.origin), s.time, s.modes, s.vertical};
  }

  static Claim Keep(const Report& z);
  /// A report that the filter cannot tell from the one that was kept.
  static Report Restore(const Claim& claim, Time measured_at);

  /// Takes over what a report says of identity; a late one tells only what was not known.
  static void Merge(Identity& identity, const Report& z, bool late);
  /// Adds what is known of an aircraft beside its motion.
  static void Describe(TrackUpdate& update, const Report& z, const Identity& identity, bool late);
};

/// The aircraft of one shard and their tracks.
using AircraftTracks = TargetTracks<AircraftKind>;

}  // namespace pelorus
