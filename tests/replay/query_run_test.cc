#include "replay/query_run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "geo/geodesic.h"
#include "io/input.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

constexpr std::int64_t kStart = 1'700'000'000;
constexpr double kSpeed_kn = 10.0;

Time At(double s) { return *TimeFromUnix(kStart) + FromSeconds(s); }

/// Ships that sail straight on at 10 kn; each reports every 30 s of its own.
GeoPoint Truth(int ship, double s) {
  return GeodesicDirect(GeoPoint::Degrees(50.0 + 0.1 * ship, -1.0), Azimuth::Degrees(40.0 * ship),
                        Length::Meters(Speed::Knots(kSpeed_kn).mps() * s));
}

std::string Row(int ship, double s, GeoPoint p) {
  char row[160];
  std::snprintf(row, sizeof row, "%.3f,%d,%.7f,%.7f,%.1f,%.1f\n", static_cast<double>(kStart) + s,
                244000000 + ship, p.lat_deg(), p.lon_deg(), kSpeed_kn, 40.0 * ship);
  return row;
}

std::string Table(const std::function<bool(int ship, double s)>& wanted) {
  std::string text = "t,mmsi,lat,lon,sog_kn,cog_deg\n";
  for (int i = 0; i < 240; ++i) {
    for (int ship = 0; ship < 3; ++ship) {
      const double s = 30.0 * i + ship;
      if (wanted(ship, s)) text += Row(ship, s, Truth(ship, s));
    }
  }
  return text;
}

bool Everything(int, double) { return true; }

Query Ask(int ship, double at_s, std::optional<double> until_s = std::nullopt) {
  Query q;
  q.key = TargetKey::Of(Mmsi(244000000U + static_cast<std::uint32_t>(ship)));
  q.at = At(at_s);
  if (until_s) q.using_until = At(*until_s);
  return q;
}

std::vector<QueryAnswer> Answers(const std::string& table, const std::vector<Query>& queries,
                                 int threads = 1) {
  const TemporaryFolder folder;
  const auto file = folder.Write("ships.csv", table);
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

TEST(QueryRun, FindsAShipBetweenItsReports) {
  const auto answers = Answers(Table(Everything), {Ask(0, 1215), Ask(1, 1216), Ask(2, 3000)});
  EXPECT_LT(Off(answers[0], Truth(0, 1215)), 8.0);
  EXPECT_LT(Off(answers[1], Truth(1, 1216)), 8.0);
  EXPECT_LT(Off(answers[2], Truth(2, 3000)), 8.0);
}

TEST(QueryRun, PredictsWithWhatWasKnownOnly) {
  std::vector<Query> queries;
  for (const double ahead : {5.0, 60.0, 75.0, 300.0, 1800.0}) {
    queries.push_back(Ask(1, 3001 + ahead, 3001));
  }
  const auto all = Answers(Table(Everything), queries);
  for (Query& q : queries) q.using_until.reset();
  ExpectEqual(all, Answers(Table([](int, double s) { return s <= 3001; }), queries));
}

TEST(QueryRun, ForgetsWhatIsExcluded) {
  std::vector<Query> queries;
  for (const double at : {1900.0, 2500.0, 2999.0, 3010.0, 3610.0}) {
    queries.push_back(Ask(0, at));
    queries.back().exclude = {{At(1801), At(2399)}, {At(2401), At(2999.5)}};
  }
  const auto withheld = [](int ship, double s) {
    return ship != 0 || !((s > 1801 && s < 2399) || (s > 2401 && s < 2999.5));
  };
  const auto answers = Answers(Table(Everything), queries);
  for (Query& q : queries) q.exclude.clear();
  ExpectEqual(answers, Answers(Table(withheld), queries));
}

TEST(QueryRun, RegionsGrowWithTheHorizonAndShrinkWithAReportAfterIt) {
  const auto answers =
      Answers(Table(Everything), {Ask(0, 3010, 3000), Ask(0, 3060, 3000), Ask(0, 3300, 3000),
                                  Ask(0, 4800, 3000), Ask(0, 7140, 3000), Ask(0, 7140)});
  const auto area = [&answers](std::size_t i) { return Area90_km2(answers[i].cov_m2); };
  EXPECT_LT(area(0), area(1));  // by the filter
  EXPECT_LT(area(2), area(3));  // by what was learned of drift
  EXPECT_LT(area(3), area(4));
  EXPECT_LT(area(5), area(0));
}

TEST(QueryRun, BeforeTheFirstReportTimeRunsBackwards) {
  const auto answers = Answers(Table([](int, double s) { return s >= 600; }), {Ask(1, 571)});
  EXPECT_EQ(answers[0].error, "");
  EXPECT_LT(Off(answers[0], Truth(1, 571)), 15.0);
}

TEST(QueryRun, SaysWhatItDoesNotKnow) {
  Query bad = ParseQuery(R"({"id":1})");
  Query nothing = Ask(0, 100);
  nothing.exclude = {{At(-10), At(1e6)}};
  const auto answers =
      Answers(Table(Everything), {Ask(9, 100), bad, nothing, Ask(0, 100, -5), Ask(0, 100)});
  EXPECT_EQ(answers[0].error, "no observation");
  EXPECT_EQ(answers[2].error, "no observation");
  EXPECT_EQ(answers[3].error, "no observation");
  EXPECT_EQ(answers[4].error, "");
}

TEST(QueryRun, OneWildReportDoesNoHarm) {
  std::string table = Table([](int, double s) { return s <= 1800; });
  table += Row(0, 1815, GeoPoint::Degrees(10.0, 10.0));
  const std::string rest = Table([](int, double s) { return s > 1800; });
  table += rest.substr(rest.find('\n') + 1);
  const auto answers = Answers(table, {Ask(0, 1816, 1816), Ask(0, 1820), Ask(0, 1812)});
  EXPECT_LT(Off(answers[0], Truth(0, 1816)), 15.0);
  EXPECT_LT(Off(answers[1], Truth(0, 1820)), 15.0);
  EXPECT_LT(Off(answers[2], Truth(0, 1812)), 15.0);
}

TEST(QueryRun, AnswersDoNotDependOnThreadsNorOnTheOrderOfQueries) {
  std::vector<Query> queries;
  for (int i = 0; i < 300; ++i) {
    const double at = std::fmod(i * 1237.0, 7200.0);
    queries.push_back(i % 2 == 0 ? Ask(i % 3, at) : Ask(i % 3, at, at - i));
    if (i % 5 == 0) queries.back().exclude = {{At(at - 100), At(at + 50.0 * i)}};
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
