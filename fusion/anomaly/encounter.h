#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/observation.h"
#include "trackers/provenance.h"

namespace pelorus {

/// How close two hulls must be to be in each other's company, tightest first; metres.
inline constexpr std::array<int, 3> kGrades_m = {50, 200, 500};
inline constexpr std::size_t kGrades = kGrades_m.size();

/// What counts as an encounter; sources in docs/FORMULAS.md, "Meetings".
struct EncounterParams {
  double posterior = 0.9;                     ///< P(hulls within a grade) that is needed
  Speed relative = Speed::Knots(0.5);         ///< most, of one ship to the other, lying still
  Speed relative_moving = Speed::Knots(1.0);  ///< the same under way together
  Speed fastest = Speed::Knots(6.0);          ///< of either
  Duration least = std::chrono::minutes{30};
  Duration silence = std::chrono::minutes{30};  ///< a longer one of either breaks it
  Duration step = std::chrono::minutes{2};      ///< positions closer in time are not looked at
};

/// Where a vessel was, at times `EncounterParams::step` or more apart.
struct Knot {
  Time t;
  GeoPoint p;
  Eigen::Vector2d v_mps = Eigen::Vector2d::Zero();   ///< over ground, [east, north]
  Eigen::Matrix2d cov_m2 = Eigen::Matrix2d::Zero();  ///< of the position, [east, north]
  std::optional<Heading> heading;
  std::optional<NavStatus> status;
  RawRef raw;
};

/// Two ships in each other's company for a while.
struct Encounter {
  std::array<TargetKey, 2> keys;  ///< the smaller first
  Time start;
  Time last;                 ///< latest time they were seen together
  bool open = false;         ///< no end was seen
  std::size_t grade = 0;     ///< index into kGrades_m
  GeoPoint at;               ///< of the first ship at the start
  Length median_separation;  ///< of the antennas
  Length min_hull_separation;
  Speed relative_speed;           ///< mean
  Speed speed;                    ///< mean, of the faster
  double others_at_rest = 0.0;    ///< mean number of other ships at rest within about a mile
  std::array<Length, 2> strayed;  ///< farthest from where each was at the start
  std::array<std::uint32_t, 2> moored{};  ///< samples in which each said that it is moored
  std::uint32_t samples = 0;
  bool sized = false;          ///< both hulls were drawn
  bool approached = false;     ///< one was seen under way within the three hours before
  std::array<RawRef, 4> refs;  ///< of both at the start, of both at the end
};

}  // namespace pelorus
