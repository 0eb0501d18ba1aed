#pragma once

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <optional>

#include "geo/geo_point.h"
#include "geo/units.h"

namespace pelorus {

/// No kind of target has more modes of motion than this.
inline constexpr std::size_t kMostModes = 3;

/// What a filter believes of an aircraft's vertical motion.
struct VerticalEstimate {
  PressureAltitude altitude;
  Speed climb;    ///< of the pressure altitude, positive upwards
  Length sigma;   ///< 1-sigma of `altitude`
  Length offset;  ///< height above the WGS 84 ellipsoid less pressure altitude
  Length offset_sigma;
};

/// What a filter believes, in geodetic terms.
struct KinematicEstimate {
  GeoPoint position;
  Speed sog;
  Course course;             ///< 0 when the speed is 0
  Eigen::Vector2d v_mps;     ///< velocity over ground, [east, north] at `position`
  Eigen::Matrix2d cov_m2;    ///< covariance of position, ground metres [east, north] there
  Eigen::Matrix2d cov_mps2;  ///< covariance of v_mps, m^2/s^2
  /// In the order of the kind's mode names; beyond its modes 0.
  std::array<double, kMostModes> mode_probability{};
  std::optional<VerticalEstimate> vertical;  ///< of aircraft whose altitude is known

  double cov_ee_m2() const { return cov_m2(0, 0); }
  double cov_en_m2() const { return cov_m2(0, 1); }
  double cov_nn_m2() const { return cov_m2(1, 1); }
};

}  // namespace pelorus
