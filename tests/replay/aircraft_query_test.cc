#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "geo/geodesic.h"
#include "io/input.h"
#include "replay/query_run.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

constexpr std::int64_t kStart = 1'700'000'000;
constexpr double kSpeed_kn = 420.0;
constexpr std::uint32_t kAddress = 0x4ca1b0;

Time At(double s) { return *TimeFromUnix(kStart) + FromSeconds(s); }

/// Aircraft that fly straight on, one azimuth each.
GeoPoint Straight(int n, double s) {
  return GeodesicDirect(GeoPoint::Degrees(50.0 + n, 5.0), Azimuth::Degrees(50.0 * n),
                        Length::Meters(Speed::Knots(kSpeed_kn).mps() * s));
}

/// One that circles to starboard, 3 degrees a second, 216 m/s.
constexpr double kTurn_dps = 3.0, kRadius_m = 216.0 / (kTurn_dps * 0.017453292519943295);
GeoPoint Circling(double s) {
  return GeodesicDirect(GeoPoint::Degrees(46.0, 7.0), Azimuth::Degrees(kTurn_dps * s),
                        Length::Meters(kRadius_m));
}

std::string Row(std::uint32_t address, double s, GeoPoint p, double speed_kn, double track_deg) {
  char row[160];
  std::snprintf(row, sizeof row, "%.3f,%06x,%.7f,%.7f,%.1f,%.2f\n", static_cast<double>(kStart) + s,
                address, p.lat_deg(), p.lon_deg(), speed_kn, std::fmod(track_deg, 360.0));
  return row;
}

using Wanted = std::function<bool(int aircraft, double s)>;

/// Aircraft 0 to 2 fly straight on, 3 circles; each speaks every 5 s.
std::string Table(const Wanted& wanted) {
  std::string text = "t,icao,lat,lon,gs_kt,track_deg\n";
  for (int i = 0; i < 240; ++i) {
    for (int n = 0; n < 4; ++n) {
      const double s = 5.0 * i + n;
      if (!wanted(n, s)) continue;
      const GeoPoint p = n == 3 ? Circling(s) : Straight(n, s);
      const double track =
          n == 3 ? kTurn_dps * s + 90.0
                 : GeodesicInverse(Straight(n, 0.0), Straight(n, s + 1.0)).end.degrees();
      text += Row(kAddress + static_cast<std::uint32_t>(n), s, p,
                  n == 3 ? Speed::MetersPerSecond(216.0).knots() : kSpeed_kn, track);
    }
  }
  return text;
}

bool Everything(int, double) { return true; }

Query Ask(int n, double at_s, std::optional<double> until_s = std::nullopt) {
  Query q;
  q.key = TargetKey::Of(Icao24(kAddress + static_cast<std::uint32_t>(n)));
  q.at = At(at_s);
  if (until_s) q.using_until = At(*until_s);
  return q;
}

std::vector<QueryAnswer> Answers(const std::string& table, const std::vector<Query>& queries,
                                 int threads = 1) {
  const TemporaryFolder folder;
  const auto file = folder.Write("aircraft.csv", table);
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file.string())), SourceId(0), {});
  Executor executor(threads);
  QueryRun run({}, queries, {reader.get()}, executor);
  while (run.Step()) {
  }
  return run.Answers();
}

double Off(const QueryAnswer& answer, GeoPoint truth) {
  return GeodesicInverse(answer.position, truth).distance.meters();
}

void ExpectEqual(const std::vector<QueryAnswer>& a, const std::vector<QueryAnswer>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].position, b[i].position) << i;
    EXPECT_EQ(a[i].cov_m2, b[i].cov_m2) << i;
    EXPECT_EQ(a[i].modes, b[i].modes) << i;
    EXPECT_EQ(a[i].error, b[i].error) << i;
  }
}

TEST(AircraftQuery, FindsAnAircraftBetweenItsReports) {
  const auto answers = Answers(Table(Everything), {Ask(0, 602.5), Ask(1, 604), Ask(3, 606)});
  EXPECT_LT(Off(answers[0], Straight(0, 602.5)), 10.0);
  EXPECT_LT(Off(answers[1], Straight(1, 604)), 10.0);
  EXPECT_LT(Off(answers[2], Circling(606)), 25.0);
  EXPECT_EQ(answers[0].modes[0].first, "straight");
  EXPECT_GT(answers[0].modes[0].second, 0.5);
  EXPECT_GT(answers[2].modes[2].second, 0.5);  // turn
}

// A straight line between the ends misses the circle by up to its diameter.
TEST(AircraftQuery, SmoothsThroughAWithheldHalfOfACircle) {
  std::vector<Query> queries;
  for (const double at : {616.0, 631.0, 646.0}) {
    queries.push_back(Ask(3, at));
    queries.back().exclude = {{At(604), At(657)}};
  }
  const auto answers = Answers(Table(Everything), queries);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const double s = 616.0 + 15.0 * static_cast<double>(i);
    EXPECT_LT(Off(answers[i], Circling(s)), 0.15 * kRadius_m) << s;
  }
}

