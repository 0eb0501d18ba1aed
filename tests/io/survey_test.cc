#include "io/survey.h"

#include <gtest/gtest.h>

#include "io/input.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

Survey NmeaSurvey(const std::string& path) {
  OpenedInput input = OpenInput(InputSpec::Parse(path));
  ais::NmeaDecoder decoder(std::move(input.bytes), {});
  return SurveyOf(decoder);
}

TEST(BoundingBox, IsTheShorterWayRound) {
  BoundingBox fiji;
  for (const double lon : {178.0, 179.5, -179.0, -178.5}) {
    fiji.Add(GeoPoint::Degrees(-17.0, lon));
  }
  EXPECT_EQ(fiji.west_deg(), 178.0);
  EXPECT_EQ(fiji.east_deg(), -178.5);
  BoundingBox greenwich;
  for (const double lon : {-2.0, 3.0}) greenwich.Add(GeoPoint::Degrees(51.0, lon));
  EXPECT_EQ(greenwich.west_deg(), -2.0);
  EXPECT_EQ(greenwich.east_deg(), 3.0);
  BoundingBox west;
  west.Add(GeoPoint::Degrees(10.0, -120.0));
  west.Add(GeoPoint::Degrees(12.0, -70.0));
  EXPECT_EQ(west.west_deg(), -120.0);
  EXPECT_EQ(west.east_deg(), -70.0);
  EXPECT_TRUE(BoundingBox().empty());
}

// The numbers are those of data/ais/PROVENANCE.md: sentences, messages, identities, times.
TEST(Survey, CountsTheDanishRecordingAsItsProvenanceDoes) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/dma-multistation-20131112.txt.gz");
  const Survey survey = NmeaSurvey(file->string());
  EXPECT_EQ(survey.counters.received, 26'146U);
  std::uint64_t messages = 0;
  for (const std::uint64_t n : survey.counters.messages) messages += n;
  EXPECT_EQ(messages, 26'077U);
  EXPECT_EQ(survey.identities.size(), 1'508U);
  ASSERT_TRUE(survey.received);
  EXPECT_EQ(FormatIso8601(survey.received->first), "2013-11-12T12:00:00.011Z");
  EXPECT_EQ(survey.received->last - survey.received->first < std::chrono::minutes{5}, true);
}

TEST(Survey, TellsTheTimeOfARecordingWithoutStampsFromItsBaseStations) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/panama-28736.nmea.gz");
  const Survey survey = NmeaSurvey(file->string());
  EXPECT_FALSE(survey.received);
  ASSERT_TRUE(survey.base_utc);
  EXPECT_LT(std::chrono::abs(survey.base_utc->first - *ParseIso8601("2014-04-05T14:33:00Z")),
            std::chrono::minutes{2});
  EXPECT_LT(std::chrono::abs(survey.base_utc->last - *ParseIso8601("2014-04-05T15:33:00Z")),
            std::chrono::minutes{3});
  EXPECT_EQ(survey.identities.size(), 284U);
}

TEST(Survey, KeepsTheFirstRejectedLines) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/us-2007-sar-13k.nmea.gz");
  const Survey survey = NmeaSurvey(file->string());
  ASSERT_FALSE(survey.samples.empty());
  EXPECT_EQ(survey.samples[0].cause, Reject::kChecksum);
  EXPECT_EQ(survey.samples[0].lines.size(), 2U);
}

TEST(Survey, CountsATable) {
  PELORUS_REQUIRE_DATA(file, "ais/csv/solent-20160112.csv.gz");
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file->string())), SourceId{0}, {});
  const Survey survey = SurveyOf(*reader);
  EXPECT_EQ(survey.counters.used, 18'623U);
  EXPECT_EQ(survey.identities.size(), 91U);
  EXPECT_TRUE(survey.counters.Conserved());
}

}  // namespace
}  // namespace pelorus
