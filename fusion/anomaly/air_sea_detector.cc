#include "fusion/anomaly/air_sea_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <string_view>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr double kLow_ft = 1'500.0;
constexpr Speed kSlowAircraft = Speed::Knots(120.0);
constexpr Speed kSlowVessel = Speed::Knots(6.0);
constexpr Length kNear = Length::Kilometers(2.0);
constexpr Duration kLeastMeeting = std::chrono::minutes{5};
constexpr Duration kLook = std::chrono::seconds{10};
/// So long apart, or unseen, and the meeting is over.
constexpr Duration kApart = std::chrono::minutes{2};
/// Positions are carried on for so long: aircraft, vessels.
constexpr Duration kFreshAircraft = std::chrono::seconds{60};
constexpr Duration kFreshVessel = std::chrono::minutes{6};
constexpr double kHover_mps = 10.0;
constexpr double kOrbit_rad = 1.5 * std::numbers::pi;
constexpr std::size_t kMostMeetings = 20'000;
/// One in nine of what lasts so long is a meeting, before anything else is known.
constexpr double kPrior = -2.1;
constexpr std::uint8_t kRotorcraft = 0xA7;
constexpr std::uint8_t kPilotVessel = 50, kSearchVessel = 51, kMilitary = 35, kPolice = 55;
/// What flights for rescue, coastguard and customs call themselves, among others.
constexpr std::array<std::string_view, 8> kServices = {"RESCUE", "COAST", "SAR",   "CG",
                                                       "LIFE",   "GUARD", "CUSTO", "PATROL"};

bool IsAisAircraft(TargetKey key) {
  return key.kind() == TargetKey::Kind::kMmsi && key.number() / 1'000'000 == 111;
}

bool IsVessel(TargetKey key) {
  const std::uint64_t top = key.number() / 1'000'000;
  return key.kind() == TargetKey::Kind::kMmsi && top >= 100 && top != 111 && top < 970;
}

GeoPoint MovedOn(GeoPoint from, const Eigen::Vector2d& v_mps, double s) {
  constexpr double kDegree_m = 111'195.0;
  const double east_m = kDegree_m * std::max(0.02, std::cos(from.lat().radians()));
  return GeoPoint::Degrees(from.lat_deg() + v_mps.y() * s / kDegree_m,
                           from.lon_deg() + v_mps.x() * s / east_m);
}

double BearingFrom(GeoPoint vessel, GeoPoint aircraft) {
  const double east = WrapLongitudeDeg(aircraft.lon_deg() - vessel.lon_deg());
  return std::atan2(east * std::cos(vessel.lat().radians()), aircraft.lat_deg() - vessel.lat_deg());
}

bool IsService(const Identity& aircraft) {
  if (!aircraft.callsign) return false;
  const std::string_view callsign = aircraft.callsign->view();
  return std::any_of(kServices.begin(), kServices.end(),
                     [callsign](std::string_view name) { return callsign.starts_with(name); });
}

bool IsServed(const Identity& vessel) {
  const auto type = vessel.ship_type;
  return type && (*type == kPilotVessel || *type == kSearchVessel || *type == kMilitary ||
                  *type == kPolice);
}

void AddAlternatives(const Identity& aircraft, const Identity& vessel, bool on_ais, Event& event) {
  const bool rotor = aircraft.emitter_category == kRotorcraft;
  std::vector<Alternative> all = {
      {"search_and_rescue", on_ais ? 5.0 : (IsService(aircraft) ? 2.0 : 0.3),
       "search, rescue or an exercise"},
      {"patrol", IsService(aircraft) ? 2.0 : 0.5, "coastguard, fishery or customs looking at it"},
      {"offshore_helicopter", rotor ? 1.0 : 0.2, "crew change or supply of an offshore unit"},
      {"pilot_helicopter", rotor || vessel.ship_type == kPilotVessel ? 1.0 : 0.1,
       "a pilot going on board or leaving"},
      {"survey", 0.2, "survey, photography, training"},
      {"chance", 0.5, "flew by"},
  };
  double sum = 0.0;
  for (const Alternative& item : all) sum += item.probability;
  const double rest = 1.0 - event.probability();
  for (Alternative& item : all) item.probability *= rest / sum;
  std::stable_sort(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
    return a.probability > b.probability;
  });
  event.alternatives = std::move(all);
}

}  // namespace

