#include "geo/time.h"

#include <gtest/gtest.h>

#include <ctime>
#include <limits>
#include <random>
#include <string>

namespace pelorus {
namespace {

std::int64_t Ns(Time t) { return t.time_since_epoch().count(); }

/// Nanoseconds of a text that must be a time.
std::int64_t Parsed(std::string_view text) {
  const auto t = ParseIso8601(text);
  EXPECT_TRUE(t.has_value()) << text;
  return t ? Ns(*t) : 0;
}

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kStamp = 1452603731;  // date -u -d 2016-01-12T13:02:11 +%s

TEST(ParseIso8601, ReadsTheFormsItPromises) {
  EXPECT_EQ(Parsed("2016-01-12T13:02:11Z"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-12t13:02:11z"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-12 13:02:11"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-12T13:02:11.218Z"), kStamp * kSecond + 218'000'000);
  EXPECT_EQ(Parsed("2016-01-12T13:02:11,5Z"), kStamp * kSecond + 500'000'000);
  EXPECT_EQ(Parsed("2016-01-12T13:02:11.123456789987Z"), kStamp * kSecond + 123'456'789);
  EXPECT_EQ(Parsed("2016-01-12T13:02Z"), (kStamp - 11) * kSecond);
  EXPECT_EQ(Parsed("2016-01-12"), 1452556800 * kSecond);
  EXPECT_EQ(Parsed("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(Parsed("1969-12-31T23:59:59.5Z"), -kSecond / 2);
}

TEST(ParseIso8601, TakesTheZoneOff) {
  EXPECT_EQ(Parsed("2016-01-12T16:32:11+03:30"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-12T16:32:11+0330"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-12T08:02:11-05"), kStamp * kSecond);
  EXPECT_EQ(Parsed("2016-01-13T00:02:11+11:00"), kStamp * kSecond);
}

TEST(ParseIso8601, TakesALeapSecondAsTheNextMinute) {
  EXPECT_EQ(Parsed("2016-12-31T23:59:60Z"), Parsed("2017-01-01T00:00:00Z"));
}

TEST(ParseIso8601, KnowsTheCalendar) {
  EXPECT_TRUE(ParseIso8601("2000-02-29"));
  EXPECT_TRUE(ParseIso8601("2024-02-29"));
  EXPECT_FALSE(ParseIso8601("1900-02-29"));
  EXPECT_FALSE(ParseIso8601("2023-02-29"));
  EXPECT_FALSE(ParseIso8601("2023-04-31"));
  EXPECT_FALSE(ParseIso8601("2023-00-10"));
  EXPECT_FALSE(ParseIso8601("2023-13-10"));
  EXPECT_FALSE(ParseIso8601("2023-01-00"));
}

TEST(ParseIso8601, RefusesAnythingElse) {
  for (const char* text : {"",
                           " ",
                           "T",
                           "Z",
                           "2016",
                           "2016-01",
                           "2016-1-12",
                           "16-01-12",
                           "+2016-01-12",
                           "20160112",
                           "2016-01-12T",
                           "2016-01-12T13",
                           "2016-01-12T13:",
                           "2016-01-12T13:02:",
                           "2016-01-12T13:2:11",
                           "2016-01-12T24:00:00Z",
                           "2016-01-12T13:60:00Z",
                           "2016-01-12T13:02:61Z",
                           "2016-01-12T13:02:11.Z",
                           "2016-01-12T13:02:11.Z",
                           "2016-01-12T13:02:11+",
                           "2016-01-12T13:02:11+3",
                           "2016-01-12T13:02:11+24:00",
                           "2016-01-12T13:02:11+03:60",
                           "2016-01-12T13:02:11+03:",
                           "2016-01-12T13:02:11ZZ",
                           "2016-01-12T13:02:11Z ",
                           " 2016-01-12T13:02:11Z",
                           "2016-01-12Z",
                           "2016/01/12 13:02:11",
                           "0000-01-01",
                           "9999-12-31",
                           "1677-12-31",
                           "2262-01-01",
                           "-016-01-12",
                           "2016-01-12T-1:02:11Z",
                           "nan",
                           "2016-01-1\xff"}) {
    EXPECT_FALSE(ParseIso8601(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseIso8601(std::string_view("2016-01-12\0", 11)).has_value());
  EXPECT_FALSE(ParseIso8601("1678-01-01T00:00:00+01:00").has_value());
  EXPECT_FALSE(ParseIso8601("2261-12-31T23:59:59-01:00").has_value());
}

TEST(ParseIso8601, SurvivesDamagedText) {
  std::mt19937 random(1);
  const std::string good = "2016-01-12T13:02:11.218+03:30";
  for (int i = 0; i < 20000; ++i) {
    std::string text = good;
    for (int k = 0; k < 3; ++k) text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % (text.size() + 1));
    const auto t = ParseIso8601(text);
    // What is accepted must be a time that can be written and read again.
    if (t) {
      EXPECT_EQ(ParseIso8601(FormatIso8601(*t)), t) << text;
    }
  }
}

TEST(FormatIso8601, WritesAsManyDigitsAsAreNeeded) {
  const auto text = [](std::int64_t ns) { return FormatIso8601(Time{Duration{ns}}); };
  EXPECT_EQ(text(kStamp * kSecond), "2016-01-12T13:02:11Z");
  EXPECT_EQ(text(kStamp * kSecond + 218'000'000), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(text(kStamp * kSecond + 218'500'000), "2016-01-12T13:02:11.218500Z");
  EXPECT_EQ(text(kStamp * kSecond + 1), "2016-01-12T13:02:11.000000001Z");
  EXPECT_EQ(text(-1), "1969-12-31T23:59:59.999999999Z");
}

TEST(FormatIso8601, WritesTheWholeRange) {
  EXPECT_EQ(FormatIso8601(Time::min()), "1677-09-21T00:12:43.145224192Z");
  EXPECT_EQ(FormatIso8601(Time::max()), "2262-04-11T23:47:16.854775807Z");
}

TEST(FormatIso8601, AgreesWithTheCLibrary) {
  std::mt19937_64 random(2);
  std::uniform_int_distribution<std::int64_t> seconds(-9'214'560'000, 9'214'646'399);
  for (int i = 0; i < 5000; ++i) {
    const std::time_t s = seconds(random);
    std::tm utc{};
    gmtime_r(&s, &utc);
    char expected[32];
    std::strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%SZ", &utc);
    const Time t = *TimeFromUnix(s);
    EXPECT_EQ(FormatIso8601(t), expected);
    EXPECT_EQ(ParseIso8601(expected), t);
  }
}

TEST(FormatIso8601, ReadsBackToTheSameTime) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> ns(-9'214'560'000 * kSecond, 9'214'646'399 * kSecond);
  for (int i = 0; i < 5000; ++i) {
    const Time t{Duration{ns(random)}};
    EXPECT_EQ(ParseIso8601(FormatIso8601(t)), t);
  }
}

TEST(ParseEpochSeconds, IsExact) {
  const auto parsed = [](std::string_view text) { return Ns(*ParseEpochSeconds(text)); };
  EXPECT_EQ(parsed("0"), 0);
  EXPECT_EQ(parsed("1452603731.218"), kStamp * kSecond + 218'000'000);
  // A double holds this stamp to some 200 ns only.
  EXPECT_EQ(parsed("1452603731.123456789"), kStamp * kSecond + 123'456'789);
  EXPECT_EQ(parsed("1452603731.1234567899"), kStamp * kSecond + 123'456'789);
  EXPECT_EQ(parsed("1452603731."), kStamp * kSecond);
  EXPECT_EQ(parsed("-0.25"), -kSecond / 4);
  EXPECT_EQ(parsed("-1.000000001"), -kSecond - 1);
  EXPECT_EQ(parsed("-2"), -2 * kSecond);
}

TEST(ParseEpochSeconds, RefusesAnythingElse) {
  for (const char* text : {"",
                           "-",
                           ".",
                           ".5",
                           "-.5",
                           "--1",
                           "-+1",
                           "+1",
                           " 1",
                           "1 ",
                           "1e9",
                           "0x10",
                           "1.5.5",
                           "1,5",
                           "1.-5",
                           "1.5s",
                           "nan",
                           "inf",
                           "9214646400",
                           "-9214560001",
                           "99999999999999999999",
                           "1452603731218"}) {
    EXPECT_FALSE(ParseEpochSeconds(text).has_value()) << text;
  }
}

TEST(TimeFromUnix, CoversWholeYearsOnly) {
  EXPECT_EQ(FormatIso8601(*TimeFromUnix(-9'214'560'000)), "1678-01-01T00:00:00Z");
  EXPECT_EQ(FormatIso8601(*TimeFromUnix(9'214'646'399, 999'999'999)),
            "2261-12-31T23:59:59.999999999Z");
  EXPECT_FALSE(TimeFromUnix(-9'214'560'001));
  EXPECT_FALSE(TimeFromUnix(9'214'646'400));
  EXPECT_FALSE(TimeFromUnix(0, -1));
  EXPECT_FALSE(TimeFromUnix(0, kSecond));
  EXPECT_FALSE(TimeFromUnix(std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(TimeFromUnix(std::numeric_limits<std::int64_t>::min()));
}

TEST(TimeFromCivil, RefusesFieldsOutOfRange) {
  EXPECT_TRUE(TimeFromCivil(2024, 2, 29, 23, 59, 60));
  constexpr int kMin = std::numeric_limits<int>::min();
  constexpr int kMax = std::numeric_limits<int>::max();
  EXPECT_FALSE(TimeFromCivil(2024, 2, 30, 0, 0, 0));
  EXPECT_FALSE(TimeFromCivil(2024, 2, 29, 24, 0, 0));
  EXPECT_FALSE(TimeFromCivil(2024, 2, 29, 0, 60, 0));
  EXPECT_FALSE(TimeFromCivil(2024, 2, 29, 0, 0, 61));
  EXPECT_FALSE(TimeFromCivil(2024, 2, 29, -1, 0, 0));
  EXPECT_FALSE(TimeFromCivil(kMax, 1, 1, 0, 0, 0));
  EXPECT_FALSE(TimeFromCivil(2024, kMin, 1, 0, 0, 0));
  EXPECT_FALSE(TimeFromCivil(2024, 257, 1, 0, 0, 0));  // a month is one byte inside
  EXPECT_FALSE(TimeFromCivil(2024, 1, kMax, 0, 0, 0));
  EXPECT_FALSE(TimeFromCivil(2024, 1, 1, 0, 0, 0, kSecond));
}

TEST(FromSeconds, RoundsAndSaturates) {
  EXPECT_EQ(FromSeconds(1.5).count(), 1'500'000'000);
  EXPECT_EQ(FromSeconds(-2.5e-9).count(), -3);
  EXPECT_EQ(FromSeconds(0.4e-9).count(), 0);
  EXPECT_EQ(FromSeconds(1e300), Duration::max());
  EXPECT_EQ(FromSeconds(-std::numeric_limits<double>::infinity()), Duration::min());
  EXPECT_EQ(FromSeconds(std::numeric_limits<double>::quiet_NaN()).count(), 0);
  EXPECT_DOUBLE_EQ(ToSeconds(FromSeconds(123456.789)), 123456.789);
}

}  // namespace
}  // namespace pelorus
