// One byte damaged, lost or added in a recording costs the row it is in, and at most the one behind
// it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

struct Recording {
  const char* name;
  const char* file;
  std::unique_ptr<MessageSource> (*open)(std::unique_ptr<ByteSource>);
  const char* first_row;  ///< what the first row begins with: damage before it may cost all
};

std::unique_ptr<MessageSource> OpenNamedOpensky(std::unique_ptr<ByteSource> bytes) {
  return OpenOpensky(std::move(bytes), "damaged");
}

class DamagedRows : public ::testing::TestWithParam<Recording> {};

TEST_P(DamagedRows, CostThemselves) {
  constexpr std::size_t kPart = 60'000;
  constexpr int kDamages = 500;
  PELORUS_REQUIRE_DATA(file, GetParam().file);
  const std::string text = ReadAll(*OpenBytes(file->string())).substr(0, kPart);
  const auto read = [&](const std::string& damaged) {
    const auto source = GetParam().open(std::make_unique<MemoryBytes>(damaged));
    return ReadWhole(*source);
  };
  const auto good = read(text);
  ASSERT_GT(good.messages.size(), 30U);
  const std::size_t rows_at = text.find(GetParam().first_row);
  ASSERT_NE(rows_at, std::string::npos);
  std::uint64_t seed = 1;
  for (int i = 0; i < kDamages; ++i) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::size_t at = rows_at + static_cast<std::size_t>(seed >> 20) % (text.size() - rows_at);
    const char byte = "\"{}[],:x\n"[(seed >> 60) % 9];
    std::string damaged = text;
    if (i % 3 == 0) damaged[at] = byte;
    if (i % 3 == 1) damaged.erase(at, 1);
    if (i % 3 == 2) damaged.insert(damaged.begin() + static_cast<std::ptrdiff_t>(at), byte);
    const auto all = read(damaged);
    EXPECT_TRUE(all.counters.Conserved());
    EXPECT_GE(all.messages.size() + 2, good.messages.size())
        << "damage at " << at << ": " << damaged.substr(at - std::min<std::size_t>(at, 30), 60);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, DamagedRows,
    ::testing::Values(
        Recording{"Snapshot", "adsb/readsb/aircraft_1.json", OpenReadsb, "\"aircraft\": [\n"},
        Recording{"Port", "adsb/readsb/json_port_1.json", OpenReadsb, "\"type\""},
        Recording{"Lines", "adsb/readsb/grid_20250601_36_-122.gz", OpenReadsb, "\"alt_baro\""},
        Recording{"Trace", "adsb/trace/2023-08-20/trace_full_aa178d.json", OpenTrace, "[63544"},
        Recording{"States", "adsb/opensky/states_all_global_20260519.json.gz", OpenNamedOpensky,
                  "[\"39de4e"},
        Recording{"Renamed", "adsb/opensky/westasia_20260318T082742.json", OpenNamedOpensky,
                  "{\"icao24"},
        Recording{"Samples", "adsb/tracks/calibration/lisbon.json.gz", OpenNamedOpensky,
                  "\"icao24"}),
    [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace pelorus::modes
