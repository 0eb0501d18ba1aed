#include "io/json_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

namespace pelorus {
namespace {

std::string Decimal(double value, int decimals) {
  std::string out;
  AppendDecimal(out, value, decimals);
  return out;
}

std::string Seconds(std::int64_t ns) {
  std::string out;
  AppendEpochSeconds(out, Time{Duration{ns}});
  return out;
}

TEST(JsonText, CutsTrailingZeros) {
  EXPECT_EQ(Decimal(12.5, 3), "12.5");
  EXPECT_EQ(Decimal(12.0, 3), "12");
  EXPECT_EQ(Decimal(-0.05, 2), "-0.05");
  EXPECT_EQ(Decimal(-79.5575649, 7), "-79.5575649");
  EXPECT_EQ(Decimal(0.0005, 3), "0.001");
  EXPECT_EQ(Decimal(1e-9, 3), "0");
  EXPECT_EQ(Decimal(-1e-9, 3), "0");
}

TEST(JsonText, WritesNullForWhatIsNoNumber) {
  EXPECT_EQ(Decimal(std::numeric_limits<double>::quiet_NaN(), 3), "null");
  EXPECT_EQ(Decimal(-std::numeric_limits<double>::infinity(), 3), "null");
}

TEST(JsonText, EveryDecimalReadsBackWithinHalfAStep) {
  std::mt19937_64 chance(3);
  std::uniform_real_distribution<double> exponent(-6.0, 17.0);
  for (int i = 0; i < 20'000; ++i) {
    const double value = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, exponent(chance));
    const int decimals = static_cast<int>(chance() % 8);
    const double read = nlohmann::json::parse(Decimal(value, decimals)).get<double>();
    const double step = std::abs(value) < 9e8 ? std::pow(10.0, -decimals) : 1.0;
    ASSERT_NEAR(read, value, 0.5 * step + 1e-12 * std::abs(value)) << Decimal(value, decimals);
  }
  EXPECT_EQ(nlohmann::json::parse(Decimal(1e300, 3)).get<double>(), 1e300);
}

TEST(JsonText, EpochSecondsAreExact) {
  EXPECT_EQ(Seconds(1'452'603'731'218'000'000), "1452603731.218");
  EXPECT_EQ(Seconds(1'452'603'731'000'000'000), "1452603731");
  EXPECT_EQ(Seconds(1), "0.000000001");
  EXPECT_EQ(Seconds(-1'500'000'000), "-1.5");
}

TEST(JsonText, StringsReadBackAndStayValidUtf8) {
  for (const std::string text :
       {"", "plain", "quote \" and \\ and /", "tab\tand\nline\x01\x7f", "Łódź 東京 \U0001F6A2"}) {
    std::string out;
    AppendJsonString(out, text);
    EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), text);
  }
  for (const std::string bad : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80"}) {
    std::string out;
    AppendJsonString(out, bad);
    ASSERT_TRUE(nlohmann::json::accept(out)) << out;
    EXPECT_NE(out.find("\xEF\xBF\xBD"), std::string::npos);
  }
}

}  // namespace
}  // namespace pelorus
