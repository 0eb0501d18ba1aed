#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fusion/contacts/belief_propagation.h"

namespace pelorus {

/// No plot.
inline constexpr std::uint32_t kNoPlot = UINT32_MAX;

/// The likeliest joint assignment of plots to tracks, at most one each way, by the forward auction
/// for sparse asymmetric problems, [Bertsekas1992]. The sum of ln weight_if_there comes
/// within `tracks` times 1e-6 nats of the largest; equal offers go to the edge named first.
/// The edges must be sorted by track. Result: the plot of each track, kNoPlot where a miss is
/// likelier (an edge of 1 or less is never taken).
std::vector<std::uint32_t> Assign(std::size_t tracks, std::size_t plots,
                                  std::span<const AssociationEdge> edges);

}  // namespace pelorus
