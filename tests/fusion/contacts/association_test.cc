#include "fusion/contacts/contact_association.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "fusion/contacts/auction.h"
#include "fusion/contacts/covariance_intersection.h"

namespace pelorus {
namespace {

using Weights = std::vector<std::vector<double>>;

std::vector<AssociationEdge> EdgesOf(const Weights& w) {
  std::vector<AssociationEdge> edges;
  for (std::size_t t = 0; t < w.size(); ++t) {
    for (std::size_t p = 0; p < w[t].size(); ++p) {
      if (w[t][p] <= 0.0) continue;
      edges.push_back(
          {static_cast<std::uint32_t>(t), static_cast<std::uint32_t>(p), w[t][p], w[t][p]});
    }
  }
  return edges;
}

/// Calls visit(plot of each track, product of weights) for every joint event.
void VisitEvents(const Weights& w,
                 const std::function<void(const std::vector<int>&, double)>& visit) {
  std::vector<int> plot_of(w.size(), -1);
  std::vector<bool> used(w.empty() ? 0 : w[0].size(), false);
  const std::function<void(std::size_t, double)> go = [&](std::size_t t, double product) {
    if (t == w.size()) return visit(plot_of, product);
    plot_of[t] = -1;
    go(t + 1, product);
    for (std::size_t p = 0; p < used.size(); ++p) {
      if (used[p] || w[t][p] <= 0.0) continue;
      used[p] = true;
      plot_of[t] = static_cast<int>(p);
      go(t + 1, product * w[t][p]);
      used[p] = false;
    }
    plot_of[t] = -1;
  };
  go(0, 1.0);
}

Weights ExactMarginals(const Weights& w) {
  Weights marginal(w.size(), std::vector<double>(w[0].size(), 0.0));
  double total = 0.0;
  VisitEvents(w, [&](const std::vector<int>& plot_of, double product) {
    total += product;
    for (std::size_t t = 0; t < w.size(); ++t) {
      if (plot_of[t] >= 0) marginal[t][static_cast<std::size_t>(plot_of[t])] += product;
    }
  });
  for (auto& row : marginal) {
    for (double& m : row) m /= total;
  }
  return marginal;
}

Weights RandomWeights(std::mt19937& random, std::size_t tracks, std::size_t plots, double density) {
  std::uniform_real_distribution<double> uniform;
  Weights w(tracks, std::vector<double>(plots, 0.0));
  for (auto& row : w) {
    for (double& x : row) {
      if (uniform(random) < density) x = std::exp(6.0 * uniform(random) - 3.0);
    }
  }
  return w;
}

TEST(BeliefPropagation, IsExactOnAChain) {
  // Track 0 sees plots 0 and 1, track 1 sees 1 and 2: no loop.
  const Weights w = {{3.0, 0.7, 0.0}, {0.0, 2.0, 5.0}};
  const auto edges = EdgesOf(w);
  BeliefPropagation propagation;
  propagation.Run(2, 3, edges);
  const Weights exact = ExactMarginals(w);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    EXPECT_NEAR(propagation.edge_probability()[e], exact[edges[e].track][edges[e].plot], 1e-9);
  }
}

TEST(BeliefPropagation, ComesNearTheExactMarginalsOnLoops) {
  // An approximation on dense loops; it must not mislead.
  std::mt19937 random(1);
  double worst = 0.0, sum = 0.0;
  int count = 0;
  for (int round = 0; round < 50; ++round) {
    const Weights w = RandomWeights(random, 4, 5, 0.6);
    const auto edges = EdgesOf(w);
    BeliefPropagation propagation;
    propagation.Run(4, 5, edges);
    const Weights exact = ExactMarginals(w);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      const double error =
          std::abs(propagation.edge_probability()[e] - exact[edges[e].track][edges[e].plot]);
      worst = std::max(worst, error);
      sum += error;
      ++count;
    }
  }
  EXPECT_LT(worst, 0.2);
  EXPECT_LT(sum / count, 0.03);
}

TEST(BeliefPropagation, GivesEachTrackAWholeProbability) {
  std::mt19937 random(2);
  const auto edges = EdgesOf(RandomWeights(random, 30, 40, 0.2));
  BeliefPropagation propagation;
  propagation.Run(30, 40, edges);
  std::vector<double> total(propagation.miss_probability().begin(),
                            propagation.miss_probability().end());
  for (std::size_t e = 0; e < edges.size(); ++e) {
    total[edges[e].track] += propagation.edge_probability()[e];
  }
  for (const double t : total) EXPECT_NEAR(t, 1.0, 1e-12);
}

