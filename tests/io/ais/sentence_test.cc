#include "io/ais/sentence.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/io/ais/recordings.h"
#include "tests/support/ais_encoder.h"

namespace pelorus::ais {
namespace {

constexpr const char* kPayload = "15RTgt0PAso;90TKcjM8h6g208CQ";

std::string Line(const std::string& head, const std::string& tail = ",0") {
  return NmeaSentence(head + kPayload + tail);
}

std::uint64_t Rejected(const std::string& text, Reject cause, NmeaOptions options = {}) {
  NmeaDecoder decoder = DecoderOf(text, options);
  while (decoder.Next() != nullptr) {
  }
  EXPECT_TRUE(decoder.counters().Conserved());
  return decoder.counters().rejected[static_cast<std::size_t>(cause)];
}

TEST(Sentence, GivesEveryField) {
  const std::string line = NmeaSentence("BSVDO,3,2,7,B,abc0,4") + ",r003669987";
  Sentence s;
  ASSERT_FALSE(ParseSentence(line, s));
  EXPECT_EQ(s.talker, ('B' << 8) | 'S');
  EXPECT_TRUE(s.own);
  EXPECT_EQ(s.count, 3);
  EXPECT_EQ(s.number, 2);
  EXPECT_EQ(s.sequence, 7);
  EXPECT_EQ(s.channel, 'B');
  EXPECT_EQ(s.payload, "abc0");
  EXPECT_EQ(s.fill_bits, 4);
  EXPECT_EQ(s.trailer, ",r003669987");
}

TEST(Sentence, EveryTalkerIsRead) {
  for (const char* talker :
       {"AI", "AB", "AD", "AN", "AR", "AS", "AT", "AX", "BS", "SA", "WS", "--"}) {
    EXPECT_EQ(DecodeLines(Line(std::string(talker) + "VDM,1,1,,A,")).size(), 1u) << talker;
  }
}

TEST(Sentence, EveryChannelIsRead) {
  for (const char* channel : {"A", "B", "1", "2", "C", "D", ""}) {
    EXPECT_EQ(DecodeLines(Line(std::string("AIVDM,1,1,,") + channel + ",")).size(), 1u) << channel;
  }
}

TEST(Sentence, EveryLineEndIsRead) {
  const std::string line = Line("AIVDM,1,1,,A,");
  for (const char* end : {"\n", "\r", "\r\n"}) {
    EXPECT_EQ(DecodeLines(line + end + line + end).size(), 2u);
  }
}

TEST(Sentence, WrongChecksumIsRejected) {
  std::string line = Line("AIVDM,1,1,,A,");
  line.back() = line.back() == '0' ? '1' : '0';
  EXPECT_EQ(Rejected(line, Reject::kChecksum), 1u);
  EXPECT_TRUE(DecodeLines(line).empty());
}

TEST(Sentence, LowerCaseChecksumIsRead) {
  // The checksum of this one is 4A.
  EXPECT_EQ(DecodeLines("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4a").size(), 1u);
}

TEST(Sentence, MissingChecksumIsAcceptedByOptionOnly) {
  const std::string line = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0";
  EXPECT_EQ(Rejected(line, Reject::kNoChecksum), 1u);
  NmeaOptions options;
  options.accept_missing_checksum = true;
  NmeaDecoder decoder = DecoderOf(line, options);
  const Received* got = decoder.Next();
  ASSERT_NE(got, nullptr);
  EXPECT_EQ(got->message.mmsi, 371798000u);
  EXPECT_TRUE(got->message.Has(Flag::kNoChecksum));
  EXPECT_EQ(decoder.accepted_without_checksum(), 1u);
}

TEST(Sentence, FieldsOutOfRangeAreRejected) {
  for (const char* head :
       {"AIVDM,0,1,,A,", "AIVDM,1,0,,A,", "AIVDM,1,2,,A,", "AIVDM,2,3,1,A,", "AIVDM,,,,A,",
        "AIVDM,x,1,,A,", "AIVDM,1,1,,", "AIVDM,1,1,,AAAA,", "AIVDM,10,1,,A,"}) {
    EXPECT_EQ(Rejected(Line(head), Reject::kBadSentence), 1u) << head;
  }
}

TEST(Sentence, FillBitsThatDoNotFitAreRejected) {
  EXPECT_EQ(Rejected(Line("AIVDM,1,1,,A,", ",6"), Reject::kBadPayload), 1u);
}

TEST(Sentence, CharactersOutsideTheAlphabetAreRejected) {
  for (const char c : {'X', '_', 'x', '~', ' ', '/', '\x80'}) {
    std::string payload = kPayload;
    payload[10] = c;
    EXPECT_EQ(Rejected(NmeaSentence("AIVDM,1,1,,A," + payload + ",0"), Reject::kBadPayload), 1u)
        << static_cast<int>(c);
  }
}

TEST(Sentence, TornSentenceDoesNotTakeTheWholeOneWithIt) {
  const std::string whole = Line("AIVDM,1,1,,A,");
  NmeaDecoder decoder = DecoderOf("!AIVDM,1,1,,A,15RTgt0PA" + whole + "\n");
  ASSERT_NE(decoder.Next(), nullptr);
  EXPECT_EQ(decoder.Next(), nullptr);
  EXPECT_EQ(decoder.counters().received, 2u);
  EXPECT_EQ(decoder.counters().rejected_total(), 1u);
}

TEST(Sentence, TwoSentencesOnOneLineAreBothRead) {
  const std::string whole = Line("AIVDM,1,1,,A,");
  EXPECT_EQ(DecodeLines(whole + whole + "\n" + whole).size(), 3u);
}

TEST(Sentence, OtherLinesAreSkippedAndDamageIsCounted) {
  NmeaDecoder decoder = DecoderOf(
      "# a comment !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n\n  \n"
      "$GPRMC,092211.00,A,5759.09700,N,01144.34344,E,5.257,28.27,200715,,,A*58\n"
      "!AIABM,1,1,0,3381581370,3,8,FR3W5bc0,0*00\n"
      "foobar\nAIVDM,2,2,1,B,00000000000,2*26\n");
  EXPECT_EQ(decoder.Next(), nullptr);
  EXPECT_EQ(decoder.skipped_lines(), 5u);
  EXPECT_EQ(decoder.counters().received, 2u);
  EXPECT_EQ(decoder.counters().rejected[static_cast<std::size_t>(Reject::kNotASentence)], 2u);
  ASSERT_EQ(decoder.samples().of(Reject::kNotASentence).size(), 2u);
  EXPECT_EQ(decoder.samples().of(Reject::kNotASentence)[0].view(), "foobar");
}

TEST(Sentence, LinesOver82CharactersAreRead) {
  const std::string payload = std::string(kPayload) + std::string(100, '0');
  const auto lines = DecodeLines(NmeaSentence("AIVDM,1,1,,A," + payload + ",0"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("off-length"), std::string::npos);
  EXPECT_NE(lines[0].find("\"mmsi\":371798000"), std::string::npos);
}

TEST(Sentence, XorIsTheSameAsByteByByte) {
  const std::string text = "AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0";
  for (std::size_t n = 0; n <= text.size(); ++n) {
    unsigned sum = 0;
    for (const char c : text.substr(0, n)) sum ^= static_cast<unsigned char>(c);
    EXPECT_EQ(XorOf(std::string_view(text).substr(0, n)), sum);
  }
}

}  // namespace
}  // namespace pelorus::ais
