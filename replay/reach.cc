#include "replay/reach.h"

#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>

#include "io/bytes.h"
#include "io/json_text.h"
#include "io/tabular/csv_fields.h"
#include "io/tabular/csv_tokenizer.h"

namespace pelorus {
namespace {

/// A table read by the names of its columns.
class ColumnReader {
 public:
  ColumnReader(const std::string& location, std::span<const std::string_view> required)
      : location_(location), rows_(OpenBytes(location)) {
    if (!rows_.Next(row_)) throw InputError(location + ": no header line");
    rows_.set_separator(DetectSeparator(row_.text));
    std::vector<std::string_view> names;
    std::string scratch;
    std::string_view header = row_.text;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (header.starts_with(kByteOrderMark)) header.remove_prefix(kByteOrderMark.size());
    SplitCsv(header, rows_.separator(), names, scratch);
    for (const std::string_view name : names) columns_.emplace_back(Trimmed(name));
    for (const std::string_view name : required) {
      if (!IndexOf(name)) {
        throw InputError(location + ": the header has no column '" + std::string(name) + "'");
      }
    }
  }

  /// The next row that could be cut; those that could not count as faults.
  bool Next() {
    while (rows_.Next(row_)) {
      ++number_;
      if (row_.status == CsvTokenizer::Status::kOk) return true;
      Refuse("cannot be cut into fields");
    }
    return false;
  }

  void Refuse(const std::string& cause) {
    if (faults_.rows++ == 0) faults_.first = "row " + std::to_string(number_) + ": " + cause;
  }

  /// Empty where the row or the table has none.
  std::string_view Field(std::string_view name) const {
    const auto index = IndexOf(name);
    return index && *index < row_.fields.size() ? Trimmed(row_.fields[*index]) : "";
  }

  std::optional<GeoPoint> Position() const {
    const auto lat_deg = ParseNumber(Field("lat"));
    const auto lon_deg = ParseNumber(Field("lon"));
    if (!lat_deg || !lon_deg) return std::nullopt;
    return GeoPoint::FromDegrees(*lat_deg, *lon_deg);
  }

  const RowFaults& faults() const { return faults_; }

 private:
  std::optional<std::size_t> IndexOf(std::string_view name) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] == name) return i;
    }
    return std::nullopt;
  }

  std::string location_;
  CsvTokenizer rows_;
  CsvTokenizer::Row row_;
  std::vector<std::string> columns_;
  std::size_t number_ = 0;  ///< rows after the header
  RowFaults faults_;
};

std::string Number(double value, int decimals) {
  std::string text;
  AppendDecimal(text, value, decimals);
  return text;
}

std::string Quoted(std::string_view value) {
  std::string text;
  AppendJsonString(text, value);
  return text;
}

void AppendRing(std::string& out, const GeoRing& ring) {
  out += '[';
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const GeoPoint p = ring[i % ring.size()];
    out += i == 0 ? "[" : ",[";
    AppendDecimal(out, p.lon_deg(), 7);
    out += ',';
    AppendDecimal(out, p.lat_deg(), 7);
    out += ']';
  }
  out += ']';
}

void AppendGeometry(std::string& out, const std::vector<GeoPolygon>& polygons) {
  if (polygons.empty()) {
    out += "null";
    return;
  }
  out += R"({"type":"MultiPolygon","coordinates":[)";
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    out += i == 0 ? "[" : ",[";
    AppendRing(out, polygons[i].outer);
    for (const GeoRing& hole : polygons[i].holes) {
      out += ',';
      AppendRing(out, hole);
    }
    out += ']';
  }
  out += "]}";
}

/// `"key":value,` for each of the pairs.
using Members = std::vector<std::pair<std::string_view, std::string>>;
void AppendMembers(std::string& out, const Members& members) {
  for (const auto& [key, value] : members) {
    out += Quoted(key);
    out += ':';
    out += value;
    out += ',';
  }
}

std::string SightingJson(const Sighting& sighting) {
  return "{\"t\":" + Quoted(FormatIso8601(sighting.at)) +
         ",\"lat\":" + Number(sighting.position.lat_deg(), 7) +
         ",\"lon\":" + Number(sighting.position.lon_deg(), 7) + "}";
}

std::string PortsJson(const std::vector<FeasiblePort>& ports) {
  std::string out = "[";
  for (const FeasiblePort& feasible : ports) {
    const Port& port = feasible.port;
    if (out.size() > 1) out += ',';
    out += "{\"name\":" + Quoted(port.name) +
           ",\"unlocode\":" + (port.unlocode.empty() ? "null" : Quoted(port.unlocode)) +
           ",\"hours_available\":" + Number(ToSeconds(feasible.available) / 3600.0, 2) +
           ",\"lat\":" + Number(port.position.lat_deg(), 5) +
           ",\"lon\":" + Number(port.position.lon_deg(), 5) +
           ",\"nm_from_off\":" + Number(feasible.from_off.nautical_miles(), 1) +
           ",\"nm_to_on\":" + Number(feasible.to_on.nautical_miles(), 1) + '}';
  }
  return out + ']';
}

