#include "fusion/anomaly/air_silence_tracker.h"

#include <algorithm>

#include "fusion/anomaly/air_paths.h"

namespace pelorus {
namespace {

constexpr std::size_t kMostCells = 96;
/// Minutes of one aircraft that count in one cell: more would let one that circles speak for all.
constexpr float kMostTrials = 20.0F;
constexpr std::size_t kMostSilences = 50'000;
constexpr std::size_t kMostParked = 200'000;
/// An aircraft not heard for so long frees its share of the map.
constexpr Duration kForget = std::chrono::hours{24};
/// Speed below which an aircraft without altitude or air-ground state is taken to stand.
constexpr double kStands_mps = 15.0;
/// A state is carried on for so long in a round.
constexpr Duration kFresh = std::chrono::seconds{60};

AirEnd EndOf(const TrackUpdate& update) {
  AirEnd end{
      {update.time, update.estimate.position}, update.estimate.v_mps, {}, 0.0, false, update.raw};
  if (update.estimate.vertical) {
    end.altitude_ft = update.estimate.vertical->altitude.feet();
    end.climb_fpm = update.estimate.vertical->climb.feet_per_minute();
  }
  end.on_ground =
      update.on_ground.value_or(!end.altitude_ft && update.estimate.sog.mps() < kStands_mps);
  return end;
}

/// 0.05 degrees by 0.05.
std::uint32_t ApronOf(GeoPoint p) {
  const auto row = static_cast<std::uint32_t>((p.lat_deg() + 90.0) * 20.0);
  return row * 7200U + static_cast<std::uint32_t>((p.lon_deg() + 180.0) * 20.0);
}

bool HasAddress(TargetKey key) {
  return key.kind() == TargetKey::Kind::kIcao && key.number() < (1U << 24U);
}

}  // namespace

void AirSilenceTracker::Take(const PictureBatch& batch) {
  // Both lists are in the order of the reports: one pass tells what was heard without an update.
  auto hearing = batch.hearings.begin();
  for (const TrackUpdate& update : batch.updates) {
    for (; hearing != batch.hearings.end() && hearing->raw != update.raw; ++hearing) {
      Hear(*hearing);
    }
    if (hearing != batch.hearings.end()) ++hearing;
    if (HasAddress(update.track.key)) Update(update);
  }
  for (; hearing != batch.hearings.end(); ++hearing) Hear(*hearing);
}

void AirSilenceTracker::Update(const TrackUpdate& update) {
  const auto number = static_cast<std::uint32_t>(aircraft_.size());
  // Whichever track took the report: an address that is heard is not silent.
  const TargetKey key = update.track.key.identity();
  const auto [place, added] = index_.try_emplace(key, number);
  if (added) {
    Aircraft& fresh = aircraft_.emplace_back();
    fresh.key = key;
    fresh.heard_at = update.time;
  }
  Aircraft& aircraft = aircraft_[place->second];
  ++aircraft.reports;
  if (update.time < aircraft.heard_at) return;
  const AirEnd here = EndOf(update);
  if (update.time - aircraft.heard_at >= kLeastAirSilence) Note(aircraft, update.time);
  if (aircraft.awaits_fix) {
    if (aircraft.silence > forgotten_) silences_[aircraft.silence - forgotten_ - 1].on = here;
    aircraft.awaits_fix = false;
  }
  const Minute minute = MinuteOf(update.time);
  if (added || minute != aircraft.minute) CountMinutes(aircraft, here, minute);
  aircraft.last = here;
  aircraft.heard_at = update.time;
  if (update.time >= next_round_) LookForFormations(update.time);
}

/// Counts the minute of a report as heard, and those since the one before as missed.
void AirSilenceTracker::CountMinutes(Aircraft& aircraft, const AirEnd& here, Minute minute) {
  const Minute before = aircraft.minute;
  const bool first = aircraft.minutes == 0;
  aircraft.minute = minute;
  ++aircraft.minutes;
  if (here.on_ground) return Park(aircraft.key, here.contact.position);
  ++flight_minutes_;
  activity_.Hear(here.contact.position, minute);
  if (!here.altitude_ft) return;
  const AirEnd& last = aircraft.last;
  const Duration gap = here.contact.time - aircraft.heard_at;
  if (!first && gap < kLeastAirSilence && !last.on_ground && last.altitude_ft) {
    for (Minute i = before + 1; i < minute; ++i) {
      const double share = static_cast<double>(i - before) / static_cast<double>(minute - before);
      const AirPoint point = Between(last, here, share);
      Count(aircraft, point.at, point.altitude_ft, false);
    }
  }
  Count(aircraft, here.contact.position, *here.altitude_ft, true);
  coverage_.HearAt(here.contact.position, *here.altitude_ft, aircraft.key);
}

void AirSilenceTracker::Count(Aircraft& aircraft, GeoPoint p, double altitude_ft, bool hit) {
  const AirCell cell = AirCellOf(p, altitude_ft);
  std::vector<OwnAirCell>& cells = aircraft.cells;
  if (cells.empty() || cells[aircraft.newest_cell].cell != cell) {
    auto place = std::find_if(cells.begin(), cells.end(),
                              [cell](const OwnAirCell& own) { return own.cell == cell; });
    if (place == cells.end() && cells.size() < kMostCells) {
      place = cells.insert(place, {cell, 0.0F, 0.0F});
    } else if (place == cells.end()) {
      // What it replaces stays in the map as if another aircraft had counted it.
      place = cells.begin() + static_cast<std::ptrdiff_t>((aircraft.newest_cell + 1) % kMostCells);
      *place = {cell, 0.0F, 0.0F};
    }
    aircraft.newest_cell = static_cast<std::size_t>(place - cells.begin());
  }
  OwnAirCell& own = cells[aircraft.newest_cell];
  if (own.trials >= kMostTrials) return;
  own.trials += 1.0F;
  if (hit) own.hits += 1.0F;
  coverage_.Count(cell, {1.0, hit ? 1.0 : 0.0});
}

void AirSilenceTracker::Park(TargetKey key, GeoPoint p) {
  if (parked_.size() >= kMostParked) return;
  Parked& parked = parked_.try_emplace(ApronOf(p), Parked{key, false}).first->second;
  if (parked.first != key) parked.more = true;
}

bool AirSilenceTracker::IsAirfield(GeoPoint p) const {
  const std::uint32_t middle = ApronOf(p);
  for (const std::uint32_t row : {middle - 7200U, middle, middle + 7200U}) {
    for (const std::uint32_t apron : {row - 1U, row, row + 1U}) {
      const auto place = parked_.find(apron);
      if (place != parked_.end() && place->second.more) return true;
    }
  }
  return false;
}

/// A report that made no update, an identification or an answer without a position, still breaks a
/// silence.
void AirSilenceTracker::Hear(const Hearing& hearing) {
  if (!hearing.is_first() || !HasAddress(hearing.key)) return;
  const auto place = index_.find(hearing.key);
  if (place == index_.end()) return;
  Aircraft& aircraft = aircraft_[place->second];
  if (hearing.received_at <= aircraft.heard_at) return;
  if (hearing.received_at - aircraft.heard_at >= kLeastAirSilence) {
    Note(aircraft, hearing.received_at);
  }
  aircraft.heard_at = hearing.received_at;
}

AirSilence AirSilenceTracker::SilenceOf(const Aircraft& aircraft) const {
  AirSilence silence;
  silence.key = aircraft.key;
  silence.start = aircraft.heard_at;
  silence.off = aircraft.last;
  silence.companion = formations_.CompanionOf(aircraft.key, aircraft.heard_at);
  return silence;
}

void AirSilenceTracker::Note(Aircraft& aircraft, Time end) {
  if (end - aircraft.heard_at >= kForget) aircraft.cells.clear();
  if (aircraft.last.on_ground) return;
  if (silences_.size() >= kMostSilences) {
    silences_.erase(silences_.begin(), silences_.begin() + kMostSilences / 10);
    forgotten_ += kMostSilences / 10;
  }
  silences_.push_back(SilenceOf(aircraft));
  silences_.back().end = end;
  aircraft.silence = forgotten_ + silences_.size();
  aircraft.awaits_fix = true;
}

std::vector<AirSilence> AirSilenceTracker::Silences(Time now) const {
  std::vector<AirSilence> all = silences_;
  for (const Aircraft& aircraft : aircraft_) {
    if (aircraft.last.on_ground || now - aircraft.heard_at < kLeastAirSilence) continue;
    all.push_back(SilenceOf(aircraft));
  }
  return all;
}

OwnAirRecord AirSilenceTracker::RecordOf(TargetKey key) const {
  const auto place = index_.find(key);
  if (place == index_.end()) return {};
  const Aircraft& aircraft = aircraft_[place->second];
  return {aircraft.cells, aircraft.reports, aircraft.minutes};
}

void AirSilenceTracker::LookForFormations(Time t) {
  next_round_ = t + FormationTracker::kRound;
  flying_.clear();
  for (const Aircraft& aircraft : aircraft_) {
    const AirEnd& last = aircraft.last;
    if (last.on_ground || !last.altitude_ft || t - last.contact.time > kFresh) continue;
    const AirPoint now = Ahead(last, t - last.contact.time);
    flying_.push_back({aircraft.key, now.at, last.v_mps, now.altitude_ft});
  }
  formations_.Round(t, flying_);
}

}  // namespace pelorus
