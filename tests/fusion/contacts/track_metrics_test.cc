#include "tests/support/track_metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pelorus {
namespace {

MetricFrame Frame(std::vector<LabelledPoint> truths, std::vector<LabelledPoint> tracks) {
  return {std::move(truths), std::move(tracks)};
}

TEST(Gospa, OfAnEmptyPictureIsTheCostOfItsMisses) {
  // Two targets at c = 20 m: sqrt(2 * 20^2 / 2) = 20 m.
  const Gospa gospa = GospaOf(Frame({{1, {0, 0}}, {2, {100, 0}}}, {}), 20.0);
  EXPECT_DOUBLE_EQ(gospa.distance_m, 20.0);
  EXPECT_DOUBLE_EQ(gospa.missed_m2, 400.0);
  EXPECT_DOUBLE_EQ(gospa.extra_m2, 0.0);
}

TEST(Gospa, AddsLocalisationMissesAndExtras) {
  // 3-4-5 away from one target, nothing at the other, one track far off.
  const MetricFrame frame = Frame({{1, {0, 0}}, {2, {100, 0}}}, {{7, {3, 4}}, {8, {-500, 0}}});
  const Gospa gospa = GospaOf(frame, 20.0);
  EXPECT_DOUBLE_EQ(gospa.localisation_m2, 25.0);
  EXPECT_DOUBLE_EQ(gospa.missed_m2, 200.0);
  EXPECT_DOUBLE_EQ(gospa.extra_m2, 200.0);
  EXPECT_DOUBLE_EQ(gospa.distance_m, std::sqrt(425.0));
}

TEST(Gospa, AssignsForTheLeastTotalNotTheNearestFirst) {
  // Nearest first would pair track 7 with target 2 (distance 4) and lose target 1 (14 + miss).
  const MetricFrame frame = Frame({{1, {0, 0}}, {2, {14, 0}}}, {{7, {10, 0}}, {8, {24, 0}}});
  const Gospa gospa = GospaOf(frame, 20.0);
  EXPECT_DOUBLE_EQ(gospa.localisation_m2, 10.0 * 10.0 + 10.0 * 10.0);
  EXPECT_DOUBLE_EQ(gospa.missed_m2 + gospa.extra_m2, 0.0);
}

TEST(Gospa, IsSymmetricInMissesAndExtras) {
  const MetricFrame frame = Frame({{1, {0, 0}}}, {{7, {1, 0}}, {8, {50, 0}}});
  MetricFrame turned{frame.tracks, frame.truths};
  const Gospa a = GospaOf(frame, 20.0), b = GospaOf(turned, 20.0);
  EXPECT_DOUBLE_EQ(a.distance_m, b.distance_m);
  EXPECT_DOUBLE_EQ(a.missed_m2, b.extra_m2);
}

TEST(Siap, CountsTruthsTracksAndPairs) {
  // Frame 1: two tracks on target 1, none on 2. Frame 2: one on each and a spurious one.
  const std::vector<MetricFrame> frames = {
      Frame({{1, {0, 0}}, {2, {100, 0}}}, {{7, {3, 0}}, {8, {0, 4}}}),
      Frame({{1, {0, 0}}, {2, {100, 0}}}, {{7, {0, 0}}, {9, {100, 0}}, {10, {500, 0}}})};
  const Siap siap = SiapOf(frames, 20.0);
  EXPECT_DOUBLE_EQ(siap.completeness, 3.0 / 4.0);
  EXPECT_DOUBLE_EQ(siap.ambiguity, 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(siap.spuriousness, 1.0 / 5.0);
  EXPECT_DOUBLE_EQ(siap.accuracy_m, std::sqrt((9.0 + 16.0) / 4.0));
}

TEST(Idf1, GivesABrokenTrackCreditForItsLongestPartOnly) {
  // Track 7 follows the target for 3 frames, track 8 for 1: IDTP 3 of 4 truths and 4 track points.
  std::vector<MetricFrame> frames(3, Frame({{1, {0, 0}}}, {{7, {1, 0}}}));
  frames.push_back(Frame({{1, {0, 0}}}, {{8, {1, 0}}}));
  EXPECT_DOUBLE_EQ(Idf1Of(frames, 20.0), 2.0 * 3.0 / 8.0);
}

TEST(Idf1, MatchesIdentitiesOneToOne) {
  // One track on both targets in turn may claim only one of them.
  const std::vector<MetricFrame> frames = {Frame({{1, {0, 0}}}, {{7, {0, 0}}}),
                                           Frame({{2, {0, 0}}}, {{7, {0, 0}}})};
  EXPECT_DOUBLE_EQ(Idf1Of(frames, 20.0), 2.0 * 1.0 / 4.0);
}

}  // namespace
}  // namespace pelorus
