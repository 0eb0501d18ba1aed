#include "fusion/ship_tracks.h"

#include <cmath>

namespace pelorus {
namespace {

constexpr Length kPositionSlack = Length::Meters(100.0);

}  // namespace

bool ShipTracks::HasMovedOn(const Observation& z) const {
  constexpr Speed kUnderWay = Speed::Knots(1.0);
  constexpr Length kElsewhere = Length::Meters(50.0);
  if (!z.sog || *z.sog < kUnderWay) return false;
  const Target* target = targets_.Look(z.key);
  if (target == nullptr || !target->track) return false;
  const TrackLife& life = target->track->life;
  const double since_s = std::abs(ToSeconds(z.measured_at - life.heard_at));
  const Length sailed = Length::Meters(1.5 * z.sog->mps() * since_s);
  return FastDistance(life.heard, z.position) > kElsewhere + sailed;
}

Disposition ShipTracks::Take(const Observation& z, std::optional<TrackUpdate>& update) {
  Target& target = targets_.Find(z.key);
  if (z.ais_class != AisClass::kUnknown) target.identity.ais_class = z.ais_class;
  if (target.track && z.measured_at - target.track->state.time > params_.end_after) {
    targets_.End(target);
  }
  if (!target.track) {
    Begin(target, z);
    Accepted(target, z, std::nullopt, update);
    return Disposition::kUsed;
  }
  KinematicState& state = target.track->state;
  const UpdateOutcome outcome = Update(state, z, params_.ship);
  switch (outcome.result) {
    case UpdateResult::kApplied:
      state = outcome.state;
      Accepted(target, z, outcome.nis, update);
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

void ShipTracks::Begin(Target& target, const Observation& z) {
  targets_.Begin(target, Initiate(z, params_.ship), z.position, z.measured_at);
  ++counts_.tracks;
}

void ShipTracks::Stray(Target& target, const Observation& z, std::optional<TrackUpdate>& update) {
  TargetTable<KinematicState>::Track& track = *target.track;
  ++track.life.gated;
  ++counts_.gated;
  if (!StraysInsist(track.life.strays, z.position, z.measured_at, params_.reseed_after,
                    params_.max_ship_speed, kPositionSlack)) {
    return;
  }
  // The reports insist: follow them. The same track if its hull can have come there, else another.
  ++counts_.reseeded;
  const GeoPoint was = track.state.frame.FromEnu(Combine(track.state.modes).x.head<2>());
  if (CanBeOneTarget(was, track.state.time, z.position, z.measured_at, params_.max_ship_speed,
                     kPositionSlack)) {
    track.state = Initiate(z, params_.ship);
  } else {
    targets_.End(target);
    Begin(target, z);
  }
  Accepted(target, z, std::nullopt, update);
}

void ShipTracks::Accepted(Target& target, const Observation& z, std::optional<double> nis,
                          std::optional<TrackUpdate>& update) {
  TargetTable<KinematicState>::Track& track = *target.track;
  TrackLife& life = track.life;
  life.strays.count = 0;
  life.heard = z.position;
  life.heard_at = z.measured_at;
  ++life.updates;
  ++counts_.updates;
  if (life.updates >= params_.confirm_updates) life.status = TrackStatus::kConfirmed;
  update.emplace(TrackUpdate{{target.key, target.tracks},
                             life.status,
                             track.state.time,
                             Estimate(track.state),
                             nis,
                             z.heading,
                             z.nav_status,
                             std::nullopt,
                             z.from.raw,
                             target.identity.ais_class});
}

}  // namespace pelorus
