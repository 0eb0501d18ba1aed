#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <span>

#include "geo/local_frame.h"
#include "trackers/contact_report.h"
#include "trackers/kalman.h"
#include "trackers/kinematic_estimate.h"

namespace pelorus {

/// How contacts are believed to move and to be seen. Sources: docs/FORMULAS.md "Contacts".
struct ContactModel {
  double q_m2s3 = 0.05;       ///< noise density of nearly constant velocity
  double start_mps = 3.0;     ///< 1-sigma an axis of a new track's velocity
  double p_detect = 0.85;     ///< that a scan sees a target that it looks at
  double gate = 13.8;         ///< chi-square with 2 degrees of freedom, tail 1e-3
  double lifetime_s = 300.0;  ///< mean time that a target stays within what the sensor sees
  Speed max_speed = Speed::Knots(60.0);
};

/// A target that no one has named, as one sensor sees it: position and velocity in a plane of its
/// own, and the probability that it is there at all.
struct ContactTrack {
  explicit ContactTrack(GeoPoint origin) : frame(origin) {}

  std::uint32_t number = 0;  ///< from 1, in the order of birth
  LocalFrame frame;
  Gaussian<4> state;  ///< [e, n, ve, vn] in `frame`
  Time time;          ///< of `state`
  double existence = 0.0;
  bool confirmed = false;
  bool at_plot = false;  ///< the last scan's plots moved it
  Time first_update;
  Time last_update;
  std::uint32_t updates = 0;
  double nis = 0.0;  ///< of the likeliest plot of the last scan
  RawRef raw;        ///< of that plot
  std::optional<Length> length;
  std::optional<Heading> heading;
};

/// A plot in a track's plane, and what the track thinks of it.
struct PlotInnovation {
  Eigen::Vector2d v_m;      ///< plot less prediction
  double distance2 = 0.0;   ///< v' S^-1 v
  double likelihood = 0.0;  ///< N(v; 0, S), 1/m^2
};

/// 1-sigma of a plot, m, within 0.1 m and 100 km whatever it claims.
double PlotSigma(const ContactReport& plot);

/// A track that stands on one plot, which must have a position.
ContactTrack BeginTrack(const ContactReport& plot, const ContactModel& model);

/// Moves the track on to `to`, not before its time; its plane goes with it.
void PredictTrack(ContactTrack& track, Time to, const ContactModel& model);

/// Farthest that a plot within the gate may lie from the prediction, `plot_sigma_m` being the
/// largest of the scan: the gate's long axis, but no more than the fastest target since the last
/// update, and noise.
double GateRadius(const ContactTrack& track, double plot_sigma_m, const ContactModel& model);

/// The innovation of a plot; nothing outside the gate, and when the covariance went wrong.
std::optional<PlotInnovation> Innovate(const ContactTrack& track, const ContactReport& plot,
                                       const ContactModel& model);

/// One plot's part in an update.
struct PlotShare {
  PlotInnovation innovation;
  double sigma_m = 0.0;
  double share = 0.0;  ///< those of a track sum to at most 1; the rest is "none of them"
};

/// The probabilistic data association update, [BarShalomFortmannScheffe1980]: each plot's Kalman
/// posterior and the prediction are mixed by their shares and the mixture's moments kept.
void UpdateTrack(ContactTrack& track, std::span<const PlotShare> plots);

/// In geodetic terms.
KinematicEstimate Estimate(const ContactTrack& track);

}  // namespace pelorus
