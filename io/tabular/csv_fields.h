#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/time.h"
#include "geo/units.h"
#include "trackers/observation.h"

namespace pelorus {

/// `text` without blanks at both ends.
std::string_view Trimmed(std::string_view text);

/// True for the ways in which tables say "not available": nothing, `None`, `null`, `NaN`, `N/A`,
/// `Unknown`, `Unknown value`, `Undefined`; any case, blanks around it.
bool IsMissing(std::string_view text);

/// A finite decimal number that makes up the whole text (blanks around it and a leading `+` are
/// allowed); nothing otherwise. With `decimal_comma` a comma is taken for the point.
std::optional<double> ParseNumber(std::string_view text, bool decimal_comma = false);

/// A whole number in [0, limit], also written as `7.0`; nothing otherwise.
std::optional<std::uint32_t> ParseWhole(std::string_view text, std::uint32_t limit);

/// Digits behind the point of a decimal number; 0 when there is none.
int DecimalsOf(std::string_view number);

/// Reads a table's time in any of these forms, all UTC unless they carry a zone:
/// ISO 8601 and `YYYY-MM-DD hh:mm:ss[.fff]` (ParseIso8601); the same with a blank before the zone
/// and `UTC` behind it, as Go prints times; `dd/mm/yyyy hh:mm:ss[.fff]`, day first always;
/// `yyyymmdd_hhmmss`; a decimal count since 1970-01-01, in seconds below 1e11, milliseconds below
/// 1e14, microseconds below 1e17, nanoseconds from there. The last is not ambiguous: 1e11 s lie in
/// the year 5138, and a count in milliseconds reaches 1e11 in 1973. Nothing on any other text.
std::optional<Time> ParseTableTime(std::string_view text);

/// How the receive times of an input are to be taken.
enum class ReceiveClock : std::uint8_t {
  kStation,   ///< a receiver on the coast or aboard
  kSatellite  ///< reports wait aboard, and orbits see late: METHODS gives 2 to 5 s
};

/// When a position was true.
struct PositionTime {
  Time at;
  Duration sigma{0};  ///< 1-sigma
};

/// When the position was true, given when its report was received and the UTC second it carries
/// (0..59). The second counts when the nearest instant that has it lies at most 6 s before and 2 s
/// after `received` (satellites: 20 and 5 s), and leaves 0.3 s (2 s); otherwise it is the receive
/// time within 1 s (5 s).
PositionTime TimeOfPosition(Time received, std::optional<std::uint32_t> second, ReceiveClock clock);

/// 1-sigma a horizontal axis from the accuracy flag (3 m when set or not known: the fixes of the
/// Solent recording, whose flags are not known, are that good; 8 m when clear) and the coordinates'
/// step (uniform rounding error: step/√12, a degree taken as 111.2 km).
Length PositionSigma(std::optional<bool> high_accuracy, double step_deg);

/// A navigational status as a number (0..15) or in the words of the Danish and the older US tables;
/// 15 and what is not known give nothing.
std::optional<NavStatus> ParseNavStatus(std::string_view text);

/// A ship type as the standard's number, as MarineCadastre's four-digit code of 2009 to 2017
/// (folded to the standard's group: fishing 30, towing 31, pleasure 37, passenger 60, cargo 70,
/// tanker 80, other 90), or in Danish tables' words; 0 and what is not known give nothing.
std::optional<std::uint8_t> ParseShipType(std::string_view text);

/// Speed over ground in knots; 102.3 (not available; 1023 for aircraft) and negatives give nothing.
std::optional<Speed> SogFromKnots(std::optional<double> knots);
/// Course in degrees; 360 (not available), above and negatives give nothing.
std::optional<Course> CogFromDegrees(std::optional<double> deg);
/// Heading in degrees; 511 (not available) and all but [0, 360] give nothing.
std::optional<Heading> HeadingFromDegrees(std::optional<double> deg);
/// Rate of turn in degrees a minute; what lies over 709 stands for "turning, no sensor" (720) or
/// "not available" (731) and gives nothing.
std::optional<TurnRate> TurnRateFromDegreesPerMinute(std::optional<double> deg_min);

}  // namespace pelorus
