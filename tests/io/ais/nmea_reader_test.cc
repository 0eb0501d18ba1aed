#include "io/ais/nmea_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "tests/io/ais/recordings.h"
#include "tests/io/read_reports.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/data_dir.h"

namespace pelorus::ais {
namespace {

ReadReports ReadText(std::string text) {
  NmeaReader reader(std::make_unique<MemoryBytes>(std::move(text)), {});
  ReadReports all = ReadWhole(reader);
  EXPECT_TRUE(all.Conserved());
  return all;
}

AisPositionA Ship() {
  AisPositionA p;
  p.lat = 57 * 600000;
  p.lon = 11 * 600000;
  p.sog = 123;
  p.cog = 2001;
  p.heading = 201;
  p.rot = -20;
  p.status = 0;
  p.second = 10;
  p.accuracy = 1;
  return p;
}

std::string At(const std::string& epoch, const AisBits& bits) {
  return epoch + " " + AisText(bits);
}

TEST(NmeaReader, PositionCarriesWhatTheShipClaims) {
  const auto all = ReadText(At("1452468551.5", Ship().Bits()));  // 23:29:11.5
  ASSERT_EQ(all.positions.size(), 1u);
  const Observation& o = all.positions[0];
  EXPECT_EQ(o.key, TargetKey::Of(Mmsi(244660000)));
  EXPECT_EQ(o.position.lat_deg(), 57.0);
  EXPECT_EQ(o.position.lon_deg(), 11.0);
  EXPECT_NEAR(o.sog->knots(), 12.3, 1e-12);
  EXPECT_NEAR(o.cog->degrees(), 200.1, 1e-12);
  EXPECT_EQ(o.heading->degrees(), 201.0);
  EXPECT_NEAR(o.turn_rate->degrees_per_minute(), -17.856, 1e-3);
  EXPECT_EQ(o.nav_status, NavStatus::kUnderWayUsingEngine);
  EXPECT_EQ(o.ais_class, AisClass::kA);
  EXPECT_EQ(o.position_sigma, Length::Meters(3));
  EXPECT_EQ(o.from.received_at, TimeFromUnix(1452468551, 500'000'000));
  EXPECT_EQ(o.measured_at, TimeFromUnix(1452468550));
  EXPECT_EQ(o.time_sigma, std::chrono::milliseconds(300));
}

// A widely published example of type 27: 4.84 N, 137.0233 E in steps of 1/10 minute, 185 m, which
// is a uniform error of 185 m / sqrt(12) = 53 m.
TEST(NmeaReader, ALongRangeReportIsAsCoarseAsItsStep) {
  const auto all = ReadText("1452468551.5 !AIVDM,1,1,,B,KC5E2b@U19PFdLbMuc5=ROv62<7m,0*16");
  ASSERT_EQ(all.positions.size(), 1u);
  EXPECT_NEAR(all.positions[0].position.lat_deg(), 4.84, 1e-9);
  EXPECT_NEAR(all.positions[0].position_sigma.meters(), 185.2 / std::sqrt(12.0), 0.5);
}

TEST(NmeaReader, SecondsAreTakenAcrossTheMinute) {
  AisPositionA p = Ship();
  p.second = 58;
  auto all = ReadText(At("1452468541", p.Bits()));  // 23:29:01
  EXPECT_EQ(all.positions.at(0).measured_at, TimeFromUnix(1452468538));
  p.second = 1;
  all = ReadText(At("1452468599", p.Bits()));  // 23:29:59
  EXPECT_EQ(all.positions.at(0).measured_at, TimeFromUnix(1452468601));
}

TEST(NmeaReader, SecondsFarFromReceptionAreNotBelieved) {
  AisPositionA p = Ship();
  for (const int second : {3, 20, 27, 40}) {  // 8.5 s before, 8.5, 15.5 and 28.5 s after
    p.second = second;
    const auto all = ReadText(At("1452468551.5", p.Bits()));
    EXPECT_EQ(all.positions.at(0).measured_at, TimeFromUnix(1452468551, 500'000'000)) << second;
    EXPECT_EQ(all.positions.at(0).time_sigma, std::chrono::seconds(1));
  }
}

TEST(NmeaReader, PositionsNotAvailableAreUsedButNotReported) {
  const auto all = ReadText(At("1452468551", AisPositionA{}.Bits()));
  EXPECT_TRUE(all.positions.empty());
  EXPECT_EQ(all.counters.used, 1u);
}

TEST(NmeaReader, ImpossiblePositionsAndIdentitiesAreRejected) {
  AisPositionA p = Ship();
  p.lat = 100 * 600000;
  auto all = ReadText(At("1452468551", p.Bits()));
  EXPECT_EQ(all.counters.rejected[static_cast<std::size_t>(Reject::kBadPosition)], 1u);
  p = Ship();
  p.mmsi = 1'000'000'000;
  all = ReadText(At("1452468551", p.Bits()));
  EXPECT_EQ(all.counters.rejected[static_cast<std::size_t>(Reject::kBadIdentity)], 1u);
}

TEST(NmeaReader, StaticReportCarriesIdentityAndHull) {
  AisStatic s;
  s.imo = 9319466;
  s.callsign = "PBAB";
  s.name = "EVER DIADEM";
  s.destination = "NEW YORK";
  s.ship_type = 70;
  s.to_bow = 225;
  s.to_stern = 70;
  s.draught = 122;
  std::string text;
  for (const auto& sentence : AisSentences(s.Bits())) text += "1452468551 " + sentence + "\n";
  const auto all = ReadText(text);
  ASSERT_EQ(all.statics.size(), 1u);
  const StaticReport& r = all.statics[0];
  EXPECT_EQ(r.name->view(), "EVER DIADEM");
  EXPECT_EQ(r.callsign->view(), "PBAB");
  EXPECT_EQ(r.destination->view(), "NEW YORK");
  EXPECT_EQ(r.imo, 9319466u);
  EXPECT_EQ(r.ship_type, 70);
  EXPECT_EQ(r.dimensions->to_bow_m, 225);
  EXPECT_NEAR(r.draught->meters(), 12.2, 1e-12);
  EXPECT_EQ(r.from.records, 2u);
}

TEST(NmeaReader, EqualBitsHaveEqualHashesWhateverTheChannelOrRepeater) {
  AisPositionA p = Ship();
  const auto original = AisSentences(p.Bits(), 'A')[0];
  const auto other_channel = AisSentences(p.Bits(), 'B')[0];
  int fill = 0;
  std::string repeated = p.Bits().Armored(fill);
  repeated[1] = static_cast<char>(repeated[1] + 16);  // repeat indicator 1: bits 6 and 7
  const auto repeat = NmeaSentence("AIVDM,1,1,,A," + repeated + ",0");
  p.second = 11;
  const auto changed = AisSentences(p.Bits(), 'A')[0];
  std::vector<std::uint64_t> hashes;
  for (const auto& line : {original, other_channel, repeat, changed}) {
    hashes.push_back(ReadText("1452468551 " + line).positions.at(0).from.payload_hash);
  }
  EXPECT_EQ(hashes[0], hashes[1]);
  EXPECT_EQ(hashes[0], hashes[2]);
  EXPECT_NE(hashes[0], hashes[3]);
}

TEST(NmeaReader, InputWithoutAnyTimeIsRejectedForThat) {
  const auto all = ReadText(AisText(Ship().Bits()));
  EXPECT_TRUE(all.positions.empty());
  EXPECT_EQ(all.counters.rejected[static_cast<std::size_t>(Reject::kNoTime)], 1u);
}

TEST(NmeaReader, WhatCameBeforeTheFirstBaseStationGetsItsTimeBackwards) {
  AisPositionA p = Ship();
  std::string text;
  for (p.second = 10; p.second < 20; ++p.second) text += AisText(p.Bits());
  AisClock c = {4, 2190047, 2013, 11, 12, 12, 4, 19};
  for (; c.second < 22; ++c.second) text += AisText(c.Bits());
  const auto all = ReadText(text);
  ASSERT_EQ(all.positions.size(), 10u);
  EXPECT_EQ(all.positions.front().measured_at, TimeFromCivil(2013, 11, 12, 12, 4, 10));
  EXPECT_EQ(all.positions.back().measured_at, TimeFromCivil(2013, 11, 12, 12, 4, 19));
  EXPECT_EQ(all.positions.back().time_sigma, std::chrono::seconds(1));
}

TEST(NmeaReader, OneBaseStationWithAWrongClockDoesNotSetTheTime) {
  AisPositionA p = Ship();
  std::string text;
  for (int i = 0; i < 600; ++i) {
    p.second = i % 60;
    text += AisText(p.Bits());
    if (i % 10 == 0) {
      text += AisText(AisClock{4, 3669705, 1997, 1, 1, 18, 4, 9}.Bits());
      text += AisText(AisClock{4, 2190047, 2013, 11, 12, 12, i / 60, i % 60}.Bits());
      text += AisText(AisClock{4, 2190048, 2013, 11, 12, 12, i / 60, i % 60}.Bits());
    }
  }
  const auto all = ReadText(text);
  ASSERT_EQ(all.positions.size(), 600u);
  for (int i = 0; i < 600; ++i) {
    EXPECT_EQ(all.positions[static_cast<std::size_t>(i)].measured_at,
              *TimeFromCivil(2013, 11, 12, 12, i / 60, i % 60));
  }
}

TEST(NmeaReader, BaseStationsFromOtherCenturiesDoNotSetTheTime) {
  AisPositionA p = Ship();
  std::string text;
  for (p.second = 10; p.second < 20; ++p.second) {
    text += AisText(AisClock{4, 3669705, 1700, 1, 1, 18, 4, p.second}.Bits());
    text += AisText(p.Bits());
    text += AisText(AisClock{4, 3669706, 2261, 1, 1, 18, 4, p.second}.Bits());
  }
  EXPECT_TRUE(ReadText(text).positions.empty());
  text += AisText(AisClock{4, 2190047, 2013, 11, 12, 12, 4, 19}.Bits());
  const auto all = ReadText(text);
  ASSERT_EQ(all.positions.size(), 10u);
  EXPECT_EQ(all.positions.front().measured_at, TimeFromCivil(2013, 11, 12, 12, 4, 10));
}

/// The same recording without the epoch before each sentence.
std::string WithoutPrefix(const std::string& text) {
  std::string bare;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t mark = text.find('!', at);
    if (mark < end) bare += text.substr(mark, end - mark) + "\n";
    at = end + 1;
  }
  return bare;
}

TEST(NmeaReader, InferredTimesAgreeWithTheStampsThatWereTakenAway) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/socal-two-talkers-20160110.ais.gz");
  const std::string stamped = Unpacked(file->string());
  const auto truth = ReadText(stamped);
  const auto inferred = ReadText(WithoutPrefix(stamped));
  ASSERT_EQ(truth.positions.size(), inferred.positions.size());
  std::vector<double> errors;
  for (std::size_t i = 0; i < truth.positions.size(); ++i) {
    ASSERT_EQ(truth.positions[i].key, inferred.positions[i].key);
    errors.push_back(std::abs(
        ToSeconds(inferred.positions[i].from.received_at - truth.positions[i].from.received_at)));
  }
  std::sort(errors.begin(), errors.end());
  EXPECT_LE(errors[errors.size() / 2], 2.0);
  EXPECT_LE(errors[errors.size() * 99 / 100], 5.0);  // the sigma that is claimed without a second
}

