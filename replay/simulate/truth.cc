#include "replay/simulate/truth.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <ostream>

namespace pelorus {
namespace {

std::int64_t EpochSeconds(Time start, int second) {
  return std::chrono::duration_cast<std::chrono::seconds>(start.time_since_epoch()).count() +
         second;
}

std::string EpochOrNull(Time start, std::optional<int> second) {
  return second ? std::to_string(EpochSeconds(start, *second)) : "null";
}

const char* NameOf(VesselKind kind) {
  switch (kind) {
    case VesselKind::kCargo:
      return "cargo";
    case VesselKind::kTanker:
      return "tanker";
    case VesselKind::kFerry:
      return "ferry";
    case VesselKind::kCrewBoat:
      return "crew-boat";
    case VesselKind::kTug:
      return "tug";
    case VesselKind::kFishing:
      return "fishing";
  }
  return "";
}

const char* NameOf(TrueCall::Place place) {
  switch (place) {
    case TrueCall::Place::kBerth:
      return "berth";
    case TrueCall::Place::kAnchorage:
      return "anchorage";
    case TrueCall::Place::kOutside:
      return "outside";
  }
  return "";
}

const char* NameOf(StationTrouble::Kind kind) {
  switch (kind) {
    case StationTrouble::Kind::kOutage:
      return "outage";
    case StationTrouble::Kind::kDucting:
      return "ducting";
    case StationTrouble::Kind::kClock:
      return "clock_fault";
  }
  return "";
}

/// A list of texts as JSON; none of ours needs escapes.
std::string ListOf(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) {
    if (list.size() > 1) list += ',';
    list += '"' + text + '"';
  }
  return list + ']';
}

}  // namespace

void TruthWriter::WriteTrouble(const ShoreStation& station, const StationTrouble& trouble) {
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"{}","station":"{}","start":{},"end":{},"amount":{:.2f}}})",
                 NameOf(trouble.kind), station.name, EpochSeconds(start_, trouble.spell.from_s),
                 EpochSeconds(start_, trouble.spell.to_s), trouble.amount);
  Flush();
  // Those who are near fall silent, or jump, for no reason of their own.
  if (trouble.kind == StationTrouble::Kind::kDucting) return;
  const bool outage = trouble.kind == StationTrouble::Kind::kOutage;
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"planted","id":"{}-{}","event":"{}","look_alike":"{}",)"
                 R"("regime":"covered","start":{},"end":{},"lat":{:.5f},)"
                 R"("lon":{:.5f},"radius_m":{:.0f},"participants":[],"needed":0,"hidden":[],)"
                 R"("also":[],"detail":""}})",
                 NameOf(trouble.kind), station.name, outage ? "dark_transit" : "position_fault",
                 NameOf(trouble.kind), EpochSeconds(start_, trouble.spell.from_s),
                 EpochSeconds(start_, trouble.spell.to_s), station.at.lat_deg(),
                 station.at.lon_deg(), 1.5 * station.range.meters());
  Flush();
}

void TruthWriter::WriteAircraft(std::uint32_t icao, const std::string& callsign, int category) {
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"aircraft","icao":"{:06x}","callsign":"{}","category":"A{}"}})", icao,
                 callsign, category);
  Flush();
}

void TruthWriter::WriteAircraftPosition(std::uint32_t icao, const FlightState& state, int now_s) {
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"aircraft_position","t":{},"icao":"{:06x}","lat":{:.6f},)"
                 R"("lon":{:.6f},"alt_ft":{:.0f},"gs_kt":{:.1f},"climb_fpm":{:.0f}}})",
                 EpochSeconds(start_, now_s), icao, state.at.lat_deg(), state.at.lon_deg(),
                 state.altitude_ft, std::hypot(state.north_kt, state.east_kt), state.climb_fpm);
  Flush();
}

