// Queries on the Solent recording, by each protocol of the project's evaluation: left-out reports,
// horizons, gaps. Prints the product, the straight line and the cubic Hermite curve side by side,
// for the half of the vessels that constants were fitted on and for the other. Exits 0 without the
// data.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "io/input.h"
#include "replay/query_run.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"
#include "trackers/kalman.h"

namespace pelorus {
namespace {

using namespace std::chrono_literals;
using Ships = std::map<TargetKey, std::vector<Observation>>;

Ships Read(const std::string& file) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  Ships ships;
  for (ReportBatch batch; reader->Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      const auto* z = std::get_if<Observation>(&report);
      if (z != nullptr) ships[z->key].push_back(*z);
    }
  }
  for (auto& [key, z] : ships) {
    std::stable_sort(z.begin(), z.end(), [](const Observation& a, const Observation& b) {
      return a.measured_at < b.measured_at;
    });
    const auto same = [](const Observation& a, const Observation& b) {
      return a.measured_at == b.measured_at;
    };
    z.erase(std::unique(z.begin(), z.end(), same), z.end());
  }
  return ships;
}

bool UnderWay(const Observation& z) { return z.sog && z.cog && z.sog->knots() > 2.0; }

Eigen::Vector2d Velocity(const Observation& z) {
  if (!z.sog || !z.cog) return Eigen::Vector2d::Zero();
  return z.sog->mps() * Eigen::Vector2d(std::sin(z.cog->radians()), std::cos(z.cog->radians()));
}

/// One question with its truth and what simple methods would say.
struct Case {
  Query query;
  GeoPoint truth;
  std::string row;
  int group = 0;  ///< cases of one gap are averaged
  double straight_m = 0.0, hermite_m = NAN;
};

/// Errors of the line and of the curve, from `a` and, where there is one, the next report `b`.
void Compare(Case& c, const Observation& a, const Observation* b) {
  const LocalFrame plane(a.position);
  const double t = ToSeconds(c.query.at - a.measured_at);
  const Eigen::Vector2d truth = plane.ToEnu(c.truth);
  c.straight_m = (t * Velocity(a) - truth).norm();
  if (b == nullptr) return;
  const double gap = ToSeconds(b->measured_at - a.measured_at), s = t / gap;
  const Eigen::Vector2d end = plane.ToEnu(b->position);
  c.straight_m = (s * end - truth).norm();
  const Eigen::Vector2d curve = (s * s * s - 2 * s * s + s) * gap * Velocity(a) +
                                (3 * s * s - 2 * s * s * s) * end +
                                (s * s * s - s * s) * gap * Velocity(*b);
  c.hermite_m = (curve - truth).norm();
}

std::vector<Case> Horizons(const Ships& ships) {
  std::vector<Case> cases;
  for (const auto& [key, z] : ships) {
    Time last = Time::min();
    for (const Observation& a : z) {
      if (!UnderWay(a) || (last != Time::min() && a.measured_at - last < 60s)) continue;
      last = a.measured_at;
      for (const int h : {60, 300, 900, 1800, 3600}) {
        const Time wanted = a.measured_at + std::chrono::seconds{h};
        const auto b =
            std::lower_bound(z.begin(), z.end(), wanted,
                             [](const Observation& one, Time t) { return one.measured_at < t; });
        if (b == z.end() || ToSeconds(b->measured_at - wanted) > std::max(30, h / 30)) continue;
        if (FastDistance(a.position, b->position).meters() > 30.0 * h + 1200.0) continue;
        Case c{{}, b->position, fmt::format("horizon {:2} min", h / 60)};
        c.query.key = key;
        c.query.at = b->measured_at;
        c.query.using_until = a.measured_at;
        Compare(c, a, nullptr);
        cases.push_back(c);
      }
    }
  }
  return cases;
}

std::vector<Case> Gaps(const Ships& ships) {
  std::vector<Case> cases;
  int group = 0;
  for (const int length : {300, 900, 1800}) {
    for (const auto& [key, z] : ships) {
      for (std::size_t i = 0, j = 0; i < z.size(); i = j) {
        const Time end = z[i].measured_at + std::chrono::seconds{length};
        for (j = i + 1; j < z.size() && z[j].measured_at < end;) ++j;
        if (j == z.size()) break;
        if (!UnderWay(z[i]) || j - i < 6 || (z[j].measured_at - end) * 5 > end - z[i].measured_at) {
          continue;
        }
        ++group;
        for (std::size_t k = i + 1; k < j; ++k) {
          Case c{{}, z[k].position, fmt::format("gap {:2} min, mean error", length / 60), group};
          c.query.key = key;
          c.query.at = z[k].measured_at;
          c.query.exclude = {{z[i].measured_at + 1ms, z[j].measured_at - 1ms}};
          Compare(c, z[i], &z[j]);
          cases.push_back(c);
        }
      }
    }
  }
  return cases;
}

