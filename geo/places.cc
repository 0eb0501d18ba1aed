#include "geo/places.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

#include "geo/check.h"
#include "geo/embedded.h"

namespace pelorus {
namespace {

constexpr std::array<std::pair<PlaceKind, std::string_view>, 9> kKindNames = {{
    {PlaceKind::kPort, "port"},
    {PlaceKind::kTerminal, "terminal"},
    {PlaceKind::kNavalBase, "naval-base"},
    {PlaceKind::kAnchorage, "anchorage"},
    {PlaceKind::kAirfield, "airfield"},
    {PlaceKind::kStrait, "strait"},
    {PlaceKind::kIsland, "island"},
    {PlaceKind::kCape, "cape"},
    {PlaceKind::kOther, "other"},
}};

/// Takes CSV records off the front of a text and counts its lines.
class CsvRecords {
 public:
  explicit CsvRecords(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  /// The next record; false at the end. An unclosed quote runs to the end of the text.
  bool Next(std::vector<std::string>& fields) {
    fields.clear();
    if (text_.empty()) return false;
    record_line_ = line_;
    do {
      fields.push_back(TakeField());
    } while (TakeChar(','));
    if (TakeChar('\n')) ++line_;
    return true;
  }

  /// Line on which the last record began.
  std::size_t line() const { return record_line_; }

 private:
  bool TakeChar(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::string TakeField() {
    std::string field;
    if (TakeChar('"')) TakeQuoted(field);
    // Also what follows a closing quote, up to the next comma.
    const std::size_t end = std::min(text_.find_first_of(",\n"), text_.size());
    std::string_view rest = text_.substr(0, end);
    text_.remove_prefix(end);
    if (rest.ends_with('\r') && (text_.empty() || text_.front() == '\n')) rest.remove_suffix(1);
    return field.append(rest);
  }

  void TakeQuoted(std::string& field) {
    while (!text_.empty()) {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '"' && !TakeChar('"')) return;
      if (c == '\n') ++line_;
      field.push_back(c);
    }
  }

  std::string_view text_;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
};

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

enum Column : std::size_t { kName, kKind, kLat, kLon, kCountry, kCode, kRadiusKm, kNote, kColumns };
constexpr std::array<std::string_view, kColumns> kColumnNames = {
    "name", "kind", "lat", "lon", "country", "code", "radius_km", "note"};
constexpr std::size_t kRequired = 4;
constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

/// Where each column stands in the file, or kAbsent.
using Header = std::array<std::size_t, kColumns>;

Result<Header, std::string> ReadHeader(const std::vector<std::string>& fields) {
  Header header;
  for (std::size_t c = 0; c < kColumns; ++c) {
    const auto found = std::find_if(fields.begin(), fields.end(), [c](const std::string& field) {
      return Trimmed(field) == kColumnNames[c];
    });
    header[c] = found == fields.end() ? kAbsent : static_cast<std::size_t>(found - fields.begin());
    if (header[c] == kAbsent && c < kRequired) {
      return "the header has no column '" + std::string(kColumnNames[c]) + "'";
    }
  }
  return header;
}

std::optional<double> ParseNumber(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<Place, std::string> PlaceOf(const Header& header, const std::vector<std::string>& fields) {
  const auto text = [&](Column c) {
    return header[c] < fields.size() ? Trimmed(fields[header[c]]) : std::string_view{};
  };
  Place place;
  place.name = text(kName);
  if (place.name.empty()) return std::string("no name");
  const auto kind = ParsePlaceKind(text(kKind));
  if (!kind) return "unknown kind '" + std::string(text(kKind)) + "'";
  place.kind = *kind;
  const auto lat_deg = ParseNumber(text(kLat));
  const auto lon_deg = ParseNumber(text(kLon));
  if (!lat_deg || !lon_deg) return std::string("lat and lon are not both numbers");
  const auto position = GeoPoint::FromDegrees(*lat_deg, *lon_deg);
  if (!position) return std::string("lat or lon out of range");
  place.position = *position;
  if (!text(kRadiusKm).empty()) {
    const auto radius_km = ParseNumber(text(kRadiusKm));
    if (!radius_km || !(*radius_km > 0.0 && *radius_km < 2e4)) {
      return "bad radius_km '" + std::string(text(kRadiusKm)) + "'";
    }
    place.radius = Length::Kilometers(*radius_km);
  }
  place.country = text(kCountry);
  place.code = text(kCode);
  place.note = text(kNote);
  return place;
}

bool IsBlank(const std::vector<std::string>& fields) {
  return fields.size() == 1 && Trimmed(fields[0]).empty();
}

}  // namespace

std::string_view ToString(PlaceKind kind) {
  for (const auto& [value, name] : kKindNames) {
    if (value == kind) return name;
  }
  return "other";
}

std::optional<PlaceKind> ParsePlaceKind(std::string_view text) {
  for (const auto& [value, name] : kKindNames) {
    if (name == text) return value;
  }
  return std::nullopt;
}

Result<PlaceTable, std::string> ParsePlaces(std::string_view csv) {
  CsvRecords records(csv);
  std::vector<std::string> fields;
  do {
    if (!records.Next(fields)) return std::string("no header line");
  } while (IsBlank(fields));
  const auto header = ReadHeader(fields);
  if (!header) return header.error();
  PlaceTable table;
  while (records.Next(fields)) {
    if (IsBlank(fields)) continue;
    auto place = PlaceOf(*header, fields);
    if (place) {
      table.places.push_back(std::move(place.value()));
    } else {
      table.faults.push_back({records.line(), place.error()});
    }
  }
  return table;
}

Result<PlaceTable, std::string> LoadPlaces(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) return file.string() + ": cannot be read";
  auto table = ParsePlaces(text);
  if (!table) return file.string() + ": " + table.error();
  return table;
}

std::vector<Place> EmbeddedPlaces() {
  const auto bytes = EmbeddedPlacesCsv();
  auto table = ParsePlaces(std::string(bytes.begin(), bytes.end()));
  PELORUS_CHECK(table.ok() && table->faults.empty(), "geo/data/places.csv");
  return std::move(table.value().places);
}

}  // namespace pelorus
