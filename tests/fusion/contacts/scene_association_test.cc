#include "fusion/contacts/scene_association.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geo/local_frame.h"

namespace pelorus {
namespace {

const GeoPoint kHere = GeoPoint::Degrees(-10.0, -148.0);

ExpectedVessel Vessel(const Eigen::Vector2d& p_m, const Eigen::Vector2d& v_mps, double length_m) {
  ExpectedVessel vessel;
  vessel.position = LocalFrame(kHere).FromEnu(p_m);
  vessel.v_mps = v_mps;
  vessel.cov_m2 = 100.0 * 100.0 * Eigen::Matrix2d::Identity();
  vessel.length = Length::Meters(length_m);
  return vessel;
}

ContactReport ContactAt(const Eigen::Vector2d& p_m, double length_m) {
  ContactReport contact;
  contact.position = LocalFrame(kHere).FromEnu(p_m);
  contact.position_sigma = Length::Meters(50.0);
  contact.length = Length::Meters(length_m);
  return contact;
}

TEST(SarDetection, FollowsThePublishedShares) {
  EXPECT_NEAR(SarDetectionProbability(Length::Meters(15)), 0.37, 1e-12);
  EXPECT_NEAR(SarDetectionProbability(Length::Meters(30)), 0.72, 1e-12);
  EXPECT_NEAR(SarDetectionProbability(Length::Meters(60)), 0.90, 1e-12);
  for (const double m : {61.0, 100.0, 300.0}) {
    EXPECT_GE(SarDetectionProbability(Length::Meters(m)), 0.90);
    EXPECT_LT(SarDetectionProbability(Length::Meters(m)), 1.0);
  }
  EXPECT_NEAR(SarDetectionProbability(Length::Meters(-5)), 0.37, 1e-12);
  EXPECT_NEAR(SarDetectionProbability(Length::Meters(std::nan(""))), 0.37, 1e-12);
}

TEST(SarDetection, GrowsWithTheLength) {
  double before = 0.0;
  for (double m = 1.0; m < 500.0; m += 1.0) {
    const double now = SarDetectionProbability(Length::Meters(m));
    EXPECT_GE(now, before);
    before = now;
  }
}

TEST(EchoShift, MovesAShipAlongTheFlightByItsRadialSpeed) {
  SceneModel model;
  model.flight = Azimuth::Degrees(0.0);  // northward, looking east
  // 2 m/s away from the radar, eastward: 110 m a m/s to the south.
  const EchoShift away = ShiftOf({2.0, 0.0}, model);
  EXPECT_NEAR(away.mean_m.x(), 0.0, 1e-9);
  EXPECT_NEAR(away.mean_m.y(), -220.0, 1e-9);
  // Along the flight there is no radial speed.
  EXPECT_NEAR(ShiftOf({0.0, 5.0}, model).mean_m.norm(), 0.0, 1e-9);
  model.looks_right = false;
  EXPECT_NEAR(ShiftOf({2.0, 0.0}, model).mean_m.y(), 220.0, 1e-9);
}

TEST(EchoShift, OfAnUnknownFlightHasTheMomentsOfAllFlights) {
  SceneModel known, unknown;
  const Eigen::Vector2d v(3.0, -4.0);
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  constexpr int kFlights = 3600;
  for (int i = 0; i < kFlights; ++i) {
    known.flight = Azimuth::Degrees(0.1 * i);
    const Eigen::Vector2d shift = ShiftOf(v, known).mean_m;
    second += shift * shift.transpose() / kFlights;
  }
  // The speed's own uncertainty adds (0.5 m/s * 110)^2 * 3/8 on each axis.
  second.diagonal().array() += 0.375 * 55.0 * 55.0;
  EXPECT_LT((ShiftOf(v, unknown).cov_m2 - second).norm(), 1e-6 * second.norm());
}

TEST(AxisLikelihood, DoesNotTellBowFromSternAndIntegratesToOne) {
  const SceneModel model;
  const auto at = [&](double deg) {
    return AxisLikelihood(Heading::Degrees(deg), Heading::Degrees(350.0), model);
  };
  EXPECT_NEAR(at(170.0), at(350.0), 1e-12);
  EXPECT_GT(at(5.0), at(40.0));
  // Over half a turn, the axes there are; a folded normal of 15 degrees lies within it.
  double sum = 0.0;
  for (int deg = 0; deg < 180; ++deg) sum += at(deg) * std::numbers::pi / 180.0;
  EXPECT_NEAR(sum, 1.0, 1e-3);
}

TEST(MatchScene, GivesContactsToTheirVesselsAndLeavesAStrangerAlone) {
  const std::vector<ExpectedVessel> vessels = {Vessel({0, 0}, {0, 0}, 60),
                                               Vessel({5000, 0}, {0, 0}, 200)};
  const std::vector<ContactReport> contacts = {ContactAt({5040, 60}, 250), ContactAt({50, -80}, 80),
                                               ContactAt({20000, 9000}, 90)};
  const auto matches = MatchScene(contacts, vessels, SceneModel{});
  ASSERT_EQ(matches.size(), 3U);
  EXPECT_EQ(matches[0].vessel, 1U);
  EXPECT_EQ(matches[1].vessel, 0U);
  EXPECT_FALSE(matches[2].vessel.has_value());
  EXPECT_GT(matches[0].probability, 0.95);
  EXPECT_NEAR(matches[2].unmatched, 1.0, 1e-12);
  EXPECT_EQ(matches[2].nearest, (std::vector<std::size_t>{1, 0}));
}

TEST(MatchScene, LetsTheLengthDecideBetweenNeighbours) {
  const std::vector<ExpectedVessel> vessels = {Vessel({-60, 0}, {0, 0}, 25),
                                               Vessel({60, 0}, {0, 0}, 330)};
  const auto matches =
      MatchScene(std::vector<ContactReport>{ContactAt({0, 0}, 380)}, vessels, SceneModel{});
  EXPECT_EQ(matches[0].vessel, 1U);
  EXPECT_GT(matches[0].probability, 0.9);
}

TEST(MatchScene, FindsAMovingShipWhereItsSpeedShowsIt) {
  SceneModel model;
  model.flight = Azimuth::Degrees(0.0);
  // 8 m/s eastward: the echo stands 880 m south of the ship.
  const std::vector<ExpectedVessel> vessels = {Vessel({0, 0}, {8, 0}, 100)};
  const std::vector<ContactReport> contacts = {ContactAt({10, -860}, 120), ContactAt({0, 20}, 120)};
  const auto matches = MatchScene(contacts, vessels, model);
  EXPECT_EQ(matches[0].vessel, 0U);
  EXPECT_FALSE(matches[1].vessel.has_value());
}

TEST(MatchScene, StandsEmptyScenesAndContactsWithoutAPlace) {
  const std::vector<ExpectedVessel> vessels = {Vessel({0, 0}, {0, 0}, 100)};
  EXPECT_TRUE(MatchScene({}, vessels, SceneModel{}).empty());
  const auto matches = MatchScene(std::vector<ContactReport>(2), vessels, SceneModel{});
  EXPECT_FALSE(matches[0].vessel.has_value());
  const auto none = MatchScene(std::vector<ContactReport>{ContactAt({0, 0}, 50)}, {}, SceneModel{});
  EXPECT_EQ(none[0].unmatched, 1.0);
}

}  // namespace
}  // namespace pelorus
