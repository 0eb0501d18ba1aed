#include "geo/airfields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "geo/check.h"
#include "geo/embedded.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// A degree of latitude is nowhere shorter.
constexpr double kLeastDegree_m = 110'500.0;

enum Column : std::size_t { kIcao, kName, kLat, kLon, kElevation, kColumns };
constexpr std::array<std::string_view, kColumns> kColumnNames = {"icao", "name", "lat", "lon",
                                                                 "elev_ft"};
using Fields = std::vector<std::string_view>;

/// Takes the next line off the front, without its end.
std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Fields Split(std::string_view line) {
  Fields fields;
  for (;;) {
    const std::size_t comma = line.find(',');
    fields.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

std::optional<double> Number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Airfield> AirfieldOf(const std::array<std::size_t, kColumns>& at,
                                   const Fields& fields) {
  if (*std::max_element(at.begin(), at.end()) >= fields.size()) return std::nullopt;
  const auto lat = Number(fields[at[kLat]]);
  const auto lon = Number(fields[at[kLon]]);
  const auto elevation_ft = Number(fields[at[kElevation]]);
  if (!lat || !lon || !elevation_ft) return std::nullopt;
  const auto position = GeoPoint::FromDegrees(*lat, *lon);
  if (!position) return std::nullopt;
  return Airfield{std::string(fields[at[kName]]), std::string(fields[at[kIcao]]), *position,
                  Length::Feet(*elevation_ft)};
}

}  // namespace

Result<std::vector<Airfield>, std::string> ParseAirfields(std::string_view csv) {
  const Fields header = Split(TakeLine(csv));
  std::array<std::size_t, kColumns> at{};
  for (std::size_t c = 0; c < kColumns; ++c) {
    const auto place = std::find(header.begin(), header.end(), kColumnNames[c]);
    if (place == header.end()) return "no column '" + std::string(kColumnNames[c]) + "'";
    at[c] = static_cast<std::size_t>(place - header.begin());
  }
  std::vector<Airfield> airfields;
  for (std::size_t line = 2; !csv.empty(); ++line) {
    const std::string_view text = TakeLine(csv);
    if (text.empty()) continue;
    auto airfield = AirfieldOf(at, Split(text));
    if (!airfield) return "line " + std::to_string(line) + ": not an airfield";
    airfields.push_back(std::move(*airfield));
  }
  return airfields;
}

AirfieldList::AirfieldList(std::vector<Airfield> airfields, std::vector<Region> complete_in)
    : airfields_(std::move(airfields)), complete_in_(std::move(complete_in)) {
  std::stable_sort(airfields_.begin(), airfields_.end(), [](const Airfield& a, const Airfield& b) {
    return a.position.lat_deg() < b.position.lat_deg();
  });
}

AirfieldList AirfieldList::Embedded() {
  const auto bytes = EmbeddedAirportsCsv();
  auto airfields = ParseAirfields(std::string(bytes.begin(), bytes.end()));
  PELORUS_CHECK(airfields.ok(), "geo/data/airports.csv");
  // The boxes that the list was cut from, less its margin of two degrees.
  return {std::move(airfields.value()), {CaspianRegion(), RedSeaRegion()}};
}

bool AirfieldList::Covers(GeoPoint p) const {
  return std::any_of(complete_in_.begin(), complete_in_.end(),
                     [p](const Region& region) { return region.Contains(p); });
}

template <class Visit>
void AirfieldList::Search(GeoPoint p, Length radius, Visit visit) const {
  const double band_deg = radius.meters() / kLeastDegree_m;
  const auto from = std::partition_point(
      airfields_.begin(), airfields_.end(),
      [&](const Airfield& a) { return a.position.lat_deg() < p.lat_deg() - band_deg; });
  for (auto i = from; i != airfields_.end() && i->position.lat_deg() <= p.lat_deg() + band_deg;
       ++i) {
    const Length distance = FastDistance(p, i->position);
    if (distance <= radius) visit(NearAirfield{&*i, distance});
  }
}

std::vector<NearAirfield> AirfieldList::Within(GeoPoint p, Length radius) const {
  std::vector<NearAirfield> near;
  Search(p, radius, [&near](const NearAirfield& found) { near.push_back(found); });
  std::stable_sort(near.begin(), near.end(), [](const NearAirfield& a, const NearAirfield& b) {
    return a.distance < b.distance;
  });
  return near;
}

std::optional<NearAirfield> AirfieldList::Nearest(GeoPoint p, Length radius) const {
  std::optional<NearAirfield> nearest;
  Search(p, radius, [&nearest](const NearAirfield& found) {
    if (!nearest || found.distance < nearest->distance) nearest = found;
  });
  return nearest;
}

}  // namespace pelorus
