#pragma once

#include <cstdint>

namespace pelorus::modes {

/// Temperature of the standard atmosphere at a pressure altitude, kelvin: 288.15 falling by 1.98 a
/// thousand feet to 216.65 at 36,089 ft ([ISO2533]).
double StandardTemperatureK(std::int32_t altitude_ft);

/// The calibrated airspeed that belongs to a subsonic Mach number at a pressure altitude, knots
/// (docs/FORMULAS.md, "Mode S and ADS-B").
double CalibratedAirspeedKt(double mach, std::int32_t altitude_ft);

/// The true airspeed that belongs to a Mach number in the standard atmosphere, knots.
double TrueAirspeedKt(double mach, std::int32_t altitude_ft);

}  // namespace pelorus::modes
