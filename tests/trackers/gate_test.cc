#include "trackers/gate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>

namespace pelorus {
namespace {

// Critical values with three decimals, NIST/SEMATECH e-Handbook of Statistical Methods 1.3.6.7.4.
TEST(Gate, AgreesWithThePublishedTable) {
  EXPECT_NEAR(ChiSquareGate2(0.10), 4.605, 5e-4);
  EXPECT_NEAR(ChiSquareGate2(0.05), 5.991, 5e-4);
  EXPECT_NEAR(ChiSquareGate2(0.01), 9.210, 5e-4);
  EXPECT_NEAR(ChiSquareGate2(0.001), 13.816, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.10), 7.779, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.05), 9.488, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.01), 13.277, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.001), 18.467, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.95), 0.711, 5e-4);
  EXPECT_NEAR(ChiSquareGate4(0.99), 0.297, 5e-4);
}

TEST(Gate, FourDegreesSolveTheirOwnDistributionFarOut) {
  for (double tail : {0.999, 0.3, 1e-6, 1e-20, 1e-300}) {
    const double half = 0.5 * ChiSquareGate4(tail);
    EXPECT_NEAR(std::log1p(half) - half, std::log(tail), 1e-12 * std::abs(std::log(tail)) + 1e-13)
        << tail;
  }
}

}  // namespace
}  // namespace pelorus
