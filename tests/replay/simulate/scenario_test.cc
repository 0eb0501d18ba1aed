#include "replay/simulate/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/geodesic.h"
#include "geo/land_gdal.h"
#include "io/bytes.h"
#include "replay/simulate/berth_plan.h"
#include "replay/simulate/identity.h"
#include "replay/simulate/lane_network.h"

namespace pelorus {
namespace {

const ShoreIndex& Shores() {
  static const ShoreIndex shores = EmbeddedShores();
  return shores;
}

double ShoreDistance_m(GeoPoint p) {
  const auto distance = Shores().Distance(p);
  return distance ? distance->signed_distance.meters() : -1e9;
}

class AnyScenario : public testing::TestWithParam<std::string> {
 protected:
  const Scenario scenario_ = MakeScenario(GetParam());
  const LaneNetwork lanes_{scenario_};
};

INSTANTIATE_TEST_SUITE_P(Scenarios, AnyScenario, testing::ValuesIn(ScenarioNames()),
                         [](const auto& parameter) {
                           std::string name = parameter.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_P(AnyScenario, LanesAndTheirEdgesAreOnWater) {
  for (const Lane& lane : scenario_.lanes) {
    const Waypoint& a = lanes_.Find(lane.a);
    const Waypoint& b = lanes_.Find(lane.b);
    const int steps = static_cast<int>(FastDistance(a.at, b.at).meters() / 100.0) + 1;
    for (int i = 0; i <= steps; ++i) {
      const double share = static_cast<double>(i) / steps;
      const GeoPoint p =
          GeoPoint::Degrees(a.at.lat_deg() + share * (b.at.lat_deg() - a.at.lat_deg()),
                            a.at.lon_deg() + share * (b.at.lon_deg() - a.at.lon_deg()));
      const double half_width_m =
          (1.0 - share) * a.half_width.meters() + share * b.half_width.meters();
      ASSERT_GT(ShoreDistance_m(p), half_width_m)
          << lane.a << " to " << lane.b << " at " << p.lat_deg() << ' ' << p.lon_deg();
    }
  }
}

TEST_P(AnyScenario, DiscsOfAnchoragesAndGroundsAreOnWater) {
  std::set<std::string> discs;
  for (const SeaPort& port : scenario_.ports) discs.insert(port.anchorage);
  for (const Fleet& fleet : scenario_.fleets) discs.insert(fleet.ground);
  discs.erase("");
  for (const std::string& name : discs) {
    const Waypoint& disc = lanes_.Find(name);
    EXPECT_GT(ShoreDistance_m(disc.at), disc.half_width.meters()) << name;
    EXPECT_GE(disc.half_width.meters(), 1000.0) << name;
  }
}

TEST_P(AnyScenario, BerthsAreOnWaterAsFarAsTheLandDataTell) {
  for (std::size_t port = 0; port < scenario_.ports.size(); ++port) {
    if (scenario_.ports[port].gate) continue;
    BerthPlan plan(scenario_, lanes_);
    for (int i = 0; i < 16; ++i) {
      const GeoPoint p = plan.TakeBerth(port).at;
      EXPECT_EQ(Shores().IsWaterWithinTolerance(p), true)
          << scenario_.ports[port].name << " berth " << i;
    }
  }
}

TEST_P(AnyScenario, EveryVoyageOfAFleetHasARoute) {
  for (const Fleet& fleet : scenario_.fleets) {
    for (const std::string& a : fleet.ports) {
      for (const std::string& b : fleet.ports) {
        const auto berth = [&](const std::string& name) {
          return std::find_if(scenario_.ports.begin(), scenario_.ports.end(),
                              [&](const SeaPort& port) { return port.name == name; })
              ->berth;
        };
        if (a == b) continue;
        EXPECT_GE(lanes_.Between(berth(a), berth(b)).size(), 2U) << a << " to " << b;
      }
    }
  }
}

TEST_P(AnyScenario, EverythingLiesInTheRegion) {
  for (const Waypoint& w : scenario_.waypoints) {
    EXPECT_TRUE(scenario_.region.Contains(w.at)) << w.name;
  }
}

TEST_P(AnyScenario, VesselsAreAllDifferentAndWellFormed) {
  std::set<std::uint32_t> mmsis, imos;
  std::set<std::string> names, callsigns;
  std::size_t index = 0;
  for (const Fleet& fleet : scenario_.fleets) {
    for (int i = 0; i < fleet.count; ++i, ++index) {
      RandomSequence random(5, index);
      const VesselIdentity v = InventVessel(fleet, index, random);
      EXPECT_TRUE(mmsis.insert(v.mmsi.value()).second);
      EXPECT_TRUE(names.insert(v.name).second) << v.name;
      EXPECT_TRUE(callsigns.insert(v.callsign).second);
      EXPECT_TRUE(v.imo == 0 || imos.insert(v.imo).second);
      EXPECT_TRUE(v.name.starts_with("SIM ") && v.name.size() <= 20) << v.name;
      EXPECT_LE(v.callsign.size(), 7U);
      EXPECT_GE(v.mmsi.value() / 1000000, 201U);
      EXPECT_LE(v.mmsi.value() / 1000000, 775U);
      EXPECT_EQ(v.extent.to_bow.meters() + v.extent.to_stern.meters(), v.length.meters());
      EXPECT_EQ(v.extent.to_port.meters() + v.extent.to_starboard.meters(), v.width.meters());
      EXPECT_GT(v.width.meters(), 2.0);
    }
  }
}

// Published distances, water-routed by two independent routers that agree within 1.5 %. The lanes
// are hand-placed and keep clear of the shore: 5 %.
TEST(Scenario, CaspianVoyagesAreAsLongAsPublished) {
  const Scenario scenario = MakeScenario("caspian");
  const LaneNetwork lanes(scenario);
  const auto miles = [&](const char* a, const char* b) {
    const Route route = lanes.Between(a, b);
    Length sum;
    for (std::size_t i = 1; i < route.size(); ++i) {
      sum = sum + FastDistance(route[i - 1].at, route[i].at);
    }
    return sum.nautical_miles();
  };
  EXPECT_NEAR(miles("amirabad", "makhachkala"), 464, 0.05 * 464);
  EXPECT_NEAR(miles("anzali", "makhachkala"), 390, 0.05 * 390);
  EXPECT_NEAR(miles("noshahr", "makhachkala"), 440, 0.05 * 440);
  EXPECT_NEAR(miles("anzali", "canal-roads"), 484, 0.05 * 484);
  EXPECT_NEAR(miles("amirabad", "canal-roads"), 555, 0.05 * 555);
}

TEST(Scenario, RoutesPassByAnchoragesAndNotThrough) {
  const Scenario scenario = MakeScenario("red-sea");
  const LaneNetwork lanes(scenario);
  const GeoPoint anchorage = lanes.Find("fujairah-anchorage").at;
  for (const RoutePoint& point : lanes.Between("arabian-gate", "fujairah")) {
    EXPECT_NE(point.at, anchorage);
  }
}

TEST(Scenario, UnknownNameIsAnErrorThatNamesTheKnownOnes) {
  try {
    MakeScenario("baltic");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("baltic"));
    for (const char* known : {"caspian", "red-sea", "harbour"}) {
      EXPECT_THAT(error.what(), testing::HasSubstr(known));
    }
  }
}

TEST(Identity, ImoCheckDigitsAreThoseOfRealShips) {
  EXPECT_EQ(WithImoCheckDigit(907472), 9074729U);
  EXPECT_EQ(WithImoCheckDigit(976953), 9769532U);
  EXPECT_EQ(WithImoCheckDigit(928419), 9284192U);
}

}  // namespace
}  // namespace pelorus
