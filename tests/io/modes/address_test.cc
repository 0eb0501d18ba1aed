// Whose frame it is: verified addresses, repairs, and neighbours that differ in one bit.
#include <gtest/gtest.h>

#include "tests/io/modes/frame_encoder.h"
#include "tests/io/modes/listed_frames.h"
#include "tests/trackers/counting_new.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2024} / 6 / 6}};
constexpr std::uint32_t kAlpha = 0x400f99;
constexpr std::uint32_t kBravo = kAlpha ^ 0x10;  // differs in one bit
constexpr std::uint32_t kSquawk2312 = 0x122C, kSquawk1000 = 0x0800;
constexpr const char* kIdent = "8D406B902015A678D4D220AA4BDA";

std::uint64_t Rejected(const Decoded& decoded, Reject cause) {
  return decoded.counters.rejected[static_cast<std::size_t>(cause)];
}

Frame WithBitTurned(Frame frame, std::size_t bit) {
  frame.bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
  return frame;
}

TEST(Address, RepliesCountOnlyForAircraftHeardRecently) {
  const Decoded decoded = DecodeAll({Reply(5, kSquawk2312, kAlpha, kStart), AllCall(kAlpha, kStart),
                                     Reply(5, kSquawk2312, kAlpha, kStart + 60s),
                                     Reply(5, kSquawk2312, kAlpha, kStart + 121s)});
  ASSERT_EQ(decoded.messages.size(), 2U);
  EXPECT_EQ(decoded.messages[1].t, kStart + 60s);
  EXPECT_EQ(decoded.messages[1].address, kAlpha);
  EXPECT_TRUE(decoded.messages[1].icao_verified);
  EXPECT_EQ(Rejected(decoded, Reject::kUnknownAddress), 2U);
  EXPECT_TRUE(decoded.counters.Conserved());
}

TEST(Address, TrustTakesAnyAddressAndHoldsNothing) {
  const auto m = DecodeOne("a800122c200815f304b8209bd129");
  ASSERT_TRUE(m);
  EXPECT_EQ(m->address, kAlpha);
  EXPECT_FALSE(m->icao_verified);
  EXPECT_EQ(SquawkText(*m), "2312");
  EXPECT_EQ(m->callsign->view(), "BAW3AK");
}

TEST(Address, InterrogatorCodesAreTakenForKnownAircraftOnly) {
  const Decoded decoded = DecodeAll({AllCall(kAlpha, kStart, 0x11), AllCall(kAlpha, kStart),
                                     AllCall(kAlpha, kStart, 0x11), AllCall(kAlpha, kStart, 0x7F),
                                     AllCall(kAlpha, kStart, 0xA5)});
  ASSERT_EQ(decoded.messages.size(), 3U);
  EXPECT_EQ(decoded.messages[0].iid, 0);
  EXPECT_EQ(decoded.messages[1].iid, 0x11);
  EXPECT_EQ(decoded.messages[2].iid, 0x7F);
  EXPECT_EQ(Rejected(decoded, Reject::kUnknownAddress), 1U);
  EXPECT_EQ(Rejected(decoded, Reject::kChecksum), 1U);
}

TEST(Address, EmptyParityNeedsASourceThatIsDeclaredChecked) {
  Frame frame = FrameOf(kIdent);
  std::fill(frame.bytes.begin() + 11, frame.bytes.end(), std::uint8_t{0});
  EXPECT_TRUE(DecodeAll({frame}).messages.empty());
  DecoderOptions options;
  options.accept_checked_frames = true;
  const Decoded decoded = DecodeAll({frame}, options);
  ASSERT_EQ(decoded.messages.size(), 1U);
  EXPECT_EQ(decoded.messages[0].callsign->view(), "EZY85MH");
}

