#include "fusion/anomaly/interference_detector.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "fusion/anomaly/flag.h"
#include "fusion/anomaly/interference_events.h"

namespace pelorus {
namespace {

/// Shorter excursions are scatter, not deception.
constexpr std::uint32_t kLeastBefore = 3;
constexpr Length kLeastJump = Length::Kilometers(3.0);

bool IsShip(TargetKey key) {
  return key.kind() == TargetKey::Kind::kMmsi &&
         KindOf(Mmsi(static_cast<std::uint32_t>(key.number() & 0xffffffffU))) == MmsiKind::kShip;
}

/// Units without a fix send latitude and longitude 0.
bool IsNoPlace(GeoPoint p) { return std::abs(p.lat_deg()) < 0.1 && std::abs(p.lon_deg()) < 0.1; }

JumpMark MarkOf(TargetKey key, const Jump& jump) {
  return {key, jump.from, jump.to, jump.back ? jump.back->time : jump.last.time, jump.refs[1]};
}

bool Counts(const Jump& jump) {
  // From a garbled position every vessel jumps to where it is.
  // One report elsewhere is a garbled one.
  return jump.before >= kLeastBefore && jump.reports >= 2 && jump.distance() > kLeastJump &&
         !IsNoPlace(jump.to.position) && !IsNoPlace(jump.from.position);
}

}  // namespace

void InterferenceDetector::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    if (const auto* aircraft = std::get_if<AircraftReport>(&batch.reports[i])) {
      air_.Take(*aircraft);
      continue;
    }
    const auto* z = std::get_if<Observation>(&batch.reports[i]);
    if (z == nullptr || !IsShip(z->key)) continue;
    Ship& ship = ships_[z->key];
    const auto jump = ship.jumps.Take(*z);
    if (jump && Counts(*jump) && ship.marks.size() < kMostMarks) {
      ship.marks.push_back(MarkOf(z->key, *jump));
    }
  }
}

std::vector<JumpMark> InterferenceDetector::Marks() const {
  std::vector<JumpMark> marks;
  for (const auto& [key, ship] : ships_) {
    marks.insert(marks.end(), ship.marks.begin(), ship.marks.end());
    const Jump* open = ship.jumps.open();
    if (open != nullptr && Counts(*open)) marks.push_back(MarkOf(key, *open));
  }
  std::sort(marks.begin(), marks.end(), [](const JumpMark& a, const JumpMark& b) {
    return std::pair(a.to.time, a.key) < std::pair(b.to.time, b.key);
  });
  return marks;
}

std::vector<Event> InterferenceDetector::ByShips(Time now) const {
  const std::vector<JumpMark> marks = Marks();
  std::vector<Event> events;
  for (const std::vector<std::size_t>& group : CommonJumps(marks, params_)) {
    events.push_back(EventOfJumps(marks, group, now));
  }
  return events;
}

std::vector<Event> InterferenceDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  std::vector<Event> events = EventsOfCells(air_.cells(), now);
  std::vector<Event> ships = ByShips(now);
  std::move(ships.begin(), ships.end(), std::back_inserter(events));
  std::erase_if(events,
                [this](const Event& event) { return event.probability() < params_.threshold; });
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
