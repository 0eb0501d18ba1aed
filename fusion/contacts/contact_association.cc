#include "fusion/contacts/contact_association.h"

#include <algorithm>
#include <numeric>

#include "fusion/contacts/auction.h"

namespace pelorus {

std::uint32_t ContactAssociator::RootOf(std::uint32_t node) {
  while (parent_[node] != node) {
    parent_[node] = parent_[parent_[node]];
    node = parent_[node];
  }
  return node;
}

/// Nodes are the tracks, then the plots; a group is named by its lowest track.
void ContactAssociator::FindGroups(std::size_t tracks, std::size_t plots) {
  parent_.resize(tracks + plots);
  std::iota(parent_.begin(), parent_.end(), 0U);
  for (const AssociationEdge& edge : result_.edges) {
    const std::uint32_t a = RootOf(edge.track);
    const std::uint32_t b = RootOf(static_cast<std::uint32_t>(tracks) + edge.plot);
    parent_[std::max(a, b)] = std::min(a, b);
  }
  order_.resize(result_.edges.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return RootOf(result_.edges[a].track) < RootOf(result_.edges[b].track);
  });
}

const Association& ContactAssociator::Solve(std::size_t tracks, std::size_t plots,
                                            std::span<const AssociationEdge> edges) {
  result_.edges.assign(edges.begin(), edges.end());
  result_.probability.assign(edges.size(), 0.0);
  result_.share.assign(edges.size(), 0.0);
  result_.miss.assign(tracks, 1.0);
  FindGroups(tracks, plots);
  local_.assign(tracks + plots, UINT32_MAX);
  for (std::size_t begin = 0; begin < order_.size();) {
    const std::uint32_t root = RootOf(edges[order_[begin]].track);
    std::size_t end = begin;
    while (end < order_.size() && RootOf(edges[order_[end]].track) == root) ++end;
    SolveGroup(std::span(order_).subspan(begin, end - begin));
    begin = end;
  }
  return result_;
}

/// The group's edges with tracks and plots numbered from 0, tracks in their order.
void ContactAssociator::RenumberGroup(std::span<const std::uint32_t> members) {
  const std::size_t tracks = result_.miss.size();
  group_.clear();
  group_tracks_ = group_plots_ = 0;
  for (const std::uint32_t m : members) {
    const AssociationEdge& edge = result_.edges[m];
    std::uint32_t& track = local_[edge.track];
    std::uint32_t& plot = local_[tracks + edge.plot];
    if (track == UINT32_MAX) track = group_tracks_++;
    if (plot == UINT32_MAX) plot = group_plots_++;
    group_.push_back({track, plot, edge.weight, edge.weight_if_there});
  }
}

void ContactAssociator::SolveGroup(std::span<const std::uint32_t> members) {
  RenumberGroup(members);
  const std::uint32_t size = std::max(group_tracks_, group_plots_);
  if (size > limits_.probabilistic) return AssignGroup(members, false);
  propagation_.Run(group_tracks_, group_plots_, group_);
  for (std::size_t i = 0; i < members.size(); ++i) {
    result_.probability[members[i]] = propagation_.edge_probability()[i];
    result_.share[members[i]] = ShareOf(result_.edges[members[i]], i);
    result_.miss[result_.edges[members[i]].track] =
        propagation_.miss_probability()[group_[i].track];
  }
  if (size <= limits_.nearest) AssignGroup(members, true);
}

/// Of the edge at place `i` of the group: its probability given that the track's target is there.
double ContactAssociator::ShareOf(const AssociationEdge& edge, std::size_t i) const {
  const double edge_probability = propagation_.edge_probability()[i];
  if (edge_probability <= 0.0) return 0.0;
  // A miss of a target that is there, in the units of the weights.
  const double there = edge.weight / edge.weight_if_there;
  const double miss = propagation_.miss_probability()[group_[i].track];
  return edge_probability / (1.0 - miss + miss * there);
}

void ContactAssociator::AssignGroup(std::span<const std::uint32_t> members, bool keep_marginals) {
  const std::vector<std::uint32_t> plot_of = Assign(group_tracks_, group_plots_, group_);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool taken = plot_of[group_[i].track] == group_[i].plot;
    result_.share[members[i]] = taken ? 1.0 : 0.0;
    if (keep_marginals || !taken) continue;
    // Alone with its plot, as the assignment says.
    const double weight = group_[i].weight;
    result_.probability[members[i]] = weight / (1.0 + weight);
    result_.miss[result_.edges[members[i]].track] = 1.0 / (1.0 + weight);
  }
}

}  // namespace pelorus