TEST(Address, OneWrongBitIsRepairedAndSaid) {
  const Frame damaged = WithBitTurned(FrameOf(kIdent), 60);
  const Decoded decoded = DecodeAll({damaged});
  ASSERT_EQ(decoded.messages.size(), 1U);
  EXPECT_EQ(decoded.messages[0].fixed_bits, 1);
  EXPECT_EQ(decoded.messages[0].frame, FrameOf(kIdent).bytes);
  EXPECT_EQ(decoded.messages[0].callsign->view(), "EZY85MH");
  EXPECT_FALSE(decoded.messages[0].icao_verified);
  DecoderOptions strict;
  strict.max_bit_errors = 0;
  EXPECT_EQ(Rejected(DecodeAll({damaged}, strict), Reject::kChecksum), 1U);
}

TEST(Address, ARepairedAddressMustBeThere) {
  const Frame damaged = WithBitTurned(FrameOf(kIdent, 10.0), 20);
  EXPECT_EQ(Rejected(DecodeAll({damaged}), Reject::kChecksum), 1U);
  const Decoded decoded = DecodeAll({FrameOf(kIdent, 9.0), damaged});
  ASSERT_EQ(decoded.messages.size(), 2U);
  EXPECT_EQ(decoded.messages[1].address, 0x406B90U);
}

TEST(Address, ARepairedFrameVerifiesNobody) {
  const Decoded decoded = DecodeAll({WithBitTurned(FrameOf(kIdent, 10.0), 60),
                                     Reply(5, kSquawk2312, 0x406B90, Time(FromSeconds(11.0)))});
  EXPECT_EQ(Rejected(decoded, Reject::kUnknownAddress), 1U);
}

TEST(Address, TwoWrongBitsAreRepairedByOptionForKnownAircraft) {
  const Frame damaged = WithBitTurned(WithBitTurned(FrameOf(kIdent, 10.0), 60), 90);
  DecoderOptions options;
  options.max_bit_errors = 2;
  EXPECT_EQ(Rejected(DecodeAll({damaged}, options), Reject::kChecksum), 1U);
  EXPECT_EQ(Rejected(DecodeAll({FrameOf(kIdent, 9.0), damaged}), Reject::kChecksum), 1U);
  const Decoded decoded = DecodeAll({FrameOf(kIdent, 9.0), damaged}, options);
  ASSERT_EQ(decoded.messages.size(), 2U);
  EXPECT_EQ(decoded.messages[1].fixed_bits, 2);
}

/// DF 17 with its last format bit turned reads as DF 16, its "address" being the syndrome.
TEST(Address, ABroadcastWithADamagedFormatMakesNoAircraft) {
  for (std::size_t bit = 0; bit < 5; ++bit) {
    for (const bool trust : {false, true}) {
      DecoderOptions options;
      options.trust_addresses = trust;
      options.max_bit_errors = 2;
      const Frame damaged = WithBitTurned(FrameOf(kIdent), bit);
      EXPECT_TRUE(DecodeAll({damaged}, options).messages.empty()) << bit << trust;
    }
  }
}

