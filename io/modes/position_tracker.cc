#include "io/modes/position_tracker.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr Duration kAirbornePair = 10s;
constexpr Duration kMovingPair = 25s;
constexpr Duration kSlowPair = 50s;
constexpr Duration kFixAge = 10min;
constexpr int kRivalsToTakeOver = 3;

Duration Apart(Time a, Time b) { return a >= b ? a - b : b - a; }

bool IsRecent(const Fix& fix, Time now) { return fix.count > 0 && Apart(fix.at, now) <= kFixAge; }

Duration PairAge(const CprPosition& cpr, Time now, const Aircraft& aircraft) {
  if (!cpr.surface) return kAirbornePair;
  const bool slow = aircraft.gs_kt.Within(kSlowPair, now) && aircraft.gs_kt.value <= 25.0F;
  return slow ? kSlowPair : kMovingPair;
}

/// What an aircraft cannot exceed: half more than it last said and 100 kt, or 1,000 kt; a second of
/// clock, and 500 m.
bool Reachable(const Fix& from, GeoPoint to, Time now, const Aircraft& aircraft) {
  double speed_kt = 1000.0;
  if (aircraft.gs_kt.Within(30s, now)) {
    speed_kt = 1.5 * static_cast<double>(aircraft.gs_kt.value) + 100.0;
  }
  const double seconds = ToSeconds(Apart(from.at, now)) + 1.0;
  const double reach_m = Speed::Knots(speed_kt).mps() * seconds + 500.0;
  // No two places are further apart than their difference in latitude says.
  if (std::fabs(to.lat_deg() - from.position.lat_deg()) * 110'000.0 > reach_m) return false;
  return FastDistance(from.position, to).meters() <= reach_m;
}

bool IsSouthOf(const GeoPoint& a, const GeoPoint& b) { return a.lat_deg() < b.lat_deg(); }

void MoveTo(Fix& fix, GeoPoint position, Time now, bool surface) {
  const int count = std::min(fix.count + 1, 255);
  fix = {position, now, static_cast<std::uint8_t>(count), surface};
}

}  // namespace

PositionTracker::PositionTracker(std::optional<GeoPoint> reference, std::vector<GeoPoint> airfields)
    : reference_(reference), airfields_(std::move(airfields)) {
  std::sort(airfields_.begin(), airfields_.end(), IsSouthOf);
}

std::optional<GeoPoint> PositionTracker::FromAirfields(const CprPosition& even,
                                                       const CprPosition& odd,
                                                       bool newest_is_odd) const {
  constexpr double kNear_m = 5000.0, kNear_deg = 0.05;
  std::optional<GeoPoint> found;
  for (const double hemisphere : {45.0, -45.0}) {
    const auto any = SurfacePosition(even, odd, newest_is_odd, GeoPoint::Degrees(hemisphere, 0.0));
    if (!any) continue;
    const GeoPoint south = GeoPoint::Degrees(any->lat_deg() - kNear_deg, 0.0);
    auto at = std::lower_bound(airfields_.begin(), airfields_.end(), south, IsSouthOf);
    for (; at != airfields_.end() && at->lat_deg() < any->lat_deg() + kNear_deg; ++at) {
      const auto place = SurfacePosition(even, odd, newest_is_odd, *at);
      if (!place || FastDistance(*place, *at).meters() > kNear_m) continue;
      if (found && FastDistance(*place, *found).meters() > kNear_m) return std::nullopt;
      found = place;
    }
  }
  return found;
}

std::optional<GeoPoint> PositionTracker::FromPair(const CprPosition& cpr, Time now,
                                                  const Aircraft& aircraft) const {
  const CprSlot& even = aircraft.cpr[0];
  const CprSlot& odd = aircraft.cpr[1];
  const CprSlot& other = cpr.odd ? even : odd;
  const CprSlot& own = cpr.odd ? odd : even;
  if (other.source != own.source || other.cpr.surface != cpr.surface) return std::nullopt;
  if (Apart(other.at, now) > PairAge(cpr, now, aircraft)) return std::nullopt;
  if (!cpr.surface) return GlobalPosition(even.cpr, odd.cpr, cpr.odd);
  if (IsRecent(aircraft.fix, now)) {
    return SurfacePosition(even.cpr, odd.cpr, cpr.odd, aircraft.fix.position);
  }
  if (reference_) return SurfacePosition(even.cpr, odd.cpr, cpr.odd, *reference_);
  return FromAirfields(even.cpr, odd.cpr, cpr.odd);
}

std::optional<GeoPoint> PositionTracker::FromOne(const CprPosition& cpr, Time now,
                                                 const Aircraft& aircraft) const {
  if (IsRecent(aircraft.fix, now)) return LocalPosition(cpr, aircraft.fix.position);
  if (cpr.surface && reference_) return LocalPosition(cpr, *reference_);
  return std::nullopt;
}

void PositionTracker::Place(const CprPosition& cpr, Time now, Aircraft& aircraft,
                            Message& message) const {
  aircraft.cpr[cpr.odd ? 1 : 0] = {cpr, now, message.source};
  Fix& fix = aircraft.fix;
  const bool recent = IsRecent(fix, now);
  auto place = FromPair(cpr, now, aircraft);
  if (place && !(recent && !Reachable(fix, *place, now, aircraft))) {
    message.position = place;
    if (!recent) fix.count = 0;
    MoveTo(fix, *place, now, cpr.surface);
    aircraft.rival.count = 0;
    return;
  }
  const auto alone = FromOne(cpr, now, aircraft);
  const bool alone_fits = alone && (!recent || Reachable(fix, *alone, now, aircraft));
  if (place) {  // it contradicts the positions before; another frame than its own may be at fault
    Fix& rival = aircraft.rival;
    if (!IsRecent(rival, now) || !Reachable(rival, *place, now, aircraft)) rival.count = 0;
    MoveTo(rival, *place, now, cpr.surface);
    if (rival.count >= kRivalsToTakeOver) {
      message.position = place;
      fix = rival;
      rival.count = 0;
      return;
    }
  }
  message.position = alone_fits ? alone : place ? place : alone;
  message.implausible = message.position && !alone_fits;
  if (alone_fits) MoveTo(fix, *alone, now, cpr.surface);
}

}  // namespace pelorus::modes
