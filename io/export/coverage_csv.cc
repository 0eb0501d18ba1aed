#include "io/export/coverage_csv.h"

#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "io/bytes.h"
#include "io/json_text.h"

namespace pelorus {
namespace {

constexpr std::string_view kHeader = "lat,lon,ais_class,under_way,bins,heard,share";
constexpr std::size_t kFields = 6;

/// The first fields of a row; fewer leave the rest empty.
std::array<std::string_view, kFields> FieldsOf(std::string_view line) {
  std::array<std::string_view, kFields> fields;
  for (std::string_view& field : fields) {
    const std::size_t comma = line.find(',');
    field = line.substr(0, comma);
    line = comma == std::string_view::npos ? std::string_view{} : line.substr(comma + 1);
  }
  return fields;
}

bool ReadNumber(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

/// False when the row is none.
bool CountRow(std::string_view line, ReceptionMap& map) {
  const std::array<std::string_view, kFields> fields = FieldsOf(line);
  double lat_deg = 0.0;
  double lon_deg = 0.0;
  Tally tally;
  if (!ReadNumber(fields[0], lat_deg) || !ReadNumber(fields[1], lon_deg) ||
      !ReadNumber(fields[4], tally.trials) || !ReadNumber(fields[5], tally.hits)) {
    return false;
  }
  const auto at = GeoPoint::FromDegrees(lat_deg, lon_deg);
  const bool kind_ok =
      (fields[2] == "A" || fields[2] == "B") && (fields[3] == "0" || fields[3] == "1");
  if (!at || !kind_ok || !(tally.hits >= 0.0) || !(tally.trials >= tally.hits)) return false;
  map.Count(CellOf(*at), {fields[2] == "B", fields[3] == "1"}, tally);
  return true;
}

}  // namespace

void WriteCoverageCsv(const std::filesystem::path& file, const ReceptionMap& map) {
  std::string text(kHeader);
  text += '\n';
  for (const ReceptionMap::Row& row : map.Rows()) {
    const GeoPoint center = CenterOf(row.cell);
    for (std::size_t i = 0; i < kTransmittingKinds; ++i) {
      const Tally& tally = row.tallies[i];
      if (tally.trials <= 0.0) continue;
      AppendDecimal(text, center.lat_deg(), 2);
      text += ',';
      AppendDecimal(text, center.lon_deg(), 2);
      text += i >= 2 ? ",B," : ",A,";
      text += i % 2 == 1 ? "1," : "0,";
      AppendDecimal(text, tally.trials, 3);
      text += ',';
      AppendDecimal(text, tally.hits, 3);
      text += ',';
      AppendDecimal(text, tally.hits / tally.trials, 4);
      text += '\n';
    }
  }
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot write");
}

ReceptionMap ReadCoverageCsv(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line)) throw InputError(file.string() + ": cannot be read");
  if (!line.starts_with("lat,lon,ais_class,under_way,bins,heard")) {
    throw InputError(file.string() + ": line 1: not a table of coverage");
  }
  ReceptionMap map;
  for (std::size_t number = 2; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || CountRow(line, map)) continue;
    throw InputError(file.string() + ": line " + std::to_string(number) +
                     ": not a row of coverage");
  }
  return map;
}

}  // namespace pelorus
