#include "io/ais/json.h"

#include <array>
#include <cmath>

#include "io/ais/json_fields.h"
#include "io/ais/station_class.h"

namespace pelorus::ais {
namespace {

/// (raw/4.733)² °/min with the sign of raw, in 1/1000 °/min, for raw -126..126.
std::int64_t TurnRateMilli(int raw) {
  static const auto table = [] {
    std::array<std::int32_t, 127> t{};
    for (std::size_t i = 0; i < t.size(); ++i) {
      const double root = static_cast<double>(i) / 4.733;
      t[i] = static_cast<std::int32_t>(std::lround(root * root * 1000.0));
    }
    return t;
  }();
  return raw < 0 ? -table[static_cast<std::size_t>(-raw)] : table[static_cast<std::size_t>(raw)];
}

void PutPlace(JsonLine& json, const Place& place) {
  PutDegrees(json, "lat", place.lat);
  PutDegrees(json, "lon", place.lon);
}

void PutSecond(JsonLine& json, const UtcSecond& second) {
  constexpr std::array<std::string_view, 4> kModes = {"", "manual", "dead-reckoning",
                                                      "inoperative"};
  PutInteger(json, "second", second.value);
  if (second.mode == UtcSecond::Mode::kNormal) return;
  PutText(json, "second_mode", kModes[static_cast<std::size_t>(second.mode)]);
}

void PutHull(JsonLine& json, const Hull& hull) {
  PutInteger(json, "to_bow", hull.to_bow);
  PutInteger(json, "to_stern", hull.to_stern);
  PutInteger(json, "to_port", hull.to_port);
  PutInteger(json, "to_starboard", hull.to_starboard);
}

void PutHull(JsonLine& json, const std::optional<Hull>& hull) {
  if (hull) PutHull(json, *hull);
}

template <std::size_t N>
void PutPresent(JsonLine& json, const char (&key)[N], std::optional<std::uint32_t> value) {
  if (value) PutInteger(json, key, *value);
}

void Put(JsonLine& json, const PositionReport& m) {
  PutInteger(json, "status", m.status);
  PutInteger(json, "rot_raw", m.rot);
  json.Key("rot_deg_min");
  m.rot&& std::abs(*m.rot) < 127 ? json.Decimal<3>(TurnRateMilli(*m.rot)) : json.Null();
  PutDecimal<1>(json, "sog", m.sog);
  PutDecimal<1>(json, "cog", m.cog);
  PutInteger(json, "heading", m.heading);
  PutPlace(json, m.place);
  PutSecond(json, m.second);
  PutBool(json, "accuracy", m.accuracy);
  PutBool(json, "raim", m.raim);
  PutInteger(json, "maneuver", m.maneuver);
  PutInteger(json, "radio", m.radio);
}

/// `2013-11-12T12:00:00Z`, or null unless every part is there and in range.
void PutUtc(JsonLine& json, const BaseStation& m) {
  json.Key("utc");
  const auto two = [](char* at, int value) {
    at[0] = static_cast<char>('0' + value / 10);
    at[1] = static_cast<char>('0' + value % 10);
  };
  if (!m.year || !m.month || !m.day || !m.hour || !m.minute || !m.second ||
      !TimeFromCivil(*m.year, *m.month, *m.day, *m.hour, *m.minute, *m.second)) {
    return json.Null();
  }
  char text[] = "0000-00-00T00:00:00Z";
  two(text, *m.year / 100);
  two(text + 2, *m.year % 100);
  two(text + 5, *m.month);
  two(text + 8, *m.day);
  two(text + 11, *m.hour);
  two(text + 14, *m.minute);
  two(text + 17, *m.second);
  json.Text({text, sizeof text - 1});
}

void Put(JsonLine& json, const BaseStation& m) {
  PutUtc(json, m);
  PutInteger(json, "year", m.year);
  PutInteger(json, "month", m.month);
  PutInteger(json, "day", m.day);
  PutInteger(json, "hour", m.hour);
  PutInteger(json, "minute", m.minute);
  PutInteger(json, "second", m.second);
  PutPlace(json, m.place);
  PutBool(json, "accuracy", m.accuracy);
  PutInteger(json, "epfd", m.epfd);
  PutBool(json, "long_range", m.long_range);
  PutBool(json, "raim", m.raim);
  PutInteger(json, "radio", m.radio);
}

void Put(JsonLine& json, const StaticVoyage& m) {
  PutInteger(json, "ais_version", m.ais_version);
  PutInteger(json, "imo", m.imo == 0 ? std::optional<std::uint32_t>{} : m.imo);
  PutText(json, "callsign", m.callsign.view());
  PutText(json, "name", m.name.view());
  PutInteger(json, "ship_type", m.ship_type);
  PutHull(json, m.hull);
  PutInteger(json, "epfd", m.epfd);
  PutInteger(json, "eta_month", m.eta_month);
  PutInteger(json, "eta_day", m.eta_day);
  PutInteger(json, "eta_hour", m.eta_hour);
  PutInteger(json, "eta_minute", m.eta_minute);
  PutDecimal<1>(json, "draught", m.draught);
  if (m.destination) PutText(json, "destination", m.destination->view());
  PutBool(json, "dte", m.dte);
}

void Put(JsonLine& json, const BinaryMessage& m) {
  PutPresent(json, "seqno", m.sequence);
  PutPresent(json, "dest_mmsi", m.dest_mmsi);
  if (m.retransmit) PutBool(json, "retransmit", m.retransmit);
  PutInteger(json, "dac", m.dac);
  PutInteger(json, "fi", m.fi);
  json.Key("payload_hex");
  json.Hex(m.data);
  PutApplication(json, m.application);
}

void Put(JsonLine& json, const Acknowledge& m) {
  json.Key("acks");
  json.Open('[');
  for (std::size_t i = 0; i < m.size; ++i) {
    json.Open('{');
    PutInteger(json, "mmsi", m.items[i].mmsi);
    PutInteger(json, "seqno", m.items[i].sequence);
    json.Close('}');
  }
  json.Close(']');
}

void Put(JsonLine& json, const SarAircraft& m) {
  PutInteger(json, "alt", m.alt_m);
  PutInteger(json, "sog", m.sog);
  PutDecimal<1>(json, "cog", m.cog);
  PutPlace(json, m.place);
  PutSecond(json, m.second);
  PutBool(json, "accuracy", m.accuracy);
  PutBool(json, "alt_barometric", m.alt_barometric);
  PutBool(json, "dte", m.dte);
  PutBool(json, "assigned", m.assigned);
  PutBool(json, "raim", m.raim);
  PutInteger(json, "radio", m.radio);
}

void Put(JsonLine& json, const UtcInquiry& m) { PutInteger(json, "dest_mmsi", m.dest_mmsi); }

void Put(JsonLine& json, const TextMessage& m) {
  PutPresent(json, "seqno", m.sequence);
  PutPresent(json, "dest_mmsi", m.dest_mmsi);
  if (m.retransmit) PutBool(json, "retransmit", m.retransmit);
  PutText(json, "text", m.text.view());
}

void Put(JsonLine& json, const Interrogation& m) {
  json.Key("interrogations");
  json.Open('[');
  for (std::size_t i = 0; i < m.size; ++i) {
    json.Open('{');
    PutInteger(json, "mmsi", m.items[i].mmsi);
    PutInteger(json, "type", m.items[i].type);
    PutInteger(json, "offset", m.items[i].offset);
    json.Close('}');
  }
  json.Close(']');
}

void Put(JsonLine& json, const Assignment& m) {
  json.Key("assignments");
  json.Open('[');
  for (std::size_t i = 0; i < m.size; ++i) {
    json.Open('{');
    PutInteger(json, "mmsi", m.items[i].mmsi);
    PutInteger(json, "offset", m.items[i].offset);
    PutInteger(json, "increment", m.items[i].increment);
    json.Close('}');
  }
  json.Close(']');
}

void Put(JsonLine& json, const DgnssCorrections& m) {
  PutPlace(json, m.place);
  json.Key("payload_hex");
  json.Hex(m.data);
  if (!m.header) return;
  json.Key("dgnss");
  json.Open('{');
  PutInteger(json, "type", m.header->message_type);
  PutInteger(json, "station", m.header->station);
  PutInteger(json, "z_count", m.header->z_count);
  PutInteger(json, "sequence", m.header->sequence);
  PutInteger(json, "words", m.header->words);
  PutInteger(json, "health", m.header->health);
  json.Close('}');
}

void Put(JsonLine& json, const ClassBPosition& m) {
  PutDecimal<1>(json, "sog", m.sog);
  PutDecimal<1>(json, "cog", m.cog);
  PutInteger(json, "heading", m.heading);
  PutPlace(json, m.place);
  PutSecond(json, m.second);
  PutBool(json, "accuracy", m.accuracy);
  PutBool(json, "cs", m.carrier_sense);
  PutBool(json, "display", m.display);
  PutBool(json, "dsc", m.dsc);
  PutBool(json, "band", m.band);
  PutBool(json, "msg22", m.message22);
  PutBool(json, "assigned", m.assigned);
  PutBool(json, "raim", m.raim);
  PutInteger(json, "radio", m.radio);
}

void Put(JsonLine& json, const ClassBExtended& m) {
  PutDecimal<1>(json, "sog", m.sog);
  PutDecimal<1>(json, "cog", m.cog);
  PutInteger(json, "heading", m.heading);
  PutPlace(json, m.place);
  PutSecond(json, m.second);
  PutBool(json, "accuracy", m.accuracy);
  if (m.name) PutText(json, "name", m.name->view());
  PutInteger(json, "ship_type", m.ship_type);
  PutHull(json, m.hull);
  PutInteger(json, "epfd", m.epfd);
  PutBool(json, "raim", m.raim);
  PutBool(json, "dte", m.dte);
  PutBool(json, "assigned", m.assigned);
}

void Put(JsonLine& json, const LinkManagement& m) {
  json.Key("reservations");
  json.Open('[');
  for (std::size_t i = 0; i < m.size; ++i) {
    json.Open('{');
    PutInteger(json, "offset", m.items[i].offset);
    PutInteger(json, "slots", m.items[i].slots);
    PutInteger(json, "timeout", m.items[i].timeout);
    PutInteger(json, "increment", m.items[i].increment);
    json.Close('}');
  }
  json.Close(']');
}

void Put(JsonLine& json, const AidToNavigation& m) {
  PutInteger(json, "aid_type", m.aid_type);
  PutText(json, "name", m.name.view());
  PutPlace(json, m.place);
  PutSecond(json, m.second);
  PutBool(json, "accuracy", m.accuracy);
  PutHull(json, m.hull);
  PutInteger(json, "epfd", m.epfd);
  PutBool(json, "off_position", m.off_position);
  PutInteger(json, "regional", m.regional);
  PutBool(json, "raim", m.raim);
  PutBool(json, "virtual_aid", m.virtual_aid);
  PutBool(json, "assigned", m.assigned);
}

void PutZone(JsonLine& json, const Place& northeast, const Place& southwest) {
  PutDegrees(json, "ne_lat", northeast.lat);
  PutDegrees(json, "ne_lon", northeast.lon);
  PutDegrees(json, "sw_lat", southwest.lat);
  PutDegrees(json, "sw_lon", southwest.lon);
}

void Put(JsonLine& json, const ChannelManagement& m) {
  PutInteger(json, "channel_a", m.channel_a);
  PutInteger(json, "channel_b", m.channel_b);
  PutInteger(json, "txrx", m.txrx);
  PutBool(json, "low_power", m.low_power);
  PutBool(json, "addressed", m.addressed);
  if (m.addressed) {
    PutInteger(json, "dest1_mmsi", m.dest1);
    PutInteger(json, "dest2_mmsi", m.dest2);
  } else {
    PutZone(json, m.northeast, m.southwest);
  }
  PutBool(json, "band_a", m.band_a);
  PutBool(json, "band_b", m.band_b);
  PutInteger(json, "zone_size", m.zone_size);
}

void Put(JsonLine& json, const GroupAssignment& m) {
  PutZone(json, m.northeast, m.southwest);
  PutInteger(json, "station_type", m.station_type);
  PutInteger(json, "ship_type", m.ship_type);
  PutInteger(json, "txrx", m.txrx);
  PutInteger(json, "interval", m.interval);
  PutInteger(json, "quiet", m.quiet);
}

void Put(JsonLine& json, const StaticPartA& m) {
  PutText(json, "part", "A");
  PutText(json, "name", m.name.view());
}

void Put(JsonLine& json, const StaticPartB& m) {
  PutText(json, "part", "B");
  PutInteger(json, "ship_type", m.ship_type);
  PutText(json, "vendor", m.vendor.view());
  PutInteger(json, "vendor_model", m.vendor_model);
  PutInteger(json, "vendor_serial", m.vendor_serial);
  PutText(json, "callsign", m.callsign.view());
  PutHull(json, m.hull);
  PutPresent(json, "mothership_mmsi", m.mothership_mmsi);
  PutInteger(json, "epfd", m.epfd);
}

void Put(JsonLine& json, const StaticPartReserved& m) { PutInteger(json, "part", m.part); }

void Put(JsonLine& json, const SlotBinary& m) {
  PutBool(json, "addressed", m.dest_mmsi.has_value());
  PutBool(json, "structured", m.structured);
  PutPresent(json, "dest_mmsi", m.dest_mmsi);
  PutPresent(json, "dac", m.dac);
  PutPresent(json, "fi", m.fi);
  json.Key("payload_hex");
  json.Hex(m.data);
  PutPresent(json, "radio", m.radio);
}

void Put(JsonLine& json, const LongRangePosition& m) {
  PutInteger(json, "status", m.status);
  PutInteger(json, "sog", m.sog);
  PutInteger(json, "cog", m.cog);
  PutPlace(json, m.place);
  PutBool(json, "accuracy", m.accuracy);
  PutBool(json, "raim", m.raim);
  PutBool(json, "gnss", m.gnss);
}

void PutReception(JsonLine& json, const Received& received, std::string_view station) {
  const Stamp& stamp = received.stamp;
  json.Key("t");
  const std::optional<Time> t = stamp.received_at ? stamp.received_at : received.came_at;
  t ? json.EpochSeconds(*t) : json.Null();
  PutText(json, "t_source", Name(stamp.source));
  PutBool(json, "t_trusted", stamp.trusted);
  if (stamp.delivered_at) {
    json.Key("t_delivered");
    json.EpochSeconds(*stamp.delivered_at);
  }
  json.Key("station");
  station.empty() ? json.Null() : json.RawText(station);
  PutText(json, "station_class", Name(ClassOf(received.message.mmsi)));
  if (received.channel != 0) {
    json.Key("channel");
    json.RawText({&received.channel, 1});
  }
  PutBool(json, "own", received.own);
}

void PutFlags(JsonLine& json, unsigned flags) {
  json.Key("flags");
  json.Open('[');
  for (std::size_t i = 0; flags != 0; flags >>= 1, ++i) {
    if ((flags & 1) != 0) json.Text(kFlagNames[i]);
  }
  json.Close(']');
}

}  // namespace

void AppendJson(const Received& received, std::string_view station, std::string& out) {
  const Message& message = received.message;
  JsonLine json(out);
  json.Open('{');
  PutText(json, "kind", "ais");
  PutReception(json, received, station);
  PutInteger(json, "type", message.type);
  PutInteger(json, "repeat", message.repeat);
  PutInteger(json, "mmsi", message.mmsi);
  std::visit([&json](const auto& body) { Put(json, body); }, message.body);
  PutFlags(json, message.flags);
  json.Close('}');
  json.EndLine();
}

}  // namespace pelorus::ais