void TruthWriter::WritePlanted(const PlantedTruth& planted) {
  const PlantRecord& record = *planted.record;
  const std::string look_alike = record.look_alike.empty() ? "null" : '"' + record.look_alike + '"';
  const std::string radius =
      record.radius ? fmt::format("{:.0f}", record.radius->meters()) : "null";
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"planted","id":"{}","event":"{}","look_alike":{},"regime":"{}",)"
                 R"("start":{},"end":{},"lat":{:.5f},"lon":{:.5f},"radius_m":{},)"
                 R"("participants":{},"needed":{},"hidden":{},"also":{},"detail":"{}"}})",
                 record.id, record.event, look_alike, planted.regime,
                 EpochSeconds(start_, planted.start_s), EpochOrNull(start_, planted.end_s),
                 planted.at.lat_deg(), planted.at.lon_deg(), radius, ListOf(planted.participants),
                 record.needed, ListOf(record.hidden), ListOf(record.also), record.detail);
  Flush();
}

void TruthWriter::Flush() {
  line_ += '\n';
  out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
  line_.clear();
}

void TruthWriter::WriteRun(const Scenario& scenario, std::uint64_t seed, int seconds) {
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"run","scenario":"{}","seed":{},"start":"{}","end":"{}",)"
                 R"("position_every_s":{}}})",
                 scenario.name, seed, FormatIso8601(start_),
                 FormatIso8601(start_ + std::chrono::seconds(seconds)), kTruthEvery_s);
  Flush();
}

void TruthWriter::WriteStation(const ShoreStation& station) {
  fmt::format_to(
      std::back_inserter(line_),
      R"({{"kind":"station","station":"{}","mmsi":{},"lat":{:.6f},"lon":{:.6f},"range_nm":{}}})",
      station.name, station.mmsi, station.at.lat_deg(), station.at.lon_deg(),
      station.range.nautical_miles());
  Flush();
}

void TruthWriter::WriteVessel(const Afloat& vessel) {
  const VesselIdentity& v = vessel.identity();
  const std::string imo = v.imo == 0 ? "null" : std::to_string(v.imo);
  fmt::format_to(
      std::back_inserter(line_),
      R"({{"kind":"vessel","mmsi":{},"name":"{}","callsign":"{}","imo":{},"flag":"{}",)"
      R"("ais_class":"{}","sort":"{}","ship_type":{},"length_m":{},"width_m":{},"draught_m":{},)"
      R"("to_bow":{},"to_stern":{},"to_port":{},"to_starboard":{}}})",
      v.mmsi.value(), v.name, v.callsign, imo, v.flag,
      v.ais_class == TransponderClass::kA ? 'A' : 'B', NameOf(v.kind), v.ship_type,
      v.length.meters(), v.width.meters(), v.draught.meters(), v.extent.to_bow.meters(),
      v.extent.to_stern.meters(), v.extent.to_port.meters(), v.extent.to_starboard.meters());
  Flush();
}

void TruthWriter::WritePosition(const Afloat& vessel, int now_s) {
  if (vessel.away()) return;
  const ShipMotion& m = vessel.motion();
  fmt::format_to(std::back_inserter(line_),
                 R"({{"kind":"position","t":{},"mmsi":{},"lat":{:.7f},"lon":{:.7f},)"
                 R"("sog_kn":{:.3f},"cog_deg":{:.2f},"heading_deg":{:.2f},"status":{}}})",
                 EpochSeconds(start_, now_s), vessel.identity().mmsi.value(),
                 m.position().lat_deg(), m.position().lon_deg(), m.sog().knots(), m.cog().degrees(),
                 m.heading().degrees(), vessel.shown_status());
  Flush();
}

void TruthWriter::WritePortCall(const Afloat& vessel, const TrueCall& call) {
  fmt::format_to(
      std::back_inserter(line_),
      R"({{"kind":"port_call","mmsi":{},"port":"{}","place":"{}","arrived":{},"departed":{}}})",
      vessel.identity().mmsi.value(), call.port, NameOf(call.place),
      EpochOrNull(start_, call.arrived_s), EpochOrNull(start_, call.departed_s));
  Flush();
}

}  // namespace pelorus
