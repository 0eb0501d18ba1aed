#pragma once

#include <Eigen/Core>

#include <optional>
#include <span>
#include <vector>

#include "fusion/contacts/detection_curve.h"
#include "geo/ids.h"
#include "trackers/contact_report.h"

namespace pelorus {

/// Where a vessel with a name must have been at the time of a scene.
struct ExpectedVessel {
  TrackId track;
  GeoPoint position;
  Eigen::Vector2d v_mps;   ///< [east, north] over ground
  Eigen::Matrix2d cov_m2;  ///< of the position, ground metres [east, north]
  std::optional<Length> length;
  std::optional<Heading> heading;
  double p_inside = 1.0;  ///< that the scene covers it
};

/// How a satellite's scene shows ships. Sources: docs/FORMULAS.md "Contacts".
struct SceneModel {
  SarLength length;
  /// A radial speed moves the echo along the flight path by this: range over platform speed.
  double azimuth_shift_s = 110.0;
  /// Direction of flight; nothing where the input does not tell, then all are as likely.
  std::optional<Azimuth> flight;
  bool looks_right = true;
  double heading_sigma_rad = 0.26;  ///< of the hull's axis
  double heading_wrong = 0.15;      ///< share of axes that mean nothing
  /// Ships that no track stands for and false echoes, a square kilometre.
  double others_per_km2 = 1e-3;
  /// Their lengths: ln(m) is normal.
  double others_log_length = 4.0;
  double others_log_sigma = 0.8;
  double gate = 13.8;
};

/// What a contact is taken for.
struct SceneMatch {
  std::optional<std::size_t> vessel;  ///< index of the likeliest, where it is likelier than none
  double probability = 0.0;           ///< of that vessel
  double unmatched = 1.0;             ///< that no vessel here made it
  std::vector<std::size_t> nearest;   ///< up to three vessels, by likelihood, then by distance
};

/// Which vessel made which contact of one scene, one-to-one, by position with the shift that radial
/// speed causes, length and heading. Index for index with `contacts`; those without a position
/// match nothing.
std::vector<SceneMatch> MatchScene(std::span<const ContactReport> contacts,
                                   std::span<const ExpectedVessel> vessels,
                                   const SceneModel& model);

/// Mean and covariance, ground metres [east, north], of the displacement of a moving ship's echo.
struct EchoShift {
  Eigen::Vector2d mean_m = Eigen::Vector2d::Zero();
  Eigen::Matrix2d cov_m2 = Eigen::Matrix2d::Zero();
};
EchoShift ShiftOf(const Eigen::Vector2d& v_mps, const SceneModel& model);

/// Density, per radian, of an axis measured at `measured` for a hull that points to `heading`; bow
/// and stern are the same.
double AxisLikelihood(Heading measured, Heading heading, const SceneModel& model);

}  // namespace pelorus
