#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/anomaly/position_incident.h"
#include "trackers/observation.h"

namespace pelorus {

/// The circle that fits points best.
struct CircleFit {
  Eigen::Vector2d center;
  double radius = 0.0;
  double rms = 0.0;  ///< of the points' distances to it
};
/// Algebraic fit (Kåsa 1976) of at least three points, any length unit; nothing where they lie on a
/// line.
std::optional<CircleFit> FitCircle(const std::vector<Eigen::Vector2d>& points);

/// A report at which the way has turned.
struct CircleCorner {
  Contact contact;
  float heading_deg;  ///< NaN where it is not known; so are the next two
  float cog_deg;
  float sog_kn;
  RawRef raw;
};

/// Watches one vessel for positions that go round in circles, two turns and more, while heading,
/// course and speed do not. A way whose direction turns on in one sense becomes a row of corners;
/// straight sailing keeps two of them.
class CircleWatch {
 public:
  std::optional<PositionIncident> Take(const Observation& z);
  /// What goes on; nothing when it is none yet.
  std::optional<PositionIncident> Open() const;

 private:
  static CircleCorner CornerOf(const Observation& z);
  std::optional<PositionIncident> Told(bool over) const;
  std::optional<PositionIncident> Restart(const CircleCorner& here);

  std::vector<CircleCorner> corners_;
  double turned_deg_ = 0.0;  ///< signed, from the first chord to the last
};

}  // namespace pelorus
