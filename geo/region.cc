#include "geo/region.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace pelorus {
namespace {

bool TakeNumber(std::string_view& text, double& value) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return true;
}

std::optional<std::array<double, 4>> FourNumbers(std::string_view text) {
  std::array<double, 4> value{};
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i > 0) {
      if (text.empty() || text.front() != ',') return std::nullopt;
      text.remove_prefix(1);
    }
    if (!TakeNumber(text, value[i])) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return value;
}

std::string Shortest(double value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return std::string(text.data(), end);
}

}  // namespace

std::optional<Region> Region::FromDegrees(double west_deg, double south_deg, double east_deg,
                                          double north_deg) {
  // Written so that NaN fails.
  const bool longitudes = std::abs(west_deg) <= 180.0 && std::abs(east_deg) <= 180.0;
  const bool latitudes = south_deg >= -90.0 && south_deg < north_deg && north_deg <= 90.0;
  if (!longitudes || !latitudes || west_deg == east_deg) return std::nullopt;
  const double west = WrapLongitudeDeg(west_deg);
  // An east edge at 180 is kept as such: from -180 it is the whole circle.
  const double east = east_deg == -180.0 ? 180.0 : east_deg;
  if (west_deg == 180.0 && east == 180.0) return std::nullopt;
  return Region(west, south_deg, east, north_deg);
}

double Region::width_deg() const {
  const double d = east_deg_ - west_deg_;
  return d > 0.0 ? d : d + 360.0;
}

double Region::EastOfWestEdgeDeg(GeoPoint p) const {
  const double d = p.lon_deg() - west_deg_;
  return d < 0.0 ? d + 360.0 : d;
}

GeoPoint Region::center() const {
  return GeoPoint::Degrees(0.5 * (south_deg_ + north_deg_), west_deg_ + 0.5 * width_deg());
}

bool Region::Contains(GeoPoint p) const {
  if (p.lat_deg() < south_deg_ || p.lat_deg() > north_deg_) return false;
  return std::abs(p.lat_deg()) == 90.0 || EastOfWestEdgeDeg(p) <= width_deg();
}

bool Region::Overlaps(const Region& other) const {
  if (other.south_deg_ > north_deg_ || other.north_deg_ < south_deg_) return false;
  // Two arcs of a circle share a point when the start of one lies in the other.
  const double lat = std::max(south_deg_, other.south_deg_);
  return Contains(GeoPoint::Degrees(lat, other.west_deg_)) ||
         other.Contains(GeoPoint::Degrees(lat, west_deg_));
}

Region CaspianRegion() { return *Region::FromDegrees(46.0, 36.0, 55.0, 47.5); }
Region RedSeaRegion() { return *Region::FromDegrees(32.0, 8.0, 62.0, 31.0); }

Result<Region, std::string> ParseRegion(std::string_view text) {
  if (text == "caspian") return CaspianRegion();
  if (text == "red-sea") return RedSeaRegion();
  const std::string named = "region '" + std::string(text) + "': ";
  const auto value = FourNumbers(text);
  if (!value) return named + "expected caspian, red-sea or W,S,E,N in degrees";
  const auto [west, south, east, north] = *value;
  if (!(std::abs(west) <= 180.0 && std::abs(east) <= 180.0)) {
    return named + "west and east must lie in -180..180";
  }
  if (!(south >= -90.0 && north <= 90.0)) return named + "south and north must lie in -90..90";
  if (!(south < north)) return named + "south must be less than north";
  const auto region = Region::FromDegrees(west, south, east, north);
  if (!region) return named + "west and east are the same meridian";
  return *region;
}

std::string ToString(const Region& region) {
  return Shortest(region.west_deg()) + ',' + Shortest(region.south_deg()) + ',' +
         Shortest(region.east_deg()) + ',' + Shortest(region.north_deg());
}

}  // namespace pelorus
