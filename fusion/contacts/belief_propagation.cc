#include "fusion/contacts/belief_propagation.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

constexpr int kMostRounds = 500;
constexpr double kSettled = 1e-9;

}  // namespace

// [WilliamsLau2014] eq. 30: mu_ij = w_ij / (1 + sum over the track's other plots of w nu).
void BeliefPropagation::SendToPlots(std::span<const AssociationEdge> edges) {
  std::fill(track_sum_.begin(), track_sum_.end(), 1.0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    track_sum_[edges[e].track] += edges[e].weight * to_track_[e];
  }
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const double own = edges[e].weight * to_track_[e];
    to_plot_[e] = edges[e].weight / std::max(track_sum_[edges[e].track] - own, 1.0);
  }
}

// [WilliamsLau2014] eq. 31: nu_ji = 1 / (1 + sum over the plot's other tracks of mu).
double BeliefPropagation::SendToTracks(std::span<const AssociationEdge> edges) {
  std::fill(plot_sum_.begin(), plot_sum_.end(), 1.0);
  for (std::size_t e = 0; e < edges.size(); ++e) plot_sum_[edges[e].plot] += to_plot_[e];
  double change = 0.0;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const double message = 1.0 / std::max(plot_sum_[edges[e].plot] - to_plot_[e], 1.0);
    change = std::max(change, std::abs(message - to_track_[e]) / message);
    to_track_[e] = message;
  }
  return change;
}

void BeliefPropagation::Run(std::size_t tracks, std::size_t plots,
                            std::span<const AssociationEdge> edges) {
  to_plot_.assign(edges.size(), 0.0);
  to_track_.assign(edges.size(), 1.0);
  track_sum_.assign(tracks, 1.0);
  plot_sum_.assign(plots, 1.0);
  for (rounds_ = 1; rounds_ <= kMostRounds; ++rounds_) {
    SendToPlots(edges);
    if (SendToTracks(edges) < kSettled) break;
  }
  miss_.assign(tracks, 1.0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    miss_[edges[e].track] += edges[e].weight * to_track_[e];
  }
  edge_.resize(edges.size());
  for (std::size_t e = 0; e < edges.size(); ++e) {
    edge_[e] = edges[e].weight * to_track_[e] / miss_[edges[e].track];
  }
  for (double& miss : miss_) miss = 1.0 / miss;
}

}  // namespace pelorus
