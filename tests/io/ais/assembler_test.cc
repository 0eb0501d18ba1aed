#include "io/ais/assembler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/io/ais/recordings.h"
#include "tests/support/ais_encoder.h"

namespace pelorus::ais {
namespace {

std::vector<std::string> Parts(std::uint32_t mmsi, int sequence = 1, std::size_t longest = 20) {
  AisStatic s;
  s.mmsi = mmsi;
  s.name = "EVER DIADEM";
  return AisSentences(s.Bits(), 'A', sequence, longest);
}

std::string Lines(const std::vector<std::string>& sentences) {
  std::string text;
  for (const auto& sentence : sentences) text += sentence + "\n";
  return text;
}

std::string Tagged(const std::string& fields, const std::string& sentence) {
  return "\\" + NmeaSentence(fields).substr(1) + "\\" + sentence;
}

struct Outcome {
  std::vector<std::uint32_t> mmsi;
  Counters counters;
  std::uint64_t rejected(Reject cause) const {
    return counters.rejected[static_cast<std::size_t>(cause)];
  }
};

Outcome Decoded(const std::string& text) {
  NmeaDecoder decoder = DecoderOf(text);
  Outcome outcome;
  while (const Received* got = decoder.Next()) outcome.mmsi.push_back(got->message.mmsi);
  outcome.counters = decoder.counters();
  EXPECT_TRUE(outcome.counters.Conserved());
  return outcome;
}

TEST(Assembler, PartsComeInAnyOrder) {
  auto parts = Parts(244660000);
  ASSERT_EQ(parts.size(), 4u);
  std::sort(parts.begin(), parts.end());
  const auto straight = DecodeLines(Lines(Parts(244660000)));
  ASSERT_EQ(straight.size(), 1u);
  do {
    EXPECT_EQ(DecodeLines(Lines(parts)), straight);
  } while (std::next_permutation(parts.begin(), parts.end()));
}

TEST(Assembler, MessagesInterleave) {
  const auto a = Parts(244660001, 1);
  const auto b = Parts(244660002, 2);
  std::vector<std::string> mixed;
  for (std::size_t i = 0; i < a.size(); ++i) {
    mixed.push_back(a[i]);
    mixed.push_back(b[i]);
  }
  EXPECT_EQ(Decoded(Lines(mixed)).mmsi, (std::vector<std::uint32_t>{244660001, 244660002}));
}

TEST(Assembler, GroupsTellReceiversApartThatUseTheSameId) {
  const auto a = Parts(244660001, 3, 60);
  const auto b = Parts(244660002, 3, 60);
  const std::string text = Tagged("g:1-2-7000,s:north", a[0]) + "\n" +
                           Tagged("g:1-2-8000,s:south", b[0]) + "\n" + Tagged("g:2-2-7000", a[1]) +
                           "\n" + Tagged("g:2-2-8000", b[1]) + "\n";
  EXPECT_EQ(Decoded(text).mmsi, (std::vector<std::uint32_t>{244660001, 244660002}));
}

TEST(Assembler, StationsOnTheLineTellReceiversApart) {
  const auto a = Parts(244660001, 3, 60);
  const auto b = Parts(244660002, 3, 60);
  const std::string text = a[0] + ",rNORTH,1152921693\n" + b[0] + ",rSOUTH,1152921693\n" + a[1] +
                           ",rNORTH,1152921693\n" + b[1] + ",rSOUTH,1152921693\n";
  EXPECT_EQ(Decoded(text).mmsi, (std::vector<std::uint32_t>{244660001, 244660002}));
}

TEST(Assembler, AGroupOnASingleSentenceDoesNotHoldIt) {
  EXPECT_EQ(Decoded(Tagged("g:1-1-1234", AisSentences(AisPositionA{}.Bits())[0])).mmsi.size(), 1u);
}

TEST(Assembler, AnEmptySecondPayloadEndsAMessage) {
  int fill = 0;
  const std::string payload = AisStatic{}.Bits().Armored(fill);
  const Outcome got = Decoded(NmeaSentence("AIVDM,2,1,4,A," + payload + ",0") + "\n" +
                              NmeaSentence("AIVDM,2,2,4,A,,0") + "\n");
  EXPECT_EQ(got.mmsi.size(), 1u);
  EXPECT_EQ(got.counters.used, 2u);
}

TEST(Assembler, OrphansAreCountedAtTheEnd) {
  const auto parts = Parts(244660000);
  const Outcome got = Decoded(parts[0] + "\n" + parts[2] + "\n");
  EXPECT_TRUE(got.mmsi.empty());
  EXPECT_EQ(got.rejected(Reject::kFragmentOrphan), 2u);
}

TEST(Assembler, ARepeatedPartIsADuplicate) {
  const auto parts = Parts(244660000, 1, 60);
  const Outcome got = Decoded(parts[0] + "\n" + parts[0] + "\n" + parts[1] + "\n");
  EXPECT_EQ(got.mmsi.size(), 1u);
  EXPECT_EQ(got.counters.duplicate, 1u);
}

TEST(Assembler, AnotherFirstPartUnderTheSameIdReplacesTheOld) {
  const auto a = Parts(244660001, 1, 60);
  const auto b = Parts(244660002, 1, 60);
  const Outcome got = Decoded(a[0] + "\n" + b[0] + "\n" + b[1] + "\n");
  EXPECT_EQ(got.mmsi, (std::vector<std::uint32_t>{244660002}));
  EXPECT_EQ(got.rejected(Reject::kFragmentOrphan), 1u);
}

TEST(Assembler, StrangersMinutesApartAreNotJoined) {
  const auto a = Parts(244660001, 1, 60);
  const auto b = Parts(244660002, 1, 60);
  const Outcome got = Decoded("1452468552 " + a[0] + "\n1452468612 " + b[1] + "\n");
  EXPECT_TRUE(got.mmsi.empty());
  EXPECT_EQ(got.rejected(Reject::kFragmentOrphan), 2u);
}

TEST(Assembler, StrangersFarApartInInputsWithoutTimeAreNotJoined) {
  const auto a = Parts(244660001, 1, 60);
  const auto b = Parts(244660002, 1, 60);
  std::string text = a[0] + "\n";
  const std::string between = AisText(AisPositionA{}.Bits());
  for (std::uint64_t i = 0; i <= Assembler::kMaxSentencesApart; ++i) text += between;
  const Outcome got = Decoded(text + b[1] + "\n");
  EXPECT_EQ(got.mmsi.size(), Assembler::kMaxSentencesApart + 1);
  EXPECT_EQ(got.rejected(Reject::kFragmentOrphan), 2u);
}

TEST(Assembler, TheMessageStandsWhereItsFirstPartCame) {
  const auto parts = Parts(244660000, 1, 60);
  NmeaDecoder decoder = DecoderOf("# one\n1452468552 " + parts[1] + "\n1452468553 " + parts[0]);
  const Received* got = decoder.Next();
  ASSERT_NE(got, nullptr);
  EXPECT_EQ(got->offset, 6u);
  EXPECT_EQ(got->records, 2u);
  EXPECT_EQ(got->stamp.received_at, TimeFromUnix(1452468552));
}

TEST(Assembler, AFloodOfFirstPartsIsBoundedAndCounted) {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text += Tagged("g:1-2-" + std::to_string(i), Parts(244660000, i % 10, 60)[0]) + "\n";
  }
  const Outcome got = Decoded(text);
  EXPECT_TRUE(got.mmsi.empty());
  const std::uint64_t pushed_out = got.rejected(Reject::kFragmentTableFull);
  EXPECT_GT(pushed_out, 10000u);
  EXPECT_EQ(pushed_out + got.rejected(Reject::kFragmentOrphan), 20000u);
}

TEST(Assembler, FillBitsInTheMiddleAreHonoured) {
  // The first part ends four bits short of its last character.
  int fill = 0;
  AisStatic s;
  s.mmsi = 244660000;
  s.name = "EVER DIADEM";
  const std::string whole = s.Bits().Armored(fill);
  AisBits head;
  AisBits tail;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const int value = whole[i] < 96 ? whole[i] - 48 : whole[i] - 56;
    for (int bit = 5; bit >= 0; --bit) {
      const std::size_t at = i * 6 + static_cast<std::size_t>(5 - bit);
      if (at < 350) head.Put(value >> bit & 1, 1);
      if (at >= 350 && at < 424) tail.Put(value >> bit & 1, 1);
    }
  }
  int head_fill = 0;
  int tail_fill = 0;
  const std::string first = head.Armored(head_fill);
  const std::string second = tail.Armored(tail_fill);
  ASSERT_EQ(head_fill, 4);
  const std::string split =
      NmeaSentence("AIVDM,2,1,1,A," + first + "," + std::to_string(head_fill)) + "\n" +
      NmeaSentence("AIVDM,2,2,1,A," + second + "," + std::to_string(tail_fill)) + "\n";
  EXPECT_EQ(DecodeLines(split), DecodeLines(Lines(Parts(244660000, 1, 60))));
}

}  // namespace
}  // namespace pelorus::ais
