// The recordings of aggregators' data, read row by row and compared with what a general JSON
// library, or a split at commas, finds in the same files.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

using nlohmann::json;
using std::filesystem::path;

std::vector<path> FilesIn(const path& folder) {
  std::vector<path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string Content(const path& file) { return ReadAll(*OpenBytes(file.string()), 1 << 16); }

using Opener = std::unique_ptr<MessageSource> (*)(std::unique_ptr<ByteSource>);

std::unique_ptr<MessageSource> OpenPlainSbs(std::unique_ptr<ByteSource> bytes) {
  return OpenSbs(std::move(bytes));
}
std::unique_ptr<MessageSource> OpenNamedOpensky(std::unique_ptr<ByteSource> bytes) {
  return OpenOpensky(std::move(bytes), "recording");
}

ReadMessages Read(const path& file, Opener open) {
  const auto source = open(OpenBytes(file.string()));
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved()) << file;
  const auto pieces = open(InPieces(Content(file), 1000, 5));
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces))) << file;
  return all;
}

double Seconds(const std::optional<Time>& t) {
  return t ? static_cast<double>(t->time_since_epoch().count()) * 1e-9 : std::nan("");
}

TEST(SbsRecordings, TheRecorderThatLostPowerIsReadToItsEnd) {
  PELORUS_REQUIRE_DATA(file, "adsb/sbs/stratux_es_20150902.log.gz");
  const auto all = Read(*file, OpenPlainSbs);
  // 44,481 lines: three starts (one behind zeros), and one line that a fourth start cut.
  EXPECT_EQ(all.counters.received, 44'478U);
  EXPECT_EQ(all.rows(), 44'477U);
  EXPECT_EQ(all.rejected(Reject::kBadRow), 1U);
  EXPECT_EQ(all.Count([](const Message& m) { return !m.t; }), 0);
  EXPECT_EQ(all.messages[0].t, *ParseIso8601("2015-09-02T04:23:39.936535519Z"));
  EXPECT_EQ(all.messages.back().t, *ParseIso8601("2015-09-02T05:00:41.724690078Z"));
}

TEST(SbsRecordings, GeneratedTimeIsTheReceiveTime) {
  PELORUS_REQUIRE_DATA(file, "adsb/beast/ulss7_decoded_sbs.csv.gz");
  const auto all = Read(*file, OpenPlainSbs);
  // 8,625 lines: the last three are an empty one and two words of the decoder.
  EXPECT_EQ(all.rows(), 8'622U);
  EXPECT_EQ(all.rejected(Reject::kNotASentence), 2U);
  for (const Message& m : all.messages) {
    ASSERT_GE(m.t, *ParseIso8601("2018-04-03T19:02:28Z"));
    ASSERT_LE(m.t, *ParseIso8601("2018-04-03T19:15:00Z")) << "logged a week later";
  }
}

TEST(ReadsbRecordings, SnapshotsSayWhatAJsonLibraryReads) {
  const std::pair<const char*, std::size_t> files[] = {{"adsb/readsb/aircraft_1.json", 64},
                                                       {"adsb/readsb/aircraft_2.json", 69},
                                                       {"adsb/readsb/aircraft_3.json", 80}};
  for (const auto& [name, count] : files) {
    PELORUS_REQUIRE_DATA(file, name);
    const auto all = Read(*file, OpenReadsb);
    const json document = json::parse(Content(*file));
    ASSERT_EQ(all.messages.size(), count);
    EXPECT_EQ(all.counters.received, count);
    for (std::size_t i = 0; i < count; ++i) {
      const json& row = document["aircraft"][i];
      const Message& m = all.messages[i];
      EXPECT_EQ(m.address, std::stoul(row["hex"].get<std::string>(), nullptr, 16));
      const json& where = row.contains("lastPosition") ? row["lastPosition"] : row;
      ASSERT_EQ(m.position.has_value(), where.contains("lat"));
      if (!m.position) continue;
      EXPECT_EQ(m.position->lat_deg(), where["lat"].get<double>());
      EXPECT_EQ(m.position->lon_deg(), where["lon"].get<double>());
      EXPECT_NEAR(Seconds(m.position_t),
                  document["now"].get<double>() - where["seen_pos"].get<double>(), 1e-5);
      EXPECT_EQ(m.nic.value_or(255), where.value("nic", 255));
      EXPECT_EQ(m.nac_p.value_or(255), row.value("nac_p", 255));
      EXPECT_EQ(m.gs_kt.value_or(-1.0F), row.value("gs", -1.0F));
    }
  }
}

TEST(ReadsbRecordings, AircraftGoOnFromOneSnapshotToTheNext) {
  PELORUS_REQUIRE_DATA(file, "adsb/readsb/aircraft_1.json");
  const std::string text = Content(*file);
  const auto source = OpenReadsb(std::make_unique<MemoryBytes>(text + text));
  const auto all = ReadWhole(*source);
  ASSERT_EQ(all.messages.size(), 128U);
  EXPECT_EQ(all.Count([](const Message& m) { return m.position_repeated; }), 63);
}

TEST(ReadsbRecordings, TheJsonPortWritesObjectsBackToBack) {
  PELORUS_REQUIRE_DATA(file, "adsb/readsb/json_port_1.json");
  EXPECT_EQ(Read(*file, OpenReadsb).rows(), 48U);
}

TEST(ReadsbRecordings, LinesOfObjectsAreRead) {
  PELORUS_REQUIRE_DATA(hour, "adsb/readsb/brc_1hr_20230829.jsonl.gz");
  const auto all = Read(*hour, OpenReadsb);
  EXPECT_EQ(all.counters.received, 5'767U);
  EXPECT_EQ(all.counters.used, 5'767U);
  EXPECT_EQ(all.rows(), 4'920U) << "847 lines are heartbeats";
  for (const Message& m : all.messages) ASSERT_TRUE(m.position && m.t && m.gs_kt);

  PELORUS_REQUIRE_DATA(cell, "adsb/readsb/grid_20250601_36_-122.gz");
  const auto grid = Read(*cell, OpenReadsb);
  EXPECT_EQ(grid.rows(), 44'120U);
  std::set<std::uint32_t> aircraft;
  for (const Message& m : grid.messages)
    aircraft.insert(m.address | std::uint32_t{m.non_icao} << 24);
  EXPECT_EQ(aircraft.size(), 521U);
}

TEST(TraceRecordings, EveryPointIsRead) {
  PELORUS_REQUIRE_DATA(folder, "adsb/trace");
  const auto files = FilesIn(*folder);
  EXPECT_EQ(files.size(), 22U);
  std::size_t points = 0;
  for (const path& file : files) {
    const auto all = Read(file, OpenTrace);
    const json document = json::parse(Content(file));
    ASSERT_EQ(all.messages.size(), document["trace"].size());
    points += all.messages.size();
    for (std::size_t i = 0; i < all.messages.size(); ++i) {
      const json& row = document["trace"][i];
      const Message& m = all.messages[i];
      EXPECT_EQ(m.registration->view(), document["r"].get<std::string>());
      EXPECT_EQ(m.position->lat_deg(), row[1].get<double>());
      EXPECT_NEAR(Seconds(m.t), document["timestamp"].get<double>() + row[0].get<double>(), 1e-5);
      EXPECT_EQ(m.on_ground.value_or(false), row[3] == "ground");
      if (row[3].is_number()) {
        EXPECT_EQ(m.alt_baro_ft.value_or(m.alt_geom_ft.value_or(0)), row[3]);
      }
    }
  }
  EXPECT_EQ(points, 3'930U);
}

/// How old positions are against the last contact, among rows with one.
std::int64_t OlderThanAMinute(const ReadMessages& all) {
  return all.Count([](const Message& m) {
    return m.position && m.position_t && m.contact_t &&
           *m.contact_t - *m.position_t > std::chrono::seconds(60);
  });
}

TEST(OpenskyRecordings, OneAnswerOfTheWholeWorld) {
  PELORUS_REQUIRE_DATA(file, "adsb/opensky/states_all_global_20260519.json.gz");
  const auto all = Read(*file, OpenNamedOpensky);
  EXPECT_EQ(all.rows(), 11'289U);
  EXPECT_EQ(all.counters.received, 11'289U);
  EXPECT_EQ(all.Count([](const Message& m) { return !m.position; }), 117);
  EXPECT_EQ(OlderThanAMinute(all), 194);
  const auto in = [](double west, double south, double east, double north) {
    return [=](const Message& m) {
      return m.position && m.position->lon_deg() >= west && m.position->lon_deg() <= east &&
             m.position->lat_deg() >= south && m.position->lat_deg() <= north;
    };
  };
  EXPECT_EQ(all.Count(in(43, 10, 51, 15)), 0) << "no receivers at the Gulf of Aden";
  const json document = json::parse(Content(*file));
  for (std::size_t i = 0; i < all.messages.size(); ++i) {
    const json& row = document["states"][i];
    const Message& m = all.messages[i];
    ASSERT_EQ(m.address, std::stoul(row[0].get<std::string>(), nullptr, 16));
    if (m.position) {
      ASSERT_EQ(Seconds(m.position_t), row[3].get<double>());
      ASSERT_EQ(m.position->lon_deg(), row[5].get<double>());
    }
    ASSERT_EQ(m.alt_baro_ft.has_value(), row[7].is_number());
    if (m.alt_baro_ft) {
      ASSERT_NEAR(*m.alt_baro_ft * 0.3048, row[7].get<double>(), 0.2);
    }
    ASSERT_EQ(m.squawk.has_value(), row[14].is_string());
  }
}

TEST(OpenskyRecordings, SnapshotsWithRenamedKeysAndStalePositions) {
  const std::pair<const char*, std::size_t> files[] = {
      {"071243", 73}, {"071424", 74}, {"075232", 85}, {"080730", 94},
      {"082742", 90}, {"084917", 90}, {"091008", 92}, {"093334", 85}};
  std::int64_t old = 0;
  std::size_t rows = 0;
  std::size_t old_in_file = 0;
  for (const auto& [stamp, count] : files) {
    PELORUS_REQUIRE_DATA(file, std::string("adsb/opensky/westasia_20260318T") + stamp + ".json");
    const auto all = Read(*file, OpenNamedOpensky);
    EXPECT_EQ(all.rows(), count);
    rows += count;
    old += OlderThanAMinute(all);
    const json document = json::parse(Content(*file));
    for (const json& row : document["aircraft"]) {
      old_in_file += row["last_contact"].get<int>() - row["time_position"].get<int>() > 60;
    }
  }
  EXPECT_EQ(static_cast<std::size_t>(old), old_in_file);
  EXPECT_GT(3 * old_in_file, rows) << "more than a third, as said of the whole series";
}

TEST(TrajectoryRecordings, EverySampleIsRead) {
  PELORUS_REQUIRE_DATA(folder, "adsb/tracks");
  const auto files = FilesIn(*folder);
  EXPECT_EQ(files.size(), 57U);
  std::uint64_t points = 0;
  for (const path& file : files) {
    const auto source = OpenNamedOpensky(OpenBytes(file.string()));
    std::uint64_t with_position = 0;
    while (const Message* m = source->Next()) {
      ASSERT_TRUE(m->t && m->address != 0);
      with_position += m->position.has_value();
    }
    const Counters& counters = source->counters();
    EXPECT_TRUE(counters.Conserved());
    EXPECT_EQ(counters.used, counters.received) << file;
    EXPECT_GT(with_position * 2, counters.received) << file;
    points += counters.received;
  }
  EXPECT_EQ(points, 593'038U);
}

TEST(TrajectoryRecordings, ColumnsSayWhatAJsonLibraryReads) {
  PELORUS_REQUIRE_DATA(file, "adsb/tracks/calibration/nice.json.gz");
  const auto all = Read(*file, OpenNamedOpensky);
  const json document = json::parse(Content(*file));
  ASSERT_EQ(all.messages.size(), 1'246U);
  for (std::size_t i = 0; i < all.messages.size(); ++i) {
    const Message& m = all.messages[i];
    const std::string index = std::to_string(i);
    EXPECT_EQ(Seconds(m.t) * 1e3, document["timestamp"][index].get<double>());
    EXPECT_EQ(m.position->lat_deg(), document["latitude"][index].get<double>());
    EXPECT_EQ(m.alt_baro_ft, std::lround(document["altitude"][index].get<double>()));
  }
}

}  // namespace
}  // namespace pelorus::modes