/// Alpha squawks 2312 and is damaged now and then in the bit in which Bravo differs.
TEST(Address, ANeighbourOfOneBitStealsNoSquawkAltitudeOrCallsign) {
  std::vector<Frame> frames = {AllCall(kAlpha, kStart), AllCall(kBravo, kStart)};
  for (int i = 0; i < 40; ++i) {
    const Time t = kStart + i * 1s;
    frames.push_back(Reply(5, kSquawk2312, kAlpha, t));
    frames.push_back(Reply(4, AltitudeCode(30'000), kAlpha, t));
    frames.push_back(CommBReply(AltitudeCode(30'000), 0x200815f304b820, kAlpha, t));
    if (i % 8 != 7) continue;
    frames.push_back(Reply(5, kSquawk2312, kBravo, t + 10ms));  // stolen
    frames.push_back(Reply(4, AltitudeCode(30'000), kBravo, t + 10ms));
    frames.push_back(CommBReply(AltitudeCode(30'000), 0x200815f304b820, kBravo, t + 10ms));
  }
  std::size_t alpha_squawks = 0, alpha_callsigns = 0;
  for (const Message& m : DecodeAll(frames).messages) {
    if (m.address == kBravo) {
      EXPECT_FALSE(m.squawk || m.alt_baro_ft || m.callsign);
    } else {
      alpha_squawks += m.squawk ? 1U : 0U;
      alpha_callsigns += m.callsign ? 1U : 0U;
    }
  }
  EXPECT_EQ(alpha_squawks, 39U);
  EXPECT_EQ(alpha_callsigns, 39U);
}

TEST(Address, AStolenSquawkDoesNotReplaceTheOwn) {
  std::vector<Frame> frames = {AllCall(kAlpha, kStart), AllCall(kBravo, kStart)};
  for (int i = 0; i < 20; ++i) {
    const Time t = kStart + i * 1s;
    frames.push_back(Reply(5, kSquawk2312, kAlpha, t));
    frames.push_back(Reply(5, i % 5 == 4 ? kSquawk2312 : kSquawk1000, kBravo, t));
  }
  for (const Message& m : DecodeAll(frames).messages) {
    if (m.address != kBravo || !m.squawk) continue;
    EXPECT_EQ(SquawkText(m), "1000");
  }
}

/// Which of the two a reply came from cannot be told; a broadcast of its own can.
TEST(Address, ANeighboursSquawkNeedsABroadcast) {
  std::vector<Frame> frames = {AllCall(kAlpha, kStart), AllCall(kBravo, kStart)};
  for (int i = 0; i < 20; ++i) {
    frames.push_back(Reply(5, kSquawk1000, kAlpha, kStart + i * 1s));
    frames.push_back(Reply(5, kSquawk1000, kBravo, kStart + i * 1s));
  }
  EXPECT_FALSE(DecodeAll(frames).messages.back().squawk);
  constexpr std::uint64_t kStatus = (std::uint64_t{28} << 51) | (std::uint64_t{1} << 48);
  const std::uint64_t status = kStatus | (std::uint64_t{kSquawk1000} << 32);
  frames.push_back(Squitter(17, 5, kBravo, status, kStart + 20s));
  frames.push_back(Reply(5, kSquawk1000, kBravo, kStart + 21s));
  EXPECT_TRUE(DecodeAll(frames).messages.back().squawk);
}

TEST(Address, ABroadcastAltitudeCorroboratesAtOnce) {
  // Type 11, 38,000 ft.
  const Frame position = Squitter(17, 5, kAlpha, 0x58C382D690C8AC, kStart);
  const Decoded decoded = DecodeAll({position, Reply(4, AltitudeCode(38'100), kAlpha, kStart + 2s),
                                     Reply(4, AltitudeCode(12'000), kAlpha, kStart + 3s)});
  ASSERT_EQ(decoded.messages.size(), 3U);
  EXPECT_EQ(decoded.messages[1].alt_baro_ft, 38'100);
  EXPECT_FALSE(decoded.messages[2].alt_baro_ft);
}

TEST(Address, NonIcaoAddressesAreApart) {
  const std::uint64_t me = 0x58C382D690C8AC;
  const Decoded decoded =
      DecodeAll({Squitter(18, 1, kAlpha, me, kStart), Reply(5, kSquawk2312, kAlpha, kStart)});
  ASSERT_EQ(decoded.messages.size(), 1U);
  EXPECT_TRUE(decoded.messages[0].non_icao);
  EXPECT_FALSE(decoded.messages[0].icao_verified);
  EXPECT_EQ(Rejected(decoded, Reject::kUnknownAddress), 1U);
}

TEST(Address, AddressZeroIsNobody) {
  EXPECT_EQ(Rejected(DecodeAll({AllCall(0, kStart)}), Reject::kBadIdentity), 1U);
  EXPECT_EQ(
      Rejected(DecodeAll({Squitter(17, 5, 0, 0x58C382D690C8AC, kStart)}), Reject::kBadIdentity),
      1U);
}

}  // namespace
}  // namespace pelorus::modes
