// Positions over a sequence of frames: ages, references, the gate.
#include <gtest/gtest.h>

#include <cmath>
#include "tests/io/modes/frame_encoder.h"
#include "tests/io/modes/listed_frames.h"

namespace pelorus::modes {
namespace {

constexpr const char* kOdd = "8D40093F5893F696E3FE74F04E96";
constexpr const char* kEven = "8D40093F5897A3226409EFF5ACB6";
constexpr const char* kLater = "8D40093F589B132BFC05D0C78026";

void ExpectAt(const Message& m, double lat, double lon, double tolerance) {
  ASSERT_TRUE(m.position);
  EXPECT_NEAR(m.position->lat_deg(), lat, tolerance);
  EXPECT_NEAR(m.position->lon_deg(), lon, tolerance);
}

TEST(Position, OldFramesAreNotPaired) {
  const Decoded decoded =
      DecodeAll({FrameOf(kOdd, 100.0), FrameOf(kEven, 100.5), FrameOf(kLater, 123.5)});
  ASSERT_EQ(decoded.messages.size(), 3U);
  EXPECT_FALSE(decoded.messages[0].position);
  ExpectAt(decoded.messages[1], 46.70151, 8.95084, 1e-5);
  // One zone of 6 degrees south of the false place of the next test.
  ExpectAt(decoded.messages[2], 46.75772, 8.88017, 1e-5);
  EXPECT_FALSE(decoded.messages[2].implausible);
}

TEST(Position, WithoutAReferenceAnOldPairIsNoPosition) {
  const Decoded decoded = DecodeAll({FrameOf(kOdd, 100.5), FrameOf(kLater, 123.5)});
  EXPECT_FALSE(decoded.messages[1].position);
  // The same two within ten seconds are the false place that the age keeps out.
  const Decoded young = DecodeAll({FrameOf(kOdd, 100.5), FrameOf(kLater, 109.5)});
  ExpectAt(young.messages[1], 52.758, 10.114, 1e-3);
}

TEST(Position, FramesWithoutTimesArePairedByTheirOrder) {
  std::vector<Frame> frames = {FrameOf(kOdd), FrameOf(kEven)};
  EXPECT_TRUE(DecodeAll(frames).messages[1].position);
  frames.insert(frames.begin() + 1, 1001, FrameOf("8D406B902015A678D4D220AA4BDA"));
  EXPECT_FALSE(DecodeAll(frames).messages.back().position);
}

TEST(Position, EachMessageHasItsOwn) {
  const Decoded decoded = DecodeAll(
      {FrameOf("8DA46D4F58B9834BD7AE086205AE", 1.0), FrameOf("8DA46D4F5827864A548FA927F541", 2.0)});
  ExpectAt(decoded.messages[1], 88.91747, 101.01105, 1e-5);
  const Decoded turned = DecodeAll(
      {FrameOf("8DA46D4F5827864A548FA927F541", 1.0), FrameOf("8DA46D4F58B9834BD7AE086205AE", 2.0)});
  ExpectAt(turned.messages[1], 88.94435, -57.63428, 1e-5);
}

constexpr std::uint32_t kIcao = 0x4b1234;

/// Position message of type 11, or of surface type 7, by the encoder of [DO-260B] A.1.7.3 (for
/// latitudes of 47 degrees, where there are 40 zones).
Frame PositionFrame(double lat, double lon, bool odd, bool surface, double t) {
  const double i = odd ? 1.0 : 0.0, turn = surface ? 90.0 : 360.0;
  const auto fraction = [](double x, double zone) {
    const double part = x - zone * std::floor(x / zone);
    return static_cast<std::uint64_t>(std::floor(131072.0 * part / zone + 0.5)) & 0x1FFFF;
  };
  std::uint64_t me = surface ? (std::uint64_t{7} << 51) | (std::uint64_t{30} << 44)
                             : (std::uint64_t{11} << 51) | (std::uint64_t{0xC38} << 36);
  me |= (odd ? std::uint64_t{1} : 0) << 34;
  me |= fraction(lat, turn / (60.0 - i)) << 17;
  me |= fraction(lon, turn / (40.0 - i));
  return Squitter(17, 5, kIcao, me, Time(FromSeconds(t)));
}

TEST(Position, AJumpIsMarkedAndDoesNotTakeOver) {
  std::vector<Frame> frames;
  double lon = 8.0;
  for (int i = 0; i < 10; ++i, lon += 0.003) {
    frames.push_back(PositionFrame(47.0, lon, i % 2 == 1, false, i));
  }
  frames.push_back(PositionFrame(47.0, 12.0, false, false, 10.0));  // a false one
  for (int i = 11; i < 20; ++i, lon += 0.003) {
    frames.push_back(PositionFrame(47.0, lon, i % 2 == 1, false, i));
  }
  const Decoded decoded = DecodeAll(frames);
  ASSERT_EQ(decoded.messages.size(), 20U);
  for (std::size_t i = 1; i < 20; ++i) {
    const Message& m = decoded.messages[i];
    ASSERT_TRUE(m.position) << i;
    EXPECT_EQ(m.implausible, i == 10) << i;
    if (i == 10) continue;
    EXPECT_NEAR(m.position->lon_deg(), 8.0, 0.1) << i;
  }
}

TEST(Position, WhoStaysElsewhereIsBelievedAtTheThird) {
  std::vector<Frame> frames;
  for (int i = 0; i < 6; ++i) frames.push_back(PositionFrame(47.0, 8.0, i % 2 == 1, false, i));
  for (int i = 6; i < 14; ++i) frames.push_back(PositionFrame(47.3, 8.0, i % 2 == 1, false, i));
  const Decoded decoded = DecodeAll(frames);
  std::size_t marked = 0;
  for (const Message& m : decoded.messages) marked += m.implausible ? 1U : 0U;
  EXPECT_GE(marked, 2U);
  EXPECT_LE(marked, 5U);
  EXPECT_FALSE(decoded.messages.back().implausible);
  ExpectAt(decoded.messages.back(), 47.3, 8.0, 1e-4);
}

TEST(Position, OnTheGroundOneFrameNeedsAReceiverNearby) {
  const Frame frame = PositionFrame(47.458, 8.548, false, true, 1.0);
  EXPECT_FALSE(DecodeAll({frame}).messages[0].position);
  DecoderOptions options;
  options.reference = GeoPoint::Degrees(47.3, 8.3);
  const Decoded decoded = DecodeAll({frame}, options);
  ExpectAt(decoded.messages[0], 47.458, 8.548, 1e-4);
  EXPECT_EQ(decoded.messages[0].gs_kt, 10.5F);  // movement 30
  EXPECT_EQ(decoded.messages[0].gs_quantum_kt, 0.5F);
  EXPECT_EQ(decoded.messages[0].on_ground, true);
}

TEST(Position, OnTheGroundTheLastPositionInTheAirIsAReference) {
  const Decoded decoded = DecodeAll({PositionFrame(47.46, 8.5, false, false, 1.0),
                                     PositionFrame(47.46, 8.501, true, false, 2.0),
                                     PositionFrame(47.458, 8.548, false, true, 60.0)});
  ExpectAt(decoded.messages[2], 47.458, 8.548, 1e-4);
}

TEST(Position, AirAndGroundFramesAreNoPair) {
  const Decoded decoded = DecodeAll(
      {PositionFrame(47.46, 8.5, false, false, 1.0), PositionFrame(47.46, 8.5, true, true, 2.0)});
  EXPECT_FALSE(decoded.messages[1].position);
}

/// Sharjah: 25.33 N 55.52 E, where there are 54 zones; no receiver, no position before.
TEST(Position, OnTheGroundOfAKnownAirfieldAPairIsEnough) {
  std::vector<Frame> frames;
  for (const bool odd : {false, true}) {
    const double i = odd ? 1.0 : 0.0;
    const auto fraction = [](double x, double zone) {
      return static_cast<std::uint64_t>(
                 std::floor(131072.0 * (x / zone - std::floor(x / zone)) + 0.5)) &
             0x1FFFF;
    };
    std::uint64_t me = (std::uint64_t{7} << 51) | (std::uint64_t{30} << 44);
    me |= (odd ? std::uint64_t{1} : 0) << 34;
    me |= fraction(25.33, 90.0 / (60.0 - i)) << 17;
    me |= fraction(55.52, 90.0 / (54.0 - i));
    frames.push_back(Squitter(17, 4, kIcao, me, Time(FromSeconds(1.0 + i))));
  }
  const Decoded decoded = DecodeAll(frames);
  ExpectAt(decoded.messages[1], 25.33, 55.52, 1e-4);
}

}  // namespace
}  // namespace pelorus::modes