/// Keeps one report a ship and minute in `kept`; the others ask.
std::vector<Case> LeaveOut(const Ships& ships, Ships& kept) {
  std::vector<Case> cases;
  for (const auto& [key, z] : ships) {
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < z.size(); ++i) {
      if (used.empty() || z[i].measured_at - z[used.back()].measured_at >= 60s) used.push_back(i);
    }
    for (std::size_t u = 0; u < used.size(); ++u) {
      kept[key].push_back(z[used[u]]);
      const std::size_t next = u + 1 < used.size() ? used[u + 1] : z.size();
      for (std::size_t k = used[u] + 1; k < next; ++k) {
        if (!z[k].sog || z[k].sog->knots() <= 2.0) continue;
        Case c{{}, z[k].position, "leave-out, causal"};
        c.query.key = key;
        c.query.at = z[k].measured_at;
        c.query.using_until = z[k].measured_at;
        Compare(c, z[used[u]], nullptr);
        cases.push_back(c);
        c.row = "leave-out, smoothed";
        c.query.using_until.reset();
        if (next < z.size()) Compare(c, z[used[u]], &z[next]);
        cases.push_back(c);
      }
    }
  }
  return cases;
}

/// The reports as a table.
std::string TableOf(const Ships& ships) {
  std::string text = "t,mmsi,lat,lon,sog_kn,cog_deg\n";
  std::multimap<Time, std::string> rows;
  for (const auto& [key, reports] : ships) {
    for (const Observation& z : reports) {
      rows.emplace(z.measured_at,
                   fmt::format("{},{},{:.8f},{:.8f},{},{}\n", FormatIso8601(z.measured_at),
                               key.number(), z.position.lat_deg(), z.position.lon_deg(),
                               z.sog ? fmt::format("{:.1f}", z.sog->knots()) : "",
                               z.cog ? fmt::format("{:.1f}", z.cog->degrees()) : ""));
    }
  }
  for (const auto& [time, row] : rows) text += row;
  return text;
}

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
  Column ours, straight, hermite;
  int inside = 0, all = 0;
};

/// Which half of the vessels one belongs to: the parity of the CRC-32 of its MMSI's digits, modulo
/// 1000. The constants were fitted on half 0.
int HalfOf(TargetKey key) {
  std::uint32_t crc = 0xffffffffU;
  for (const char digit : std::to_string(key.number())) {
    crc ^= static_cast<unsigned char>(digit);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return static_cast<int>(~crc % 1000U % 2U);
}

void Print(const std::string& file, const std::vector<Case>& cases) {
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
    for (const int half : {HalfOf(cases[i].query.key), 2}) {
      Row& row = rows[cases[i].row + (half == 2 ? ", all" : half == 0 ? ", half 0" : ", half 1")];
      row.ours.Add(off.norm(), cases[i].group);
      row.straight.Add(cases[i].straight_m, cases[i].group);
      if (!std::isnan(cases[i].hermite_m)) row.hermite.Add(cases[i].hermite_m, cases[i].group);
      row.inside += Ldl2(answers[i].cov_m2).SquaredNorm(off) < 4.605 ? 1 : 0;
      ++row.all;
    }
  }
  for (const auto& [name, row] : rows) {
    const auto cell = [](const Column& c) {
      return c.each.empty() ? std::string("      -  /      -")
                            : fmt::format("{:7.1f} / {:7.1f}", Quantile(c.values(), 0.5),
                                          Quantile(c.values(), 0.9));
    };
    fmt::print("{:36} {:6}  {}  {}  {}  {:.3f}\n", name, row.all, cell(row.ours),
               cell(row.straight), cell(row.hermite), 1.0 * row.inside / row.all);
  }
}

}  // namespace
}  // namespace pelorus

int main() {
  using namespace pelorus;
  const auto file = DataFile("tracks/solent_ais_20160112.csv");
  if (!file) {
    std::puts("needs tracks/solent_ais_20160112.csv; set PELORUS_DATA");
    return 0;
  }
  std::puts(
      "median / 90 % of errors, m             cases      product            straight"
      "          Hermite        in 90 % region");
  const Ships ships = Read(file->string());
  const TemporaryFolder folder;
  Ships kept;
  const std::vector<Case> left_out = LeaveOut(ships, kept);
  Print(folder.Write("kept.csv", TableOf(kept)).string(), left_out);
  Print(file->string(), Horizons(ships));
  Print(file->string(), Gaps(ships));
}
