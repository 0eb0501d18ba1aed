// Any pair of encoded positions and any reference: a place on the earth or none, never beyond half
// a zone from the reference, and the same for both parities within a zone.
#include <cmath>
#include <cstdint>
#include <cstring>

#include "io/modes/cpr.h"

namespace {

using namespace pelorus;

void Check(const std::optional<GeoPoint>& p) {
  if (!p) return;
  if (!(std::fabs(p->lat_deg()) <= 90.0)) __builtin_trap();
  if (!(p->lon_deg() >= -180.0 && p->lon_deg() < 180.0)) __builtin_trap();
}

void CheckLocal(const modes::CprPosition& cpr, GeoPoint reference) {
  const auto p = modes::LocalPosition(cpr, reference);
  Check(p);
  if (!p) return;
  const double half_zone_deg = (cpr.surface ? 90.0 : 360.0) / (cpr.odd ? 59.0 : 60.0) / 2.0;
  if (std::fabs(p->lat_deg() - reference.lat_deg()) > half_zone_deg + 1e-9) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 25) return 0;
  std::uint32_t words[4];
  double lat = 0.0, lon = 0.0;
  std::memcpy(words, data, 16);
  std::int32_t place[2];
  std::memcpy(place, data + 16, 8);
  lat = place[0] * (90.0 / 2147483648.0);
  lon = place[1] * (180.0 / 2147483648.0);
  const GeoPoint reference = GeoPoint::Degrees(lat, lon);
  const bool surface = (data[24] & 1) != 0;
  const modes::CprPosition even{words[0] & 0x1FFFF, words[1] & 0x1FFFF, false, surface};
  const modes::CprPosition odd{words[2] & 0x1FFFF, words[3] & 0x1FFFF, true, surface};
  for (const bool newest_is_odd : {false, true}) {
    Check(modes::GlobalPosition(even, odd, newest_is_odd));
    Check(modes::SurfacePosition(even, odd, newest_is_odd, reference));
  }
  CheckLocal(even, reference);
  CheckLocal(odd, reference);
  const int zones = modes::LongitudeZones(lat);
  if (zones < 1 || zones > 59) __builtin_trap();
  return 0;
}
