#include "fusion/anomaly/silence_tracker.h"

#include <algorithm>

namespace pelorus {
namespace {

constexpr std::size_t kMostCells = 256;
/// Bins of one vessel that count in one cell: eight hours. More would let a moored vessel speak
/// for all others.
constexpr std::uint8_t kMostTrials = 48;
constexpr Speed kUnderWay = Speed::Knots(1.0);

GeoPoint Between(GeoPoint a, GeoPoint b, double share) {
  const double east = WrapLongitudeDeg(b.lon_deg() - a.lon_deg());
  return GeoPoint::Degrees(a.lat_deg() + share * (b.lat_deg() - a.lat_deg()),
                           WrapLongitudeDeg(a.lon_deg() + share * east));
}

SilenceEnd EndOf(const TrackUpdate& update) {
  return {{update.time, update.estimate.position},
          update.estimate.v_mps,
          update.nav_status,
          update.raw};
}

}  // namespace

/// Leaves out base stations and groups (00…), aids to navigation (99…), aircraft (111…) and
/// distress beacons (97…): their silences mean something else.
bool SilenceTracker::IsShip(TargetKey key) {
  if (key.kind() != TargetKey::Kind::kMmsi) return false;
  const std::uint64_t top = key.number() / 1'000'000;
  return top >= 100 && top != 111 && top < 970;
}

void SilenceTracker::Take(const PictureBatch& batch) {
  // Both lists are in the order of the reports: one pass tells what was heard without an update.
  auto hearing = batch.hearings.begin();
  for (const TrackUpdate& update : batch.updates) {
    for (; hearing != batch.hearings.end() && hearing->raw != update.raw; ++hearing) {
      Hear(*hearing);
    }
    if (hearing != batch.hearings.end()) ++hearing;
    Update(update);
  }
  for (; hearing != batch.hearings.end(); ++hearing) Hear(*hearing);
  for (const TrackEnd& end : batch.ended) End(end);
}

void SilenceTracker::Update(const TrackUpdate& update) {
  if (!IsShip(update.track.key)) return;
  const auto number = static_cast<std::uint32_t>(vessels_.size());
  const auto [place, added] = index_.try_emplace(update.track.key, number);
  if (added) vessels_.emplace_back().key = update.track.key;
  Vessel& vessel = vessels_[place->second];
  if (added) vessel.heard_at = update.time;
  if (update.time < vessel.heard_at && !added) {
    ++vessel.reports;
    return;
  }
  if (update.time - vessel.heard_at >= kLeastSilence) Note(vessel, place->second, update.time);
  if (vessel.awaits_position) {
    silences_[vessel.silences.back()].on = EndOf(update);
    vessel.awaits_position = false;
  }
  vessel.intervals.Add(vessel.heard_at, update.time);
  vessel.kind = {update.ais_class == AisClass::kB, update.estimate.sog >= kUnderWay};
  const TimeBin bin = BinOf(update.time);
  if (added || bin != vessel.bin) CountBins(vessel, update, bin);
  vessel.last = EndOf(update);
  vessel.heard_at = update.time;
  ++vessel.reports;
}

/// Counts the bin of a report as heard, and those since the one before as missed.
void SilenceTracker::CountBins(Vessel& vessel, const TrackUpdate& update, TimeBin bin) {
  const GeoPoint here = update.estimate.position;
  const TimeBin missed = vessel.reports == 0 ? 0 : bin - vessel.bin - 1;
  if (missed > 0 && update.time - vessel.heard_at < kLeastSilence) {
    for (TimeBin i = 1; i <= missed; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(missed + 1);
      Count(vessel, Between(vessel.last.contact.position, here, share), false);
    }
  }
  Count(vessel, here, true);
  activity_.Hear(here, bin);
  vessel.bin = bin;
  ++vessel.bins;
}

void SilenceTracker::Count(Vessel& vessel, GeoPoint p, bool hit) {
  const Cell cell = CellOf(p);
  const auto kind = static_cast<std::uint8_t>(vessel.kind.index());
  const auto is_here = [&](const OwnCell& own) { return own.cell == cell && own.kind == kind; };
  if (vessel.cells.empty() || !is_here(vessel.cells[vessel.newest_cell])) {
    auto place = std::find_if(vessel.cells.begin(), vessel.cells.end(), is_here);
    if (place == vessel.cells.end()) {
      if (vessel.cells.size() < kMostCells) {
        place = vessel.cells.insert(place, {cell, kind, 0, 0});
      } else {  // what it replaces stays in the map as if another vessel had counted it
        const std::size_t next = (vessel.newest_cell + 1) % kMostCells;
        place = vessel.cells.begin() + static_cast<std::ptrdiff_t>(next);
        *place = {cell, kind, 0, 0};
      }
    }
    vessel.newest_cell = static_cast<std::size_t>(place - vessel.cells.begin());
  }
  OwnCell& own = vessel.cells[vessel.newest_cell];
  if (own.trials >= kMostTrials) return;
  ++own.trials;
  if (hit) ++own.hits;
  map_.Count(cell, vessel.kind, {1.0, hit ? 1.0 : 0.0});
}

void SilenceTracker::Note(Vessel& vessel, std::uint32_t number, Time end) {
  Silence silence;
  silence.vessel = number;
  silence.start = vessel.heard_at;
  silence.end = end;
  silence.off = vessel.last;
  silence.kind = vessel.kind;
  vessel.silences.push_back(static_cast<std::uint32_t>(silences_.size()));
  vessel.awaits_position = true;
  silences_.push_back(silence);
}

/// A report that made no update, static data or an unlikely position, still breaks a silence.
void SilenceTracker::Hear(const Hearing& hearing) {
  if (!hearing.is_first()) return;
  const auto place = index_.find(hearing.key);
  if (place == index_.end()) return;
  Vessel& vessel = vessels_[place->second];
  if (hearing.received_at <= vessel.heard_at) return;
  if (hearing.received_at - vessel.heard_at >= kLeastSilence) {
    Note(vessel, place->second, hearing.received_at);
  }
  vessel.heard_at = hearing.received_at;
}

/// Tracks end at silences, so that identities at their ends tell what changed meanwhile.
void SilenceTracker::End(const TrackEnd& end) {
  const auto place = index_.find(end.track.key);
  if (place == index_.end()) return;
  Vessel& vessel = vessels_[place->second];
  vessel.identity = end.identity;
  const VoyageClaims claims{end.identity.draught, end.identity.destination};
  for (const std::uint32_t i : vessel.silences) {
    Silence& silence = silences_[i];
    if (silence.off.contact.time == end.last_update) silence.before = claims;
    if (silence.on && silence.on->contact.time == end.first_update) silence.after = claims;
  }
}

void SilenceTracker::Finish(Time now) {
  for (std::uint32_t number = 0; number < vessels_.size(); ++number) {
    Vessel& vessel = vessels_[number];
    if (now - vessel.heard_at < kLeastSilence) continue;
    Note(vessel, number, now);
    silences_.back().end.reset();
    silences_.back().before = {vessel.identity.draught, vessel.identity.destination};
    vessel.awaits_position = false;
  }
}

OwnRecord SilenceTracker::RecordOf(std::uint32_t number) const {
  const Vessel& vessel = vessels_[number];
  OwnRecord record{vessel.key, vessel.identity, vessel.intervals, vessel.reports, vessel.bins, {}};
  for (const OwnCell& own : vessel.cells) {
    record.counts.Count(own.cell, {own.kind >= 2, own.kind % 2 == 1},
                        {static_cast<double>(own.trials), static_cast<double>(own.hits)});
  }
  return record;
}

}  // namespace pelorus
