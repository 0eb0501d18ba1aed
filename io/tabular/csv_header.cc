#include "io/tabular/csv_header.h"

#include <algorithm>
#include <vector>

namespace pelorus {
namespace {

/// Letters and digits of a name in lower case: `# Timestamp`, `timestamp` and `Time_stamp` are one.
std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : WithoutBom(name)) {
    const bool digit = c >= '0' && c <= '9';
    const bool upper = c >= 'A' && c <= 'Z';
    if (digit || upper || (c >= 'a' && c <= 'z')) plain += upper ? static_cast<char>(c + 32) : c;
  }
  return plain;
}

struct Alias {
  std::string_view name;
  Column column;
};

// The manual's names first, then MarineCadastre (both), Danish, satellite tables and others met.
constexpr Alias kAliases[] = {
    {"t", Column::kTime},
    {"time", Column::kTime},
    {"timestamp", Column::kTime},
    {"basedatetime", Column::kTime},
    {"datetime", Column::kTime},
    {"timeutc", Column::kTime},
    {"timestamputc", Column::kTime},
    {"epoch", Column::kTime},
    {"unixtime", Column::kTime},
    {"receivedat", Column::kTime},
    {"millisecond", Column::kMillisecond},
    {"mmsi", Column::kMmsi},
    {"lat", Column::kLatitude},
    {"latitude", Column::kLatitude},
    {"latitudedegrees", Column::kLatitude},
    {"latdeg", Column::kLatitude},
    {"lon", Column::kLongitude},
    {"lng", Column::kLongitude},
    {"long", Column::kLongitude},
    {"longitude", Column::kLongitude},
    {"longitudedegrees", Column::kLongitude},
    {"londeg", Column::kLongitude},
    {"sogkn", Column::kSog},
    {"sog", Column::kSog},
    {"sogknots", Column::kSog},
    {"speedoverground", Column::kSog},
    {"cogdeg", Column::kCog},
    {"cog", Column::kCog},
    {"cogdegrees", Column::kCog},
    {"courseoverground", Column::kCog},
    {"headingdeg", Column::kHeading},
    {"heading", Column::kHeading},
    {"headingdegrees", Column::kHeading},
    {"trueheading", Column::kHeading},
    {"rotdegmin", Column::kRateOfTurn},
    {"rot", Column::kRateOfTurn},
    {"status", Column::kStatus},
    {"navstatus", Column::kStatus},
    {"navigationalstatus", Column::kStatus},
    {"navigationstatus", Column::kStatus},
    {"accuracy", Column::kAccuracy},
    {"positionaccuracy", Column::kAccuracy},
    {"utcsecond", Column::kSecond},
    {"messageid", Column::kMessageId},
    {"messagetype", Column::kMessageId},
    {"msgtype", Column::kMessageId},
    {"aisclass", Column::kAisClass},
    {"transceiverclass", Column::kAisClass},
    {"transceiver", Column::kAisClass},
    {"typeofmobile", Column::kMobileType},
    {"receiver", Column::kReceiver},
    {"station", Column::kReceiver},
    {"name", Column::kName},
    {"vesselname", Column::kName},
    {"shipname", Column::kName},
    {"callsign", Column::kCallsign},
    {"destination", Column::kDestination},
    {"imo", Column::kImo},
    {"imonumber", Column::kImo},
    {"shiptype", Column::kShipType},
    {"vesseltype", Column::kShipType},
    {"lengthm", Column::kLength},
    {"length", Column::kLength},
    {"widthm", Column::kWidth},
    {"width", Column::kWidth},
    {"beam", Column::kWidth},
    {"draughtm", Column::kDraught},
    {"draught", Column::kDraught},
    {"draft", Column::kDraught},
    {"tobow", Column::kToBow},
    {"dimensiontobow", Column::kToBow},
    {"tostern", Column::kToStern},
    {"dimensiontostern", Column::kToStern},
    {"toport", Column::kToPort},
    {"dimensiontoport", Column::kToPort},
    {"tostarboard", Column::kToStarboard},
    {"dimensiontostarboard", Column::kToStarboard},
};

