#include "tests/bench/query_cases.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "io/input.h"

namespace pelorus {
namespace {

using namespace std::chrono_literals;

bool UnderWay(const Fix& z, const Protocol& protocol) {
  return z.speed && z.course && z.speed->knots() > protocol.under_way_kn;
}

Eigen::Vector2d Velocity(const Fix& z) {
  if (!z.speed || !z.course) return Eigen::Vector2d::Zero();
  const double course = z.course->radians();
  return z.speed->mps() * Eigen::Vector2d(std::sin(course), std::cos(course));
}

/// Errors of the line and of the curve, from `a` and, where there is one, the next report `b`.
void Compare(Case& c, const Fix& a, const Fix* b) {
  const LocalFrame plane(a.position);
  const double t = ToSeconds(c.query.at - a.at);
  const Eigen::Vector2d truth = plane.ToEnu(c.truth);
  c.straight_m = (t * Velocity(a) - truth).norm();
  if (b == nullptr) return;
  const double gap = ToSeconds(b->at - a.at), s = t / gap;
  const Eigen::Vector2d end = plane.ToEnu(b->position);
  c.straight_m = (s * end - truth).norm();
  const Eigen::Vector2d curve = (s * s * s - 2 * s * s + s) * gap * Velocity(a) +
                                (3 * s * s - 2 * s * s * s) * end +
                                (s * s * s - s * s) * gap * Velocity(*b);
  c.hermite_m = (curve - truth).norm();
}

std::string Text(int seconds) {
  return seconds % 60 == 0 ? fmt::format("{:2} min", seconds / 60)
                           : fmt::format("{:2} s  ", seconds);
}

void Add(const Report& report, Fixes& fixes) {
  if (const auto* z = std::get_if<Observation>(&report)) {
    fixes[z->key].push_back(
        {z->key, z->measured_at, z->from.received_at, z->position, z->sog, z->cog});
  }
  const auto* z = std::get_if<AircraftReport>(&report);
  if (z == nullptr || !z->position || z->implausible) return;
  fixes[z->key].push_back(
      {z->key, z->measured_at, z->from.received_at, *z->position, z->ground_speed, z->track});
}

}  // namespace

Protocol ShipProtocol() { return {{60, 300, 900, 1800, 3600}, {300, 900, 1800}}; }

Protocol AircraftProtocol() {
  return {{10, 30, 60, 120, 300}, {60, 120, 300}, 30, 60, 40.0, 1.5, 400.0, 3};
}

Fixes ReadFixes(const std::string& file) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  Fixes fixes;
  for (ReportBatch batch; reader->Read(batch); batch.clear()) {
    for (const Report& report : batch) Add(report, fixes);
  }
  for (auto& [key, z] : fixes) {
    std::stable_sort(z.begin(), z.end(), [](const Fix& a, const Fix& b) { return a.at < b.at; });
    const auto same = [](const Fix& a, const Fix& b) { return a.at == b.at; };
    z.erase(std::unique(z.begin(), z.end(), same), z.end());
  }
  return fixes;
}

std::vector<Case> Horizons(const Fixes& fixes, const Protocol& protocol) {
  std::vector<Case> cases;
  for (const auto& [key, z] : fixes) {
    Time last = Time::min();
    for (const Fix& a : z) {
      const auto every = std::chrono::seconds{protocol.anchor_every_s};
      if (!UnderWay(a, protocol) || (last != Time::min() && a.at - last < every)) continue;
      last = a.at;
      for (const int h : protocol.horizons_s) {
        const Time wanted = a.at + std::chrono::seconds{h};
        const auto b = std::lower_bound(z.begin(), z.end(), wanted,
                                        [](const Fix& one, Time t) { return one.at < t; });
        const double slack_s = std::max(protocol.least_slack_s, h / 30.0);
        if (b == z.end() || ToSeconds(b->at - wanted) > slack_s) continue;
        const double most_m = protocol.most_mps * h + 1200.0;
        if (FastDistance(a.position, b->position).meters() > most_m) continue;
        Case c{{}, b->position, "horizon " + Text(h)};
        c.query.key = key;
        c.query.at = b->at;
        c.query.using_until = std::max(a.at, a.known_at);
        Compare(c, a, nullptr);
        cases.push_back(c);
      }
    }
  }
  return cases;
}

std::vector<Case> Gaps(const Fixes& fixes, const Protocol& protocol) {
  std::vector<Case> cases;
  int group = 0;
  for (const int length : protocol.gaps_s) {
    for (const auto& [key, z] : fixes) {
      for (std::size_t i = 0, j = 0; i < z.size(); i = j) {
        const Time end = z[i].at + std::chrono::seconds{length};
        for (j = i + 1; j < z.size() && z[j].at < end;) ++j;
        if (j == z.size()) break;
        if (!UnderWay(z[i], protocol) || j - i <= protocol.least_in_gap ||
            (z[j].at - end) * 5 > end - z[i].at) {
          continue;
        }
        ++group;
        for (std::size_t k = i + 1; k < j; ++k) {
          Case c{{}, z[k].position, "gap " + Text(length) + ", mean error", group};
          c.query.key = key;
          c.query.at = z[k].at;
          c.query.exclude = {{z[i].at + 1ms, z[j].at - 1ms}};
          Compare(c, z[i], &z[j]);
          cases.push_back(c);
        }
      }
    }
  }
  return cases;
}

std::vector<Case> LeaveOut(const Fixes& fixes, const Protocol& protocol, Fixes& kept) {
  std::vector<Case> cases;
  const auto every = std::chrono::seconds{protocol.keep_every_s};
  for (const auto& [key, z] : fixes) {
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < z.size(); ++i) {
      if (used.empty() || z[i].at - z[used.back()].at >= every) used.push_back(i);
    }
    for (std::size_t u = 0; u < used.size(); ++u) {
      kept[key].push_back(z[used[u]]);
      const std::size_t next = u + 1 < used.size() ? used[u + 1] : z.size();
      for (std::size_t k = used[u] + 1; k < next; ++k) {
        if (!z[k].speed || z[k].speed->knots() <= protocol.under_way_kn) continue;
        Case c{{}, z[k].position, "leave-out, causal"};
        c.query.key = key;
        c.query.at = z[k].at;
        c.query.using_until = z[k].at;
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

std::string TableOf(const Fixes& fixes) {
  const bool ships = fixes.empty() || fixes.begin()->first.kind() == TargetKey::Kind::kMmsi;
  std::string text = ships ? "t,mmsi,lat,lon,sog_kn,cog_deg\n" : "t,icao,lat,lon,gs_kt,track_deg\n";
  std::multimap<Time, std::string> rows;
  for (const auto& [key, reports] : fixes) {
    const std::string who =
        ships ? fmt::format("{}", key.number()) : fmt::format("{:06x}", key.number());
    for (const Fix& z : reports) {
      rows.emplace(z.at, fmt::format("{},{},{:.8f},{:.8f},{},{}\n", FormatIso8601(z.at), who,
                                     z.position.lat_deg(), z.position.lon_deg(),
                                     z.speed ? fmt::format("{:.1f}", z.speed->knots()) : "",
                                     z.course ? fmt::format("{:.1f}", z.course->degrees()) : ""));
    }
  }
  for (const auto& [time, row] : rows) text += row;
  return text;
}

}  // namespace pelorus
