#include "io/tabular/csv_reader.h"

#include <gmock/gmock.h>

#include "tests/io/memory_bytes.h"
#include "tests/io/packing.h"
#include "tests/io/read_reports.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ReadReports ReadTable(std::unique_ptr<ByteSource> bytes) {
  CsvReader reader(std::move(bytes), "table.csv", SourceId{3});
  return ReadWhole(reader);
}

ReadReports ReadTable(const std::string& text) {
  auto all = ReadTable(std::make_unique<MemoryBytes>(text));
  EXPECT_TRUE(all.Conserved());
  return all;
}

std::uint64_t Rejects(const ReadReports& all, Reject cause) {
  return all.counters.rejected[static_cast<std::size_t>(cause)];
}

constexpr const char* kDanish =
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational "
    "status,ROT,SOG,COG,Heading,IMO,"
    "Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,"
    "Destination,ETA,Data source type,A,B,C,D\n";

TEST(CsvReader, ReadsTheColumnsOfTheManual) {
  const auto all = ReadTable(
      "t,mmsi,lat,lon,sog_kn,cog_deg,heading_deg,status,ais_class,receiver,name,imo,callsign,"
      "ship_type,length_m,width_m,draught_m,destination\n"
      "2026-01-02T03:04:05.5Z,244123456,55.123456,-12.5,12.3,359.9,1,5,A,mast,ELLA,9074729,PABC,70,"
      "120,18,7.25,ROTTERDAM\n");
  ASSERT_EQ(all.positions.size(), 1U);
  const Observation& seen = all.positions[0];
  EXPECT_EQ(seen.key, TargetKey::Of(Mmsi{244123456}));
  EXPECT_EQ(FormatIso8601(seen.measured_at), "2026-01-02T03:04:05.500Z");
  EXPECT_EQ(seen.from.received_at, seen.measured_at);
  EXPECT_EQ(seen.time_sigma, std::chrono::seconds{1});
  EXPECT_EQ(seen.position.lat_deg(), 55.123456);
  EXPECT_EQ(seen.position.lon_deg(), -12.5);
  EXPECT_EQ(seen.position_sigma.meters(), 3.0);
  EXPECT_NEAR(seen.sog->knots(), 12.3, 1e-12);
  EXPECT_EQ(seen.cog->degrees(), 359.9);
  EXPECT_EQ(seen.heading->degrees(), 1.0);
  EXPECT_EQ(seen.nav_status, NavStatus::kMoored);
  EXPECT_EQ(seen.ais_class, AisClass::kA);
  EXPECT_EQ(seen.from.raw, (RawRef{SourceId{3}, 135}));
  EXPECT_EQ(seen.from.station, StationId{1});
  ASSERT_EQ(all.statics.size(), 1U);
  const StaticReport& said = all.statics[0];
  EXPECT_EQ(said.from.records, 0);
  EXPECT_EQ(said.name->view(), "ELLA");
  EXPECT_EQ(said.imo, 9074729U);
  EXPECT_EQ(said.callsign->view(), "PABC");
  EXPECT_EQ(said.ship_type, 70);
  EXPECT_EQ(said.dimensions, (StaticReport::Dimensions{0, 120, 0, 18}));
  EXPECT_EQ(said.draught->meters(), 7.25);
  EXPECT_EQ(said.destination->view(), "ROTTERDAM");
}

TEST(CsvReader, ReadsDanishWordsAndDayFirstDates) {
  const auto all = ReadTable(
      std::string(kDanish) +
      "01/02/2021 23:59:58,Class A,219018314,57.123450,10.543210,Under way using engine,-5.1,11.2,"
      "90.1,89,9074729,OXYZ2,\"NORD, SEA\",Cargo,\"Category X\",20.0,140.0,GPS,7.1,AARHUS,"
      "02/02/2021 04:00:00,AIS,120,20,8,12\n"
      "01/02/2021 23:59:59,Class B,219000001,91.000000,0.0,Unknown value,,,,,Unknown,Unknown,,"
      "Undefined,,,,Undefined,,Unknown,,AIS,,,,\n"
      "01/02/2021 23:59:59,Base Station,2190064,56.1,11.1,Unknown value,,,,,Unknown,,,Undefined,,,,"
      "GPS,,,,AIS,,,,\n");
  ASSERT_EQ(all.positions.size(), 1U);
  EXPECT_EQ(FormatIso8601(all.positions[0].measured_at), "2021-02-01T23:59:58Z");
  EXPECT_EQ(all.positions[0].nav_status, NavStatus::kUnderWayUsingEngine);
  EXPECT_NEAR(all.positions[0].turn_rate->degrees_per_minute(), -5.1, 1e-12);
  EXPECT_EQ(all.positions[0].ais_class, AisClass::kA);
  ASSERT_EQ(all.statics.size(), 1U);
  EXPECT_EQ(all.statics[0].name->view(), "NORD, SEA");
  EXPECT_EQ(all.statics[0].ship_type, 70);
  EXPECT_EQ(all.statics[0].dimensions, (StaticReport::Dimensions{120, 20, 8, 12}));
  EXPECT_EQ(all.counters.used, 2U) << "no position and nothing said; a base station";
}