TEST(Auction, FindsTheBestJointAssignment) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    const Weights w = RandomWeights(random, 5, 5, 0.7);
    double best = 0.0;
    VisitEvents(w, [&](const std::vector<int>&, double product) {
      best = std::max(best, std::log(product));
    });
    const auto plot_of = Assign(5, 5, EdgesOf(w));
    double got = 0.0;
    std::vector<int> taken(5, 0);
    for (std::size_t t = 0; t < 5; ++t) {
      if (plot_of[t] == kNoPlot) continue;
      got += std::log(w[t][plot_of[t]]);
      EXPECT_EQ(++taken[plot_of[t]], 1);
    }
    EXPECT_NEAR(got, best, 5 * 1e-5);
  }
}

TEST(ContactAssociator, SolvesGroupsApartAsTogether) {
  // Two chains that share nothing: each must come out as if it were alone.
  const Weights one = {{3.0, 0.7, 0.0}, {0.0, 2.0, 5.0}, {0.0, 0.0, 1.5}};
  Weights both(6, std::vector<double>(6, 0.0));
  for (std::size_t t = 0; t < 3; ++t) {
    for (std::size_t p = 0; p < 3; ++p) both[t][p] = both[t + 3][p + 3] = one[t][p];
  }
  ContactAssociator alone(AssociationLimits{}), together(AssociationLimits{});
  const Association a = alone.Solve(3, 3, EdgesOf(one));
  const Association b = together.Solve(6, 6, EdgesOf(both));
  ASSERT_EQ(b.edges.size(), 2 * a.edges.size());
  for (std::size_t e = 0; e < a.edges.size(); ++e) {
    EXPECT_EQ(a.probability[e], b.probability[e]);
    EXPECT_EQ(a.probability[e], b.probability[e + a.edges.size()]);
  }
}

TEST(ContactAssociator, AssignsLargeGroupsOneToOne) {
  std::mt19937 random(4);
  const auto edges = EdgesOf(RandomWeights(random, 80, 80, 0.2));
  ContactAssociator associator(AssociationLimits{});
  const Association found = associator.Solve(80, 80, edges);
  std::vector<double> track(80, 0.0), plot(80, 0.0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    track[edges[e].track] += found.share[e];
    plot[edges[e].plot] += found.share[e];
  }
  for (std::size_t i = 0; i < 80; ++i) {
    EXPECT_LE(track[i], 1.0);
    EXPECT_LE(plot[i], 1.0);
  }
}

TEST(CovarianceIntersection, OfCrossedEllipsesWeighsBothAlike) {
  Gaussian<2> a, b;
  a.x << 0.0, 0.0;
  b.x << 1.0, 1.0;
  a.p << 4.0, 0.0, 0.0, 1.0;
  b.p << 1.0, 0.0, 0.0, 4.0;
  // By symmetry w = 1/2: P^-1 = diag(1/8 + 1/2, 1/2 + 1/8), P = 1.6 I; x = 1.6 (1/2, 1/8).
  const Intersection both = Intersect(a, b);
  ASSERT_TRUE(both.ok);
  EXPECT_NEAR(both.omega, 0.5, 1e-5);
  EXPECT_NEAR(both.fused.p(0, 0), 1.6, 1e-5);
  EXPECT_NEAR(both.fused.p(0, 1), 0.0, 1e-9);
  EXPECT_NEAR(both.fused.x(0), 0.8, 1e-4);
  EXPECT_NEAR(both.fused.x(1), 0.2, 1e-4);
}

TEST(CovarianceIntersection, TakesTheBetterOfNestedEllipsesAlone) {
  Gaussian<2> a, b;
  a.x << 0.0, 0.0;
  b.x << 1.0, 1.0;
  a.p = Eigen::Matrix2d::Identity();
  b.p = 9.0 * Eigen::Matrix2d::Identity();
  EXPECT_EQ(Intersect(a, b).omega, 1.0);
  EXPECT_EQ(Intersect(b, a).omega, 0.0);
  EXPECT_NEAR((Intersect(b, a).fused.p - a.p).norm(), 0.0, 1e-12);
  b.p.setZero();
  EXPECT_FALSE(Intersect(a, b).ok);
}

}  // namespace
}  // namespace pelorus
