#include "fusion/aircraft_tracks.h"

namespace pelorus {
namespace {

/// Half a second at full speed and the worst position that a track begins with.
constexpr Length kPositionSlack = Length::Kilometers(1.0);

}  // namespace

Disposition AircraftTracks::Take(const AircraftReport& z, std::optional<TrackUpdate>& update) {
  Target& target = targets_.Find(z.key);
  Merge(target.identity, z);
  if (target.track && z.measured_at - target.track->state.time > params_.aircraft_end_after) {
    targets_.End(target);
  }
  if (!target.track) {
    if (!z.position || z.implausible) {
      ++counts_.heard_only;
      return Disposition::kUsed;
    }
    Begin(target, z);
    Accepted(target, z, std::nullopt, update);
    return Disposition::kUsed;
  }
  AircraftState& state = target.track->state;
  const AircraftOutcome outcome = Update(state, z, params_.aircraft);
  switch (outcome.result) {
    case UpdateResult::kApplied:
      state = outcome.state;
      Applied(target, z, outcome.nis, update);
      break;
    case UpdateResult::kOlderThanState:
      ++counts_.stale;
      return Disposition::kStale;
    case UpdateResult::kOutsideGate:
      Stray(target, z, update);
      return update ? Disposition::kUsed : Disposition::kStray;
    case UpdateResult::kNumericalTrouble:
      ++counts_.numerical;
      state = outcome.state;
      break;
  }
  return Disposition::kUsed;
}

/// Counts what a report that was not refused did.
void AircraftTracks::Applied(Target& target, const AircraftReport& z, std::optional<double> nis,
                             std::optional<TrackUpdate>& update) {
  if (SaysMotion(z)) {
    Accepted(target, z, nis, update);
  } else if (SaysAltitude(z) || z.vertical_rate_fpm) {
    ++counts_.vertical_only;
  } else {
    ++counts_.heard_only;
  }
}

void AircraftTracks::Begin(Target& target, const AircraftReport& z) {
  targets_.Begin(target, Initiate(z, params_.aircraft), *z.position, z.measured_at);
  ++counts_.tracks;
}

void AircraftTracks::Stray(Target& target, const AircraftReport& z,
                           std::optional<TrackUpdate>& update) {
  TargetTable<AircraftState>::Track& track = *target.track;
  ++track.life.gated;
  ++counts_.gated;
  if (!z.position || z.implausible) return;  // a velocity alone cannot move a track
  if (!StraysInsist(track.life.strays, *z.position, z.measured_at, params_.reseed_after,
                    params_.max_aircraft_speed, kPositionSlack)) {
    return;
  }
  // The reports insist: follow them. The same track if the aircraft can have come there.
  ++counts_.reseeded;
  const GeoPoint was = track.state.frame.FromEnu(Combine(track.state.modes).x.head<2>());
  if (CanBeOneTarget(was, track.state.time, *z.position, z.measured_at, params_.max_aircraft_speed,
                     kPositionSlack)) {
    const std::optional<VerticalState> vertical = track.state.vertical;
    track.state = Initiate(z, params_.aircraft);
    if (vertical) track.state.vertical = vertical;
  } else {
    targets_.End(target);
    Begin(target, z);
  }
  Accepted(target, z, std::nullopt, update);
}

void AircraftTracks::Accepted(Target& target, const AircraftReport& z, std::optional<double> nis,
                              std::optional<TrackUpdate>& update) {
  TargetTable<AircraftState>::Track& track = *target.track;
  TrackLife& life = track.life;
  if (z.position) {
    life.strays.count = 0;
    life.heard = *z.position;
    life.heard_at = z.measured_at;
  }
  ++life.updates;
  ++counts_.updates;
  if (life.updates >= params_.confirm_updates) life.status = TrackStatus::kConfirmed;
  update.emplace(TrackUpdate{{target.key, target.tracks},
                             life.status,
                             track.state.time,
                             Estimate(track.state, params_.aircraft),
                             nis,
                             std::nullopt,
                             std::nullopt,
                             target.identity.on_ground,
                             z.from.raw});
}

}  // namespace pelorus