TEST(CsvReader, ReadsTheColumnsOf2025InTheirNewOrder) {
  const auto all = ReadTable(
      "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_"
      "type,"
      "status,length,width,draft,cargo,transceiver\n"
      "338075892,2025-01-01 00:00:03,-70.25283,43.65322,0,357.8,511,PILOT BOAT SPRING POINT,,"
      "WDB8945,50,0,0,0,,50,B\n");
  ASSERT_EQ(all.positions.size(), 1U);
  EXPECT_EQ(all.positions[0].position, GeoPoint::Degrees(43.65322, -70.25283));
  EXPECT_EQ(all.positions[0].heading, std::nullopt);
  EXPECT_EQ(all.positions[0].ais_class, AisClass::kB);
  ASSERT_EQ(all.statics.size(), 1U);
  EXPECT_EQ(all.statics[0].dimensions, std::nullopt);
  EXPECT_EQ(all.statics[0].draught, std::nullopt);
  EXPECT_EQ(all.statics[0].imo, std::nullopt);
}

TEST(CsvReader, CountsBadRowsByCause) {
  const auto all = ReadTable(
      "t,mmsi,lat,lon,name\n"
      "1452603731,244123456,55.1,10.1,\n"     // good
      "1452603731,0,55.1,10.1,\n"             // identity
      "1452603731,1234567890,55.1,10.1,\n"    // identity
      "1452603731,2441x,55.1,10.1,\n"         // identity
      ",244123456,55.1,10.1,\n"               // no time
      "yesterday,244123456,55.1,10.1,\n"      // bad time
      "1452603731,244123456,95.1,10.1,\n"     // position
      "1452603731,244123456,55.1,-181,\n"     // position
      "1452603731,244123456,,10.1,\n"         // position
      "1452603731,244123456,nan,10.1,\n"      // position
      "1452603731,244123456,55.1\n"           // row
      "1452603731,244123456,55.1,10.1,A,B\n"  // row: a comma inside the name
      "1452603731,244123456,55.1,10.1,\"A\n"  // row: open quote
      "1452603732,244123456,55.1,10.1,A,,\n"  // good: separators at the end
      "t,mmsi,lat,lon,name\n"                 // a header again is no row
      "1452603733,244123456,91,181,\n" +      // good, without position
      std::string(70'000, 'x'));
  EXPECT_EQ(all.counters.received, 16U);
  EXPECT_EQ(all.positions.size(), 2U);
  EXPECT_EQ(all.counters.used, 1U);
  EXPECT_EQ(Rejects(all, Reject::kBadIdentity), 3U);
  EXPECT_EQ(Rejects(all, Reject::kNoTime), 1U);
  EXPECT_EQ(Rejects(all, Reject::kBadTime), 1U);
  EXPECT_EQ(Rejects(all, Reject::kBadPosition), 4U);
  EXPECT_EQ(Rejects(all, Reject::kBadRow), 3U);
  EXPECT_EQ(Rejects(all, Reject::kLineTooLong), 1U);
}

TEST(CsvReader, KeepsImplausibleValues) {
  const auto all =
      ReadTable("t,mmsi,lat,lon,sog_kn\n1452603731,244123456,0,0,99.9\n1000,1,90,180,102.2\n");
  EXPECT_EQ(all.positions.size(), 2U);
}

// 3669882 is a number for base stations, 993692001 one for aids to navigation.
TEST(CsvReader, StationsThatAreNoTargetsGiveNothing) {
  const auto all = ReadTable(
      "t,mmsi,lat,lon,sog_kn,name\n1,3669882,42,-78,,A\n2,993692001,42,-78,,B\n"
      "3,3669882,42,-78,7.5,C\n");
  EXPECT_EQ(all.counters.used, 2U);
  EXPECT_EQ(all.positions.size(), 1U) << "no base station makes 7.5 knots";
}

TEST(CsvReader, SemicolonsMayComeWithDecimalCommas) {
  const auto all = ReadTable("t;mmsi;lat;lon;sog_kn\n1452603731;244123456;55,25;-10,125;7,5\n");
  ASSERT_EQ(all.positions.size(), 1U);
  EXPECT_EQ(all.positions[0].position, GeoPoint::Degrees(55.25, -10.125));
  EXPECT_NEAR(all.positions[0].sog->knots(), 7.5, 1e-12);
}

TEST(CsvReader, RepeatedIdentityDataAreGivenOnceInTenMinutes) {
  std::string text = "t,mmsi,lat,lon,name\n";
  for (int s = 0; s <= 1200; s += 60) {
    text += std::to_string(1452603731 + s) + ",244123456,55.1,10.1,ELLA\n";
  }
  const auto all = ReadTable(text);
  EXPECT_EQ(all.positions.size(), 21U);
  EXPECT_EQ(all.statics.size(), 3U);
  const auto renamed = ReadTable(
      "t,mmsi,lat,lon,name\n1,244123456,55,10,A\n2,244123456,55,10,B\n3,244123456,55,10,B\n"
      "4,244123456,55,10,\n5,244123456,55,10,A\n");
  ASSERT_EQ(renamed.statics.size(), 3U);
  EXPECT_EQ(renamed.statics[2].name->view(), "A");
}

TEST(CsvReader, TheSameRowInTwoTablesIsACopy) {
  const auto a = ReadTable("t,mmsi,lat,lon,sog_kn\n1452603731,244123456,55.10,10.1,7\n");
  const auto b = ReadTable(
      "MMSI,BaseDateTime,LON,LAT,SOG,VesselName\n"
      "244123456,2016-01-12T13:02:11,10.1,55.1,7.0,ELLA\n"
      "244123456,2016-01-12T13:02:12,10.1,55.1,7.0,ELLA\n");
  EXPECT_EQ(a.positions[0].from.payload_hash, b.positions[0].from.payload_hash);
  EXPECT_NE(b.positions[0].from.payload_hash, b.positions[1].from.payload_hash);
  EXPECT_NE(b.positions[0].from.payload_hash, b.statics[0].from.payload_hash);
}

TEST(CsvReader, CoarseTablesGetTheirStepAsUncertainty) {
  const auto coarse = ReadTable("t,mmsi,lat,lon\n1,244123456,55.12,10.1\n");
  EXPECT_NEAR(coarse.positions[0].position_sigma.meters(), 1112.0 / std::sqrt(12.0), 2.0);
  // A value whose zeros were dropped in a fine table is not coarse.
  const auto fine = ReadTable("t,mmsi,lat,lon\n1,244123456,55.12345,10\n2,244123456,55,10\n");
  EXPECT_EQ(fine.positions[1].position_sigma.meters(), 3.0);
}

TEST(CsvReader, StationsAreNumberedByFirstAppearance) {
  CsvReader reader(std::make_unique<MemoryBytes>(
                       "t,mmsi,lat,lon,receiver\n1,244123456,55,10,mast\n2,244123456,55,10,\n"
                       "3,244123456,55,10,roof\n4,244123456,55,10,mast\n"),
                   "x", SourceId{0});
  const auto all = ReadWhole(reader);
  EXPECT_THAT(reader.stations(), ElementsAre("", "mast", "roof"));
  EXPECT_EQ(all.positions[1].from.station, StationId{0});
  EXPECT_EQ(all.positions[3].from.station, StationId{1});
}

TEST(CsvReader, ACutCompressedTableLosesOnlyTheCutRow) {
  std::string text = "t,mmsi,lat,lon\n";
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(1452603731 + i) + ",244123456,55." + std::to_string(i * 7919 % 100'000) +
            ",10.1\n";
  }
  const std::string packed = Gzip(text);
  const auto all =
      ReadTable(Decompress(std::make_unique<MemoryBytes>(packed.substr(0, packed.size() / 2))));
  EXPECT_TRUE(all.Conserved());
  EXPECT_GT(all.positions.size(), 8000U);
  EXPECT_EQ(all.counters.rejected_total(), Rejects(all, Reject::kTruncated));
  EXPECT_LE(all.counters.rejected_total(), 1U);
}

TEST(CsvReader, RefusesWhatIsNoShipTable) {
  const auto refused = [](const std::string& text) {
    try {
      CsvReader(std::make_unique<MemoryBytes>(text), "a/b.csv", SourceId{0});
    } catch (const InputError& e) {
      return std::string(e.what());
    }
    return std::string("read");
  };
  EXPECT_THAT(refused(""), AllOf(HasSubstr("a/b.csv"), HasSubstr("empty")));
  EXPECT_THAT(refused("a,b,c\n1,2,3\n"), AllOf(HasSubstr("a/b.csv"), HasSubstr("a, b, c")));
  EXPECT_THAT(refused("a,\"b\n"), HasSubstr("no header"));
  EXPECT_THAT(refused(std::string(100'000, 'x')), HasSubstr("no header"));
  EXPECT_EQ(refused("t,mmsi,lat,lon"), "read");
}

}  // namespace
}  // namespace pelorus
