#include "io/tabular/contacts_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/format.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace pelorus {
namespace {

using testing::HasSubstr;

ReadReports Read(const std::string& text, std::vector<std::string>* stations = nullptr) {
  const auto reader = MakeContactsReader(std::make_unique<MemoryBytes>(text), "test", SourceId{3});
  ReadReports all = ReadWhole(*reader);
  if (stations != nullptr) *stations = reader->stations();
  return all;
}

std::uint64_t Rejected(const ReadReports& all, Reject cause) {
  return all.counters.rejected[static_cast<std::size_t>(cause)];
}

constexpr const char* kTable =
    "t,lat,lon,sigma_m,length_m,heading_deg,source,scan\n"
    "2019-08-10T04:17:41Z,-10.176017,-148.385947,50,65.61,151.25,RS2,scene-1\n"
    "1565410661.5,-9.7,-145.7,25,,,RS2,scene-1\n"
    "1565410670,,,,,,radar,7\n";

constexpr const char* kCollection = R"({ "type": "FeatureCollection", "name": "[x]",
 "features": [
  { "type": "Feature",
    "properties": { "t": "2019-08-10T04:17:41Z", "sigma_m": 50, "length_m": 65.61,
                    "heading_deg": 151.25, "source": "RS2", "scan": "scene-1" },
    "geometry": { "type": "Point", "coordinates": [-148.385947, -10.176017] } },
  { "type": "Feature", "geometry": { "type": "Point", "coordinates": [-145.7, -9.7] },
    "properties": { "t": 1565410661.5, "sigma_m": "25", "source": "RS2", "scan": "scene-1" } },
  { "type": "Feature", "geometry": null,
    "properties": { "t": 1565410670, "source": "radar", "scan": 7 } }
 ], "crs": null })";

void ExpectTheThree(const std::string& text) {
  std::vector<std::string> stations;
  const ReadReports all = Read(text, &stations);
  ASSERT_EQ(all.contacts.size(), 3U);
  EXPECT_TRUE(all.Conserved());
  EXPECT_EQ(all.counters.received, 3U);
  const ContactReport &first = all.contacts[0], &second = all.contacts[1], &look = all.contacts[2];
  EXPECT_EQ(first.measured_at, ParseIso8601("2019-08-10T04:17:41Z"));
  ASSERT_TRUE(first.position.has_value());
  EXPECT_DOUBLE_EQ(first.position->lat_deg(), -10.176017);
  EXPECT_DOUBLE_EQ(first.position->lon_deg(), -148.385947);
  EXPECT_DOUBLE_EQ(first.position_sigma.meters(), 50.0);
  ASSERT_TRUE(first.length.has_value());
  EXPECT_DOUBLE_EQ(first.length->meters(), 65.61);
  ASSERT_TRUE(first.heading.has_value());
  EXPECT_DOUBLE_EQ(first.heading->degrees(), 151.25);
  EXPECT_EQ(first.scan_name.view(), "scene-1");
  EXPECT_EQ(first.row, 1U);
  EXPECT_EQ(first.from.raw.source, SourceId{3});
  EXPECT_EQ(stations[first.from.station.value()], "RS2");
  EXPECT_EQ(second.scan, first.scan);
  EXPECT_FALSE(second.length.has_value());
  EXPECT_FALSE(second.heading.has_value());
  EXPECT_NE(second.from.payload_hash, first.from.payload_hash);
  EXPECT_FALSE(look.position.has_value());
  EXPECT_NE(look.scan, first.scan);
  EXPECT_EQ(stations[look.from.station.value()], "radar");
}

TEST(ContactsReader, ReadsATable) { ExpectTheThree(kTable); }
TEST(ContactsReader, ReadsACollectionOfFeatures) { ExpectTheThree(kCollection); }

TEST(ContactsReader, ATableAndACollectionMakeTheSameClaims) {
  const ReadReports table = Read(kTable), collection = Read(kCollection);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(table.contacts[i].from.payload_hash, collection.contacts[i].from.payload_hash);
  }
}

TEST(ContactsReader, ReadsFeaturesOneALine) {
  const std::string feature =
      R"({"type":"Feature","geometry":{"type":"Point","coordinates":[10,60]},)"
      R"("properties":{"t":5,"sigma_m":3}})";
  const ReadReports all = Read(feature + "\n" + feature + "\n");
  EXPECT_EQ(all.contacts.size(), 2U);
  EXPECT_EQ(all.contacts[1].from.raw.offset, feature.size() + 1);
}

TEST(ContactsReader, OffsetsOfFeaturesPointIntoTheFile) {
  const std::string text = kCollection;
  const ReadReports all = Read(text);
  EXPECT_EQ(all.contacts[1].from.raw.offset, text.find("{ \"type\": \"Feature\", \"geometry\": {"));
}

TEST(ContactsReader, ChunksDoNotChangeTheResult) {
  for (const std::string text : {kTable, kCollection}) {
    const auto reader = MakeContactsReader(InPieces(text, 5, text.size()), "test", SourceId{0});
    const ReadReports pieces = ReadWhole(*reader), whole = Read(text);
    ASSERT_EQ(pieces.contacts.size(), whole.contacts.size());
    for (std::size_t i = 0; i < whole.contacts.size(); ++i) {
      EXPECT_EQ(pieces.contacts[i].from.payload_hash, whole.contacts[i].from.payload_hash);
      EXPECT_EQ(pieces.contacts[i].from.raw.offset, whole.contacts[i].from.raw.offset);
    }
  }
}

TEST(ContactsReader, CountsWhatItCannotUseByCause) {
  const ReadReports all = Read(
      "t,lat,lon,sigma_m\n"
      ",60,10,5\n"
      "soon,60,10,5\n"
      "5,91,10,5\n"
      "5,60,,5\n"
      "5,60,10,\n"
      "5,60,10,-3\n"
      "5,60\n"
      "5,60,10,5\n");
  EXPECT_EQ(all.contacts.size(), 1U);
  EXPECT_EQ(all.contacts[0].row, 8U);
  EXPECT_EQ(Rejected(all, Reject::kNoTime), 1U);
  EXPECT_EQ(Rejected(all, Reject::kBadTime), 1U);
  EXPECT_EQ(Rejected(all, Reject::kBadPosition), 2U);
  EXPECT_EQ(Rejected(all, Reject::kBadRow), 3U);
  EXPECT_TRUE(all.Conserved());
}

TEST(ContactsReader, CountsFeaturesThatAreNoPoints) {
  const ReadReports all = Read(
      R"({"type":"FeatureCollection","features":[)"
      R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{"t":5,"sigma_m":3}},)"
      R"({"type":"Feature","geometry":{"type":"Point","coordinates":[10,60]}},)"
      R"({"type":"Feature","geometry":{"type":"Point","coordinates":[10,60]},"properties":{"t":5,"sigma_m":3}}]})");
  EXPECT_EQ(all.contacts.size(), 1U);
  EXPECT_EQ(Rejected(all, Reject::kBadPosition), 1U);
  EXPECT_EQ(Rejected(all, Reject::kBadJson), 1U);
}

TEST(ContactsReader, SaysWhichColumnsItNeeds) {
  try {
    Read("t,lat,lon\n1,2,3\n");
    FAIL() << "opened";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("t, lat, lon, sigma_m"));
  }
}

TEST(ContactsReader, IsFoundByContent) {
  EXPECT_EQ(DetectFormat(kTable, true), Format::kContacts);
  EXPECT_EQ(DetectFormat(kCollection, true), Format::kContacts);
}

}  // namespace
}  // namespace pelorus
