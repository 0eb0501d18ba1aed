#pragma once

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/time.h"
#include "replay/query.h"

namespace pelorus {

/// Times pass through binary fractions on their way into a query file.
inline constexpr Duration kQueryRounding = std::chrono::microseconds{1};

/// Time running backwards about the epoch; its own inverse.
inline Time UnReversed(Time t) { return Time(-t.time_since_epoch()); }

/// All reports of one target by time of measurement, with a filter's states along the way, so that
/// a query need not begin at the first report. `Report` has `measured_at` and `from`; `Follower` is
/// a value with Take(const Report&). Not for several threads at once.
template <class Report, class Follower>
class QueryPast {
 public:
  /// `fresh` is a follower that has taken nothing.
  QueryPast(std::vector<Report> reports, const Follower& fresh)
      : reports_(std::move(reports)), last_(fresh) {
    std::sort(reports_.begin(), reports_.end(), [](const Report& a, const Report& b) {
      return std::tie(a.measured_at, a.from.received_at, a.from.raw) <
             std::tie(b.measured_at, b.from.received_at, b.from.raw);
    });
    received_max_.reserve(reports_.size());
    Follower follower = fresh;
    Time latest = Time::min();
    for (std::size_t i = 0; i < reports_.size(); ++i) {
      if (i % kStride == 0) checkpoints_.push_back(follower);
      follower.Take(reports_[i]);
      latest = std::max({latest, reports_[i].measured_at, reports_[i].from.received_at});
      received_max_.push_back(latest);
    }
  }

  const Report& operator[](std::size_t i) const { return reports_[i]; }

  /// How many reports were measured by `t`.
  std::size_t EndAt(Time t) const {
    const auto behind =
        std::upper_bound(reports_.begin(), reports_.end(), t + kQueryRounding,
                         [](Time time, const Report& report) { return time < report.measured_at; });
    return static_cast<std::size_t>(behind - reports_.begin());
  }

  /// The follower over those of the first `end` reports that the query may use. Queries that are
  /// near each other, with the same exclusions, come cheaper one after the other.
  const Follower& Before(const Query& query, std::size_t end) {
    if (reports_.empty()) return last_;
    const std::size_t known = std::min(end, KnownEnd(query));
    const bool goes_on = last_clean_ && last_end_ <= known && last_exclude_ == query.exclude;
    const std::size_t whole = std::min(known, ExcludedFrom(query));
    std::size_t from = std::min(whole / kStride, checkpoints_.size() - 1) * kStride;
    if (goes_on && last_end_ > from) {
      from = last_end_;
    } else {
      last_ = checkpoints_[from / kStride];
    }
    for (; from < end; ++from) {
      if (MayUse(from, query)) last_.Take(reports_[from]);
    }
    last_end_ = end;
    last_clean_ = end <= known;
    last_exclude_ = query.exclude;
    return last_;
  }

  /// Numbers of the next reports from `begin` on that the query may use: at most `most`, none later
  /// than the first of them by more than `within`.
  std::vector<std::size_t> Ahead(const Query& query, std::size_t begin, std::size_t most,
                                 Duration within) const {
    std::vector<std::size_t> ahead;
    for (std::size_t i = begin; i < reports_.size() && ahead.size() < most; ++i) {
      const Time t = reports_[i].measured_at;
      if (query.using_until && t > *query.using_until + kQueryRounding) break;
      if (!ahead.empty() && t - reports_[ahead.front()].measured_at > within) break;
      if (MayUse(i, query)) ahead.push_back(i);
    }
    return ahead;
  }

 private:
  static constexpr std::size_t kStride = 32;

  bool MayUse(std::size_t i, const Query& query) const {
    const Time t = reports_[i].measured_at;
    if (query.using_until) {
      const Time until = *query.using_until + kQueryRounding;
      if (t > until || reports_[i].from.received_at > until) return false;
    }
    return std::none_of(query.exclude.begin(), query.exclude.end(), [t](const auto& span) {
      return span.first - kQueryRounding <= t && t <= span.second + kQueryRounding;
    });
  }

  /// So many reports from the start were all known by the query's time.
  std::size_t KnownEnd(const Query& query) const {
    if (!query.using_until) return reports_.size();
    const auto late = std::upper_bound(received_max_.begin(), received_max_.end(),
                                       *query.using_until + kQueryRounding);
    return static_cast<std::size_t>(late - received_max_.begin());
  }

  /// So many reports from the start lie before every exclusion.
  std::size_t ExcludedFrom(const Query& query) const {
    if (query.exclude.empty()) return reports_.size();
    const Time first = query.exclude.front().first - kQueryRounding;
    const auto out =
        std::lower_bound(reports_.begin(), reports_.end(), first,
                         [](const Report& report, Time t) { return report.measured_at < t; });
    return static_cast<std::size_t>(out - reports_.begin());
  }

  std::vector<Report> reports_;
  std::vector<Time> received_max_;     ///< when all up to each were known
  std::vector<Follower> checkpoints_;  ///< before every kStride-th, all earlier ones taken
  /// Where the last query ended, and its exclusions.
  Follower last_;
  std::size_t last_end_ = 0;
  bool last_clean_ = false;  ///< nothing was left out but what is excluded
  std::vector<std::pair<Time, Time>> last_exclude_;
};

}  // namespace pelorus
