// Copies of transmissions in recordings: how many merge, why the rest stay, and the reporting
// interval that comes out.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "fusion/track_bank.h"
#include "io/ais/nmea_reader.h"
#include "io/bytes.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

/// The reports of a recording in the sequencer's order.
ReportBatch ReportsOf(const std::string& path) {
  ReportBatch all;
  ais::NmeaReader reader(OpenBytes(path), {});
  while (reader.Read(all)) {
  }
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    const Provenance &x = From(a), &y = From(b);
    return std::tie(x.received_at, x.raw) < std::tie(y.received_at, y.raw);
  });
  return all;
}

/// What tracking made of a recording.
struct Told {
  ReportBatch reports;
  std::vector<Disposition> dispositions;
  std::vector<Hearing> hearings;
  TrackerCounts counts;
};

Told Tell(ReportBatch reports, int threads = 1, std::size_t chunk = 5000) {
  Executor executor(threads);
  TrackBank bank({}, executor);
  Told told;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  for (std::size_t i = 0; i < reports.size(); i += chunk) {
    const std::size_t n = std::min(chunk, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, n), picture, dispositions);
    told.dispositions.insert(told.dispositions.end(), dispositions.begin(), dispositions.end());
    told.hearings.insert(told.hearings.end(), picture.hearings.begin(), picture.hearings.end());
  }
  told.counts = bank.counts();
  told.reports = std::move(reports);
  return told;
}

std::size_t Firsts(const std::vector<Hearing>& hearings) {
  return static_cast<std::size_t>(std::count_if(hearings.begin(), hearings.end(),
                                                [](const Hearing& h) { return h.is_first(); }));
}

/// Equal payloads are copies within a time of the first: the rule, written down once more over a
/// plain map. The rule on vessels that have moved on is not in it.
std::size_t TransmissionsByTheBook(const ReportBatch& reports) {
  std::map<std::uint64_t, Time> first;
  std::size_t transmissions = 0;
  for (const Report& report : reports) {
    const Provenance& from = From(report);
    if (from.records == 0) continue;
    const Duration window = std::chrono::seconds(from.dated ? 50 : 10);
    const auto [known, added] = first.try_emplace(from.payload_hash, from.received_at);
    if (!added && from.received_at - known->second <= window) continue;
    known->second = from.received_at;
    ++transmissions;
  }
  return transmissions;
}

struct Recording {
  const char* file;
  std::size_t hearings;       ///< messages that say something to tracking
  std::size_t payloads;       ///< different ones among them
  std::size_t transmissions;  ///< first hearings
  std::uint64_t late_copies;  ///< merged because the vessel has moved on
};

// Why there are more transmissions than payloads:
// - socal, 157: 106 static reports of class A (six units MMSI 900xxxxxx send one every 15 s), 45 of
//   class B after 6 minutes, 6 positions of ships that lie still after whole minutes.
// - hakefjord, 46: 43 static reports after 6 minutes; 3 positions after 22 minutes, where the log
//   begins anew.
// - dma-drift, 27: static reports, all but one after about 6 minutes; that one came 21 s late. Ten
//   copies have stamps 1,016 s ahead; the clock check sets the last three right.
constexpr Recording kRecordings[] = {
    {"socal-two-talkers-20160110.ais.gz", 8432, 5866, 6023, 0},
    {"hakefjord-ownship-gps-ais-20150720.log.gz", 9936, 2436, 2482, 0},
    {"dma-drift-538004030-20140928.ais.gz", 5252, 908, 935, 7},
    {"dma-multistation-20131112.txt.gz", 24818, 24818, 24818, 0},  // merged by its maker
};

class Duplicates : public testing::TestWithParam<Recording> {};

TEST_P(Duplicates, CopiesMergeAndTransmissionsStay) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  const Told told = Tell(ReportsOf(file->string()));
  std::set<std::uint64_t> payloads;
  for (const Report& report : told.reports) payloads.insert(From(report).payload_hash);
  EXPECT_EQ(told.hearings.size(), GetParam().hearings);
  EXPECT_EQ(payloads.size(), GetParam().payloads);
  EXPECT_EQ(Firsts(told.hearings), GetParam().transmissions);
  EXPECT_EQ(told.counts.late_copies, GetParam().late_copies);
  EXPECT_EQ(TransmissionsByTheBook(told.reports),
            GetParam().transmissions + GetParam().late_copies);
}

