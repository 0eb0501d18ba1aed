#include "replay/sequencer.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
constexpr SourceId kA{0};
constexpr SourceId kB{1};

/// A report that carries its time and place in the input only.
Report At(SourceId source, Duration after, std::uint64_t offset) {
  Observation z;
  z.from.received_at = kStart + after;
  z.from.raw = {source, offset};
  return z;
}

/// Minutes after the start of what a sequencer releases.
std::vector<long> ReleasedMinutes(Sequencer& sequencer) {
  ReportBatch out;
  sequencer.Release(out);
  std::vector<long> at;
  for (const Report& r : out) {
    at.push_back(std::chrono::floor<minutes>(From(r).received_at - kStart).count());
  }
  return at;
}

TEST(Sequencer, PutsRecordsOfOneSourceInPlace) {
  Sequencer sequencer(1, {});
  sequencer.Add(kA, {At(kA, minutes{5}, 0), At(kA, minutes{1}, 1), At(kA, minutes{3}, 2)});
  sequencer.Close(kA);
  EXPECT_THAT(ReleasedMinutes(sequencer), ElementsAre(1, 3, 5));
}

TEST(Sequencer, CountsWhatIsOlderThanTheWindowAsLate) {
  SequencerParams params;
  params.reorder = hours{2};
  Sequencer sequencer(1, params);
  sequencer.Add(kA, {At(kA, hours{3}, 0), At(kA, hours{3}, 1), At(kA, hours{3}, 2),
                     At(kA, hours{1}, 3), At(kA, hours{1} - seconds{1}, 4)});
  sequencer.Close(kA);
  EXPECT_THAT(ReleasedMinutes(sequencer), ElementsAre(60, 180, 180, 180));
  EXPECT_EQ(sequencer.losses(kA).late, 1U);
}

TEST(Sequencer, ReleasesWhatNoSourceCanPrecede) {
  SequencerParams params;
  params.reorder = minutes{10};
  Sequencer sequencer(2, params);
  for (int m = 0; m <= 60; ++m) {
    sequencer.Add(kA, {At(kA, minutes{m}, static_cast<std::uint64_t>(m))});
  }
  EXPECT_THAT(ReleasedMinutes(sequencer), IsEmpty()) << "the other source has said nothing";
  sequencer.Add(kB, {At(kB, minutes{13}, 0), At(kB, minutes{13}, 1), At(kB, minutes{13}, 2)});
  EXPECT_THAT(ReleasedMinutes(sequencer), ElementsAre(0, 1, 2));
  sequencer.Close(kB);
  EXPECT_EQ(ReleasedMinutes(sequencer).back(), 49);
}

TEST(Sequencer, SilentSourceDoesNotHoldBackOthers) {
  SequencerParams params;
  params.reorder = minutes{1};
  params.idle_after = minutes{5};
  Sequencer sequencer(2, params);
  for (int m = 0; m <= 60; ++m) {
    sequencer.Add(kA, {At(kA, minutes{m}, static_cast<std::uint64_t>(m))});
  }
  EXPECT_EQ(ReleasedMinutes(sequencer).back(), 58);
  // What it says afterwards about released times comes too late, and is counted.
  sequencer.Add(kB, {At(kB, minutes{10}, 0), At(kB, minutes{10}, 1), At(kB, minutes{10}, 2)});
  EXPECT_EQ(sequencer.losses(kB).late, 3U);
}

TEST(Sequencer, ALoneStampFarAheadIsRejectedAndHarmsNothing) {
  Sequencer sequencer(1, {});
  ReportBatch batch;
  for (int m = 0; m < 10; ++m) batch.push_back(At(kA, minutes{m}, static_cast<std::uint64_t>(m)));
  batch.push_back(At(kA, hours{24 * 365}, 10));
  for (int m = 10; m < 20; ++m) {
    batch.push_back(At(kA, minutes{m}, static_cast<std::uint64_t>(m + 1)));
  }
  sequencer.Add(kA, batch);
  sequencer.Close(kA);
  EXPECT_EQ(ReleasedMinutes(sequencer).size(), 20U);
  EXPECT_EQ(sequencer.losses(kA).implausible_time, 1U);
  EXPECT_EQ(sequencer.losses(kA).late, 0U);
}

