#include "fusion/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace pelorus {
namespace {

TEST(Executor, CallsEveryIndexOnce) {
  for (const int threads : {1, 2, 8}) {
    Executor executor(threads);
    std::vector<std::atomic<int>> calls(1000);
    executor.ForEach(calls.size(), [&](std::size_t i) { ++calls[i]; });
    for (const auto& n : calls) ASSERT_EQ(n, 1);
  }
}

TEST(Executor, NestedCallsEnd) {
  Executor executor(4);
  std::atomic<int> calls = 0;
  executor.ForEach(8, [&](std::size_t) { executor.ForEach(8, [&](std::size_t) { ++calls; }); });
  EXPECT_EQ(calls, 64);
}

TEST(Executor, GivesTheExceptionOfABodyToTheCaller) {
  for (const int threads : {1, 4}) {
    Executor executor(threads);
    EXPECT_THROW(executor.ForEach(16,
                                  [](std::size_t i) {
                                    if (i == 5) throw std::runtime_error("five");
                                  }),
                 std::runtime_error);
    std::atomic<int> calls = 0;
    executor.ForEach(16, [&](std::size_t) { ++calls; });
    EXPECT_EQ(calls, 16);
  }
}

TEST(Executor, RunsSideBySideWhenAskedTo) {
  Executor executor(2);
  std::atomic<int> present = 0;
  std::atomic<bool> met = false;
  // Each waits for the other, so one thread alone would never see both; the wait is bounded.
  executor.ForEach(2, [&](std::size_t) {
    ++present;
    for (int i = 0; i < 10'000 && !met; ++i) {
      if (present == 2) met = true;
      std::this_thread::sleep_for(std::chrono::microseconds{500});
    }
  });
  EXPECT_TRUE(met);
}

}  // namespace
}  // namespace pelorus
