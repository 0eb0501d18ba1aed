#include "io/export/event_facts_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace pelorus {
namespace {

/// The keys of the interface, as other programs read them.
nlohmann::json JsonOf(const EventFacts& facts) {
  std::string out = "{";
  AppendFacts(out, facts);
  out += '}';
  return nlohmann::json::parse(out);
}

const Contact kContact{Time{std::chrono::seconds{1'600'000'000}}, GeoPoint::Degrees(42.5, 50.25)};

TEST(EventFactsJson, KindsWithoutFactsAddNothing) { EXPECT_TRUE(JsonOf(std::monostate{}).empty()); }

TEST(EventFactsJson, ASilenceTellsItsEndsAndPorts) {
  SilenceFacts facts;
  facts.off = kContact;
  facts.movement = Movement::kTransit;
  facts.feasible_ports = {{"Makhachkala", "RUMCX", std::chrono::minutes{90}}};
  const nlohmann::json json = JsonOf(facts);
  EXPECT_EQ(json.at("off").at("t"), 1'600'000'000);
  EXPECT_EQ(json.at("off").at("lon"), 50.25);
  EXPECT_TRUE(json.at("on").is_null());
  EXPECT_EQ(json.at("movement"), "transit");
  EXPECT_FALSE(json.contains("reason"));
  EXPECT_EQ(json.at("feasible_ports")[0].at("unlocode"), "RUMCX");
  EXPECT_EQ(json.at("feasible_ports")[0].at("hours_available"), 1.5);
}

TEST(EventFactsJson, AMeetingTellsWhatWasMeasuredAndNullForWhatWasNot) {
  RendezvousFacts facts;
  facts.visibility = Visibility::kOneDark;
  facts.median_separation = Length::Meters(42.0);
  const nlohmann::json json = JsonOf(facts);
  EXPECT_EQ(json.at("visibility"), "one_dark");
  EXPECT_EQ(json.at("median_separation_m"), 42);
  EXPECT_TRUE(json.at("min_hull_separation_m").is_null());
  EXPECT_TRUE(json.at("relative_speed_kn").is_null());
  EXPECT_EQ(json.at("competing_pairs"), 0);
}

TEST(EventFactsJson, StopsAndLoiteringAreInTheUnitsOfTheirKeys) {
  const LoiteringFacts loitering{Speed::Knots(1.5), Length::Kilometers(2.0), std::chrono::hours{1}};
  EXPECT_EQ(JsonOf(loitering),
            (nlohmann::json{{"mean_speed_kn", 1.5}, {"radius_m", 2000}, {"unknown_hours", 1}}));
  const OffPortStopFacts stop{Length::Kilometers(12.0), "Aktau"};
  EXPECT_EQ(JsonOf(stop),
            (nlohmann::json{{"distance_to_shore_m", 12000}, {"nearest_port", "Aktau"}}));
}

TEST(EventFactsJson, IdentitiesTellKeysTracksAndWhatChanged) {
  const TargetKey a = TargetKey::Of(Mmsi(244'000'001));
  const TargetKey b = TargetKey::Of(Mmsi(244'000'002));
  const IdentityFacts facts{{a, b}, {{a, 1}, {b, 3}}, {{"name", "ANNA", "B\"ERTA"}}};
  const nlohmann::json json = JsonOf(facts);
  EXPECT_EQ(json.at("keys"), (nlohmann::json{"mmsi:244000001", "mmsi:244000002"}));
  EXPECT_EQ(json.at("tracks")[1], "mmsi:244000002.3");
  EXPECT_EQ(json.at("changes")[0].at("after"), "B\"ERTA");
}

TEST(EventFactsJson, PositionsAndInterferenceAreListed) {
  const nlohmann::json fault = JsonOf(PositionFaultFacts{PositionFault::kOnLand, {kContact}});
  EXPECT_EQ(fault.at("fault"), "on_land");
  EXPECT_EQ(fault.at("positions")[0].at("lat"), 42.5);
  const nlohmann::json area = JsonOf(InterferenceFacts{5, {"rendezvous", "loitering"}, 7});
  EXPECT_EQ(area.at("affected"), 5);
  EXPECT_EQ(area.at("suspended"), (nlohmann::json{"rendezvous", "loitering"}));
  EXPECT_EQ(area.at("suspended_events"), 7);
}

TEST(EventFactsJson, WhatConcernsAircraftAndContacts) {
  AirGapFacts gap;
  gap.off = kContact;
  gap.last_alt_ft = 31'000.0;
  gap.feasible_airfields = {{"Vnukovo", "UUWW", std::chrono::hours{2}}};
  const nlohmann::json air = JsonOf(gap);
  EXPECT_EQ(air.at("last_alt_ft"), 31'000);
  EXPECT_TRUE(air.at("coverage_floor_ft").is_null());
  EXPECT_EQ(air.at("feasible_airfields")[0].at("icao"), "UUWW");
  const nlohmann::json meeting =
      JsonOf(AirSeaFacts{Length::Meters(800.0), RelativePattern::kOrbit});
  EXPECT_EQ(meeting.at("min_distance_m"), 800);
  EXPECT_EQ(meeting.at("relative_pattern"), "orbit");
  const nlohmann::json contact =
      JsonOf(UnmatchedContactFacts{kContact, "radar", "s1", 17, .9, .8, {}});
  EXPECT_EQ(contact.at("contact").at("row"), 17);
  EXPECT_EQ(contact.at("contact").at("scan"), "s1");
  EXPECT_EQ(contact.at("p_detect"), 0.9);
}

}  // namespace
}  // namespace pelorus
