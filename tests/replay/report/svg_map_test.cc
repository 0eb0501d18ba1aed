#include "replay/report/svg_map.h"

#include <gtest/gtest.h>

namespace pelorus {
namespace {

/// Ten degrees by ten at the equator, 100 pixels wide: a degree is ten pixels both ways.
const MapFrame kTenDegrees{0.0, -5.0, 10.0, 5.0};

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(SvgMap, PutsPlacesWhereTheyAre) {
  SvgMap map(kTenDegrees, 100.0, "label");
  map.AddMark(GeoPoint::Degrees(2.0, 3.0), 4.0, "mark", "here");
  const std::string svg = map.Finish();
  EXPECT_NE(svg.find("viewBox=\"0 0 100 100\""), std::string::npos);
  EXPECT_NE(svg.find("cx=\"30.0\" cy=\"30.0\" r=\"4.0\""), std::string::npos) << svg;
}

TEST(SvgMap, CutsAreasAtItsEdge) {
  SvgMap map(kTenDegrees, 100.0, "label");
  GeoPolygon far;
  far.outer = {GeoPoint::Degrees(-80.0, -170.0), GeoPoint::Degrees(-80.0, 5.0),
               GeoPoint::Degrees(80.0, 5.0), GeoPoint::Degrees(80.0, -170.0)};
  map.AddArea({far}, "possible");
  const std::string svg = map.Finish();
  // The western half with the margin of four pixels.
  EXPECT_NE(svg.find("-4.0"), std::string::npos) << svg;
  EXPECT_NE(svg.find("50.0"), std::string::npos) << svg;
  EXPECT_EQ(svg.find("800"), std::string::npos) << svg;
}

TEST(SvgMap, LeavesOutWhatItDoesNotShow) {
  SvgMap map(kTenDegrees, 100.0, "label");
  const std::vector<GeoPoint> elsewhere = {GeoPoint::Degrees(40.0, 40.0),
                                           GeoPoint::Degrees(41.0, 41.0)};
  map.AddLine(elsewhere, "track");
  map.AddLabel(elsewhere[0], "far", "place");
  const std::string svg = map.Finish();
  EXPECT_EQ(svg.find("track"), std::string::npos);
  EXPECT_EQ(svg.find("far"), std::string::npos);
}

TEST(SvgMap, WritesNoLabelOverAnother) {
  SvgMap map(kTenDegrees, 100.0, "label");
  for (int i = 0; i < 9; ++i) map.AddLabel(GeoPoint::Degrees(0.0, 5.0), "12", "number");
  EXPECT_EQ(Count(map.Finish(), "class=\"number\""), 4U) << "one on each side";
}

TEST(SvgMap, TheScaleIsInNauticalMiles) {
  SvgMap map(kTenDegrees, 1000.0, "label");
  map.AddScaleBar();
  // A degree is 60 nm and 100 pixels; a tenth of the map is 60 nm; the next round number is 100.
  EXPECT_NE(map.Finish().find("100 nm"), std::string::npos);
}

TEST(SvgMap, AFrameHoldsItsPointsWithinItsAspect) {
  const std::vector<GeoPoint> column = {GeoPoint::Degrees(-10.0, 20.0),
                                        GeoPoint::Degrees(10.0, 20.1)};
  const MapFrame frame = FrameAround(column, 0.2, {0.5, 2.0});
  for (const GeoPoint p : column) EXPECT_TRUE(frame.Contains(p));
  EXPECT_NEAR((frame.east_deg - frame.west_deg) / (frame.north_deg - frame.south_deg), 0.5, 1e-9);
  EXPECT_NEAR(WidthFor(frame, 600.0, 900.0), 300.0, 1e-9);
}

TEST(SvgMap, WaterIsKnownOnlyWhereLandIs) {
  Land land{"box", *Region::FromDegrees(0.0, 0.0, 5.0, 5.0), {}, {}};
  SvgMap map(kTenDegrees, 100.0, "label");
  map.AddLand(std::vector<Land>{land});
  const std::string svg = map.Finish();
  EXPECT_NE(svg.find("class=\"unknown\""), std::string::npos);
  EXPECT_NE(svg.find("class=\"sea\" d=\"M"), std::string::npos);
}

}  // namespace
}  // namespace pelorus
