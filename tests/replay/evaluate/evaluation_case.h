#pragma once

#include <string>
#include <utility>
#include <vector>

#include "replay/evaluate/finding.h"
#include "replay/evaluate/truth_file.h"

namespace pelorus {

/// The time `hours` after some midnight.
inline Time AtHour(double hours) {
  return Time(std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}) + FromSeconds(hours * 3600.0);
}

/// A finding off Aktau from one hour to another.
inline Finding Found(const std::string& id, const std::string& kind, double from_h, double to_h,
                     std::vector<std::string> who, double probability) {
  return {id,
          kind,
          AtHour(from_h),
          AtHour(to_h),
          GeoPoint::Degrees(43.0, 51.0),
          std::move(who),
          probability,
          ""};
}

/// Something planted there.
inline Planted Plant(const std::string& id, const std::string& event, double from_h, double to_h,
                     std::vector<std::string> who) {
  Planted planted;
  planted.id = id;
  planted.event = event;
  planted.regime = "covered";
  planted.start = AtHour(from_h);
  planted.end = AtHour(to_h);
  planted.at = GeoPoint::Degrees(43.0, 51.0);
  planted.participants = std::move(who);
  return planted;
}

}  // namespace pelorus
