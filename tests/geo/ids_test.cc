#include "geo/ids.h"

#include <gtest/gtest.h>

#include <set>
#include <type_traits>
#include <unordered_set>

namespace pelorus {
namespace {

TEST(Ids, OfDifferentKindsDoNotMix) {
  EXPECT_FALSE((std::is_convertible_v<std::uint32_t, Mmsi>));
  EXPECT_FALSE((std::is_constructible_v<Mmsi, Icao24>));
  EXPECT_LT(Mmsi(1), Mmsi(2));
  EXPECT_EQ(Mmsi().value(), 0U);
}

TEST(TargetKey, KeepsKindAndNumber) {
  const TargetKey ship = TargetKey::Of(Mmsi(244123456));
  EXPECT_EQ(ship.kind(), TargetKey::Kind::kMmsi);
  EXPECT_EQ(ship.number(), 244123456U);
  // The same number as an aircraft is another target.
  EXPECT_NE(ship, TargetKey::Of(Icao24(244123456)));
  EXPECT_EQ(TargetKey().kind(), TargetKey::Kind::kNone);
}

TEST(TargetKey, IsWrittenAsTheInterfaceSays) {
  EXPECT_EQ(ToString(TargetKey::Of(Mmsi(244123456))), "mmsi:244123456");
  EXPECT_EQ(ToString(TargetKey::Of(Mmsi(2442000))), "mmsi:2442000");
  EXPECT_EQ(ToString(TargetKey::Of(Icao24(0x4ca1b2))), "icao:4ca1b2");
  EXPECT_EQ(ToString(TargetKey::Of(Icao24(0xa))), "icao:00000a");
  EXPECT_EQ(ToString(TargetKey::Of(Icao24((1U << 24) | 0x4ca1b2))), "icao:~4ca1b2");
  EXPECT_EQ(ToString(TargetKey()), "none");
}

TEST(TargetKey, TellsHullsOfOneIdentityApart) {
  const TargetKey ship = TargetKey::Of(Mmsi(244123456));
  EXPECT_EQ(ship.hull(), 1U);
  EXPECT_EQ(ship.OfHull(1), ship);
  const TargetKey second = ship.OfHull(2);
  EXPECT_NE(second, ship);
  EXPECT_EQ(second.kind(), ship.kind());
  EXPECT_EQ(second.number(), ship.number());
  EXPECT_EQ(second.identity(), ship);
  EXPECT_EQ(second.OfHull(256).hull(), 256U);
  EXPECT_EQ(second.OfHull(256).number(), ship.number());
  EXPECT_EQ(ToString(second), "mmsi:244123456#2");
  EXPECT_EQ(ToString(TargetKey::Of(Icao24(0x4ca1b2)).OfHull(3)), "icao:4ca1b2#3");
  EXPECT_EQ(ToString(TrackId{second, 4}), "mmsi:244123456#2.4");
}

TEST(MixBits, FollowsThePublishedGenerator) {
  // SplitMix64 seeded with 1234567 (Vigna's reference program): each output is the finaliser of a
  // state that grows by the golden gamma.
  constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15ULL;
  std::uint64_t state = 1234567;
  for (const std::uint64_t expected :
       {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
        4593380528125082431ULL, 16408922859458223821ULL}) {
    EXPECT_EQ(MixBits(state += kGamma), expected);
  }
}

TEST(MixBits, SpreadsNeighbouringNumbersOverShards) {
  int shard[16] = {};
  for (std::uint32_t i = 0; i < 16000; ++i) ++shard[std::hash<Mmsi>{}(Mmsi(244000000 + i)) % 16];
  // Binomial with mean 1000, standard deviation 31: five of them.
  for (const int n : shard) EXPECT_NEAR(n, 1000, 153);
}

TEST(Ids, WorkInHashedContainers) {
  std::unordered_set<TargetKey> seen = {TargetKey::Of(Mmsi(1)), TargetKey::Of(Icao24(1))};
  EXPECT_EQ(seen.size(), 2U);
  EXPECT_TRUE(seen.contains(TargetKey::Of(Mmsi(1))));
}

}  // namespace
}  // namespace pelorus
