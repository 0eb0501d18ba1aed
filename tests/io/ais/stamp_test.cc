#include "io/ais/stamp.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/io/ais/recordings.h"
#include "tests/support/ais_encoder.h"

namespace pelorus::ais {
namespace {

using Json = nlohmann::json;

const std::string kSentence = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

std::string Tag(const std::string& fields) {
  const std::string sentence = NmeaSentence(fields);
  return "\\" + sentence.substr(1) + "\\";
}

Json One(const std::string& text) {
  const auto lines = DecodeLines(text);
  EXPECT_EQ(lines.size(), 1u) << text;
  return lines.empty() ? Json() : Json::parse(lines[0]);
}

std::string TimeText(const std::string& line) {
  NmeaDecoder decoder = DecoderOf(line);
  const Received* got = decoder.Next();
  if (got == nullptr || !got->stamp.received_at) return "none";
  return FormatIso8601(*got->stamp.received_at) + " " + std::string(Name(got->stamp.source)) +
         (got->stamp.trusted ? "" : " distrusted");
}

TEST(Stamp, TagBlockTimeComesInFourUnits) {
  EXPECT_EQ(TimeText(Tag("c:1565218798") + kSentence), "2019-08-07T22:59:58Z tag-block");
  EXPECT_EQ(TimeText(Tag("c:1565218798123") + kSentence), "2019-08-07T22:59:58.123Z tag-block");
  EXPECT_EQ(TimeText(Tag("c:1565218798123456") + kSentence),
            "2019-08-07T22:59:58.123456Z tag-block");
  EXPECT_EQ(TimeText(Tag("c:1565218798123456789") + kSentence),
            "2019-08-07T22:59:58.123456789Z tag-block");
  EXPECT_EQ(TimeText(Tag("c:1565218798.25") + kSentence), "2019-08-07T22:59:58.250Z tag-block");
}

TEST(Stamp, TimesOutOfRangeAreNoTimes) {
  for (const char* bad : {"c:12415440354", "c:99", "c:-1565218798", "c:9999999999", "c:x",
                          "c:", "c:99999999999999999999999"}) {
    const Json got = One(Tag(bad) + kSentence);
    EXPECT_TRUE(got["t"].is_null()) << bad;
    EXPECT_EQ(got["t_source"], "none");
    EXPECT_EQ(got["flags"], Json({"bad-stamp"})) << bad;
  }
}

TEST(Stamp, WrongTagChecksumKeepsTheMessageAndDistrustsTheTime) {
  EXPECT_EQ(TimeText("\\c:1565218798*00\\" + kSentence),
            "2019-08-07T22:59:58Z tag-block distrusted");
  EXPECT_EQ(One("\\c:1565218798*00\\" + kSentence)["flags"], Json({"tag-checksum"}));
}

TEST(Stamp, OneDigitTagChecksumIsRead) {
  // From a published sample: the checksum is written without its leading zero.
  const std::string line = "\\g:1-2-73874,n:157036,s:r003669945,c:1241544035*4A\\" + kSentence;
  EXPECT_EQ(TimeText(line), "2009-05-05T17:20:35Z tag-block");
}

TEST(Stamp, DoubleTagBlocksAddUp) {
  const Json got = One(Tag("g:1-1-1234") + Tag("s:r003669945,c:1565218798") + kSentence);
  EXPECT_EQ(got["t"], 1565218798);
  EXPECT_EQ(got["station"], "r003669945");
}

TEST(Stamp, SatelliteDeliveryIsNotReception) {
  const Json got =
      One("\\s:42809,c:1635731889,t:1635731965*6A\\!AIVDM,1,1,,,403t>B1vFhQr5`NonbBw?>G00<0n,0*7B");
  EXPECT_EQ(got["t"], 1635731889);
  EXPECT_EQ(got["t_delivered"], 1635731965);
  EXPECT_EQ(got["station"], "42809");
}

TEST(Stamp, TrailerGivesStationAndEpoch) {
  const Json got = One("!AIVDM,1,1,,A,14`qQb0000o?u?DK>Smo2E`v0404,0*1A,r003669987,1152921693");
  EXPECT_EQ(got["t"], 1152921693);
  EXPECT_EQ(got["t_source"], "trailer");
  EXPECT_EQ(got["t_trusted"], true);
  EXPECT_EQ(got["station"], "r003669987");
}

TEST(Stamp, LongTrailerGivesStationAndEpoch) {
  const Json got = One(kSentence + ",d-109,S2105,t050056.00,T56.13,r003669946,1325394060");
  EXPECT_EQ(got["t"], 1325394060);
  EXPECT_EQ(got["station"], "r003669946");
}

TEST(Stamp, PrefixTimeIsRead) {
  EXPECT_EQ(TimeText("1452468552.938 " + kSentence), "2016-01-10T23:29:12.938Z prefix");
  EXPECT_EQ(TimeText("1452468552938000000 " + kSentence), "2016-01-10T23:29:12.938Z prefix");
  EXPECT_EQ(TimeText("2016-01-10T23:29:12.938Z " + kSentence), "2016-01-10T23:29:12.938Z prefix");
  EXPECT_EQ(TimeText("2016-01-10 23:29:12 " + kSentence), "2016-01-10T23:29:12Z prefix");
  EXPECT_EQ(TimeText("2016-01-10T23:29:12.938Z;" + kSentence), "2016-01-10T23:29:12.938Z prefix");
  EXPECT_EQ(TimeText("2016-01-10T23:29:12.938Z,AIS,AIVDM,\"" + kSentence + "\""),
            "2016-01-10T23:29:12.938Z prefix");
  EXPECT_EQ(TimeText("receiver 7: " + kSentence), "none");
}

TEST(Stamp, PghpHoldsForTheNextMessageOnly) {
  const std::string pghp = "$PGHP,1,2013,11,12,12,0,0,869,219,,2190074,1,4A*";
  const std::string line = pghp + NmeaSentence(pghp.substr(1, pghp.size() - 2)).substr(pghp.size());
  const auto lines = DecodeLines(line + "\n" + kSentence + "\n" + kSentence + "\n");
  ASSERT_EQ(lines.size(), 2u);
  const Json first = Json::parse(lines[0]);
  EXPECT_EQ(first["t"], 1384257600.869);
  EXPECT_EQ(first["t_source"], "pghp");
  EXPECT_EQ(first["t_trusted"], true);
  EXPECT_EQ(first["station"], "2190074");
  EXPECT_TRUE(Json::parse(lines[1])["t"].is_null());
}

TEST(Stamp, PghpOfAnotherSentenceIsDistrusted) {
  // Its last field names the checksum of its sentence: 62 here, 4A on the line that follows.
  EXPECT_EQ(TimeText("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26\n" + kSentence),
            "2013-11-12T12:00:00.011Z pghp distrusted");
}

TEST(Stamp, TagBlockOnALineOfItsOwnHoldsForTheNextMessage) {
  EXPECT_EQ(TimeText("\\c:1354719388*56\\\n!BSVDM,1,1,,B,14QsDOP01?0nGuHOM4n;vqTn0p4S,0*23"),
            "2012-12-05T14:56:28Z tag-block");
}

TEST(Stamp, OldGroupingIsRead) {
  const Json got = One(
      "\\1G2:0125,c:1354719387*0D\\!AIVDM,2,1,4,A,539LiHP2;42`@pE<000<tq@V1<TpL4000000001?1SV@@73R0"
      "J0TQCAD,0*1E\n\\2G2:0125*7B\\!AIVDM,2,2,4,A,R0EQCP000000000,2*45\n");
  EXPECT_EQ(got["type"], 5);
  EXPECT_EQ(got["t"], 1354719387);
}

TEST(Stamp, UnclosedTagBlockDoesNotCostTheMessage) {
  const Json got = One("\\c:1565218798*53" + kSentence);
  EXPECT_EQ(got["mmsi"], 371798000);
  EXPECT_TRUE(got["t"].is_null());
}

TEST(Stamp, NoStampIsNull) {
  const Json got = One(kSentence);
  EXPECT_TRUE(got["t"].is_null());
  EXPECT_EQ(got["t_source"], "none");
  EXPECT_EQ(got["t_trusted"], false);
  EXPECT_TRUE(got["station"].is_null());
}

}  // namespace
}  // namespace pelorus::ais