TEST(NmeaReader, UntimedRecordingsCoverTheTimeThatTheirBaseStationsSay) {
  struct Case {
    const char* file;
    Time first, last;  // of types 4, from data/ais/PROVENANCE.md
  };
  const Case cases[] = {
      {"panama-28736.nmea.gz", *TimeFromCivil(2014, 4, 5, 14, 32, 0),
       *TimeFromCivil(2014, 4, 5, 15, 34, 41)},
      {"seattle-636.nmea", *TimeFromCivil(2006, 8, 10, 0, 16, 51),
       *TimeFromCivil(2006, 8, 10, 0, 22, 51)},
      {"hakefjord-ownship-gps-ais-20150720.log.gz", *TimeFromCivil(2015, 7, 20, 9, 22, 11),
       *TimeFromCivil(2015, 7, 20, 9, 44, 4)}};
  for (const Case& c : cases) {
    PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + c.file);
    NmeaReader reader(OpenBytes(file->string()), {});
    const auto all = ReadWhole(reader);
    EXPECT_TRUE(all.Conserved());
    ASSERT_FALSE(all.positions.empty());
    const auto [first, last] = std::minmax_element(
        all.positions.begin(), all.positions.end(),
        [](const auto& a, const auto& b) { return a.from.received_at < b.from.received_at; });
    const auto slack = std::chrono::seconds(30);
    EXPECT_GE(first->from.received_at, c.first - slack) << c.file;
    EXPECT_LE(last->from.received_at, c.last + slack) << c.file;
    EXPECT_GE(last->from.received_at - first->from.received_at, c.last - c.first - slack) << c.file;
    EXPECT_EQ(reader.inferred_times(), all.positions.size() + all.statics.size()) << c.file;
  }
}

}  // namespace
}  // namespace pelorus::ais
