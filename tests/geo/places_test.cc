#include "geo/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "geo/land_gdal.h"

namespace pelorus {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParsePlaces, ReadsColumnsInAnyOrder) {
  const auto table = ParsePlaces(
      "lon,ignored,lat,radius_km,kind,code,country,name,note\n"
      "43.14,x,11.60,2.5,port,DJJIB,DJ,Djibouti,busy\n"
      "-0.5,,51.5,,airfield,EGLL,,Heathrow,\n");
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->places.size(), 2U);
  const Place& port = table->places[0];
  EXPECT_EQ(port.name, "Djibouti");
  EXPECT_EQ(port.kind, PlaceKind::kPort);
  EXPECT_EQ(port.country, "DJ");
  EXPECT_EQ(port.code, "DJJIB");
  EXPECT_EQ(port.position, GeoPoint::Degrees(11.60, 43.14));
  EXPECT_EQ(port.radius->kilometers(), 2.5);
  EXPECT_EQ(port.note, "busy");
  EXPECT_FALSE(table->places[1].radius.has_value());
}

TEST(ParsePlaces, NeedsOnlyFourColumns) {
  const auto table = ParsePlaces("name,kind,lat,lon\nHere,other,1,2");
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->places.size(), 1U);
  EXPECT_TRUE(table->places[0].country.empty());
}

TEST(ParsePlaces, UnderstandsQuotes) {
  const auto table = ParsePlaces(
      "name,kind,lat,lon,note\r\n"
      "\"Port, \"\"New\"\"\",port,1,2,\"two\nlines\"\r\n"
      "After,port,3,4,\r\n");
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->places.size(), 2U);
  EXPECT_EQ(table->places[0].name, "Port, \"New\"");
  EXPECT_EQ(table->places[0].note, "two\nlines");
  EXPECT_EQ(table->places[1].name, "After");
}

TEST(ParsePlaces, ReportsBadRowsByLineAndKeepsTheGoodOnes) {
  const auto table = ParsePlaces(
      "\xEF\xBB\xBFname,kind,lat,lon,radius_km\n"
      "A,port,1,2,\n"        // 2
      "\n"                   // blank: no fault
      ",port,1,2,\n"         // 4
      "B,harbour,1,2,\n"     // 5
      "C,port,one,2,\n"      // 6
      "D,port,91,2,\n"       // 7
      "E,port,nan,2,\n"      // 8
      "\"F\nF\",port,1,,\n"  // 9 and 10
      "G,port\n"             // 11
      "H,port,1,2,-3\n"      // 12
      "I,port,1,2,3\n");     // 13
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->places.size(), 2U);
  std::vector<std::size_t> lines;
  for (const PlaceFault& fault : table->faults) lines.push_back(fault.line);
  EXPECT_THAT(lines, ElementsAre(4, 5, 6, 7, 8, 9, 11, 12));
  EXPECT_THAT(table->faults[1].cause, HasSubstr("'harbour'"));
}

TEST(ParsePlaces, SurvivesAnyText) {
  EXPECT_FALSE(ParsePlaces("").ok());
  EXPECT_FALSE(ParsePlaces("\n\n").ok());
  EXPECT_THAT(ParsePlaces("name,kind,lat\n").error(), HasSubstr("'lon'"));
  EXPECT_TRUE(ParsePlaces("name,kind,lat,lon").ok());
  const auto open = ParsePlaces("name,kind,lat,lon\n\"never closed,port,1,2\n");
  ASSERT_TRUE(open.ok());
  EXPECT_EQ(open->faults.size(), 1U);
  EXPECT_TRUE(ParsePlaces(std::string("name,kind,lat,lon\n\0,\0,\0\xff\n", 26)).ok());
}

TEST(LoadPlaces, NamesThePathOfABadFile) {
  EXPECT_THAT(LoadPlaces("/no/such/places.csv").error(), HasSubstr("/no/such/places.csv"));
  const auto path = std::filesystem::path(testing::TempDir()) / "load_places_test.csv";
  std::ofstream(path) << "name,kind,lat,lon\nHere,port,1,2\n";
  const auto table = LoadPlaces(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(table.ok()) << table.error();
  EXPECT_EQ(table->places.size(), 1U);
}

TEST(PlaceKind, NamesReadBack) {
  for (const char* name : {"port", "terminal", "naval-base", "anchorage", "airfield", "strait",
                           "island", "cape", "other"}) {
    ASSERT_TRUE(ParsePlaceKind(name).has_value()) << name;
    EXPECT_EQ(ToString(*ParsePlaceKind(name)), name);
  }
  EXPECT_FALSE(ParsePlaceKind("Port").has_value());
}

TEST(EmbeddedPlaces, HoldWhatThePatternsNeed) {
  const std::vector<Place> places = EmbeddedPlaces();
  std::set<std::string> known;
  for (const Place& place : places) {
    known.insert(place.name);
    known.insert(place.code);
  }
  for (const char* wanted :
       {"Makhachkala", "Amirabad", "Bandar Anzali", "Noshahr",  "Olya",          "Astrakhan",
        "Hodeidah",    "Salif",    "Ras Isa",       "Djibouti", "Bab el-Mandeb", "Strait of Hormuz",
        "OIII",        "OIIE",     "OIKB",          "URWA",     "URML",          "URMM",
        "UUWW",        "OYSN",     "OYHD",          "HSPN",     "HDAM"}) {
    EXPECT_TRUE(known.contains(wanted)) << wanted;
  }
}

TEST(EmbeddedPlaces, CodesAreUniqueAndWellFormed) {
  std::set<std::string> seen;
  for (const Place& place : EmbeddedPlaces()) {
    EXPECT_TRUE(place.country.empty() || place.country.size() == 2) << place.name;
    if (place.code.empty()) continue;
    EXPECT_TRUE(seen.insert(place.code).second) << place.code;
    EXPECT_EQ(place.code.size(), place.kind == PlaceKind::kAirfield ? 4U : 5U) << place.name;
    if (place.code.size() == 5) {
      EXPECT_EQ(place.code.substr(0, 2), place.country) << place.name;
    }
  }
}

TEST(EmbeddedPlaces, AnchoragesAndStraitsLieOnWater) {
  const ShoreIndex shores = EmbeddedShores();
  for (const Place& place : EmbeddedPlaces()) {
    if (place.kind != PlaceKind::kAnchorage && place.kind != PlaceKind::kStrait) continue;
    EXPECT_TRUE(shores.IsWater(place.position).value_or(false)) << place.name;
    EXPECT_TRUE(place.radius.has_value()) << place.name;
  }
}

}  // namespace
}  // namespace pelorus
