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
  auto update = batch.updates.begin();
  for (std::uint32_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    bool updated = false;
    for (; update != batch.updates.end() && update->report <= i; ++update) {
      updated = updated || update->report == i;
      Update(*update);
    }
    const Report& report = batch.reports[i];
    if (!updated) Hear(pelorus::KeyOf(report), From(report).received_at);
    if (const auto* said = std::get_if<StaticReport>(&report)) TakeClaims(*said);
  }
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
    if (Silence* ended = NewestOf(vessel)) ended->on = EndOf(update);
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

/// From the newest report on; as yet without an end.
Silence SilenceTracker::SilenceOf(const Vessel& vessel, std::uint32_t number) {
  Silence silence;
  silence.vessel = number;
  silence.start = vessel.heard_at;
  silence.off = vessel.last;
  silence.kind = vessel.kind;
  silence.before = vessel.claims;
  return silence;
}

void SilenceTracker::Note(Vessel& vessel, std::uint32_t number, Time end) {
  if (silences_.size() >= most_silences_) Forget();
  vessel.silence = forgotten_ + silences_.size();
  vessel.awaits_position = true;
  silences_.push_back(SilenceOf(vessel, number));
  silences_.back().end = end;
}

Silence* SilenceTracker::NewestOf(const Vessel& vessel) {
  if (*vessel.silence < forgotten_) return nullptr;
  return &silences_[static_cast<std::size_t>(*vessel.silence - forgotten_)];
}

void SilenceTracker::Forget() {
  const std::size_t quarter = std::max<std::size_t>(1, most_silences_ / 4);
  silences_.erase(silences_.begin(), silences_.begin() + static_cast<std::ptrdiff_t>(quarter));
  forgotten_ += quarter;
}

/// A report that made no update, static data or an unlikely position, still breaks a silence.
void SilenceTracker::Hear(TargetKey key, Time received_at) {
  const auto place = index_.find(key);
  if (place == index_.end()) return;
  Vessel& vessel = vessels_[place->second];
  if (received_at <= vessel.heard_at) return;
  if (received_at - vessel.heard_at >= kLeastSilence) Note(vessel, place->second, received_at);
  vessel.heard_at = received_at;
}

/// What is first said after a silence tells what changed during it.
void SilenceTracker::TakeClaims(const StaticReport& report) {
  const auto place = index_.find(report.key);
  if (place == index_.end()) return;
  Vessel& vessel = vessels_[place->second];
  if (report.draught) vessel.claims.draught = report.draught;
  if (report.destination) vessel.claims.destination = report.destination;
  Silence* silence = vessel.silence ? NewestOf(vessel) : nullptr;
  if (silence == nullptr) return;
  if (!silence->after.draught) silence->after.draught = report.draught;
  if (!silence->after.destination) silence->after.destination = report.destination;
}

std::vector<Silence> SilenceTracker::SilencesAt(Time now) const {
  std::vector<Silence> all = silences_;
  for (std::uint32_t number = 0; number < vessels_.size(); ++number) {
    const Vessel& vessel = vessels_[number];
    if (now - vessel.heard_at >= kLeastSilence) all.push_back(SilenceOf(vessel, number));
  }
  // An order that does not depend on who was heard first: sums over it come out the same.
  std::sort(all.begin(), all.end(), [this](const Silence& a, const Silence& b) {
    return a.vessel != b.vessel ? KeyOf(a.vessel) < KeyOf(b.vessel) : a.start < b.start;
  });
  return all;
}

OwnRecord SilenceTracker::RecordOf(std::uint32_t number) const {
  const Vessel& vessel = vessels_[number];
  OwnRecord record{vessel.key, {}, vessel.intervals, vessel.reports, vessel.bins, {}};
  for (const OwnCell& own : vessel.cells) {
    record.counts.Count(own.cell, {own.kind >= 2, own.kind % 2 == 1},
                        {static_cast<double>(own.trials), static_cast<double>(own.hits)});
  }
  return record;
}

}  // namespace pelorus
