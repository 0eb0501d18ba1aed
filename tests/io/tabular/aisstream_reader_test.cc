#include "io/tabular/aisstream_reader.h"

#include <gmock/gmock.h>

#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace pelorus {
namespace {

ReadReports ReadStream(const std::string& text) {
  AisstreamReader reader(std::make_unique<MemoryBytes>(text), SourceId{2});
  auto all = ReadWhole(reader);
  EXPECT_TRUE(all.Conserved());
  return all;
}

std::uint64_t Rejects(const ReadReports& all, Reject cause) {
  return all.counters.rejected[static_cast<std::size_t>(cause)];
}

// The example of the service's documentation.
const std::string kPosition =
    R"({"Message":{"PositionReport":{"Cog":308.2,"CommunicationState":81982,"Latitude":66.02695,)"
    R"("Longitude":12.253821666666665,"MessageID":1,"NavigationalStatus":15,"PositionAccuracy":true,)"
    R"("Raim":false,"RateOfTurn":4,"RepeatIndicator":0,"Sog":0,"Spare":0,)"
    R"("SpecialManoeuvreIndicator":0,"Timestamp":31,"TrueHeading":235,"UserID":259000420,)"
    R"("Valid":true}},"MessageType":"PositionReport","MetaData":{"MMSI":259000420,)"
    R"("ShipName":"AUGUSTSON","latitude":66.02695,"longitude":12.253821666666665,)"
    R"("time_utc":"2022-12-29 18:22:32.318353 +0000 UTC"}})";

/// A message of the stream with the given type and body.
std::string Message(const std::string& type, const std::string& body) {
  return R"({"MessageType":")" + type +
         R"(","MetaData":{"MMSI":244123456,"time_utc":"2022-12-29 18:22:32.5 +0000 UTC"},)" +
         R"("Message":{")" + type + R"(":{)" + body + "}}}\n";
}

TEST(AisstreamReader, ReadsTheDocumentedExample) {
  const auto all = ReadStream(kPosition);
  ASSERT_EQ(all.positions.size(), 1U);
  const Observation& seen = all.positions[0];
  EXPECT_EQ(seen.key, TargetKey::Of(Mmsi{259000420}));
  EXPECT_EQ(FormatIso8601(seen.from.received_at), "2022-12-29T18:22:32.318353Z");
  EXPECT_EQ(FormatIso8601(seen.measured_at), "2022-12-29T18:22:31Z");
  EXPECT_EQ(seen.position, GeoPoint::Degrees(66.02695, 12.253821666666665));
  EXPECT_EQ(seen.position_sigma.meters(), 3.0);
  EXPECT_EQ(seen.sog->knots(), 0.0);
  EXPECT_EQ(seen.cog->degrees(), 308.2);
  EXPECT_EQ(seen.heading->degrees(), 235.0);
  // (4/4.733)² = 0.714 °/min.
  EXPECT_NEAR(seen.turn_rate->degrees_per_minute(), 0.714, 0.001);
  EXPECT_EQ(seen.nav_status, std::nullopt) << "15 says nothing";
  EXPECT_EQ(seen.ais_class, AisClass::kA);
  EXPECT_EQ(all.counters.messages[1], 1U);
}

TEST(AisstreamReader, SentinelsBecomeNothing) {
  const auto all = ReadStream(
      Message("StandardClassBPositionReport",
              R"("MessageID":18,"UserID":244123456,"Latitude":55.5,"Longitude":10.5,"Sog":102.3,)"
              R"("Cog":360,"TrueHeading":511,"Timestamp":60)") +
      Message(
          "PositionReport",
          R"("MessageID":3,"UserID":244123456,"Latitude":91,"Longitude":181,"RateOfTurn":-128)"));
  ASSERT_EQ(all.positions.size(), 1U);
  EXPECT_EQ(all.positions[0].sog, std::nullopt);
  EXPECT_EQ(all.positions[0].cog, std::nullopt);
  EXPECT_EQ(all.positions[0].heading, std::nullopt);
  EXPECT_EQ(all.positions[0].time_sigma, std::chrono::seconds{1});
  EXPECT_EQ(all.positions[0].ais_class, AisClass::kB);
  EXPECT_EQ(all.counters.used, 1U) << "whole, but without a position";
}

