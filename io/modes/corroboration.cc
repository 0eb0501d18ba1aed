#include "io/modes/corroboration.h"

#include <cmath>
#include <cstdlib>

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr Duration kIdentityAge = 10min;
constexpr Duration kAltitudeAge = 60s;
constexpr Duration kAirspeedAge = 60s;
constexpr int kInARow = 2;

/// 200 ft, and 9,000 ft a minute.
struct AltitudesAgree {
  static constexpr Duration kAge = kAltitudeAge;
  bool operator()(const Heard<std::int32_t>& before, std::int32_t value, Time now) const {
    const double seconds = std::fabs(ToSeconds(now - before.at));
    return std::abs(before.value - value) <= 200.0 + 150.0 * seconds;
  }
};

struct IdentitiesAgree {
  static constexpr Duration kAge = kIdentityAge;
  template <class T>
  bool operator()(const Heard<T>& before, const T& value, Time) const {
    return before.value == value;
  }
};

/// True when an aircraft whose address differs in one bit holds the value.
template <class T, class Agree>
bool SiblingHolds(AircraftTable& table, std::uint32_t key, HeldValue<T> Aircraft::*field,
                  const T& value, Time now, Agree agree) {
  for (unsigned bit = 0; bit < 24; ++bit) {
    const Aircraft* sibling = table.Find(key ^ (1U << bit));
    if (sibling == nullptr) continue;
    const Heard<T>& accepted = (sibling->*field).accepted;
    if (accepted.Within(Agree::kAge, now) && agree(accepted, value, now)) return true;
  }
  return false;
}

template <class T, class Agree>
bool Corroborated(AircraftTable& table, Aircraft& aircraft, HeldValue<T> Aircraft::*field,
                  const T& value, Time now, Agree agree) {
  HeldValue<T>& held = aircraft.*field;
  if (held.accepted.Within(Agree::kAge, now) && agree(held.accepted, value, now)) {
    held.accepted.Set(value, now);
    held.agreed = 0;
    return true;
  }
  const bool again = held.agreed > 0 && held.candidate.Within(Agree::kAge, now) &&
                     agree(held.candidate, value, now);
  held.agreed = static_cast<std::uint8_t>(again ? held.agreed + 1 : 1);
  held.candidate.Set(value, now);
  if (held.agreed < kInARow) return false;
  held.agreed = kInARow;
  if (SiblingHolds(table, aircraft.key, field, value, now, agree)) return false;
  held.accepted = held.candidate;
  held.agreed = 0;
  return true;
}

/// Whether `speed` is near the last one, which it replaces.
bool NearLast(Heard<float>& last, std::optional<float> speed_kt, Time now) {
  if (!speed_kt) return false;
  const bool near = last.Within(kAirspeedAge, now) && std::fabs(last.value - *speed_kt) <= 40.0F;
  last.Set(*speed_kt, now);
  return near;
}

void HoldVelocities(bool judged, Time now, Aircraft& aircraft, Message& m) {
  if (m.bds == Bds{0x50}) {
    if (NearLast(aircraft.tas_kt, m.tas_kt, now) || judged) return;
    m.roll_deg = m.track_deg = m.gs_kt = m.track_rate_dps = m.tas_kt = std::nullopt;
  } else if (m.bds == Bds{0x60}) {
    if (NearLast(aircraft.ias_kt, m.ias_kt, now) || judged) return;
    m.mag_heading_deg = m.ias_kt = m.mach = std::nullopt;
    m.baro_rate_fpm = m.inertial_rate_fpm = std::nullopt;
  }
}

}  // namespace

void HoldUncorroborated(AircraftTable& table, Aircraft& aircraft, bool judged, Time now,
                        Message& m) {
  if (m.alt_baro_ft && !Corroborated(table, aircraft, &Aircraft::altitude_ft, *m.alt_baro_ft, now,
                                     AltitudesAgree())) {
    m.alt_baro_ft = std::nullopt;
  }
  if (m.squawk &&
      !Corroborated(table, aircraft, &Aircraft::squawk, *m.squawk, now, IdentitiesAgree())) {
    m.squawk = std::nullopt;
  }
  if (m.callsign &&
      !Corroborated(table, aircraft, &Aircraft::callsign, *m.callsign, now, IdentitiesAgree())) {
    m.callsign = std::nullopt;
  }
  if (m.bds) HoldVelocities(judged, now, aircraft, m);
}

void KeepBroadcast(const Message& m, Time now, Aircraft& aircraft) {
  if (m.alt_baro_ft) {
    aircraft.altitude_ft.accepted.Set(*m.alt_baro_ft, now);
    aircraft.altitude_ft.agreed = 0;
  }
  if (m.squawk) aircraft.squawk.accepted.Set(*m.squawk, now);
  if (m.callsign) aircraft.callsign.accepted.Set(*m.callsign, now);
  if (m.gs_kt) aircraft.gs_kt.Set(*m.gs_kt, now);
  if (m.track_deg) aircraft.track_deg.Set(*m.track_deg, now);
  if (const auto rate = m.baro_rate_fpm ? m.baro_rate_fpm : m.geom_rate_fpm) {
    aircraft.rate_fpm.Set(*rate, now);
  }
}

}  // namespace pelorus::modes