std::vector<std::string> PlainNames(std::span<const std::string_view> names) {
  std::vector<std::string> plain;
  for (const auto name : names) plain.push_back(Plain(name));
  return plain;
}

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

CsvDialect DialectOf(const std::vector<std::string>& names) {
  if (Contains(names, "typeofmobile")) return CsvDialect::kDanish;
  if (Contains(names, "basedatetime")) return CsvDialect::kMarineCadastre;
  if (Contains(names, "messageid") && Contains(names, "dimensiontobow")) {
    return CsvDialect::kSatellite;
  }
  return CsvDialect::kGeneric;
}

void Bind(CsvHeader& header, Column column, std::size_t index) {
  auto& field = header.field[static_cast<std::size_t>(column)];
  if (field < 0) field = static_cast<std::int16_t>(index);
}

/// The Danish tables name the four distances as the standard does; elsewhere one letter says
/// nothing.
void BindDanishDimensions(CsvHeader& header, const std::vector<std::string>& names) {
  constexpr Alias kLetters[] = {{"a", Column::kToBow},
                                {"b", Column::kToStern},
                                {"c", Column::kToPort},
                                {"d", Column::kToStarboard}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const auto& letter : kLetters) {
      if (names[i] == letter.name) Bind(header, letter.column, i);
    }
  }
}

/// Up to a dozen names as they stand in the file, cut so that the line stays readable.
std::string Listed(std::span<const std::string_view> names) {
  constexpr std::size_t kShown = 12;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) {
    if (i > 0) text += ", ";
    for (const char c : WithoutBom(names[i]).substr(0, 32)) {
      text += c < ' ' || c > '~' ? '?' : c;  // a terminal must not be told anything by a file
    }
  }
  if (names.size() > kShown) text += ", … (" + std::to_string(names.size()) + " columns)";
  return text;
}

std::string MissingColumns(const CsvHeader& header) {
  std::string missing;
  const auto need = [&](Column column, const char* name) {
    if (header.Has(column)) return;
    missing += missing.empty() ? "" : ", ";
    missing += name;
  };
  need(Column::kTime, "t");
  need(Column::kMmsi, "mmsi");
  need(Column::kLatitude, "lat");
  need(Column::kLongitude, "lon");
  return missing;
}

}  // namespace

std::string_view WithoutBom(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text;
}

TableKind KindOfTable(std::span<const std::string_view> names) {
  const std::vector<std::string> plain = PlainNames(names);
  const auto has = [&](std::string_view name) { return Contains(plain, name); };
  if (has("lastposupdate") && has("icao24")) return TableKind::kOpensky;
  if (plain.size() >= 2 && plain[0] == "unix" && plain[1] == "hex") return TableKind::kModes;
  if (BindShipHeader(names).ok()) return TableKind::kShips;
  if (has("icao") || has("icao24")) return TableKind::kAircraft;
  if (has("sigmam") && has("lat") && has("lon")) return TableKind::kContacts;
  return TableKind::kUnknown;
}

Result<CsvHeader, std::string> BindShipHeader(std::span<const std::string_view> names) {
  const std::vector<std::string> plain = PlainNames(names);
  CsvHeader header;
  header.field.fill(-1);
  header.width = names.size();
  header.dialect = DialectOf(plain);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    for (const auto& alias : kAliases) {
      if (plain[i] == alias.name) Bind(header, alias.column, i);
    }
  }
  if (header.dialect == CsvDialect::kDanish) BindDanishDimensions(header, plain);
  const std::string missing = MissingColumns(header);
  if (missing.empty()) return header;
  return "no ship table: found the columns " + Listed(names) +
         "; needed t, mmsi, lat, lon; missing " + missing;
}

}  // namespace pelorus
