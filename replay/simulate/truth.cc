#include "replay/simulate/truth.h"

#include <fmt/format.h>

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

const char* NameOf(PortCall::Place place) {
  switch (place) {
    case PortCall::Place::kBerth:
      return "berth";
    case PortCall::Place::kAnchorage:
      return "anchorage";
    case PortCall::Place::kOutside:
      return "outside";
  }
  return "";
}

}  // namespace

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

void TruthWriter::WriteVessel(const Vessel& vessel) {
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

void TruthWriter::WritePosition(const Vessel& vessel, int now_s) {
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

void TruthWriter::WritePortCall(const Vessel& vessel, const PortCall& call) {
  fmt::format_to(
      std::back_inserter(line_),
      R"({{"kind":"port_call","mmsi":{},"port":"{}","place":"{}","arrived":{},"departed":{}}})",
      vessel.identity().mmsi.value(), call.port, NameOf(call.place),
      EpochOrNull(start_, call.arrived_s), EpochOrNull(start_, call.departed_s));
  Flush();
}

}  // namespace pelorus
