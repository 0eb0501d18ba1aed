#include "replay/query.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numbers>

namespace pelorus {
namespace {

using nlohmann::json;

TEST(Query, IsReadFromALineOfJson) {
  const Query q =
      ParseQuery(R"({"id":7,"key":"mmsi:244123456","at":1452603731.218,"using_until":1452603700,)"
                 R"("exclude":[[1452603600.5,1452603601],[1452603500,1452603501]]})");
  EXPECT_EQ(q.error, "");
  EXPECT_EQ(q.id, "7");
  EXPECT_EQ(q.key, TargetKey::Of(Mmsi(244123456)));
  EXPECT_LT(std::chrono::abs(q.at - *ParseIso8601("2016-01-12T13:02:11.218Z")),
            std::chrono::microseconds{1});
  EXPECT_EQ(q.using_until, TimeFromUnix(1452603700));
  ASSERT_EQ(q.exclude.size(), 2U);
  EXPECT_EQ(q.exclude[0].first, TimeFromUnix(1452603500));
}

TEST(Query, WithoutALimitKnowsEverything) {
  EXPECT_FALSE(ParseQuery(R"({"key":"icao:4ca1b2","at":1,"using_until":null})").using_until);
  EXPECT_FALSE(ParseQuery(R"({"key":"icao:4ca1b2","at":1})").using_until);
}

TEST(Query, ThatCannotBeUnderstoodSaysWhyAndKeepsItsId) {
  const auto error = [](const char* text) { return ParseQuery(text).error; };
  EXPECT_EQ(error("nonsense"), "bad json");
  EXPECT_EQ(error("[1]"), "bad json");
  EXPECT_EQ(error(R"({"at":1})"), "no key");
  EXPECT_EQ(error(R"({"key":"mmsi:1"})"), "no at");
  EXPECT_EQ(error(R"({"key":"mmsi:12x","at":1})"), "bad key");
  EXPECT_EQ(error(R"({"key":"mmsi:9999999999","at":1})"), "bad key");
  EXPECT_EQ(error(R"({"key":5,"at":1})"), "bad key");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":"x"})"), "bad at");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":1e300})"), "bad at");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":18446744073709551615})"), "bad at");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":-4500000000})"), "bad at");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":1,"using_until":"x"})"), "bad using_until");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":1,"exclude":[[2,1]]})"), "bad exclude");
  EXPECT_EQ(error(R"({"key":"mmsi:1","at":1,"exclude":[1]})"), "bad exclude");
  EXPECT_EQ(ParseQuery(R"({"id":"a\"b","at":1})").id, R"("a\"b")");
}

TEST(QueryAnswer, GivesTheAreaOfItsEllipse) {
  const Eigen::Matrix2d circle = Eigen::Matrix2d::Identity() * 1e6;  // sigma 1 km
  EXPECT_NEAR(Area90_km2(circle), std::numbers::pi * -2.0 * std::log(0.1), 1e-5);
}

TEST(QueryAnswer, IsALineOfJson) {
  Query query;
  query.id = R"("x")";
  QueryAnswer answer;
  answer.position = GeoPoint::Degrees(50.5, -1.25);
  answer.cov_m2 << 4, 1, 1, 9;
  answer.modes[0] = {"cruise", 1.0};
  std::string text;
  AppendAnswer(text, query, answer);
  const json line = json::parse(text);
  EXPECT_EQ(line["id"], "x");
  EXPECT_EQ(line["lat"], 50.5);
  EXPECT_EQ(line["lon"], -1.25);
  EXPECT_EQ(line["cov_m2"], (json{4, 1, 9}));
  EXPECT_EQ(line["modes"], (json{{"cruise", 1}}));
  EXPECT_EQ(text.back(), '\n');
}

TEST(QueryAnswer, WithoutAPositionSaysWhy) {
  Query query;
  QueryAnswer answer;
  answer.error = "no observation";
  std::string text;
  AppendAnswer(text, query, answer);
  EXPECT_EQ(json::parse(text), (json{{"id", nullptr}, {"error", "no observation"}}));
}

}  // namespace
}  // namespace pelorus
