#include "fusion/contacts/auction.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

constexpr double kEpsilon = 1e-6;

/// An auction under way: tracks bid for plots, and each may always go home with nothing.
class Auction {
 public:
  Auction(std::size_t tracks, std::size_t plots, std::span<const AssociationEdge> edges)
      : edges_(edges), first_(tracks + 1, 0), price_(plots, 0.0), holder_(plots, kNoPlot) {
    for (const AssociationEdge& edge : edges) ++first_[edge.track + 1];
    for (std::size_t t = 0; t < tracks; ++t) first_[t + 1] += first_[t];
    plot_of_.assign(tracks, kNoPlot);
    for (std::size_t t = tracks; t-- > 0;) waiting_.push_back(static_cast<std::uint32_t>(t));
  }

  std::vector<std::uint32_t> Run(double epsilon) {
    while (!waiting_.empty()) {
      const std::uint32_t track = waiting_.back();
      waiting_.pop_back();
      Bid(track, epsilon);
    }
    return plot_of_;
  }

 private:
  void Bid(std::uint32_t track, double epsilon) {
    double best = 0.0, second = 0.0;  // going home is worth 0
    std::uint32_t wanted = kNoPlot;
    for (std::size_t e = first_[track]; e < first_[track + 1]; ++e) {
      const double value = std::log(edges_[e].weight_if_there) - price_[edges_[e].plot];
      if (value > best) {
        second = best;
        best = value;
        wanted = edges_[e].plot;
      } else {
        second = std::max(second, value);
      }
    }
    if (wanted == kNoPlot) return;
    price_[wanted] += best - second + epsilon;
    if (holder_[wanted] != kNoPlot) {
      plot_of_[holder_[wanted]] = kNoPlot;
      waiting_.push_back(holder_[wanted]);
    }
    holder_[wanted] = track;
    plot_of_[track] = wanted;
  }

  std::span<const AssociationEdge> edges_;
  std::vector<std::size_t> first_;
  std::vector<double> price_;
  std::vector<std::uint32_t> holder_, plot_of_, waiting_;
};

/// Prices rise by at least epsilon a bid and never above the largest value: this bounds the bids.
double Epsilon(std::span<const AssociationEdge> edges) {
  double largest = 0.0;
  for (const AssociationEdge& edge : edges) {
    if (edge.weight_if_there > 1.0) largest = std::max(largest, std::log(edge.weight_if_there));
  }
  constexpr double kMostBidsAPlot = 1e6;
  return std::max(kEpsilon, largest / kMostBidsAPlot);
}

}  // namespace

std::vector<std::uint32_t> Assign(std::size_t tracks, std::size_t plots,
                                  std::span<const AssociationEdge> edges) {
  return Auction(tracks, plots, edges).Run(Epsilon(edges));
}

}  // namespace pelorus
