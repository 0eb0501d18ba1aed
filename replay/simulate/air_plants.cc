// Who flies where, and what is planted among them; air_traffic.cc sends and hears.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"
#include "replay/simulate/air_traffic.h"

namespace pelorus {
namespace {

/// Addresses that belong to no state (ICAO Annex 10 vol. III, table 9-1: F00000 for temporary use).
constexpr std::uint32_t kFirstIcao = 0xF00100;
constexpr int kLight = 1, kLarge = 3, kHeavy = 5, kRotorcraft = 7;

}  // namespace

AirTraffic::AirTraffic(const Scenario& scenario, int seconds, const std::vector<AirVisit>& visits,
                       const std::vector<JammedArea>& jammed, const RandomSequence& random)
    : scenario_(scenario), jammed_(jammed), random_(random), next_icao_(kFirstIcao) {
  const AirfieldList all = AirfieldList::Embedded();
  for (const std::string& wanted : scenario.airfields) {
    for (const Airfield& field : all.airfields()) {
      if (field.icao == wanted) fields_.push_back(field);
    }
  }
  if (fields_.size() < 2) return;
  PlanFlights(seconds);
  for (int i = 0; i < scenario.plants.air; ++i) {
    PlantGap(seconds);
    PlantDescent(seconds);
  }
  for (const AirVisit& visit : visits) PlantVisit(visit);
  truths_.reserve(records_.size());
  for (const PlantRecord& record : records_) {
    PlantedTruth truth;
    truth.record = &record;
    truth.start_s = *record.start.at_s;
    if (record.end) truth.end_s = *record.end->at_s;
    truth.at = *record.at;
    truth.participants = record.participants;
    truth.regime = record.detail;
    truths_.push_back(truth);
  }
}

const Airfield& AirTraffic::SomeField() { return fields_[random_.Below(fields_.size())]; }

Flight AirTraffic::NewFlight(int start_s, int category) {
  Flight flight;
  flight.icao = next_icao_++;
  flight.callsign = fmt::format("SIM{}", flight.icao - kFirstIcao + 100);
  flight.category = category;
  flight.start_s = start_s;
  return flight;
}

Flight AirTraffic::Between(const Airfield& from, const Airfield& to, int start_s) {
  const Geodesic way = GeodesicInverse(from.position, to.position);
  const double nm = way.distance.nautical_miles();
  Flight flight = NewFlight(start_s, random_.Chance(0.3) ? kHeavy : kLarge);
  const double speed_kt = random_.Uniform(410.0, 480.0);
  // Two fifths of a short way climbing, the same descending; 60 and 90 nm of a long one.
  const double climb_nm = std::min(0.4 * nm, 60.0), descent_nm = std::min(0.4 * nm, 90.0);
  const double level_ft =
      1000.0 * std::round(std::min(random_.Uniform(28.0, 39.0), 0.45 * climb_nm + 6.0));
  const auto at = [&](double along_nm) {
    return GeodesicDirect(from.position, way.start, Length::NauticalMiles(along_nm));
  };
  const double from_ft = from.elevation.meters() / 0.3048, to_ft = to.elevation.meters() / 0.3048;
  flight.Add({from.position, from_ft, 140.0});
  flight.Add({at(4.0), from_ft + 2000.0, 220.0});
  flight.Add({at(climb_nm), level_ft, speed_kt});
  flight.Add({at(nm - descent_nm), level_ft, speed_kt});
  flight.Add({at(nm - 5.0), to_ft + 1700.0, 170.0});
  flight.Add({to.position, to_ft, 130.0});
  return flight;
}

void AirTraffic::PlanFlights(int seconds) {
  const int count = static_cast<int>(scenario_.flights_per_day * seconds / 86400.0);
  for (int i = 0; i < count; ++i) {
    const Airfield& from = SomeField();
    const Airfield& to = SomeField();
    if (FastDistance(from.position, to.position).nautical_miles() < 40.0) continue;
    const int start_s = static_cast<int>(random_.Uniform(-0.05, 0.97) * seconds);
    flights_.push_back({Between(from, to, start_s), random_.Uniform(), false});
  }
}

PlantRecord& AirTraffic::AddRecord(const std::string& event, const Flight& flight, double from_s,
                                   std::optional<double> to_s) {
  PlantRecord& record = records_.emplace_back();
  record.id = fmt::format("air-{}-{}", event, records_.size());
  record.event = event;
  record.start.at_s = static_cast<int>(from_s);
  if (to_s) record.end = Moment{static_cast<int>(*to_s), 0, 0};
  record.participants = {fmt::format("icao:{:06x}", flight.icao)};
  const std::optional<FlightState> state = flight.At(from_s);
  record.at = state ? state->at : scenario_.stations.front().at;
  record.detail = state && Chance(*state) > 0.7 ? "covered" : "edge";
  return record;
}

/// Switched off at cruising level, for half an hour or more.
void AirTraffic::PlantGap(int seconds) {
  for (int attempt = 0; attempt < 200; ++attempt) {
    const Airfield& from = SomeField();
    const Airfield& to = SomeField();
    if (FastDistance(from.position, to.position).nautical_miles() < 250.0) continue;
    const int start_s = static_cast<int>(random_.Uniform(0.15, 0.75) * seconds);
    Flight flight = Between(from, to, start_s);
    const double level_s = flight.LeaveTime(3) - flight.LeaveTime(2);
    const int off_s = static_cast<int>(flight.LeaveTime(2) + random_.Uniform(0.1, 0.4) * level_s);
    const int on_s = off_s + static_cast<int>(random_.Uniform(0.5, 0.9) * level_s);
    const std::optional<FlightState> before = flight.At(off_s);
    if (on_s - off_s < 900 || !before || Chance(*before) < 0.7) continue;
    flight.off = {{off_s, on_s}};
    AddRecord("transponder_gap", flight, off_s, on_s);
    flights_.push_back({flight, random_.Uniform(), false});
    return;
  }
}

/// Down to a strip that no list knows, and away again after an hour.
void AirTraffic::PlantDescent(int seconds) {
  const AirfieldList all = AirfieldList::Embedded();
  for (int attempt = 0; attempt < 200; ++attempt) {
    const Airfield& home = SomeField();
    const ShoreStation& station = scenario_.stations[random_.Below(scenario_.stations.size())];
    const GeoPoint strip = GeodesicDirect(station.at, Azimuth::Degrees(random_.Uniform(0.0, 360.0)),
                                          Length::NauticalMiles(random_.Uniform(35.0, 70.0)));
    const Geodesic way = GeodesicInverse(home.position, strip);
    const double nm = way.distance.nautical_miles();
    if (nm < 80.0 || nm > 400.0 || all.Nearest(strip, Length::Kilometers(45.0))) continue;
    Flight flight = NewFlight(static_cast<int>(random_.Uniform(0.2, 0.7) * seconds), kLight);
    const auto at = [&](double along_nm) {
      return GeodesicDirect(home.position, way.start, Length::NauticalMiles(along_nm));
    };
    const double field_ft = home.elevation.meters() / 0.3048;
    flight.Add({home.position, field_ft, 110.0});
    flight.Add({at(20.0), std::max(9000.0, field_ft + 2000.0), 200.0});
    flight.Add({at(nm - 25.0), 9000.0, 200.0});
    flight.Add({strip, 50.0, 100.0}, 3600.0);
    flight.Add({at(nm - 25.0), 9000.0, 200.0});
    flight.Add({at(20.0), std::max(9000.0, field_ft + 2000.0), 200.0});
    flight.Add({home.position, field_ft, 110.0});
    AddRecord("off_airfield_descent", flight, flight.LeaveTime(2), flight.LeaveTime(4)).also = {
        "transponder_gap"};
    flights_.push_back({flight, random_.Uniform(), false});
    return;
  }
}

void AirTraffic::PlantVisit(const AirVisit& visit) {
  const auto nearer = [&](const Airfield& a, const Airfield& b) {
    return FastDistance(a.position, visit.at) < FastDistance(b.position, visit.at);
  };
  const Airfield& home = *std::min_element(fields_.begin(), fields_.end(), nearer);
  const bool only_passes = visit.look_alike == "pass";
  Flight flight = NewFlight(0, only_passes ? kLight : kRotorcraft);
  const double speed_kt = only_passes ? 150.0 : 95.0;
  const Geodesic way = GeodesicInverse(home.position, visit.at);
  const double field_ft = home.elevation.meters() / 0.3048;
  flight.Add({home.position, field_ft, 60.0});
  flight.Add({GeodesicDirect(home.position, way.start, way.distance * 0.1), 900.0, speed_kt});
  const std::size_t begin = flight.size();
  const Length radius = Length::Meters(visit.look_alike == "offshore" ? 250.0 : 900.0);
  if (only_passes) {
    flight.Add({visit.at, 900.0, speed_kt});
  } else {
    flight.AddOrbit(visit.at, radius, 700.0, visit.look_alike == "offshore" ? 35.0 : 80.0, 7);
  }
  const std::size_t end = flight.size() - 1;
  flight.Add({GeodesicDirect(home.position, way.start, way.distance * 0.1), 900.0, speed_kt});
  flight.Add({home.position, field_ft, 50.0});
  flight.start_s = visit.from_s - static_cast<int>(flight.LeaveTime(begin));
  PlantRecord& record =
      AddRecord("air_sea_rendezvous", flight, flight.LeaveTime(begin), flight.LeaveTime(end));
  record.participants.push_back(visit.vessel);
  record.needed = 2;
  record.radius = Length::Kilometers(5.0);
  record.look_alike = visit.look_alike;
  flights_.push_back({flight, random_.Uniform(), false});
}

}  // namespace pelorus
