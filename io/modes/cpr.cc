#include "io/modes/cpr.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace pelorus::modes {
namespace {

constexpr double kScale = 1.0 / 131072.0;  // 2^-17

/// Latitudes at which the number of zones falls from 59 - i to 58 - i, [DO-260B] A.1.7.2 d.
const std::array<double, 58>& ZoneLimits() {
  static const auto limits = [] {
    std::array<double, 58> lats{};
    const double a = 1.0 - std::cos(std::numbers::pi / 30.0);
    for (std::size_t i = 0; i < lats.size(); ++i) {
      const double zones = 59.0 - static_cast<double>(i);
      const double b = 1.0 - std::cos(2.0 * std::numbers::pi / zones);
      lats[i] = std::acos(std::sqrt(a / b)) * (180.0 / std::numbers::pi);
    }
    lats[57] = 87.0;  // exactly, by definition
    return lats;
  }();
  return limits;
}

/// For each whole degree, how many limits lie below it: where to begin looking.
const std::array<std::uint8_t, 91>& FirstLimits() {
  static const auto firsts = [] {
    std::array<std::uint8_t, 91> first{};
    for (std::size_t deg = 0; deg < first.size(); ++deg) {
      const auto& limits = ZoneLimits();
      const auto at = std::lower_bound(limits.begin(), limits.end(), static_cast<double>(deg));
      first[deg] = static_cast<std::uint8_t>(at - limits.begin());
    }
    return first;
  }();
  return firsts;
}

/// Never negative, unlike %.
double Modulo(double x, double y) { return x - y * std::floor(x / y); }

double Fraction(std::uint32_t code) { return static_cast<double>(code) * kScale; }

/// Latitude of one of a pair. `j` is the pair's latitude index.
double PairLatitude(const CprPosition& cpr, double j, double turn_deg) {
  const double zones = cpr.odd ? 59.0 : 60.0;
  return turn_deg / zones * (Modulo(j, zones) + Fraction(cpr.lat));
}

double PairIndex(const CprPosition& even, const CprPosition& odd) {
  return std::floor(59.0 * Fraction(even.lat) - 60.0 * Fraction(odd.lat) + 0.5);
}

/// Longitude of the newer of a pair at `zones` longitude zones; in [0, turn).
double PairLongitude(const CprPosition& even, const CprPosition& odd, bool newest_is_odd, int zones,
                     double turn_deg) {
  const double nl = zones;
  const double ni = std::max(nl - (newest_is_odd ? 1.0 : 0.0), 1.0);
  const double m = std::floor(Fraction(even.lon) * (nl - 1.0) - Fraction(odd.lon) * nl + 0.5);
  return turn_deg / ni * (Modulo(m, ni) + Fraction(newest_is_odd ? odd.lon : even.lon));
}

}  // namespace

int LongitudeZones(double lat_deg) {
  const double lat = std::fabs(lat_deg);
  if (!(lat <= 87.0)) return 1;
  const auto& limits = ZoneLimits();
  std::size_t i = FirstLimits()[static_cast<std::size_t>(lat)];
  while (i < limits.size() && (i == 57 ? lat > limits[i] : lat >= limits[i])) ++i;
  return 59 - static_cast<int>(i);
}

std::optional<GeoPoint> GlobalPosition(const CprPosition& even, const CprPosition& odd,
                                       bool newest_is_odd) {
  const double j = PairIndex(even, odd);
  double lat_even = PairLatitude(even, j, 360.0);
  double lat_odd = PairLatitude(odd, j, 360.0);
  if (lat_even >= 270.0) lat_even -= 360.0;
  if (lat_odd >= 270.0) lat_odd -= 360.0;
  if (std::fabs(lat_even) > 90.0 || std::fabs(lat_odd) > 90.0) return std::nullopt;
  const int zones = LongitudeZones(lat_even);
  if (zones != LongitudeZones(lat_odd)) return std::nullopt;
  return GeoPoint::Degrees(newest_is_odd ? lat_odd : lat_even,
                           PairLongitude(even, odd, newest_is_odd, zones, 360.0));
}

std::optional<GeoPoint> SurfacePosition(const CprPosition& even, const CprPosition& odd,
                                        bool newest_is_odd, GeoPoint reference) {
  const double j = PairIndex(even, odd);
  double lat_even = PairLatitude(even, j, 90.0);
  double lat_odd = PairLatitude(odd, j, 90.0);
  const double newest = newest_is_odd ? lat_odd : lat_even;
  if (std::fabs(newest - reference.lat_deg()) > std::fabs(newest - 90.0 - reference.lat_deg())) {
    lat_even -= 90.0;
    lat_odd -= 90.0;
  }
  const int zones = LongitudeZones(lat_even);
  if (zones != LongitudeZones(lat_odd)) return std::nullopt;
  const double lon = PairLongitude(even, odd, newest_is_odd, zones, 90.0);
  const double quadrant = std::floor((reference.lon_deg() - lon) / 90.0 + 0.5);
  return GeoPoint::Degrees(newest_is_odd ? lat_odd : lat_even, lon + 90.0 * quadrant);
}

std::optional<GeoPoint> LocalPosition(const CprPosition& cpr, GeoPoint reference) {
  const double turn = cpr.surface ? 90.0 : 360.0;
  const double lat_zone = turn / (cpr.odd ? 59.0 : 60.0);
  const double lat_index = std::floor(0.5 + reference.lat_deg() / lat_zone - Fraction(cpr.lat));
  const double lat = lat_zone * (lat_index + Fraction(cpr.lat));
  if (std::fabs(lat) > 90.0) return std::nullopt;
  const int zones = std::max(LongitudeZones(lat) - (cpr.odd ? 1 : 0), 1);
  const double lon_zone = turn / zones;
  const double lon_index = std::floor(0.5 + reference.lon_deg() / lon_zone - Fraction(cpr.lon));
  return GeoPoint::Degrees(lat, lon_zone * (lon_index + Fraction(cpr.lon)));
}

}  // namespace pelorus::modes
