#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <vector>

#include "geo/local_frame.h"

namespace pelorus {
namespace {

Eigen::Matrix4d SomeCovariance() {
  Eigen::Matrix4d root;
  root << 300.0, 0.0, 0.0, 0.0,  //
      120.0, 200.0, 0.0, 0.0,    //
      0.5, -0.2, 1.5, 0.0,       //
      0.1, 0.4, -0.3, 0.8;
  return root * root.transpose();
}

struct Hop {
  GeoPoint from;
  GeoPoint to;
};

/// Hops of about 30 and 100 km, in both seas, over the antimeridian, and over and beside the poles.
std::vector<Hop> Hops() {
  const auto p = [](double lat, double lon) { return GeoPoint::Degrees(lat, lon); };
  return {{p(42.0, 50.5), p(42.2, 50.7)},     {p(42.0, 50.5), p(42.9, 50.4)},
          {p(12.6, 43.35), p(12.4, 43.1)},    {p(12.6, 43.35), p(12.1, 44.2)},
          {p(65.0, 179.8), p(65.1, -179.7)},  {p(-17.0, -179.6), p(-17.3, 179.5)},
          {p(90.0, 37.0), p(89.7, -120.0)},   {p(89.6, 10.0), p(89.6, -170.0)},
          {p(-89.9, 179.0), p(-89.2, -30.0)}, {p(-90.0, 0.0), p(-90.0, 90.0)}};
}

/// The map itself through public functions only: to the ground and back into the other plane.
Eigen::Vector4d Mapped(const Hop& hop, const Eigen::Vector4d& x) {
  const LocalFrame from(hop.from);
  const LocalFrame to(hop.to);
  Eigen::Vector4d y;
  const Eigen::Vector2d position = to.ToEnu(from.FromEnu(x.head<2>()));
  const Eigen::Vector2d ground = from.ToGround(x.head<2>()) * x.tail<2>();
  const Eigen::Vector2d velocity = to.FromGround(position) * ground;
  y << position, velocity;
  return y;
}

constexpr double kOver_m = 25e3;
Eigen::Vector4d SomeState() { return {kOver_m, -0.6 * kOver_m, 7.5, -3.0}; }

TEST(Reanchor, MovesPositionAndVelocityAsTheGroundSeesThem) {
  for (const Hop& hop : Hops()) {
    Eigen::Vector4d x = SomeState();
    Eigen::Matrix4d p = SomeCovariance();
    const Eigen::Vector4d expected = Mapped(hop, x);
    Reanchor(LocalFrame(hop.from), LocalFrame(hop.to), x, p);
    EXPECT_LT((x - expected).head<2>().norm(), 1e-7);
    EXPECT_LT((x - expected).tail<2>().norm(), 1e-12);
  }
}

TEST(Reanchor, CovarianceFollowsTheFiniteDifferenceJacobian) {
  for (const Hop& hop : Hops()) {
    Eigen::Vector4d x = SomeState();
    Eigen::Matrix4d jacobian;
    for (int i = 0; i < 4; ++i) {
      const double step = i < 2 ? 100.0 : 1.0;
      const Eigen::Vector4d d = step * Eigen::Vector4d::Unit(i);
      jacobian.col(i) = (Mapped(hop, x + d) - Mapped(hop, x - d)) / (2.0 * step);
    }
    Eigen::Matrix4d p = SomeCovariance();
    const Eigen::Matrix4d expected = jacobian * p * jacobian.transpose();
    Reanchor(LocalFrame(hop.from), LocalFrame(hop.to), x, p);
    // Compared in units of the standard deviations, as metres and metres per second mix.
    const Eigen::Vector4d scale = expected.diagonal().cwiseSqrt().cwiseInverse();
    const Eigen::Matrix4d error = scale.asDiagonal() * (p - expected) * scale.asDiagonal();
    EXPECT_LT(error.cwiseAbs().maxCoeff(), 1e-8);
  }
}

TEST(Reanchor, VelocityFeelsThePositionThroughTheCurvature) {
  // A covariance with position only: after the hop, velocity must have the small exact variance
  // that a first-order block-diagonal map would miss.
  const Hop hop{GeoPoint::Degrees(42.0, 50.5), GeoPoint::Degrees(42.9, 50.4)};
  Eigen::Vector4d x(0.0, 0.0, 0.0, 250.0);
  Eigen::Matrix4d p = Eigen::Matrix4d::Zero();
  p.topLeftCorner<2, 2>() = 1e8 * Eigen::Matrix2d::Identity();
  const Eigen::Vector4d d(0.0, 100.0, 0.0, 0.0);
  const double slope = ((Mapped(hop, x + d) - Mapped(hop, x - d)) / 200.0)(3);
  Reanchor(LocalFrame(hop.from), LocalFrame(hop.to), x, p);
  EXPECT_NEAR(std::sqrt(p(3, 3)), std::abs(slope) * 1e4, 0.01 * std::abs(slope) * 1e4);
  EXPECT_GT(p(3, 3), 0.0);
}

TEST(Reanchor, ThereAndBackAgainIsTheIdentity) {
  for (const Hop& hop : Hops()) {
    const LocalFrame a(hop.from);
    const LocalFrame b(hop.to);
    Eigen::Vector4d x = SomeState();
    Eigen::Matrix4d p = SomeCovariance();
    Reanchor(a, b, x, p);
    Reanchor(b, a, x, p);
    EXPECT_LT((x - SomeState()).head<2>().norm(), 1e-7);
    EXPECT_LT((x - SomeState()).tail<2>().norm(), 1e-12);
    EXPECT_LT((p - SomeCovariance()).norm(), 1e-8 * SomeCovariance().norm());
  }
}

TEST(Reanchor, ManyHopsKeepTheCovariancePositiveDefinite) {
  Eigen::Vector4d x = SomeState();
  Eigen::Matrix4d p = SomeCovariance();
  LocalFrame at(GeoPoint::Degrees(42.0, 50.5));
  for (int i = 0; i < 1000; ++i) {
    const LocalFrame next(GeoPoint::Degrees(42.0 + 0.3 * (i % 3), 50.5 + 0.4 * (i % 4)));
    Reanchor(at, next, x, p);
    at = next;
  }
  EXPECT_EQ(p, p.transpose());
  EXPECT_EQ(Eigen::LLT<Eigen::Matrix4d>(p).info(), Eigen::Success);
}

}  // namespace
}  // namespace pelorus
