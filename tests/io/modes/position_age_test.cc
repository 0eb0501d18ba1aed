// Why positions keep their own times: straight lines by speed and track from one position to the
// next, over the time between the positions and over the time between the rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::filesystem::path& file) {
  const auto source = OpenOpensky(OpenBytes(file.string()), "recording");
  return ReadWhole(*source);
}

bool Flies(const Message& m) {
  return m.position && m.position_t && m.gs_kt && m.track_deg && !m.on_ground.value_or(false);
}

/// Metres between where `to` is and where `from` would be after `passed` on its course; on a
/// sphere's local plane, which is good to a per cent over two minutes of flight.
double ErrorAfter(const Message& from, const Message& to, Duration passed) {
  constexpr double kMetersPerDegree = 111'195.0;
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double flown_m = ToSeconds(passed) * static_cast<double>(*from.gs_kt) * 1852.0 / 3600.0;
  const double track = static_cast<double>(*from.track_deg) * kRadians;
  const double mid_lat = (from.position->lat_deg() + to.position->lat_deg()) / 2.0 * kRadians;
  const double east_m =
      (to.position->lon_deg() - from.position->lon_deg()) * kMetersPerDegree * std::cos(mid_lat);
  const double north_m = (to.position->lat_deg() - from.position->lat_deg()) * kMetersPerDegree;
  return std::hypot(east_m - flown_m * std::sin(track), north_m - flown_m * std::cos(track));
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

TEST(PositionAge, SnapshotsFitStraightLinesTenTimesBetterByThePositionsTime) {
  PELORUS_REQUIRE_DATA(first, "adsb/opensky/westasia_20260318T071243.json");
  PELORUS_REQUIRE_DATA(second, "adsb/opensky/westasia_20260318T071424.json");
  std::map<std::uint32_t, Message> before;
  for (const Message& m : Read(*first).messages) {
    if (Flies(m)) before[m.address] = m;
  }
  std::vector<double> by_row;
  std::vector<double> by_position;
  for (const Message& m : Read(*second).messages) {
    const auto had = before.find(m.address);
    if (!Flies(m) || had == before.end()) continue;
    if (*m.position_t == *had->second.position_t) continue;  // the same observation
    by_row.push_back(ErrorAfter(had->second, m, *m.t - *had->second.t));
    by_position.push_back(ErrorAfter(had->second, m, *m.position_t - *had->second.position_t));
  }
  ASSERT_GE(by_position.size(), 30U);
  EXPECT_GT(Median(by_row), 10.0 * Median(by_position));
}

TEST(PositionAge, AnHourOfOneFlightFitsBetterByThePositionsTime) {
  PELORUS_REQUIRE_DATA(file, "adsb/opensky/state_vectors_20170205.csv.gz");
  auto all = Read(*file);
  EXPECT_EQ(all.rows(), 3'600U);
  EXPECT_EQ(all.counters.received, 3'600U);
  std::sort(all.messages.begin(), all.messages.end(),
            [](const Message& a, const Message& b) { return a.t < b.t; });
  std::vector<double> by_row;
  std::vector<double> by_position;
  const Message* last = nullptr;
  const Message* last_new = nullptr;
  for (const Message& m : all.messages) {
    if (!Flies(m)) continue;
    if (last != nullptr) by_row.push_back(ErrorAfter(*last, m, *m.t - *last->t));
    last = &m;
    if (m.position_repeated) continue;
    if (last_new != nullptr) {
      by_position.push_back(ErrorAfter(*last_new, m, *m.position_t - *last_new->position_t));
    }
    last_new = &m;
  }
  EXPECT_GT(by_row.size(), by_position.size()) << "some rows repeat a position";
  ASSERT_GT(by_position.size(), 3'000U);
  EXPECT_GT(Median(by_row), 1.5 * Median(by_position));
}

}  // namespace
}  // namespace pelorus::modes
