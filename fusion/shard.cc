#include "fusion/shard.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Not 0, so that the generations of RecentPayloads have a length.
Duration NearWindow(const TrackBankParams& params) {
  return std::max(
      {params.duplicate_window, params.dated_window, Duration{std::chrono::seconds{1}}});
}

}  // namespace

TrackBank::Shard::Shard(const TrackBankParams& params)
    : params_(params),
      recent_(NearWindow(params), std::max(NearWindow(params), params.late_copy_window)) {}

TrackBank::Shard::Taken TrackBank::Shard::Take(const Report& report,
                                               std::optional<TrackUpdate>& update) {
  update.reset();
  const Provenance& from = From(report);
  const bool second_of_message =
      from.records == 0 && from.raw == last_raw_ && from.payload_hash == last_hash_;
  if (!second_of_message) last_ = Judge(report);
  last_raw_ = from.raw;
  last_hash_ = from.payload_hash;
  if (last_.disposition == Disposition::kDuplicate) return last_;
  Target& target = Find(KeyOf(report));
  if (const auto* observation = std::get_if<Observation>(&report)) {
    Observe(target, *observation, update);
  } else if (const auto* said = std::get_if<StaticReport>(&report)) {
    ++counts_.static_reports;
    Merge(target.identity, *said);
  }
  return last_;
}

/// Tells copies from transmissions, and remembers the latter.
TrackBank::Shard::Taken TrackBank::Shard::Judge(const Report& report) {
  const Provenance& from = From(report);
  const Duration within = from.dated ? params_.dated_window : params_.duplicate_window;
  const RecentPayloads::First* first =
      recent_.FindNear(from.payload_hash, from.received_at, within);
  if (first == nullptr && from.dated) {
    const auto* z = std::get_if<Observation>(&report);
    if (z != nullptr && HasMovedOn(*z)) {
      first = recent_.FindFar(from.payload_hash, from.received_at);
      if (first != nullptr) ++counts_.late_copies;
    }
  }
  if (first != nullptr) return {Disposition::kDuplicate, first->raw};
  recent_.Remember(from.payload_hash, {from.received_at, from.raw});
  return {Disposition::kUsed, from.raw};
}

/// True when a report that claims to be under way comes from where the vessel cannot be since the
/// last one. One that lies still, or whose receiver is frozen, may well send the same again.
bool TrackBank::Shard::HasMovedOn(const Observation& z) const {
  constexpr Speed kUnderWay = Speed::Knots(1.0);
  constexpr Length kElsewhere = Length::Meters(50.0);
  if (!z.sog || *z.sog < kUnderWay) return false;
  const auto place = index_.find(z.key);
  if (place == index_.end()) return false;
  const std::optional<Track>& track = targets_[place->second].track;
  if (!track) return false;
  const double since_s = std::abs(ToSeconds(z.measured_at - track->heard_at));
  const Length sailed = Length::Meters(1.5 * z.sog->mps() * since_s);
  return FastDistance(track->heard, z.position) > kElsewhere + sailed;
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
  target.track.emplace(
      Track{Initiate(z, params_.ship), z.measured_at, 0, 0, {}, {}, z.position, z.measured_at});
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
  track.heard = z.position;
  track.heard_at = z.measured_at;
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
