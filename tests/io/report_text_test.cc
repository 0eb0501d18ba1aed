#include "io/report_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "io/tabular/csv_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace pelorus {
namespace {

Observation Position() {
  Observation z;
  z.key = TargetKey::Of(Mmsi(244123456));
  z.from.received_at = *TimeFromUnix(1'452'603'731, 218'000'000);
  z.position = GeoPoint::Degrees(50.7730133, -1.092935);
  z.sog = Speed::Knots(5.9);
  z.cog = Course::Degrees(157.8);
  z.nav_status = NavStatus::kFishing;
  z.ais_class = AisClass::kA;
  return z;
}

StaticReport Voyage() {
  StaticReport said;
  said.key = TargetKey::Of(Mmsi(244123456));
  said.from.received_at = *TimeFromUnix(1'452'603'732);
  said.name = FixedText<34>("ELLA, \"THE\" SHIP");
  said.imo = 9074729;
  said.dimensions = {100, 20, 9, 9};
  said.draught = Length::Meters(7.25);
  said.destination = FixedText<20>("ROTTERDAM");
  return said;
}

TEST(ReportText, ATableOfReportsReadsBackAsTheSameReports) {
  std::string table(kReportCsvHeader);
  AppendCsvRow(Position(), "mast", table);
  AppendCsvRow(Voyage(), "", table);
  CsvReader reader(std::make_unique<MemoryBytes>(table), "table", SourceId{0});
  const ReadReports all = ReadWhole(reader);
  ASSERT_EQ(all.positions.size(), 1U);
  const Observation& z = all.positions[0];
  EXPECT_EQ(z.from.received_at, Position().from.received_at);
  EXPECT_EQ(z.position, Position().position);
  EXPECT_NEAR(z.sog->knots(), 5.9, 1e-9);
  EXPECT_NEAR(z.cog->degrees(), 157.8, 1e-9);
  EXPECT_FALSE(z.heading.has_value());
  EXPECT_EQ(z.nav_status, NavStatus::kFishing);
  EXPECT_EQ(z.ais_class, AisClass::kA);
  ASSERT_EQ(all.statics.size(), 1U);
  const StaticReport& said = all.statics[0];
  EXPECT_EQ(said.name, Voyage().name);
  EXPECT_EQ(said.imo, Voyage().imo);
  EXPECT_EQ(said.destination, Voyage().destination);
  EXPECT_NEAR(said.draught->meters(), 7.25, 1e-9);
  EXPECT_EQ(said.dimensions->to_bow_m + said.dimensions->to_stern_m, 120);
}

TEST(ReportText, JsonHasNullForWhatIsMissing) {
  std::string out;
  AppendJsonLine(Position(), "", out);
  const nlohmann::json line = nlohmann::json::parse(out);
  EXPECT_EQ(line["kind"], "ais");
  EXPECT_EQ(line["mmsi"], 244123456);
  EXPECT_DOUBLE_EQ(line["t"].get<double>(), 1452603731.218);
  EXPECT_DOUBLE_EQ(line["lat"].get<double>(), 50.7730133);
  EXPECT_TRUE(line["heading"].is_null());
  EXPECT_TRUE(line["station"].is_null());
  EXPECT_EQ(line["status"], 7);
}

TEST(ReportText, JsonOfStaticDataGivesTheHullAsSent) {
  std::string out;
  AppendJsonLine(Voyage(), "mast", out);
  const nlohmann::json line = nlohmann::json::parse(out);
  EXPECT_EQ(line["name"], "ELLA, \"THE\" SHIP");
  EXPECT_EQ(line["to_bow"], 100);
  EXPECT_EQ(line["to_starboard"], 9);
  EXPECT_DOUBLE_EQ(line["draught"].get<double>(), 7.25);
  EXPECT_TRUE(line["callsign"].is_null());
  EXPECT_EQ(line["station"], "mast");
}

}  // namespace
}  // namespace pelorus
