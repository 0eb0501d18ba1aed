#include "io/modes/airspeed.h"

#include <algorithm>
#include <cmath>

namespace pelorus::modes {
namespace {

constexpr double kSeaLevelK = 288.15;
constexpr double kTropopauseFt = 36'089.24;
constexpr double kTropopauseK = 216.65;
constexpr double kSoundAtSeaLevelKt = 661.4788;

/// Pressure over that at sea level.
double PressureRatio(std::int32_t altitude_ft) {
  const double ratio = std::pow(StandardTemperatureK(altitude_ft) / kSeaLevelK, 5.255880);
  const double above_ft = altitude_ft - kTropopauseFt;
  return above_ft > 0.0 ? ratio * std::exp(-above_ft / 20'805.83) : ratio;
}

}  // namespace

double StandardTemperatureK(std::int32_t altitude_ft) {
  return std::max(kTropopauseK, kSeaLevelK - 0.0019812 * altitude_ft);
}

double CalibratedAirspeedKt(double mach, std::int32_t altitude_ft) {
  const double impact = std::pow(1.0 + 0.2 * mach * mach, 3.5) - 1.0;
  const double at_sea_level = impact * PressureRatio(altitude_ft) + 1.0;
  return kSoundAtSeaLevelKt * std::sqrt(5.0 * (std::pow(at_sea_level, 1.0 / 3.5) - 1.0));
}

double TrueAirspeedKt(double mach, std::int32_t altitude_ft) {
  return mach * kSoundAtSeaLevelKt * std::sqrt(StandardTemperatureK(altitude_ft) / kSeaLevelK);
}

}  // namespace pelorus::modes
