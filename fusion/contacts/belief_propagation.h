#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pelorus {

/// That a plot may come from a track. `weight` is the likelihood of that over the likelihood that
/// the track was missed and the plot is clutter; finite and not negative.
struct AssociationEdge {
  std::uint32_t track = 0;
  std::uint32_t plot = 0;
  double weight = 0.0;
  /// The same, given that the track's target is there; not used here, see ContactAssociator.
  double weight_if_there = 0.0;
};

/// The probability of each edge, and of each track to have no plot; by loopy belief propagation,
/// [WilliamsLau2014] eqs. 30 and 31. Exact where the graph of edges has no loop; an approximation
/// that always converges elsewhere. Keeps its memory from call to call.
class BeliefPropagation {
 public:
  /// The edges must be sorted by track; `tracks` and `plots` are more than any index in them.
  /// Stops when no message changes by more than 1e-9 of itself, or after 500 rounds.
  void Run(std::size_t tracks, std::size_t plots, std::span<const AssociationEdge> edges);

  /// Index for index with the edges of the last call.
  std::span<const double> edge_probability() const { return edge_; }
  /// Index for index with the tracks.
  std::span<const double> miss_probability() const { return miss_; }
  int rounds() const { return rounds_; }

 private:
  void SendToPlots(std::span<const AssociationEdge> edges);
  double SendToTracks(std::span<const AssociationEdge> edges);

  std::vector<double> to_plot_, to_track_;  ///< messages, one an edge
  std::vector<double> track_sum_, plot_sum_;
  std::vector<double> edge_, miss_;
  int rounds_ = 0;
};

}  // namespace pelorus