TEST(Sequencer, AWrongFirstStampIsRejectedToo) {
  Sequencer sequencer(1, {});
  sequencer.Add(kA, {At(kA, hours{24 * 365}, 0), At(kA, minutes{1}, 1), At(kA, minutes{2}, 2),
                     At(kA, minutes{3}, 3)});
  sequencer.Close(kA);
  EXPECT_THAT(ReleasedMinutes(sequencer), ElementsAre(1, 2, 3));
  EXPECT_EQ(sequencer.losses(kA).implausible_time, 1U);
}

TEST(Sequencer, AVesselHeardDaysApartIsBelieved) {
  Sequencer sequencer(1, {});
  ReportBatch batch;
  for (int d = 0; d < 8; ++d) batch.push_back(At(kA, hours{37 * d}, static_cast<std::uint64_t>(d)));
  sequencer.Add(kA, batch);
  sequencer.Close(kA);
  EXPECT_EQ(ReleasedMinutes(sequencer).size(), 8U);
  EXPECT_EQ(sequencer.losses(kA).implausible_time, 0U);
}

TEST(Sequencer, ARealGapInARecordingIsBelieved) {
  Sequencer sequencer(1, {});
  ReportBatch batch;
  for (int i = 0; i < 5; ++i) batch.push_back(At(kA, seconds{i}, static_cast<std::uint64_t>(i)));
  for (int i = 5; i < 10; ++i) {
    batch.push_back(At(kA, hours{24 * 30} + seconds{i}, static_cast<std::uint64_t>(i)));
  }
  sequencer.Add(kA, batch);
  sequencer.Close(kA);
  EXPECT_EQ(ReleasedMinutes(sequencer).size(), 10U);
}

/// Feeds two shuffled sources in chunks of at most `chunk` and gives the order that comes out.
std::vector<RawRef> Merged(std::size_t chunk, bool b_first, std::size_t enough) {
  std::vector<ReportBatch> inputs(2);
  std::mt19937 chance(1);
  for (std::size_t s = 0; s < 2; ++s) {
    for (std::uint64_t i = 0; i < 5000; ++i) {
      const auto jitter = seconds{chance() % 5000};
      inputs[s].push_back(At(SourceId(static_cast<std::uint16_t>(s)), seconds{5 * i} + jitter, i));
    }
  }
  Sequencer sequencer(2, {});
  std::array<std::size_t, 2> next{};
  ReportBatch out;
  bool first = b_first;
  while (next[0] < 5000 || next[1] < 5000) {
    const std::size_t s = first ? 1 : 0;
    first = !first;
    const auto id = SourceId(static_cast<std::uint16_t>(s));
    const std::size_t end = std::min(next[s] + chunk, inputs[s].size());
    sequencer.Add(id, {inputs[s].begin() + static_cast<std::ptrdiff_t>(next[s]),
                       inputs[s].begin() + static_cast<std::ptrdiff_t>(end)});
    next[s] = end;
    sequencer.Release(out, enough);
  }
  sequencer.Close(kA);
  sequencer.Close(kB);
  while (sequencer.Release(out, enough)) {
  }
  std::vector<RawRef> refs;
  for (const Report& r : out) refs.push_back(From(r).raw);
  return refs;
}

TEST(Sequencer, TheOrderDependsNeitherOnChunksNorOnWhichSourceIsReadFirst) {
  const std::vector<RawRef> order = Merged(5000, false, SIZE_MAX);
  ASSERT_EQ(order.size(), 10'000U);
  EXPECT_EQ(Merged(1, false, 1), order);
  EXPECT_EQ(Merged(77, true, 500), order);
}

TEST(Sequencer, KeepsNothingBackOnceAllAreClosed) {
  Sequencer sequencer(2, {});
  sequencer.Add(kA, {At(kA, minutes{1}, 0)});
  sequencer.Close(kA);
  EXPECT_EQ(sequencer.FurthestBehind(), kB);
  sequencer.Close(kB);
  EXPECT_EQ(sequencer.FurthestBehind(), std::nullopt);
  EXPECT_THAT(ReleasedMinutes(sequencer), ElementsAre(1));
  EXPECT_EQ(sequencer.held(), 0U);
}

}  // namespace
}  // namespace pelorus
