#include "fusion/shard.h"

#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {

bool TrackBank::Shard::Take(const Report& report, Disposition& disposition,
                            std::optional<TrackUpdate>& update) {
  update.reset();
  const Provenance& from = From(report);
  if (recent_.HeardBefore(from.payload_hash, from.received_at)) {
    disposition = Disposition::kDuplicate;
    return false;
  }
  disposition = Disposition::kUsed;
  Target& target = Find(KeyOf(report));
  if (const auto* observation = std::get_if<Observation>(&report)) {
    Observe(target, *observation, update);
  } else {
    ++counts_.static_reports;
    Merge(target.identity, std::get<StaticReport>(report));
  }
  return update.has_value();
}

TrackBank::Shard::Target& TrackBank::Shard::Find(TargetKey key) {
  const auto [place, added] = index_.try_emplace(key, static_cast<std::uint32_t>(targets_.size()));
  if (added) {
    targets_.emplace_back().key = key;
    ++counts_.identities;
  }
  return targets_[place->second];
}

void TrackBank::Shard::Observe(Target& target, const Observation& z,
                               std::optional<TrackUpdate>& update) {
  if (z.ais_class != AisClass::kUnknown) target.identity.ais_class = z.ais_class;
  if (target.track && z.measured_at - target.track->state.time > params_.end_after) End(target);
  if (!target.track) {
    Begin(target, z);
    Accepted(target, z, std::nullopt, update);
    return;
  }
  Track& track = *target.track;
  const UpdateOutcome outcome = Update(track.state, z, params_.ship);
  switch (outcome.result) {
    case UpdateResult::kApplied:
      track.state = outcome.state;
      Accepted(target, z, outcome.nis, update);
      break;
    case UpdateResult::kOlderThanState:
      ++counts_.stale;
      break;
    case UpdateResult::kOutsideGate:
      Stray(target, z, update);
      break;
    case UpdateResult::kNumericalTrouble:
      ++counts_.numerical;
      track.state = outcome.state;
      break;
  }
}

void TrackBank::Shard::Begin(Target& target, const Observation& z) {
  target.track.emplace(Track{Initiate(z, params_.ship), z.measured_at, 0, 0, {}, {}});
  ++target.tracks;
  ++counts_.tracks;
}

void TrackBank::Shard::Stray(Target& target, const Observation& z,
                             std::optional<TrackUpdate>& update) {
  Track& track = *target.track;
  ++track.gated;
  ++counts_.gated;
  Strays& strays = track.strays;
  const bool agrees =
      strays.count > 0 && CanBeOneHull(strays.last, strays.last_at, z.position, z.measured_at);
  strays = {z.position, z.measured_at, agrees ? strays.count + 1 : 1};
  if (strays.count < params_.reseed_after) return;

  // The reports insist: follow them. The same track if its hull can have come there, else another.
  ++counts_.reseeded;
  const GeoPoint was = track.state.frame.FromEnu(Combine(track.state.modes).x.head<2>());
  if (CanBeOneHull(was, track.state.time, z.position, z.measured_at)) {
    track.state = Initiate(z, params_.ship);
  } else {
    End(target);
    Begin(target, z);
  }
  Accepted(target, z, std::nullopt, update);
}

bool TrackBank::Shard::CanBeOneHull(GeoPoint a, Time at_a, GeoPoint b, Time at_b) const {
  constexpr double kPositionSlackM = 100.0;
  const double apart_m = FastDistance(a, b).meters();
  const double dt_s = std::abs(ToSeconds(at_b - at_a));
  return apart_m <= params_.max_ship_speed.mps() * dt_s + kPositionSlackM;
}

void TrackBank::Shard::Accepted(Target& target, const Observation& z, std::optional<double> nis,
                                std::optional<TrackUpdate>& update) {
  Track& track = *target.track;
  track.strays.count = 0;
  ++track.updates;
  ++counts_.updates;
  if (track.updates >= params_.confirm_updates) track.status = TrackStatus::kConfirmed;
  update.emplace(TrackUpdate{{target.key, target.tracks},
                             track.status,
                             track.state.time,
                             Estimate(track.state),
                             nis,
                             z.heading,
                             z.nav_status,
                             z.from.raw});
}

void TrackBank::Shard::End(Target& target) {
  const Track& track = *target.track;
  ended_.push_back({{target.key, target.tracks},
                    track.status,
                    track.first_update,
                    track.state.time,
                    track.updates,
                    track.gated,
                    target.identity});
  target.track.reset();
}

void TrackBank::Shard::EndSilent(Time now) {
  for (Target& target : targets_) {
    if (target.track && now - target.track->state.time > params_.end_after) End(target);
  }
}

void TrackBank::Shard::EndAll() {
  for (Target& target : targets_) {
    if (target.track) End(target);
  }
}

void TrackBank::Shard::MoveEnded(std::vector<TrackEnd>& out) {
  out.insert(out.end(), ended_.begin(), ended_.end());
  ended_.clear();
}

}  // namespace pelorus
