#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "geo/units.h"
#include "trackers/observation.h"

namespace pelorus {

/// A two-dimensional measurement with its noise, in one frame: z (e, n) and R.
struct PlaneMeasurement {
  Eigen::Vector2d z;
  Eigen::Matrix2d r;
};

/// Position noise beside what the observation itself states. Source: docs/FORMULAS.md.
struct PositionNoise {
  /// Step of a reported coordinate, m: AIS sends 1/10000 minute = 0.1852 m. Coarser steps (type 27)
  /// belong to Observation::position_sigma.
  double quantum_m = 0.1852;
  double sigma_floor_m = 1.0;  ///< no position is taken as better than this
};

/// Velocity noise of a report with speed and course over ground. Source: docs/FORMULAS.md.
struct VelocityNoise {
  double along_mps = 0.1;
  double cross_floor_mps = 0.1;
  double course_rad = 1.0 * std::numbers::pi / 180.0;
  double course_from_kn = 0.3;  ///< below this speed a reported course means nothing
  /// Positions with at least this sigma come from AIS type 27, whose speed has steps of 1 kn.
  double coarse_position_m = 40.0;
  double coarse_step_kn = 1.0;
};

/// Variance of rounding to steps of `quantum`: uniform on one step.
constexpr double RoundingVariance(double quantum) { return quantum * quantum / 12.0; }

/// No position is taken as worse than this, nor its time; a sigma that is not finite counts as
/// this.
inline constexpr double kWorstSigma_m = 1e6;
inline constexpr double kWorstTimeSigma_s = 3600.0;

/// R of a position, m^2: sigma^2 I + sigma_t^2 v v' + rounding. The middle term is the time of the
/// position being uncertain by `time_sigma_s` while the ship moves with `v_mps` [e, n], which must
/// be below 10 km/s. Positive definite for any sigmas.
inline Eigen::Matrix2d PositionCovariance(double sigma_m, double time_sigma_s,
                                          const Eigen::Vector2d& v_mps,
                                          const PositionNoise& noise) {
  const double sigma = std::isfinite(sigma_m)
                           ? std::clamp(sigma_m, noise.sigma_floor_m, kWorstSigma_m)
                           : kWorstSigma_m;
  const double isotropic = sigma * sigma + RoundingVariance(noise.quantum_m);
  const Eigen::Vector2d shift = std::min(std::abs(time_sigma_s), kWorstTimeSigma_s) * v_mps;
  Eigen::Matrix2d r = shift * shift.transpose();
  r.diagonal().array() += isotropic;
  return r;
}

/// The velocity over ground [east, north] that a report claims, m/s, as a Cartesian
/// pseudo-measurement: `along_mps` along the course, max(cross_floor_mps, SOG * course_rad) across.
/// Below `course_from_kn` only the speed is known: mean 0 and the covariance SOG^2/2 I of a vector
/// of that length in any direction, plus noise. Nothing when the speed is missing, not finite or
/// beyond 1000 m/s, or when a ship under way gives no course.
inline std::optional<PlaneMeasurement> VelocityOverGround(const Observation& report,
                                                          const VelocityNoise& noise) {
  if (!report.sog || !(std::abs(report.sog->mps()) <= 1000.0)) return std::nullopt;
  const double sog = std::abs(report.sog->mps());
  const bool coarse = report.position_sigma.meters() >= noise.coarse_position_m;
  const double step = coarse ? RoundingVariance(Speed::Knots(noise.coarse_step_kn).mps()) : 0.0;
  const double along = noise.along_mps * noise.along_mps + step;
  if (sog < Speed::Knots(noise.course_from_kn).mps()) {
    return PlaneMeasurement{Eigen::Vector2d::Zero(),
                            (along + 0.5 * sog * sog) * Eigen::Matrix2d::Identity()};
  }
  if (!report.cog) return std::nullopt;
  const double cross = std::max(noise.cross_floor_mps, sog * noise.course_rad);
  const double course = report.cog->radians();
  const Eigen::Vector2d ahead(std::sin(course), std::cos(course));
  const Eigen::Vector2d abeam(ahead.y(), -ahead.x());
  return PlaneMeasurement{
      sog * ahead, along * ahead * ahead.transpose() + cross * cross * abeam * abeam.transpose()};
}

/// A measurement on the ground written in the plane whose displacements come from those on the
/// ground by `plane_from_ground` (LocalFrame::FromGround): z = G z, R = G R G'.
inline PlaneMeasurement GroundToPlane(const PlaneMeasurement& ground,
                                      const Eigen::Matrix2d& plane_from_ground) {
  const Eigen::Matrix2d half = plane_from_ground * ground.r;
  return {plane_from_ground * ground.z, half * plane_from_ground.transpose()};
}

}  // namespace pelorus
