#include "io/tabular/csv_header.h"

#include <gmock/gmock.h>

#include "io/tabular/csv_tokenizer.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Names {
  explicit Names(std::string header) : text(std::move(header)) {
    SplitCsv(text, DetectSeparator(text), fields, scratch);
  }
  std::string text;
  std::string scratch;
  std::vector<std::string_view> fields;
};

CsvHeader Bound(const std::string& text) {
  const Names names(text);
  const auto header = BindShipHeader(names.fields);
  EXPECT_TRUE(header.ok()) << text;
  return header.ok() ? *header : CsvHeader{};
}

int FieldOf(const CsvHeader& header, Column column) {
  return header.field[static_cast<std::size_t>(column)];
}

constexpr const char* kCadastre =
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,"
    "Width,Draft,Cargo,TransceiverClass";
constexpr const char* kCadastre2025 =
    "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,"
    "status,length,width,draft,cargo,transceiver";
constexpr const char* kDanish =
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational "
    "status,ROT,SOG,COG,Heading,IMO,"
    "Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,"
    "Destination,ETA,Data source type,A,B,C,D";
constexpr const char* kManual =
    "t,mmsi,lat,lon,sog_kn,cog_deg,heading_deg,status,ais_class,receiver,name,imo,callsign,"
    "ship_type,length_m,width_m,draught_m,destination";

TEST(BindShipHeader, KnowsOldAndNewMarineCadastre) {
  const CsvHeader old = Bound(kCadastre);
  EXPECT_EQ(old.dialect, CsvDialect::kMarineCadastre);
  EXPECT_EQ(FieldOf(old, Column::kLatitude), 2);
  EXPECT_EQ(FieldOf(old, Column::kAisClass), 16);
  const CsvHeader now = Bound(kCadastre2025);
  EXPECT_EQ(now.dialect, CsvDialect::kMarineCadastre);
  EXPECT_EQ(FieldOf(now, Column::kLatitude), 3);
  EXPECT_EQ(FieldOf(now, Column::kLongitude), 2);
  EXPECT_EQ(FieldOf(now, Column::kAisClass), 16);
  EXPECT_EQ(FieldOf(now, Column::kName), 7);
}

TEST(BindShipHeader, KnowsDanishWithItsFourDistances) {
  const CsvHeader header = Bound(kDanish);
  EXPECT_EQ(header.dialect, CsvDialect::kDanish);
  EXPECT_EQ(FieldOf(header, Column::kTime), 0);
  EXPECT_EQ(FieldOf(header, Column::kStatus), 5);
  EXPECT_EQ(FieldOf(header, Column::kToBow), 22);
  EXPECT_EQ(FieldOf(header, Column::kToStarboard), 25);
}

TEST(BindShipHeader, KnowsAllNamesOfTheManual) {
  const CsvHeader header = Bound(kManual);
  EXPECT_EQ(header.dialect, CsvDialect::kGeneric);
  std::vector<int> used;
  for (const auto at : header.field) {
    if (at >= 0) used.push_back(at);
  }
  EXPECT_EQ(used.size(), 18U);
}

TEST(BindShipHeader, OrderCaseBomAndExtraColumnsDoNotMatter) {
  const CsvHeader header = Bound("\xef\xbb\xbfLon,extra,LAT,\"Mmsi\",T,a");
  EXPECT_EQ(FieldOf(header, Column::kLongitude), 0);
  EXPECT_EQ(FieldOf(header, Column::kTime), 4);
  EXPECT_FALSE(header.Has(Column::kToBow));
  EXPECT_EQ(header.width, 6U);
}

TEST(BindShipHeader, FirstOfTwoColumnsCounts) {
  EXPECT_EQ(FieldOf(Bound("t,time,mmsi,lat,lon,latitude"), Column::kTime), 0);
}

TEST(BindShipHeader, SaysWhatWasFoundAndWhatWasNeeded) {
  const Names names("date,year,lat\x1b[31m,portid");
  const auto header = BindShipHeader(names.fields);
  ASSERT_FALSE(header.ok());
  EXPECT_THAT(header.error(), AllOf(HasSubstr("date, year, lat?[31m, portid"),
                                    HasSubstr("needed t, mmsi, lat, lon"),
                                    HasSubstr("missing t, mmsi, lat, lon"), Not(HasSubstr("\n"))));
}

TEST(KindOfTable, TellsTheTablesApart) {
  const auto kind = [](const char* text) { return KindOfTable(Names(text).fields); };
  EXPECT_EQ(kind(kManual), TableKind::kShips);
  EXPECT_EQ(kind(kDanish), TableKind::kShips);
  EXPECT_EQ(kind("Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots"),
            TableKind::kShips);
  EXPECT_EQ(kind("t,icao,lat,lon,alt_baro_ft,gs_kt"), TableKind::kAircraft);
  EXPECT_EQ(kind("t,lat,lon,sigma_m,length_m,heading_deg,source,scan"), TableKind::kContacts);
  EXPECT_EQ(kind("unix,hex"), TableKind::kModes);
  EXPECT_EQ(kind("time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,"
                 "baroaltitude,geoaltitude,lastposupdate,lastcontact"),
            TableKind::kOpensky);
  EXPECT_EQ(kind("date,year,month,day,portid"), TableKind::kUnknown);
}

}  // namespace
}  // namespace pelorus
