#include "tests/support/track_metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace pelorus {
namespace {

/// The largest total of gain(row, column) over one-to-one pairs, rows free to stay alone, by
/// dynamic programming over the set of rows used; the pairs chosen are called back.
class BestPairs {
 public:
  BestPairs(std::size_t rows, std::size_t columns, const std::vector<double>& gain)
      : rows_(rows), sets_(std::size_t{1} << rows), choice_(columns) {
    std::vector<double> best(sets_, -std::numeric_limits<double>::infinity());
    best[0] = 0.0;
    for (std::size_t c = 0; c < columns; ++c) {
      std::vector<double> next = best;
      choice_[c].assign(sets_, kNone);
      for (std::size_t set = 0; set < sets_; ++set) {
        for (std::size_t r = 0; r < rows; ++r) {
          const std::size_t bit = std::size_t{1} << r;
          if ((set & bit) == 0 || gain[r * columns + c] <= 0.0) continue;
          const double total = best[set ^ bit] + gain[r * columns + c];
          if (total <= next[set]) continue;
          next[set] = total;
          choice_[c][set] = r;
        }
      }
      best = next;
    }
    final_ = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    total_ = best[final_];
  }

  double total() const { return total_; }
  template <class F>
  void VisitPairs(F&& visit) const {
    std::size_t set = final_;
    for (std::size_t c = choice_.size(); c-- > 0;) {
      const std::size_t r = choice_[c][set];
      if (r == kNone) continue;
      visit(r, c);
      set ^= std::size_t{1} << r;
    }
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  std::size_t rows_, sets_, final_ = 0;
  double total_ = 0.0;
  std::vector<std::vector<std::size_t>> choice_;
};

double Distance(const LabelledPoint& a, const LabelledPoint& b) { return (a.p_m - b.p_m).norm(); }

}  // namespace

Gospa GospaOf(const MetricFrame& frame, double c_m) {
  const std::size_t columns = frame.tracks.size();
  std::vector<double> gain(frame.truths.size() * columns);
  for (std::size_t r = 0; r < frame.truths.size(); ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const double d = Distance(frame.truths[r], frame.tracks[c]);
      gain[r * columns + c] = c_m * c_m - d * d;
    }
  }
  const BestPairs pairs(frame.truths.size(), columns, gain);
  Gospa out;
  double paired = 0.0;
  pairs.VisitPairs([&](std::size_t r, std::size_t c) {
    out.localisation_m2 += c_m * c_m - gain[r * columns + c];
    ++paired;
  });
  const double half = 0.5 * c_m * c_m;
  out.missed_m2 = half * (static_cast<double>(frame.truths.size()) - paired);
  out.extra_m2 = half * (static_cast<double>(columns) - paired);
  out.distance_m = std::sqrt(out.localisation_m2 + out.missed_m2 + out.extra_m2);
  return out;
}

Gospa MeanGospa(std::span<const MetricFrame> frames, double c_m) {
  Gospa mean;
  const double n = static_cast<double>(frames.size());
  for (const MetricFrame& frame : frames) {
    const Gospa one = GospaOf(frame, c_m);
    mean.distance_m += one.distance_m / n;
    mean.localisation_m2 += one.localisation_m2 / n;
    mean.missed_m2 += one.missed_m2 / n;
    mean.extra_m2 += one.extra_m2 / n;
  }
  return mean;
}

Siap SiapOf(std::span<const MetricFrame> frames, double gate_m) {
  double truths = 0, tracked = 0, tracks = 0, spurious = 0, pairs = 0, squares = 0;
  for (const MetricFrame& frame : frames) {
    std::set<std::size_t> belonging;
    for (const LabelledPoint& truth : frame.truths) {
      const double before = pairs;
      for (std::size_t t = 0; t < frame.tracks.size(); ++t) {
        const double d = Distance(truth, frame.tracks[t]);
        if (d > gate_m) continue;
        belonging.insert(t);
        squares += d * d;
        ++pairs;
      }
      ++truths;
      if (pairs > before) ++tracked;
    }
    tracks += static_cast<double>(frame.tracks.size());
    spurious += static_cast<double>(frame.tracks.size() - belonging.size());
  }
  const auto ratio = [](double a, double b) { return b > 0.0 ? a / b : 0.0; };
  return {ratio(tracked, truths), ratio(pairs, tracked), ratio(spurious, tracks),
          std::sqrt(ratio(squares, pairs))};
}

double Idf1Of(std::span<const MetricFrame> frames, double gate_m) {
  std::map<std::uint32_t, std::size_t> rows, columns;
  double points = 0.0;
  for (const MetricFrame& frame : frames) {
    for (const auto& truth : frame.truths) rows.emplace(truth.id, rows.size());
    for (const auto& track : frame.tracks) columns.emplace(track.id, columns.size());
    points += static_cast<double>(frame.truths.size() + frame.tracks.size());
  }
  std::vector<double> together(rows.size() * columns.size(), 0.0);
  for (const MetricFrame& frame : frames) {
    for (const auto& truth : frame.truths) {
      for (const auto& track : frame.tracks) {
        if (Distance(truth, track) > gate_m) continue;
        together[rows[truth.id] * columns.size() + columns[track.id]] += 1.0;
      }
    }
  }
  const BestPairs pairs(rows.size(), columns.size(), together);
  return points > 0.0 ? 2.0 * pairs.total() / points : 0.0;
}

}  // namespace pelorus
