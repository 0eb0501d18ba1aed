#include "replay/evaluate/matching.h"

#include <gtest/gtest.h>

#include "tests/replay/evaluate/evaluation_case.h"

namespace pelorus {
namespace {

TEST(Matching, TimesMayMissEachOtherByHalfAnHourAndNoMore) {
  const Planted planted = Plant("p", "loitering", 4.0, 8.0, {"mmsi:1"});
  EXPECT_TRUE(Fits(planted, Found("f", "loitering", 8.5, 9.0, {"mmsi:1"}, 0.9), {}));
  EXPECT_FALSE(Fits(planted, Found("f", "loitering", 8.51, 9.0, {"mmsi:1"}, 0.9), {}));
  EXPECT_TRUE(Fits(planted, Found("f", "loitering", 1.0, 3.5, {"mmsi:1"}, 0.9), {}));
  EXPECT_FALSE(Fits(planted, Found("f", "loitering", 1.0, 3.49, {"mmsi:1"}, 0.9), {}));
}

TEST(Matching, OpenEndsReachAsFarAsNeeded) {
  Planted planted = Plant("p", "dark_transit", 4.0, 0.0, {"mmsi:1"});
  planted.end.reset();
  Finding found = Found("f", "dark_transit", 20.0, 22.0, {"mmsi:1"}, 0.9);
  EXPECT_TRUE(Fits(planted, found, {}));
  found.end.reset();
  EXPECT_TRUE(Fits(planted, found, {}));
  EXPECT_FALSE(Fits(planted, Found("f", "dark_transit", 1.0, 3.0, {"mmsi:1"}, 0.9), {}));
}

TEST(Matching, AsManyParticipantsAsNeededMustBeNamed) {
  Planted planted = Plant("p", "rendezvous", 4.0, 8.0, {"mmsi:1", "mmsi:2"});
  planted.needed = 2;
  EXPECT_FALSE(Fits(planted, Found("f", "rendezvous", 4.0, 8.0, {"mmsi:1", "mmsi:3"}, 0.9), {}));
  EXPECT_TRUE(Fits(planted, Found("f", "rendezvous", 4.0, 8.0, {"mmsi:2", "mmsi:1"}, 0.9), {}));
  planted.needed = 0;
  EXPECT_TRUE(Fits(planted, Found("f", "rendezvous", 4.0, 8.0, {"mmsi:7"}, 0.9), {}));
}

TEST(Matching, PlaceCountsOnlyWhereARadiusIsGiven) {
  Planted planted = Plant("p", "loitering", 4.0, 8.0, {"mmsi:1"});
  Finding found = Found("f", "loitering", 4.0, 8.0, {"mmsi:1"}, 0.9);
  // A degree of the meridian is 111.1 km there; 0.08 of it 8.9 km.
  found.at = GeoPoint::Degrees(43.08, 51.0);
  EXPECT_TRUE(Fits(planted, found, {}));
  planted.radius = Length::Meters(3000.0);
  EXPECT_FALSE(Fits(planted, found, {}));
  planted.radius = Length::Meters(4000.0);
  EXPECT_TRUE(Fits(planted, found, {}));
}

TEST(Matching, TheLikeliestFindsAndTheOthersRepeat) {
  const std::vector<Planted> planted = {Plant("p", "loitering", 4.0, 8.0, {"mmsi:1"})};
  const std::vector<Finding> findings = {Found("a", "loitering", 4.0, 5.0, {"mmsi:1"}, 0.6),
                                         Found("b", "loitering", 5.0, 6.0, {"mmsi:1"}, 0.9)};
  const Matching matching = Match(planted, findings);
  EXPECT_EQ(matching.findings[0].outcome, Outcome::kRepeated);
  EXPECT_EQ(matching.findings[1].outcome, Outcome::kFound);
  EXPECT_EQ(matching.planted[0], 1U);
}

TEST(Matching, AFindingTakesThePlantedThingThatItOverlapsLongest) {
  const std::vector<Planted> planted = {Plant("p", "dark_transit", 1.0, 3.0, {"mmsi:1"}),
                                        Plant("q", "dark_transit", 3.2, 9.0, {"mmsi:1"})};
  const std::vector<Finding> findings = {Found("a", "dark_transit", 3.0, 9.0, {"mmsi:1"}, 0.9)};
  const Matching matching = Match(planted, findings);
  EXPECT_EQ(matching.planted[0], std::nullopt);
  EXPECT_EQ(matching.planted[1], 0U);
}

TEST(Matching, KindsLookAlikesAndConsequencesAreToldApart) {
  std::vector<Planted> planted = {Plant("p", "rendezvous", 4.0, 8.0, {"mmsi:1"}),
                                  Plant("q", "rendezvous", 4.0, 8.0, {"mmsi:2"})};
  planted[0].also = {"loitering"};
  planted[0].participants.push_back("mmsi:3");
  planted[0].needed = 2;
  planted[1].look_alike = "tug";
  const std::vector<Finding> findings = {Found("a", "loitering", 4.0, 8.0, {"mmsi:1"}, 0.9),
                                         Found("b", "rendezvous", 4.0, 8.0, {"mmsi:2"}, 0.9),
                                         Found("c", "off_port_stop", 4.0, 8.0, {"mmsi:1"}, 0.9),
                                         Found("d", "silence", 4.0, 8.0, {"mmsi:1"}, 0.1)};
  const Matching matching = Match(planted, findings);
  EXPECT_EQ(matching.findings[0].outcome, Outcome::kExplained);
  EXPECT_EQ(matching.findings[1].outcome, Outcome::kLookAlike);
  EXPECT_EQ(matching.findings[1].planted, 1U);
  EXPECT_EQ(matching.findings[2].outcome, Outcome::kFalse);
  EXPECT_EQ(matching.findings[3].outcome, Outcome::kSilence);
  EXPECT_EQ(matching.planted[0], std::nullopt);
}

}  // namespace
}  // namespace pelorus
