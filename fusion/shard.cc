#include "fusion/shard.h"

#include <algorithm>

namespace pelorus {
namespace {

/// Not 0, so that the generations of RecentPayloads have a length.
Duration AtLeastASecond(Duration window) {
  return std::max(window, Duration{std::chrono::seconds{1}});
}

Duration AisWindow(const TrackBankParams& params) {
  return AtLeastASecond(std::max(params.duplicate_window, params.dated_window));
}

RecentPayloads ForWindow(Duration window) {
  return RecentPayloads(AtLeastASecond(window), AtLeastASecond(window));
}

/// Two radars may ask an aircraft within milliseconds and get the same answer twice. One input that
/// hears it again after so long has heard another.
bool IsAnotherReply(const Report& report, const RecentPayloads::First& first) {
  constexpr Duration kCopiesOfOneInput = std::chrono::milliseconds{2};
  const auto* z = std::get_if<AircraftReport>(&report);
  return z != nullptr && z->source == AirSource::kModeS && z->from.raw.source == first.raw.source &&
         z->from.received_at - first.at > kCopiesOfOneInput;
}

bool IsAircraft(const Report& report) { return KeyOf(report).kind() == TargetKey::Kind::kIcao; }

}  // namespace

TrackBank::Shard::Shard(const TrackBankParams& params)
    : params_(params),
      ais_(AisWindow(params), std::max(AisWindow(params), params.late_copy_window)),
      frames_(ForWindow(params.frame_window)),
      rows_(ForWindow(params.row_window)),
      ships_(params, counts_),
      aircraft_(params, counts_) {}

TrackBank::Shard::Taken TrackBank::Shard::Take(const Report& report,
                                               std::optional<TrackUpdate>& update) {
  update.reset();
  const Provenance& from = From(report);
  ForgetBy(from.received_at);
  const bool second_of_message =
      from.records == 0 && from.raw == last_raw_ && from.payload_hash == last_hash_;
  if (!second_of_message) last_ = Judge(report);
  last_raw_ = from.raw;
  last_hash_ = from.payload_hash;
  if (last_.disposition == Disposition::kDuplicate) return last_;
  return {Track(report, update), last_.first};
}

/// When identities are forgotten depends on the reports alone, not on how they were cut in batches.
void TrackBank::Shard::ForgetBy(Time now) {
  constexpr Duration kEvery = std::chrono::hours{1};
  if (now < next_forget_) return;
  next_forget_ = now + kEvery;
  ships_.Forget(now);
  aircraft_.Forget(now);
}

Disposition TrackBank::Shard::Track(const Report& report, std::optional<TrackUpdate>& update) {
  if (const auto* observation = std::get_if<Observation>(&report)) {
    return ships_.Take(*observation, update);
  }
  if (const auto* aircraft = std::get_if<AircraftReport>(&report)) {
    return aircraft_.Take(*aircraft, update);
  }
  if (const auto* said = std::get_if<StaticReport>(&report)) {
    ++counts_.static_reports;
    if (IsAircraft(report)) {
      aircraft_.Take(*said);
    } else {
      ships_.Take(*said);
    }
  }
  return Disposition::kUsed;
}

/// Tells copies from transmissions, and remembers the latter.
TrackBank::Shard::Taken TrackBank::Shard::Judge(const Report& report) {
  return IsAircraft(report) ? JudgeAir(report) : JudgeAis(report);
}

TrackBank::Shard::Taken TrackBank::Shard::JudgeAis(const Report& report) {
  const Provenance& from = From(report);
  const Duration within = from.dated ? params_.dated_window : params_.duplicate_window;
  const RecentPayloads::First* first = ais_.FindNear(from.payload_hash, from.received_at, within);
  if (first == nullptr && from.dated) {
    const auto* z = std::get_if<Observation>(&report);
    if (z != nullptr && HasMovedOn(ships_, *z)) {
      first = ais_.FindFar(from.payload_hash, from.received_at);
      if (first != nullptr) ++counts_.late_copies;
    }
  }
  if (first != nullptr) return {Disposition::kDuplicate, first->raw};
  ais_.Remember(from.payload_hash, {from.received_at, from.raw});
  return {Disposition::kUsed, from.raw};
}

TrackBank::Shard::Taken TrackBank::Shard::JudgeAir(const Report& report) {
  const Provenance& from = From(report);
  RecentPayloads& recent = from.dated ? rows_ : frames_;
  const Duration within = from.dated ? params_.row_window : params_.frame_window;
  const RecentPayloads::First* first = recent.FindNear(from.payload_hash, from.received_at, within);
  if (first != nullptr && !IsAnotherReply(report, *first)) {
    return {Disposition::kDuplicate, first->raw};
  }
  recent.Remember(from.payload_hash, {from.received_at, from.raw});
  return {Disposition::kUsed, from.raw};
}

void TrackBank::Shard::EndSilent(Time now) {
  ships_.EndSilent(now);
  aircraft_.EndSilent(now);
}

void TrackBank::Shard::EndAll() {
  ships_.EndAll();
  aircraft_.EndAll();
}

void TrackBank::Shard::MoveEnded(std::vector<TrackEnd>& out) {
  ships_.MoveEnded(out);
  aircraft_.MoveEnded(out);
}

TrackerCounts TrackBank::Shard::counts() const {
  TrackerCounts counts = counts_;
  counts.identities = ships_.table().identities() + aircraft_.table().identities();
  return counts;
}

}  // namespace pelorus
