#include "replay/simulate/transponder_plan.h"

#include <cmath>
#include <numbers>

#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

}  // namespace

ais::Fix Falsified(const FixFault& fault, const ais::Fix& fix, const ais::Fix& begun, int now_s) {
  ais::Fix false_fix = fix;
  switch (fault.kind) {
    case FixFault::Kind::kJump: {
      const FlatMetric metric(*begun.position);
      const FlatOffset since = metric.Between(*begun.position, *fix.position);
      false_fix.position = FlatMetric(fault.at).Moved(fault.at, since);
      break;
    }
    case FixFault::Kind::kCircle: {
      const double angle = kTwoPi * (now_s - fault.spell.from_s) / fault.period_s;
      const double r_m = fault.radius.meters();
      false_fix.position =
          FlatMetric(fault.at).Moved(fault.at, {r_m * std::cos(angle), r_m * std::sin(angle)});
      false_fix.sog = Speed::MetersPerSecond(kTwoPi * r_m / fault.period_s);
      false_fix.cog = Course::Radians(angle + kTwoPi / 4.0);
      break;
    }
    case FixFault::Kind::kFrozen:
      false_fix = begun;
      false_fix.second = fix.second;
      break;
    case FixFault::Kind::kOnLand: {
      // The noise of the fix stays: the last metres of the true position.
      const FlatMetric metric(*begun.position);
      const FlatOffset since = metric.Between(*begun.position, *fix.position);
      false_fix.position = FlatMetric(fault.at).Moved(
          fault.at, {std::fmod(since.north_m, 4.0), std::fmod(since.east_m, 4.0)});
      false_fix.sog = Speed();
      break;
    }
  }
  return false_fix;
}

ais::Fix PulledAstray(const JammedArea& area, const ais::Fix& fix, std::uint32_t who) {
  ais::Fix astray = fix;
  const double angle = kTwoPi * static_cast<double>(who % 997) / 997.0;
  const double r_m = area.ring.meters();
  astray.position = FlatMetric(area.pulled_to)
                        .Moved(area.pulled_to, {r_m * std::cos(angle), r_m * std::sin(angle)});
  astray.accurate = false;
  return astray;
}

}  // namespace pelorus
