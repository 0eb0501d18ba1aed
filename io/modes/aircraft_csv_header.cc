#include <algorithm>

#include "io/modes/aircraft_csv.h"
#include "io/tabular/csv_header.h"

namespace pelorus::modes {
namespace {

/// Letters and digits in lower case.
std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : WithoutBom(name)) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) plain += upper ? static_cast<char>(c + 32) : c;
  }
  return plain;
}

struct Alias {
  std::string_view name;
  AirColumn column;
};

constexpr Alias kManual[] = {{"t", AirColumn::kTime},
                             {"time", AirColumn::kTime},
                             {"timestamp", AirColumn::kTime},
                             {"positiont", AirColumn::kPositionTime},
                             {"icao", AirColumn::kIcao},
                             {"icao24", AirColumn::kIcao},
                             {"lat", AirColumn::kLatitude},
                             {"latitude", AirColumn::kLatitude},
                             {"lon", AirColumn::kLongitude},
                             {"longitude", AirColumn::kLongitude},
                             {"altbaroft", AirColumn::kAltBaro},
                             {"altitude", AirColumn::kAltBaro},
                             {"altgeomft", AirColumn::kAltGeom},
                             {"geoaltitude", AirColumn::kAltGeom},
                             {"gskt", AirColumn::kSpeed},
                             {"groundspeed", AirColumn::kSpeed},
                             {"trackdeg", AirColumn::kTrack},
                             {"track", AirColumn::kTrack},
                             {"baroratefpm", AirColumn::kBaroRate},
                             {"verticalrate", AirColumn::kBaroRate},
                             {"geomratefpm", AirColumn::kGeomRate},
                             {"onground", AirColumn::kOnGround},
                             {"callsign", AirColumn::kCallsign},
                             {"squawk", AirColumn::kSquawk},
                             {"alert", AirColumn::kAlert},
                             {"spi", AirColumn::kSpi},
                             {"category", AirColumn::kCategory},
                             {"nic", AirColumn::kNic},
                             {"nacp", AirColumn::kNacP},
                             {"nacv", AirColumn::kNacV},
                             {"sil", AirColumn::kSil},
                             {"gva", AirColumn::kGva},
                             {"version", AirColumn::kVersion},
                             {"receiver", AirColumn::kReceiver}};

constexpr Alias kOpensky[] = {{"time", AirColumn::kTime},
                              {"icao24", AirColumn::kIcao},
                              {"lat", AirColumn::kLatitude},
                              {"lon", AirColumn::kLongitude},
                              {"velocity", AirColumn::kSpeed},
                              {"heading", AirColumn::kTrack},
                              {"vertrate", AirColumn::kBaroRate},
                              {"callsign", AirColumn::kCallsign},
                              {"onground", AirColumn::kOnGround},
                              {"alert", AirColumn::kAlert},
                              {"spi", AirColumn::kSpi},
                              {"squawk", AirColumn::kSquawk},
                              {"baroaltitude", AirColumn::kAltBaro},
                              {"geoaltitude", AirColumn::kAltGeom},
                              {"lastposupdate", AirColumn::kPositionTime},
                              {"lastcontact", AirColumn::kContactTime}};

}  // namespace

Result<AirCsvHeader, std::string> BindAirHeader(std::span<const std::string_view> names,
                                                bool opensky) {
  const std::span<const Alias> aliases =
      opensky ? std::span<const Alias>(kOpensky) : std::span<const Alias>(kManual);
  AirCsvHeader header;
  header.field.fill(-1);
  header.width = names.size();
  header.metric = opensky;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string plain = Plain(names[i]);
    for (const Alias& alias : aliases) {
      auto& field = header.field[static_cast<std::size_t>(alias.column)];
      if (plain == alias.name && field < 0) field = static_cast<std::int16_t>(i);
    }
  }
  const auto has = [&](AirColumn column) {
    return header.field[static_cast<std::size_t>(column)] >= 0;
  };
  if (!has(AirColumn::kTime) || !has(AirColumn::kIcao) ||
      (opensky && !has(AirColumn::kPositionTime))) {
    const std::string needed = opensky ? "time, icao24, lastposupdate" : "t, icao";
    return "no table of aircraft: needed the columns " + needed;
  }
  return header;
}

}  // namespace pelorus::modes