void AirSeaDetector::Crafts::Take(const TrackUpdate& update) {
  const auto number = static_cast<std::uint32_t>(all.size());
  const auto [place, added] = index.try_emplace(update.track.key, number);
  if (added) all.emplace_back().key = update.track.key;
  Craft& craft = all[place->second];
  if (!added && update.time < craft.time) return;
  craft.time = update.time;
  craft.at = update.estimate.position;
  craft.v_mps = update.estimate.v_mps;
  craft.status = update.nav_status;
  craft.raw = update.raw;
  if (update.estimate.vertical) craft.altitude_ft = update.estimate.vertical->altitude.feet();
}

void AirSeaDetector::Write(const PictureBatch& batch) {
  for (const TrackUpdate& update : batch.updates) {
    const TargetKey key = update.track.key;
    if (IsVessel(key)) {
      vessels_.Take(update);
    } else if (IsAisAircraft(key)) {
      low_.Take(update);
    } else if (key.kind() == TargetKey::Kind::kIcao && !update.on_ground.value_or(false) &&
               update.estimate.vertical &&
               update.estimate.vertical->altitude < PressureAltitude::Feet(kLow_ft)) {
      low_.Take(update);
    }
    if (update.time >= next_look_) Look(update.time);
  }
}

void AirSeaDetector::Look(Time t) {
  next_look_ = t + kLook;
  bool any = false;
  for (const Craft& aircraft : low_.all) {
    if (t - aircraft.time > kFreshAircraft) continue;
    LookAround(aircraft, t);
    any = true;
  }
  if (any || !pairs_.empty()) Close(t);
}

void AirSeaDetector::LookAround(const Craft& aircraft, Time t) {
  constexpr double kBand_deg = 0.03;  // 2 km, and what a slow vessel goes in six minutes
  const GeoPoint a = MovedOn(aircraft.at, aircraft.v_mps, ToSeconds(t - aircraft.time));
  near_.clear();
  for (std::uint32_t i = 0; i < vessels_.all.size(); ++i) {
    const Craft& vessel = vessels_.all[i];
    if (std::abs(vessel.at.lat_deg() - a.lat_deg()) > kBand_deg) continue;
    if (t - vessel.time > kFreshVessel || vessel.v_mps.norm() > kSlowVessel.mps()) continue;
    const GeoPoint v = MovedOn(vessel.at, vessel.v_mps, ToSeconds(t - vessel.time));
    const Length apart = FastDistance(a, v);
    if (apart <= kNear) near_.push_back({apart, i});
  }
  for (const auto& [apart, i] : near_) {
    const Craft& vessel = vessels_.all[i];
    Together(aircraft, vessel, a, MovedOn(vessel.at, vessel.v_mps, ToSeconds(t - vessel.time)), t);
  }
}

void AirSeaDetector::Together(const Craft& aircraft, const Craft& vessel, GeoPoint a, GeoPoint v,
                              Time t) {
  const auto who = std::pair(aircraft.key, vessel.key);
  const auto [place, added] = pairs_.try_emplace(who);
  Meeting& meeting = place->second;
  const Length apart = FastDistance(a, v);
  const double bearing_rad = BearingFrom(v, a);
  if (added) {
    meeting.who = who;
    meeting.since = t;
    meeting.aircraft_raw = aircraft.raw;
    meeting.vessel_raw = vessel.raw;
  } else {
    meeting.swing_rad += std::remainder(bearing_rad - meeting.bearing_rad, 2.0 * std::numbers::pi);
  }
  if (added || apart < meeting.closest) {
    meeting.closest = apart;
    meeting.at = v;
  }
  meeting.until = t;
  meeting.bearing_rad = bearing_rad;
  meeting.others = std::max(meeting.others, static_cast<int>(near_.size()) - 1);
  meeting.relative_mps += (aircraft.v_mps - vessel.v_mps).norm();
  meeting.status = vessel.status;
  meeting.vessel_mps = vessel.v_mps.norm();
  if (aircraft.altitude_ft) {
    meeting.lowest_ft = std::min(*aircraft.altitude_ft, meeting.lowest_ft.value_or(kLow_ft));
  }
  ++meeting.rounds;
  if (aircraft.v_mps.norm() < kSlowAircraft.mps()) ++meeting.slow_rounds;
}

