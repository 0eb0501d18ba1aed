#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace pelorus {

/// A target or a track at one time, in a plane, metres.
struct LabelledPoint {
  std::uint32_t id = 0;
  Eigen::Vector2d p_m;
};

/// One time at which truth and tracks are compared.
struct MetricFrame {
  std::vector<LabelledPoint> truths;
  std::vector<LabelledPoint> tracks;
};

/// GOSPA of one frame and its parts, [Rahmathullah2017] with alpha = 2 and p = 2:
/// distance^2 = localisation + missed + extra.
struct Gospa {
  double distance_m = 0.0;
  double localisation_m2 = 0.0;  ///< squared errors of assigned pairs
  double missed_m2 = 0.0;        ///< c^2 / 2 a target without a track
  double extra_m2 = 0.0;         ///< c^2 / 2 a track without a target
};

/// By exact assignment; at most 12 truths, any number of tracks.
Gospa GospaOf(const MetricFrame& frame, double c_m);

/// Means over frames.
Gospa MeanGospa(std::span<const MetricFrame> frames, double c_m);

/// Single integrated air picture [Votruba2001]: a track belongs to a truth when it lies within
/// `gate_m` of it.
struct Siap {
  double completeness = 0.0;  ///< truths with a track, of all truths, over frames
  double ambiguity = 0.0;     ///< pairs of track and truth that belong together, a tracked truth
  double spuriousness = 0.0;  ///< tracks that belong to no truth, of all tracks
  double accuracy_m = 0.0;    ///< root mean square distance of the pairs
};
Siap SiapOf(std::span<const MetricFrame> frames, double gate_m);

/// IDF1 [Ristani2016]: 2 IDTP / (truth points + track points), where IDTP is the most points
/// within `gate_m` that any one-to-one matching of track to truth identities covers. At most 12
/// truth identities.
double Idf1Of(std::span<const MetricFrame> frames, double gate_m);

}  // namespace pelorus
