#pragma once

#include <array>
#include <optional>

#include "fusion/target_tracks.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// What is particular to ships, for HypothesisRules and TargetTracks.
struct ShipKind {
  using State = KinematicState;
  using Report = Observation;
  /// What the filter reads of a report, beside its time.
  struct Claim {
    GeoPoint position;
    Length position_sigma;
    Duration time_sigma;
    Speed sog;
    Course cog;
    bool has_sog, has_cog;
  };
  /// A state without what follows from the rest.
  /// Covariances, whose halves are equal to the last bit after every update, by one half alone.
  struct Packed {
    GeoPoint origin;
    Time time;
    std::array<double, kShipModes> mu;
    std::array<std::array<double, 4>, kShipModes> x;
    std::array<std::array<double, 10>, kShipModes> p;
  };
  static constexpr Length kPositionSlack = Length::Meters(100.0);

  static Duration EndAfter(const TrackBankParams& params) { return params.end_after; }
  static Speed Fastest(const TrackBankParams& params) { return params.max_ship_speed; }

  /// Whether a report may begin or move a track, has a position, tells of motion, or of anything.
  static bool HasPlace(const Report&) { return true; }
  static bool SaysPlace(const Report&) { return true; }
  static bool SaysMotion(const Report&) { return true; }
  static bool Says(const Report&) { return true; }
  static GeoPoint Place(const Report& z) { return z.position; }
  /// The speed that a report claims, 0 where none.
  static Speed OwnSpeed(const Report& z) { return z.sog.value_or(Speed()); }

  static State Initiate(const Report& z, const TrackBankParams& params) {
    return pelorus::Initiate(z, params.ship);
  }
  /// The state of a track that follows its strays.
  static State Restart(const State& was, const Report& z, const TrackBankParams& params);
  static UpdateOutcome Update(const State& state, const Report& z, const TrackBankParams& params) {
    return pelorus::Update(state, z, params.ship);
  }
  static GeoPoint Where(const State& state) {
    return state.frame.FromEnu(Combine(state.modes).x.head<2>());
  }
  /// How unlike a report is what is believed; only for comparing several beliefs.
  static double Unlikeness(const Hypothesis<State>& track, const Report& z,
                           const TrackBankParams&) {
    return FastDistance(track.life.heard, z.position).meters();
  }
  static KinematicEstimate Believed(const State& state, const TrackBankParams&) {
    return Estimate(state);
  }

  static Packed Pack(const State& s);
  static State Unpack(const Packed& s);

  static Claim Keep(const Report& z) {
    return {z.position,
            z.position_sigma,
            z.time_sigma,
            z.sog.value_or(Speed()),
            z.cog.value_or(Course()),
            z.sog.has_value(),
            z.cog.has_value()};
  }
  /// A report that the filter cannot tell from the one that was kept.
  static Report Restore(const Claim& claim, Time measured_at);

  /// Takes over what a report says of identity; a late one tells only what was not known.
  static void Merge(Identity& identity, const Report& z, bool late);
  /// Adds what only a ship's report says; a late one's heading and status are over.
  static void Describe(TrackUpdate& update, const Report& z, const Identity& identity, bool late);
};

/// The ships of one shard and their tracks.
using ShipTracks = TargetTracks<ShipKind>;

/// True when a report that claims to be under way comes from where none of the hulls with its
/// identity can be since they were last heard. One that lies still, or whose receiver is frozen,
/// may well send the same again.
bool HasMovedOn(const ShipTracks& ships, const Observation& z);

}  // namespace pelorus
