// Queries on recordings, by each protocol of the project's evaluation: left-out reports, horizons,
// gaps. Prints the product, the straight line, the cubic Hermite curve and, for the Solent, the
// reference's tracks side by side, for the half of the targets that constants were fitted on and
// for the other; then tracks a target, consistency and time of tracking the same recording.
//   tracking [FILE...]
// Without FILE: the Solent, Switzerland and southern England. Exits 0 without the data.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "fusion/track_bank.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "io/input.h"
#include "replay/query_run.h"
#include "tests/bench/query_cases.h"
#include "tests/bench/reference_tracks.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"
#include "trackers/kalman.h"

namespace pelorus {
namespace {

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return NAN;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

struct Column {
  std::vector<double> each;
  std::map<int, std::pair<double, int>> groups;

  void Add(double error_m, int group) {
    each.push_back(error_m);
    auto& [sum, count] = groups[group];
    sum += error_m;
    ++count;
  }
  std::vector<double> values() const {
    if (groups.size() <= 1) return each;
    std::vector<double> means;
    for (const auto& [group, sum] : groups) means.push_back(sum.first / sum.second);
    return means;
  }
};

struct Row {
  Column ours, straight, hermite, reference;
  std::vector<double> squared;  ///< normalised by the stated covariance
};

/// chi-square with two degrees of freedom: nine in ten lie below.
constexpr double kEllipse90 = 4.605;

/// Which half of the targets one belongs to; the constants were fitted on half 0. Of ships the
/// parity of the CRC-32 of the MMSI's digits, modulo 1000; of aircraft that of the mixed address.
int HalfOf(TargetKey key) {
  if (key.kind() == TargetKey::Kind::kIcao) return static_cast<int>(MixBits(key.number()) % 2);
  std::uint32_t crc = 0xffffffffU;
  for (const char digit : std::to_string(key.number())) {
    crc ^= static_cast<unsigned char>(digit);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return static_cast<int>(~crc % 1000U % 2U);
}

void Print(const std::string& file, const std::vector<Case>& cases,
           const ReferenceTracks& reference) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  std::vector<Query> queries;
  for (const Case& c : cases) queries.push_back(c.query);
  Executor executor(0);
  QueryRun run({}, queries, {reader.get()}, executor);
  while (run.Step()) {
  }
  const std::vector<QueryAnswer> answers = run.Answers();
  std::map<std::string, Row> rows;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!answers[i].error.empty()) continue;
    const Eigen::Vector2d off = LocalFrame(answers[i].position).ToEnu(cases[i].truth);
    const Query& query = cases[i].query;
    const auto theirs = query.using_until && query.exclude.empty()
                            ? reference.At(query.key, query.at, *query.using_until)
                            : std::nullopt;
    for (const int half : {HalfOf(cases[i].query.key), 2}) {
      Row& row = rows[cases[i].row + (half == 2 ? ", all" : half == 0 ? ", half 0" : ", half 1")];
      row.ours.Add(off.norm(), cases[i].group);
      row.straight.Add(cases[i].straight_m, cases[i].group);
      if (!std::isnan(cases[i].hermite_m)) row.hermite.Add(cases[i].hermite_m, cases[i].group);
      if (theirs) row.reference.Add(FastDistance(*theirs, cases[i].truth).meters(), cases[i].group);
      row.squared.push_back(Ldl2(answers[i].cov_m2).SquaredNorm(off));
    }
  }
  for (const auto& [name, row] : rows) {
    const auto cell = [](const Column& c) {
      return c.each.empty() ? std::string("      -  /      -")
                            : fmt::format("{:7.1f} / {:7.1f}", Quantile(c.values(), 0.5),
                                          Quantile(c.values(), 0.9));
    };
    const auto inside = std::count_if(row.squared.begin(), row.squared.end(),
                                      [](double d2) { return d2 < kEllipse90; });
    fmt::print("{:36} {:6}  {}  {}  {}  {}  {:.3f} {:8.2f}\n", name, row.squared.size(),
               cell(row.ours), cell(row.straight), cell(row.hermite), cell(row.reference),
               static_cast<double>(inside) / static_cast<double>(row.squared.size()),
               Quantile(row.squared, 0.9) / kEllipse90);
  }
}

