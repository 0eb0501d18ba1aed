#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "io/tabular/csv_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

constexpr const char* kSolent = "ais/csv/solent-20160112.csv.gz";
constexpr const char* kCadastre = "ais/csv/noaa-marinecadastre-20230111-1000.csv";
constexpr const char* kSatellite = "ais/csv/exactearth-style-global-20210701.csv.gz";
constexpr const char* kDaily = "ais/csv/portwatch-hormuz-daily-2019-2026.csv.gz";

ReadReports ReadRecording(const std::filesystem::path& file) {
  CsvReader reader(OpenBytes(file.string()), file.string(), SourceId{0});
  return ReadWhole(reader);
}

/// First and last receive time.
std::pair<std::string, std::string> SpanOf(const ReadReports& all) {
  Time first = Time::max();
  Time last = Time::min();
  for (const auto& seen : all.positions) {
    first = std::min(first, seen.from.received_at);
    last = std::max(last, seen.from.received_at);
  }
  return {FormatIso8601(first), FormatIso8601(last)};
}

// Rows, ships and times as `csv` and `sort -u` of other tools count them.
TEST(Recordings, SolentIsReadWhole) {
  PELORUS_REQUIRE_DATA(file, kSolent);
  const auto all = ReadRecording(*file);
  EXPECT_EQ(all.counters.received, 18'623U);
  EXPECT_EQ(all.positions.size(), 18'623U);
  EXPECT_TRUE(all.Conserved());
  EXPECT_EQ(all.keys().size(), 91U);
  EXPECT_EQ(SpanOf(all), std::make_pair(std::string("2016-01-12T13:02:11.218Z"),
                                        std::string("2016-01-12T14:26:41.924Z")));
  const auto far = std::count_if(all.positions.begin(), all.positions.end(), [](const auto& seen) {
    return std::abs(seen.position.lat_deg() - 50.8) > 0.3 ||
           std::abs(seen.position.lon_deg() + 1.2) > 0.6;
  });
  EXPECT_EQ(far, 1) << "245188000 claims 54.8° E once: kept for the detectors to judge";
}

TEST(Recordings, MarineCadastreIsReadWhole) {
  PELORUS_REQUIRE_DATA(file, kCadastre);
  const auto all = ReadRecording(*file);
  EXPECT_EQ(all.counters.received, 1000U);
  EXPECT_EQ(all.positions.size(), 1000U);
  EXPECT_TRUE(all.Conserved());
  EXPECT_EQ(all.keys().size(), 1000U);
  EXPECT_EQ(all.positions[0].cog, std::nullopt) << "360 in the file";
  EXPECT_EQ(all.positions[0].ais_class, AisClass::kA);
  ASSERT_GE(all.statics.size(), 2U);
  EXPECT_EQ(all.statics[1].imo, 9'307'839U);
  EXPECT_EQ(all.statics[1].dimensions, (StaticReport::Dimensions{0, 208, 0, 30}));
}

// Counted with Python's csv module: of the 2,373 rows of the types that give positions, one has
// MMSI 0 and 11 have latitude 91; they are of 2,232 ships.
TEST(Recordings, SatelliteTableIsReadByMessageType) {
  PELORUS_REQUIRE_DATA(file, kSatellite);
  const auto all = ReadRecording(*file);
  EXPECT_EQ(all.counters.received, 2498U);
  EXPECT_TRUE(all.Conserved());
  EXPECT_EQ(all.positions.size(), 2361U);
  EXPECT_EQ(all.keys().size(), 2232U);
  EXPECT_EQ(all.counters.rejected[static_cast<std::size_t>(Reject::kBadIdentity)], 1U);
  EXPECT_EQ(all.counters.rejected_total(), 1U);
  EXPECT_EQ(all.counters.messages[27], 978U);
  EXPECT_EQ(all.counters.messages[18], 84U);
  EXPECT_EQ(all.counters.messages[5], 31U);
}

// The first row: received at 18:51:51.680 with UTC second 48, position of flag 0. The ship that
// says draught 87 (decimetres) is GH ZONDA.
TEST(Recordings, SatelliteTableGivesTheTimeOfThePosition) {
  PELORUS_REQUIRE_DATA(file, kSatellite);
  const auto all = ReadRecording(*file);
  const Observation& first = all.positions.at(0);
  EXPECT_EQ(FormatIso8601(first.from.received_at), "2021-07-01T18:51:51.680Z");
  EXPECT_EQ(FormatIso8601(first.measured_at), "2021-07-01T18:51:48Z");
  EXPECT_EQ(first.position_sigma.meters(), 8.0);
  const auto ship = std::find_if(all.statics.begin(), all.statics.end(), [](const auto& said) {
    return said.key == TargetKey::Of(Mmsi{538007407});
  });
  ASSERT_NE(ship, all.statics.end());
  EXPECT_EQ(ship->name->view(), "GH ZONDA");
  EXPECT_EQ(ship->imo, 9'436'472U);
  EXPECT_NEAR(ship->draught->meters(), 8.7, 1e-9);
  EXPECT_EQ(ship->dimensions, (StaticReport::Dimensions{182, 49, 24, 8}));
}

TEST(Recordings, DailyCountsAreNoShipTable) {
  PELORUS_REQUIRE_DATA(file, kDaily);
  EXPECT_THROW(ReadRecording(*file), InputError);
}

TEST(Recordings, ChunksDoNotChangeTheReports) {
  PELORUS_REQUIRE_DATA(file, kSatellite);
  const auto whole = ReadRecording(*file);
  const std::string text = ReadAll(*OpenBytes(file->string()));
  for (const std::size_t largest : {37UL, 4096UL}) {
    CsvReader reader(InPieces(text, largest, 11), "pieces", SourceId{0});
    const auto pieces = ReadWhole(reader);
    ASSERT_EQ(pieces.positions.size(), whole.positions.size());
    for (std::size_t i = 0; i < whole.positions.size(); ++i) {
      EXPECT_EQ(pieces.positions[i].from.raw, whole.positions[i].from.raw);
      EXPECT_EQ(pieces.positions[i].from.payload_hash, whole.positions[i].from.payload_hash);
    }
    EXPECT_EQ(pieces.counters.rejected, whole.counters.rejected);
    EXPECT_EQ(pieces.statics.size(), whole.statics.size());
  }
}

}  // namespace
}  // namespace pelorus
