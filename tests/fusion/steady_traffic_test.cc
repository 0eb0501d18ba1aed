// The whole of tracking, not the filter alone: once traffic is steady, its reports are tracked
// without an allocation.
#include <gtest/gtest.h>

#include <span>

#include "fusion/track_bank.h"
#include "tests/support/world.h"
#include "tests/trackers/counting_new.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(SteadyTraffic, IsTrackedWithoutAllocation) {
  std::vector<Ship> fleet;
  for (std::uint32_t i = 0; i < 40; ++i) {
    fleet.push_back(Ship(211000000 + i, seconds{30})
                        .From(36.0 + 0.2 * i, 50.0)
                        .Steer(9.0 * i)
                        .At(Speed::Knots(0.5 * i))
                        .For(hours{2}));
  }
  const ReportBatch reports = InOrder(fleet);
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  constexpr std::size_t kBatch = 200;
  const Time settled = kWorldStart + minutes{80};
  long allocations = 0;
  std::size_t counted = 0, updates = 0;
  for (std::size_t i = 0; i + kBatch <= reports.size(); i += kBatch) {
    const auto batch = std::span(reports).subspan(i, kBatch);
    const long before = CountedAllocations();
    bank.Process(batch, picture, dispositions);
    if (From(batch.front()).received_at < settled) continue;
    allocations += CountedAllocations() - before;
    counted += kBatch;
    updates += picture.updates.size();
  }
  ASSERT_GE(counted, 3000U);
  EXPECT_EQ(updates, counted);
  EXPECT_EQ(allocations, 0);
}

}  // namespace
}  // namespace pelorus