void AirSeaDetector::Close(Time t) {
  for (auto i = pairs_.begin(); i != pairs_.end();) {
    if (t - i->second.until <= kApart) {
      ++i;
      continue;
    }
    if (IsLong(i->second)) past_.push_back(i->second);
    i = pairs_.erase(i);
  }
  if (past_.size() > kMostMeetings) {
    past_.erase(past_.begin(), past_.begin() + kMostMeetings / 10);
  }
}

RelativePattern AirSeaDetector::PatternOf(const Meeting& meeting) {
  if (std::abs(meeting.swing_rad) >= kOrbit_rad) return RelativePattern::kOrbit;
  const double mean_mps = meeting.relative_mps / std::max(1, meeting.rounds);
  return mean_mps < kHover_mps ? RelativePattern::kHover : RelativePattern::kPass;
}

bool AirSeaDetector::IsLong(const Meeting& meeting) {
  if (meeting.until - meeting.since < kLeastMeeting) return false;
  return 5 * meeting.slow_rounds >= 4 * meeting.rounds ||
         PatternOf(meeting) == RelativePattern::kOrbit;
}

void AirSeaDetector::AddEvidence(const Meeting& meeting, Event& event) const {
  std::vector<Evidence>& out = event.evidence;
  const double minutes = ToSeconds(meeting.until - meeting.since) / 60.0;
  out.push_back({"time_together", minutes, "min", std::clamp(std::log(minutes / 5.0), 0.0, 2.5),
                 "within 2 km"});
  const double m = meeting.closest.meters();
  out.push_back({"closest", m, "m", m < 300.0 ? 1.5 : (m < 1000.0 ? 0.7 : 0.0), ""});
  const RelativePattern pattern = PatternOf(meeting);
  const double fits = pattern == RelativePattern::kHover   ? 2.0
                      : pattern == RelativePattern::kOrbit ? 1.5
                                                           : -1.5;
  out.push_back({"relative_motion", meeting.swing_rad * 180.0 / std::numbers::pi, "deg", fits,
                 std::string(Name(pattern)) + "; the bearing from the vessel swung so far"});
  if (meeting.others > 0) {
    out.push_back({"other_vessels", static_cast<double>(meeting.others), "",
                   -std::log(1.0 + meeting.others), "that were within 2 km, too"});
  }
  const Identity& aircraft = identities_.Of(meeting.who.first);
  if (IsAisAircraft(meeting.who.first)) {
    out.push_back({"rescue_aircraft", 1.0, "", -4.0, "its AIS identity is one of such"});
  } else if (IsService(aircraft)) {
    out.push_back({"service_callsign", 1.0, "", -2.5, "as rescue and patrol use"});
  } else if (aircraft.emitter_category == kRotorcraft) {
    out.push_back({"rotorcraft", 1.0, "", -1.0, "pilots and offshore crews fly so"});
  }
  if (IsServed(identities_.Of(meeting.who.second))) {
    out.push_back({"service_vessel", 1.0, "", -2.0, "pilot, rescue, police or naval"});
  }
  if (meeting.status == NavStatus::kMoored) {
    out.push_back({"moored", 1.0, "", -2.0, "alongside, where aircraft fly over"});
  }
}

Event AirSeaDetector::EventOf(const Meeting& meeting, Time now) const {
  Event event;
  event.kind = EventKind::kAirSeaRendezvous;
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(meeting.since);
  event.id = "air-sea-" + ToString(meeting.who.first) + "-" + ToString(meeting.who.second) + "-" +
             std::to_string(ms.time_since_epoch().count());
  event.start = meeting.since;
  if (now - meeting.until > kApart) event.end = meeting.until;
  event.detected_at = meeting.since + kLeastMeeting;
  event.at = meeting.at;
  event.participants = {{meeting.who.first, identities_.Of(meeting.who.first)},
                        {meeting.who.second, identities_.Of(meeting.who.second)}};
  event.prior_log_odds = kPrior;
  AddEvidence(meeting, event);
  event.wording = Wording::kInferred;
  AddAlternatives(event.participants[0].identity, event.participants[1].identity,
                  IsAisAircraft(meeting.who.first), event);
  event.refs = {meeting.aircraft_raw, meeting.vessel_raw};
  event.facts = AirSeaFacts{meeting.closest, PatternOf(meeting)};
  return event;
}

std::vector<Event> AirSeaDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  std::vector<Event> events;
  for (const Meeting& meeting : past_) events.push_back(EventOf(meeting, now));
  for (const auto& [who, meeting] : pairs_) {
    if (IsLong(meeting)) events.push_back(EventOf(meeting, now));
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