TEST(AircraftQuery, FollowsATurnAhead) {
  const auto answers = Answers(Table(Everything), {Ask(3, 613, 603)});
  const GeoPoint straight =
      GeodesicDirect(Circling(603), Azimuth::Degrees(kTurn_dps * 603 + 90), Length::Meters(2160));
  EXPECT_LT(Off(answers[0], Circling(613)),
            0.5 * GeodesicInverse(straight, Circling(613)).distance.meters());
}

TEST(AircraftQuery, PredictsWithWhatWasKnownOnly) {
  std::vector<Query> queries;
  for (const double ahead : {5.0, 30.0, 60.0, 300.0}) queries.push_back(Ask(1, 601 + ahead, 601));
  const auto all = Answers(Table(Everything), queries);
  for (Query& q : queries) q.using_until.reset();
  ExpectEqual(all, Answers(Table([](int, double s) { return s <= 601; }), queries));
}

TEST(AircraftQuery, ForgetsWhatIsExcluded) {
  std::vector<Query> queries;
  for (const double at : {400.0, 500.0, 599.0, 610.0}) {
    queries.push_back(Ask(0, at));
    queries.back().exclude = {{At(361), At(479)}, {At(481), At(598)}};
  }
  const auto withheld = [](int n, double s) {
    return n != 0 || !((s > 361 && s < 479) || (s > 481 && s < 598));
  };
  const auto answers = Answers(Table(Everything), queries);
  for (Query& q : queries) q.exclude.clear();
  const auto without = Answers(Table(withheld), queries);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    EXPECT_EQ(answers[i].position, without[i].position) << i;
  }
}

TEST(AircraftQuery, RegionsGrowWithTheHorizonAndShrinkWithAReportAfterIt) {
  const auto answers = Answers(Table(Everything),
                               {Ask(0, 610, 600), Ask(0, 660, 600), Ask(0, 900, 600), Ask(0, 660)});
  EXPECT_LT(Area90_km2(answers[0].cov_m2), Area90_km2(answers[1].cov_m2));
  EXPECT_LT(Area90_km2(answers[1].cov_m2), Area90_km2(answers[2].cov_m2));
  EXPECT_LT(Area90_km2(answers[3].cov_m2), Area90_km2(answers[0].cov_m2));
}

TEST(AircraftQuery, BeforeTheFirstReportTimeRunsBackwards) {
  const auto answers = Answers(Table([](int, double s) { return s >= 300; }), {Ask(1, 291)});
  EXPECT_EQ(answers[0].error, "");
  EXPECT_LT(Off(answers[0], Straight(1, 291)), 60.0);
}

TEST(AircraftQuery, OneWildPositionDoesNoHarm) {
  std::string table = Table([](int, double s) { return s <= 600; });
  table += Row(kAddress, 602, GeoPoint::Degrees(10.0, 10.0), kSpeed_kn, 0.0);
  const std::string rest = Table([](int, double s) { return s > 600; });
  table += rest.substr(rest.find('\n') + 1);
  const auto answers = Answers(table, {Ask(0, 603, 603), Ask(0, 601), Ask(0, 607)});
  EXPECT_LT(Off(answers[0], Straight(0, 603)), 25.0);
  EXPECT_LT(Off(answers[1], Straight(0, 601)), 25.0);
  EXPECT_LT(Off(answers[2], Straight(0, 607)), 25.0);
}

TEST(AircraftQuery, SaysWhatItDoesNotKnow) {
  const auto answers = Answers(Table(Everything), {Ask(9, 100), Ask(0, 100, -5)});
  EXPECT_EQ(answers[0].error, "no observation");
  EXPECT_EQ(answers[1].error, "no observation");
}

TEST(AircraftQuery, AnswersDoNotDependOnThreadsNorOnTheOrderOfQueries) {
  std::vector<Query> queries;
  for (int i = 0; i < 200; ++i) {
    const double at = std::fmod(i * 137.0, 1200.0);
    queries.push_back(i % 2 == 0 ? Ask(i % 4, at) : Ask(i % 4, at, at - i));
    if (i % 5 == 0) queries.back().exclude = {{At(at - 30), At(at + i)}};
  }
  const auto answers = Answers(Table(Everything), queries, 1);
  ExpectEqual(answers, Answers(Table(Everything), queries, 8));
  std::vector<Query> backwards(queries.rbegin(), queries.rend());
  std::vector<QueryAnswer> again = Answers(Table(Everything), backwards);
  std::reverse(again.begin(), again.end());
  ExpectEqual(answers, again);
}

}  // namespace
}  // namespace pelorus