Members Summary(const PossibleArea& area, const ReachReport& report, double area_km2) {
  const double open_km2 = area.OpenWaterKm2();
  const auto way = area.shortest_way();
  const auto speed = area.implied_speed();
  std::string reason = "null";
  if (area.empty()) reason = way ? "\"too-fast\"" : "\"no-water-route\"";
  return {
      {"kind", "\"possible_area\""},
      {"off", SightingJson(area.off())},
      {"on", SightingJson(area.on())},
      {"gap_hours", Number(ToSeconds(area.gap()) / 3600.0, 3)},
      {"max_speed_kn", Number(report.limits.max_speed.knots(), 2)},
      {"draught_m",
       report.limits.draught.meters() > 0.0 ? Number(report.limits.draught.meters(), 2) : "null"},
      {"land", area.sea() != nullptr ? Quoted(area.sea()->name()) : "null"},
      {"shortest_way_nm", way ? Number(way->nautical_miles(), 2) : "null"},
      {"implied_speed_kn", speed ? Number(speed->knots(), 2) : "null"},
      {"area_km2", Number(area_km2, 1)},
      {"open_water_km2", Number(open_km2, 1)},
      {"ratio", open_km2 > 0.0 ? Number(area_km2 / open_km2, 4) : "null"},
      {"empty", area.empty() ? "true" : "false"},
      {"reason", reason}};
}

void AppendFeature(std::string& out, const Members& members, const std::string& last,
                   const std::vector<GeoPolygon>& polygons) {
  out += R"({"type":"Feature","properties":{)";
  AppendMembers(out, members);
  out += last + "},\"geometry\":";
  AppendGeometry(out, polygons);
  out += '}';
}

void AppendHours(std::string& out, const PossibleArea& area) {
  int hour = 1;
  for (Time t = area.off().at + std::chrono::hours(1); t < area.on().at && hour <= 24 * 31;
       t += std::chrono::hours(1), ++hour) {
    const std::vector<GeoPolygon> polygons = area.OutlineAt(t);
    out += ",\n";
    AppendFeature(out,
                  {{"kind", "\"possible_area_at\""},
                   {"t", Quoted(FormatIso8601(t))},
                   {"hour", std::to_string(hour)}},
                  "\"area_km2\":" + Number(AreaKm2(polygons), 1), polygons);
  }
}

}  // namespace

PortTable ReadPorts(const std::string& location) {
  constexpr std::array<std::string_view, 3> kRequired = {"name", "lat", "lon"};
  ColumnReader rows(location, kRequired);
  PortTable table;
  while (rows.Next()) {
    const auto position = rows.Position();
    const std::string_view draught = rows.Field("draught_m");
    const auto draught_m = ParseNumber(draught);
    if (rows.Field("name").empty() || !position) {
      rows.Refuse("needs a name, lat and lon");
    } else if (!IsMissing(draught) && !(draught_m && *draught_m > 0.0)) {
      rows.Refuse("bad draught_m");
    } else {
      Port& port = table.ports.emplace_back();
      port.name = rows.Field("name");
      port.unlocode = rows.Field(rows.Field("unlocode").empty() ? "code" : "unlocode");
      port.position = *position;
      if (draught_m) port.draught = Length::Meters(*draught_m);
    }
  }
  table.faults = rows.faults();
  return table;
}

ContainsCount CountInside(const PossibleArea& area, const std::string& location) {
  constexpr std::array<std::string_view, 3> kRequired = {"t", "lat", "lon"};
  ColumnReader rows(location, kRequired);
  ContainsCount count;
  while (rows.Next()) {
    const auto position = rows.Position();
    const auto t = ParseTableTime(rows.Field("t"));
    if (!position || !t) {
      rows.Refuse("needs t, lat and lon");
      continue;
    }
    ++count.total;
    if (area.Contains(*position, *t)) ++count.inside;
  }
  count.faults = rows.faults();
  return count;
}

std::string ReachGeoJson(const PossibleArea& area, const ReachReport& report) {
  const std::vector<GeoPolygon> whole = area.Outline();
  const std::string ports = "\"feasible_ports\":" + PortsJson(report.ports);
  std::string out = R"({"type":"FeatureCollection","name":"possible_area",)";
  out += ports + ",\"features\":[\n";
  AppendFeature(out, Summary(area, report, AreaKm2(whole)), ports, whole);
  if (report.hourly) AppendHours(out, area);
  return out + "\n]}\n";
}

}  // namespace pelorus