TEST_P(Duplicates, EveryCopyIsKeptAsAHearingOfTheReportThatWasUsed) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  const Told told = Tell(ReportsOf(file->string()));
  std::map<RawRef, std::uint64_t> used;
  std::size_t next = 0;
  for (std::size_t i = 0; i < told.reports.size(); ++i) {
    const Provenance& from = From(told.reports[i]);
    if (from.records == 0) continue;
    const Hearing& hearing = told.hearings.at(next++);
    EXPECT_EQ(std::tie(hearing.raw, hearing.received_at, hearing.station),
              std::tie(from.raw, from.received_at, from.station));
    const bool is_used = told.dispositions[i] != Disposition::kDuplicate;
    EXPECT_EQ(hearing.is_first(), is_used);
    if (is_used) used[from.raw] = from.payload_hash;
    ASSERT_EQ(used.at(hearing.first), from.payload_hash);
  }
  EXPECT_EQ(next, told.hearings.size());
}

TEST_P(Duplicates, NeitherThreadsNorBatchesChangeAHearing) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  const ReportBatch reports = ReportsOf(file->string());
  const Told alone = Tell(reports);
  for (const auto& [threads, chunk] : {std::pair<int, std::size_t>{2, 5000}, {8, 333}}) {
    const Told other = Tell(reports, threads, chunk);
    EXPECT_EQ(other.dispositions, alone.dispositions);
    ASSERT_EQ(other.hearings.size(), alone.hearings.size());
    for (std::size_t i = 0; i < alone.hearings.size(); ++i) {
      ASSERT_EQ(other.hearings[i].raw, alone.hearings[i].raw);
      ASSERT_EQ(other.hearings[i].first, alone.hearings[i].first);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Duplicates, testing::ValuesIn(kRecordings),
                         [](const auto& param) { return std::to_string(param.param.hearings); });

/// Median interval, in seconds, between the positions of a vessel; of all hearings or of
/// transmissions only.
double MedianInterval(const Told& told, std::uint32_t mmsi, bool transmissions_only) {
  std::vector<double> intervals;
  std::optional<Time> before;
  for (std::size_t i = 0; i < told.reports.size(); ++i) {
    const auto* z = std::get_if<Observation>(&told.reports[i]);
    if (z == nullptr || z->key != TargetKey::Of(Mmsi(mmsi))) continue;
    if (transmissions_only && told.dispositions[i] != Disposition::kUsed) continue;
    if (before) intervals.push_back(ToSeconds(z->from.received_at - *before));
    before = z->from.received_at;
  }
  std::sort(intervals.begin(), intervals.end());
  return intervals.empty() ? 0.0 : intervals[intervals.size() / 2];
}

struct Reporter {
  const char* file;
  std::uint32_t mmsi;
  double nominal_s;  ///< by speed, ITU-R M.1371-5 annex 1 tables 1 and 2
};

constexpr const char* kSocal = "socal-two-talkers-20160110.ais.gz";
constexpr const char* kHakefjord = "hakefjord-ownship-gps-ais-20150720.log.gz";
constexpr Reporter kReporters[] = {
    {kSocal, 366943940, 2.0},       // 26 kn
    {kSocal, 351340000, 6.0},       // 19 kn
    {kSocal, 366081959, 10.0},      // 6 kn
    {kSocal, 367006790, 10.0},      // 5 kn, every report twice
    {kSocal, 354278000, 10.0},      // 12 kn
    {kHakefjord, 265514850, 2.0},   // 23 kn
    {kHakefjord, 246397000, 10.0},  // 11 kn, every report four times, as all in this log
    {kHakefjord, 636015736, 10.0},  // 10 kn
    {kHakefjord, 211199460, 30.0},  // class B, 6 kn
    {kHakefjord, 265599690, 1.0},   // own ship, VDO every second
    {"dma-drift-538004030-20140928.ais.gz", 538004030, 10.0}};

class ReportingInterval : public testing::TestWithParam<Reporter> {};

TEST_P(ReportingInterval, IsTheTransmittersAndNotTheCopies) {
  const auto& [name, mmsi, nominal_s] = GetParam();
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + name);
  const Told told = Tell(ReportsOf(file->string()));
  // A transmission may lie a tenth of the interval from its nominal time; SOTDMA chooses slots.
  EXPECT_NEAR(MedianInterval(told, mmsi, true), nominal_s, 0.1 * nominal_s);
  EXPECT_LE(MedianInterval(told, mmsi, false), MedianInterval(told, mmsi, true));
}

INSTANTIATE_TEST_SUITE_P(Vessels, ReportingInterval, testing::ValuesIn(kReporters),
                         [](const auto& param) { return std::to_string(param.param.mmsi); });

}  // namespace
}  // namespace pelorus