TEST(AisstreamReader, ReadsIdentityData) {
  const auto all = ReadStream(
      Message("ShipStaticData",
              R"("MessageID":5,"UserID":244123456,"ImoNumber":9074729,"CallSign":"PABC  ",)"
              R"("Name":"ELLA@@@@","Type":70,"Dimension":{"A":100,"B":20,"C":8,"D":10},)"
              R"("MaximumStaticDraught":7.2,"Destination":"ROTTERDAM ")") +
      Message("StaticDataReport",
              R"("MessageID":24,"UserID":244000001,"PartNumber":true,"ReportA":{"Valid":false,)"
              R"("Name":""},"ReportB":{"Valid":true,"ShipType":37,"CallSign":"XY1",)"
              R"("Dimension":{"A":5,"B":5,"C":2,"D":2}})") +
      Message("ExtendedClassBPositionReport",
              R"("MessageID":19,"UserID":244000002,"Latitude":55.5,"Longitude":10.5,"Sog":5,)"
              R"("Name":"BOAT","Type":36,"Dimension":{"A":0,"B":0,"C":0,"D":0})"));
  ASSERT_EQ(all.statics.size(), 3U);
  EXPECT_EQ(all.statics[0].name->view(), "ELLA");
  EXPECT_EQ(all.statics[0].callsign->view(), "PABC");
  EXPECT_EQ(all.statics[0].imo, 9074729U);
  EXPECT_EQ(all.statics[0].dimensions, (StaticReport::Dimensions{100, 20, 8, 10}));
  EXPECT_EQ(all.statics[0].draught->meters(), 7.2);
  EXPECT_EQ(all.statics[0].destination->view(), "ROTTERDAM");
  EXPECT_EQ(all.statics[1].name, std::nullopt);
  EXPECT_EQ(all.statics[1].ship_type, 37);
  EXPECT_EQ(all.statics[2].name->view(), "BOAT");
  EXPECT_EQ(all.statics[2].dimensions, std::nullopt);
  EXPECT_EQ(all.statics[2].from.records, 0);
  EXPECT_EQ(all.positions.size(), 1U);
}

TEST(AisstreamReader, LongRangeReportsAreCoarse) {
  const auto all = ReadStream(
      Message("LongRangeAisBroadcastMessage",
              R"("MessageID":27,"UserID":244123456,"PositionAccuracy":false,)"
              R"("NavigationalStatus":0,"Longitude":10.505,"Latitude":55.505,"Sog":12,"Cog":90)"));
  ASSERT_EQ(all.positions.size(), 1U);
  EXPECT_NEAR(all.positions[0].position_sigma.meters(), 54.0, 1.0);
  EXPECT_EQ(all.positions[0].nav_status, NavStatus::kUnderWayUsingEngine);
}

TEST(AisstreamReader, CountsWhatItCannotUseByCause) {
  std::string late = kPosition;
  late.replace(late.find("2022-12-29"), 10, "2022-99-29");
  const auto all = ReadStream(
      "not json\n{\"MessageType\":\"PositionReport\"}\n{\"a\":tru}\n" + late + "\n" +
      Message("PositionReport", R"("UserID":0,"Latitude":1,"Longitude":1)") +
      Message("PositionReport", R"("UserID":5,"Latitude":"x","Longitude":1)") +
      Message("PositionReport", R"("UserID":5,"Latitude":-90.5,"Longitude":1)") +
      Message("PositionReport", R"("UserID":5,"Latitude":1,"Longitude":1,"Valid":false)") +
      Message("BaseStationReport", R"("MessageID":4,"UserID":2190064)") + kPosition.substr(0, 100));
  EXPECT_EQ(all.counters.received, 10U);
  EXPECT_EQ(Rejects(all, Reject::kBadJson), 3U);
  EXPECT_EQ(Rejects(all, Reject::kBadTime), 1U);
  EXPECT_EQ(Rejects(all, Reject::kBadIdentity), 1U);
  EXPECT_EQ(Rejects(all, Reject::kBadPosition), 2U);
  EXPECT_EQ(Rejects(all, Reject::kBadPayload), 1U);
  EXPECT_EQ(Rejects(all, Reject::kTruncated), 1U);
  EXPECT_EQ(all.counters.used, 1U);
  EXPECT_EQ(all.counters.messages[4], 1U);
}

TEST(AisstreamReader, ObjectsMayComeBackToBack) {
  EXPECT_EQ(ReadStream(kPosition + kPosition + "\n" + kPosition).positions.size(), 3U);
}

}  // namespace
}  // namespace pelorus
