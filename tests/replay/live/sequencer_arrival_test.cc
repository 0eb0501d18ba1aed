#include <gtest/gtest.h>

#include <algorithm>

#include "replay/sequencer.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
constexpr SourceId kA{0};
constexpr SourceId kB{1};

SequencerParams Live() {
  SequencerParams params;
  params.by_arrival = true;
  params.reorder = seconds(2);
  params.epoch = seconds(1);
  params.idle_after = seconds(10);
  params.witnesses = 1;
  return params;
}

/// A report of a source that arrives `arrived` after the start, stamped `stamped` after it.
void Arrive(Sequencer& sequencer, SourceId source, Duration arrived, Duration stamped) {
  Observation z;
  z.from.received_at = kStart + stamped;
  z.from.raw = {source, static_cast<std::uint64_t>(arrived.count())};
  sequencer.Add(source, {z});
  sequencer.Seal(source, kStart + arrived);
}

std::size_t Released(Sequencer& sequencer) {
  ReportBatch out;
  sequencer.Release(out);
  return out.size();
}

TEST(ArrivalOrder, ReleasesWhatIsOlderThanTheWait) {
  Sequencer sequencer(1, Live());
  for (int t = 0; t < 10; ++t) Arrive(sequencer, kA, seconds(t), seconds(t));
  EXPECT_EQ(Released(sequencer), 7U);  // 0 to 6: 9 less 2 is the first that waits
  sequencer.SealAll();
  EXPECT_EQ(Released(sequencer), 3U);
}

TEST(ArrivalOrder, ASilentSourceDoesNotHoldBackTheOthers) {
  Sequencer sequencer(2, Live());
  Arrive(sequencer, kB, seconds(0), seconds(0));
  for (int t = 0; t <= 10; ++t) Arrive(sequencer, kA, seconds(t), seconds(t));
  EXPECT_EQ(Released(sequencer), 0U);
  Arrive(sequencer, kA, seconds(11), seconds(11));
  EXPECT_GT(Released(sequencer), 8U);
}

TEST(ArrivalOrder, AWrongClockNeitherHoldsBackNorHurriesTheOthers) {
  for (const Duration off : {Duration(hours(-1)), Duration(hours(1))}) {
    Sequencer sequencer(2, Live());
    for (int t = 0; t < 20; ++t) {
      Arrive(sequencer, kA, seconds(t), seconds(t));
      Arrive(sequencer, kB, seconds(t), seconds(t) + off);
    }
    ReportBatch out;
    sequencer.Release(out);
    const auto of_a = std::count_if(
        out.begin(), out.end(), [](const Report& report) { return From(report).raw.source == kA; });
    EXPECT_EQ(of_a, 17);
    EXPECT_EQ(sequencer.losses(kA).late, 0U);
  }
}

TEST(ArrivalOrder, WhatIsLateDoesNotDependOnWhenItIsReleased) {
  const auto run = [](bool often) {
    Sequencer sequencer(2, Live());
    std::size_t released = 0;
    for (int t = 0; t < 100; ++t) {
      Arrive(sequencer, kA, seconds(t), seconds(t));
      Arrive(sequencer, kB, seconds(t), seconds(t - t % 7));
      if (often) released += Released(sequencer);
    }
    sequencer.SealAll();
    released += Released(sequencer);
    return std::pair(released, sequencer.losses(kB).late);
  };
  EXPECT_EQ(run(true), run(false));
  EXPECT_EQ(run(true).first + run(true).second, 200U);
}

}  // namespace
}  // namespace pelorus
