#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fusion/contacts/belief_propagation.h"

namespace pelorus {

/// Up to which size a group of tracks and plots that share edges is solved how; the size is the
/// larger of its tracks and its plots. METHODS "Contacts".
struct AssociationLimits {
  std::uint32_t nearest = 2;         ///< global nearest neighbour: states by the best assignment
  std::uint32_t probabilistic = 50;  ///< joint probabilistic, above it assignment by auction
};

/// Which track made which plot, as probabilities.
struct Association {
  std::vector<AssociationEdge> edges;  ///< by track, then plot
  /// Marginal probability of each edge, for existence.
  std::vector<double> probability;
  /// Share of each edge in its track's state update: its probability given that the target is
  /// there, or 0 or 1 where the group was solved by assignment.
  std::vector<double> share;
  std::vector<double> miss;  ///< marginal probability of each track to have no plot
};

/// Solves every group of connected tracks and plots on its own. The groups are found and solved in
/// the order of their lowest track, so the result depends on nothing but the edges.
class ContactAssociator {
 public:
  explicit ContactAssociator(const AssociationLimits& limits) : limits_(limits) {}

  /// `edges` sorted by track, then plot. The result is valid until the next call.
  const Association& Solve(std::size_t tracks, std::size_t plots,
                           std::span<const AssociationEdge> edges);

 private:
  std::uint32_t RootOf(std::uint32_t node);
  void FindGroups(std::size_t tracks, std::size_t plots);
  void SolveGroup(std::span<const std::uint32_t> members);
  void RenumberGroup(std::span<const std::uint32_t> members);
  double ShareOf(const AssociationEdge& edge, std::size_t i) const;
  void AssignGroup(std::span<const std::uint32_t> members, bool keep_marginals);

  AssociationLimits limits_;
  Association result_;
  BeliefPropagation propagation_;
  std::vector<std::uint32_t> parent_, order_, local_;
  std::vector<AssociationEdge> group_;
  std::uint32_t group_tracks_ = 0, group_plots_ = 0;
};

}  // namespace pelorus