/// No more than `most` of the cases, evenly chosen; whole gaps where they are grouped.
std::vector<Case> Some(std::vector<Case> cases, std::size_t most) {
  const std::size_t every = 1 + cases.size() / most;
  std::size_t i = 0;
  std::erase_if(cases, [&i, every](const Case& c) {
    const std::size_t turn = c.group > 0 ? static_cast<std::size_t>(c.group) : i++ / 2;
    return turn % every != 0;
  });
  return cases;
}

/// Tracks a recording and prints how many tracks there are and how consistent their filters.
void PrintRun(const std::string& title, const std::string& file) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  ReportBatch reports;
  while (reader->Read(reports)) {
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  std::vector<double> all, under_way;
  double spent_s = 0.0;
  for (std::size_t i = 0; i < reports.size(); i += 4096) {
    const std::clock_t start = std::clock();
    bank.Process(std::span(reports).subspan(i, std::min<std::size_t>(4096, reports.size() - i)),
                 picture, dispositions);
    spent_s += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    for (const TrackUpdate& update : picture.updates) {
      if (!update.nis) continue;
      all.push_back(*update.nis);
      if (update.estimate.sog.knots() > 2.0) under_way.push_back(*update.nis);
    }
  }
  const TrackerCounts counts = bank.counts();
  const auto mean = [](const std::vector<double>& v) {
    return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
  };
  fmt::print("{}: {} reports, {} tracks, {} targets ({:.3f} each), {} gated, {} splits\n", title,
             reports.size(), counts.tracks, counts.identities,
             static_cast<double>(counts.tracks) / static_cast<double>(counts.identities),
             counts.gated, counts.splits);
  fmt::print(
      "  NIS (2 expected, median 1.39): mean {:.2f}, median {:.2f}; under way {:.2f}, {:.2f};"
      " {:.2f} us a report\n",
      mean(all), Quantile(all, 0.5), mean(under_way), Quantile(under_way, 0.5),
      1e6 * spent_s / static_cast<double>(reports.size()));
}

/// Asks everything of one recording.
void Measure(const std::string& file) {
  const Fixes fixes = ReadFixes(file);
  if (fixes.empty()) return;
  const bool ships = fixes.begin()->first.kind() == TargetKey::Kind::kMmsi;
  const Protocol protocol = ships ? ShipProtocol() : AircraftProtocol();
  fmt::print("{}, {} targets\n", file.substr(file.find_last_of('/') + 1), fixes.size());
  fmt::print("{:36} {:>6}  {:^17}  {:^17}  {:^17}  {:^17}  {}\n", "median / 90 % of errors, m",
             "cases", "product", "straight", "Hermite", "reference",
             "in 90 % region, factor on its area that would be right");
  const auto theirs = DataFile("tracks/solent_reference_stonesoup_tracks.csv");
  const bool solent = file.find("solent") != std::string::npos;
  const ReferenceTracks reference(solent && theirs ? theirs->string() : "");
  constexpr std::size_t kMost = 40'000;
  const TemporaryFolder folder;
  Fixes kept;
  const std::vector<Case> left_out = LeaveOut(fixes, protocol, kept);
  const std::string thinned = folder.Write("kept.csv", TableOf(kept)).string();
  Print(thinned, Some(left_out, kMost), reference);
  Print(file, Some(Horizons(fixes, protocol), kMost), reference);
  Print(file, Some(Gaps(fixes, protocol), kMost), reference);
  PrintRun("every report", file);
  PrintRun("thinned as for leave-out", thinned);
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty()) {
    for (const char* name : {"tracks/solent_ais_20160112.csv", "tracks/opensky_uk_20210712.csv",
                             "tracks/adsb_switzerland_20180801.csv.gz"}) {
      const auto file = pelorus::DataFile(name);
      if (file) files.push_back(file->string());
      if (!file) fmt::print("needs {}; set PELORUS_DATA\n", name);
    }
  }
  for (const std::string& file : files) pelorus::Measure(file);
}
