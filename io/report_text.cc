#include "io/report_text.h"

#include "io/json_text.h"

namespace pelorus {
namespace {

/// Decimals that carry everything that AIS sends: 1e-7 degrees are a centimetre.
constexpr int kDegreeDecimals = 7;
constexpr int kTenthDecimals = 4;

std::string_view ClassName(AisClass ais_class) {
  if (ais_class == AisClass::kA) return "A";
  return ais_class == AisClass::kB ? "B" : "";
}

void AppendCsvText(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

/// The fields of either kind of report go to a sink in the order of the table.
template <class Sink>
void VisitPosition(const Observation& z, Sink& sink) {
  sink.Number("lat", z.position.lat_deg(), kDegreeDecimals);
  sink.Number("lon", z.position.lon_deg(), kDegreeDecimals);
  if (z.sog) {
    sink.Number("sog", z.sog->knots(), kTenthDecimals);
  } else {
    sink.Missing("sog");
  }
  if (z.cog) {
    sink.Number("cog", z.cog->degrees(), kTenthDecimals);
  } else {
    sink.Missing("cog");
  }
  if (z.heading) {
    sink.Number("heading", z.heading->degrees(), kTenthDecimals);
  } else {
    sink.Missing("heading");
  }
  if (z.nav_status) {
    sink.Number("status", static_cast<double>(*z.nav_status), 0);
  } else {
    sink.Missing("status");
  }
}

template <class Sink, class Text>
void PutText(Sink& sink, std::string_view key, const std::optional<Text>& text) {
  if (text) {
    sink.Text(key, text->view());
  } else {
    sink.Missing(key);
  }
}

template <class Sink, class Number>
void PutNumber(Sink& sink, std::string_view key, const std::optional<Number>& number) {
  if (number) {
    sink.Number(key, static_cast<double>(*number), 0);
  } else {
    sink.Missing(key);
  }
}

template <class Sink>
void VisitVoyage(const StaticReport& said, Sink& sink) {
  PutText(sink, "name", said.name);
  PutNumber(sink, "imo", said.imo);
  PutText(sink, "callsign", said.callsign);
  PutNumber(sink, "ship_type", said.ship_type);
  sink.Hull(said.dimensions);
  if (said.draught) {
    sink.Number("draught", said.draught->meters(), kTenthDecimals);
  } else {
    sink.Missing("draught");
  }
  PutText(sink, "destination", said.destination);
}

struct CsvSink {
  std::string& out;
  void Number(std::string_view, double value, int decimals) {
    out += ',';
    AppendDecimal(out, value, decimals);
  }
  void Text(std::string_view, std::string_view text) {
    out += ',';
    AppendCsvText(out, text);
  }
  void Missing(std::string_view) { out += ','; }
  void Hull(const std::optional<StaticReport::Dimensions>& d) {
    PutNumber(*this, "length_m", d ? std::optional(d->to_bow_m + d->to_stern_m) : std::nullopt);
    PutNumber(*this, "width_m", d ? std::optional(d->to_port_m + d->to_starboard_m) : std::nullopt);
  }
};

struct JsonSink {
  std::string& out;
  void Key(std::string_view key) {
    out += ",\"";
    out += key;
    out += "\":";
  }
  void Number(std::string_view key, double value, int decimals) {
    Key(key);
    AppendDecimal(out, value, decimals);
  }
  void Text(std::string_view key, std::string_view text) {
    Key(key);
    AppendJsonString(out, text);
  }
  void Missing(std::string_view key) {
    Key(key);
    out += "null";
  }
  void Hull(const std::optional<StaticReport::Dimensions>& d) {
    PutNumber(*this, "to_bow", d ? std::optional(d->to_bow_m) : std::nullopt);
    PutNumber(*this, "to_stern", d ? std::optional(d->to_stern_m) : std::nullopt);
    PutNumber(*this, "to_port", d ? std::optional(d->to_port_m) : std::nullopt);
    PutNumber(*this, "to_starboard", d ? std::optional(d->to_starboard_m) : std::nullopt);
  }
};

AisClass ClassOf(const Report& report) {
  if (const auto* position = std::get_if<Observation>(&report)) return position->ais_class;
  const auto* said = std::get_if<StaticReport>(&report);
  return said != nullptr ? said->ais_class : AisClass::kUnknown;
}

/// With the names of the manual's table of contacts.
void AppendContact(const ContactReport& contact, std::string_view station, std::string& out) {
  constexpr int kPlaceDecimals = 7, kMetreDecimals = 1;
  JsonSink sink{out};
  out += R"({"kind":"contact","t":)";
  AppendEpochSeconds(out, contact.measured_at);
  if (contact.position) {
    sink.Number("lat", contact.position->lat_deg(), kPlaceDecimals);
    sink.Number("lon", contact.position->lon_deg(), kPlaceDecimals);
    sink.Number("sigma_m", contact.position_sigma.meters(), kMetreDecimals);
  } else {
    for (const char* key : {"lat", "lon", "sigma_m"}) sink.Missing(key);
  }
  if (contact.length) sink.Number("length_m", contact.length->meters(), kMetreDecimals);
  if (contact.heading) sink.Number("heading_deg", contact.heading->degrees(), kMetreDecimals);
  if (!station.empty()) sink.Text("source", station);
  if (!contact.scan_name.empty()) sink.Text("scan", contact.scan_name.view());
  out += "}\n";
}

}  // namespace

void AppendCsvRow(const Report& report, std::string_view station, std::string& out) {
  CsvSink sink{out};
  AppendEpochSeconds(out, From(report).received_at);
  sink.Number("mmsi", static_cast<double>(KeyOf(report).number()), 0);
  const auto* position = std::get_if<Observation>(&report);
  if (position != nullptr) {
    VisitPosition(*position, sink);
  } else {
    out.append(6, ',');
  }
  sink.Text("ais_class", ClassName(ClassOf(report)));
  sink.Text("receiver", station);
  if (const auto* said = std::get_if<StaticReport>(&report)) {
    VisitVoyage(*said, sink);
  } else {
    out.append(8, ',');
  }
  out += '\n';
}

void AppendJsonLine(const Report& report, std::string_view station, std::string& out) {
  if (const auto* contact = std::get_if<ContactReport>(&report)) {
    return AppendContact(*contact, station, out);
  }
  JsonSink sink{out};
  out += R"({"kind":"ais","t":)";
  AppendEpochSeconds(out, From(report).received_at);
  out += R"(,"t_source":"column","t_trusted":true)";
  if (station.empty()) {
    sink.Missing("station");
  } else {
    sink.Text("station", station);
  }
  sink.Number("mmsi", static_cast<double>(KeyOf(report).number()), 0);
  if (ClassOf(report) != AisClass::kUnknown) sink.Text("ais_class", ClassName(ClassOf(report)));
  if (const auto* position = std::get_if<Observation>(&report)) {
    VisitPosition(*position, sink);
  } else if (const auto* said = std::get_if<StaticReport>(&report)) {
    VisitVoyage(*said, sink);
  }
  out += "}\n";
}

}  // namespace pelorus
