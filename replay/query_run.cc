#include "replay/query_run.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "replay/aircraft_answer_scale.h"
#include "replay/aircraft_past.h"
#include "replay/ship_past.h"

namespace pelorus {
namespace {

/// Numbers of the queries by key, in an order that is cheap to answer.
std::map<TargetKey, std::vector<std::size_t>> ByKey(const std::vector<Query>& queries) {
  std::map<TargetKey, std::vector<std::size_t>> by_key;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (queries[i].error.empty()) by_key[queries[i].key].push_back(i);
  }
  for (auto& [key, members] : by_key) {
    std::stable_sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(queries[a].exclude, queries[a].at) <
             std::tie(queries[b].exclude, queries[b].at);
    });
  }
  return by_key;
}

/// When what a query may know ends.
Time KnowledgeEnd(const Query& query) {
  const Time until = query.using_until.value_or(Time::max());
  return query.exclude.empty() ? until : std::min(until, query.exclude.front().first);
}

}  // namespace

/// A reader that keeps the observations asked for as they pass by.
class QueryRun::Tap final : public ReportReader {
 public:
  Tap(ReportReader& reader, const std::unordered_set<TargetKey>& wanted)
      : reader_(reader), wanted_(wanted) {}

  bool Read(ReportBatch& out) override {
    const std::size_t begin = out.size();
    const bool goes_on = reader_.Read(out);
    for (std::size_t i = begin; i < out.size(); ++i) {
      if (const auto* z = std::get_if<Observation>(&out[i])) Keep(*z, ships_);
      if (const auto* z = std::get_if<AircraftReport>(&out[i])) Keep(*z, aircraft_);
    }
    return goes_on;
  }
  const Counters& counters() const override { return reader_.counters(); }
  ByteSource::Progress progress() const override { return reader_.progress(); }
  const std::vector<std::string>& stations() const override { return reader_.stations(); }
  std::vector<ClockFault> clock_faults() const override { return reader_.clock_faults(); }

  /// Appends what it kept of `key`.
  void Append(TargetKey key, std::vector<Observation>& out) const { Append(key, ships_, out); }
  void Append(TargetKey key, std::vector<AircraftReport>& out) const {
    Append(key, aircraft_, out);
  }

 private:
  template <class R>
  using Kept = std::unordered_map<TargetKey, std::vector<R>>;

  template <class R>
  void Keep(const R& report, Kept<R>& kept) {
    if (wanted_.contains(report.key)) kept[report.key].push_back(report);
  }
  template <class R>
  static void Append(TargetKey key, const Kept<R>& kept, std::vector<R>& out) {
    const auto place = kept.find(key);
    if (place != kept.end()) out.insert(out.end(), place->second.begin(), place->second.end());
  }

  ReportReader& reader_;
  const std::unordered_set<TargetKey>& wanted_;
  Kept<Observation> ships_;
  Kept<AircraftReport> aircraft_;
};

/// Notes which observations were transmissions of their own, and learns drift and what regions hold
/// from the picture.
class QueryRun::Listener final : public PictureSink {
 public:
  Listener(const std::vector<Query>& queries, const TrackBankParams& params,
           std::vector<DriftOutlook>& outlooks, std::vector<RegionScale>& scales)
      : queries_(queries), outlooks_(outlooks), scales_(scales), scale_table_(params) {
    for (const Query& query : queries) {
      if (!query.error.empty()) continue;
      wanted_.insert(query.key);
      of_aircraft_ = of_aircraft_ || query.key.kind() == TargetKey::Kind::kIcao;
    }
    order_.resize(queries.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return KnowledgeEnd(queries[a]) < KnowledgeEnd(queries[b]);
    });
  }

  const std::unordered_set<TargetKey>& wanted() const { return wanted_; }

  void Write(const PictureBatch& batch) override {
    auto update = batch.updates.begin();
    for (std::size_t i = 0; i < batch.hearings.size(); ++i) {
      const Hearing& hearing = batch.hearings[i];
      if (hearing.is_first() && wanted_.contains(hearing.key)) {
        firsts_[hearing.key].push_back(hearing.raw);
      }
      for (; update != batch.updates.end() && update->raw == hearing.raw; ++update) {
        Learn(*update, hearing.received_at);
      }
      const auto* aircraft = std::get_if<AircraftReport>(&batch.reports[i]);
      if (of_aircraft_ && aircraft != nullptr && hearing.is_first()) Learn(*aircraft);
    }
  }

  /// Gives the queries that know everything what was learned in all.
  void Finish() { TakeUntil(Time::max()); }

  /// Whether an observation was used, not a copy or too late for its place.
  std::vector<RawRef> FirstsOf(TargetKey key) const {
    const auto place = firsts_.find(key);
    std::vector<RawRef> firsts = place == firsts_.end() ? std::vector<RawRef>{} : place->second;
    std::sort(firsts.begin(), firsts.end());
    return firsts;
  }

 private:
  void Learn(const TrackUpdate& update, Time received_at) {
    if (update.track.key.kind() != TargetKey::Kind::kMmsi) return;
    TakeUntil(std::max(update.time, received_at));
    const KinematicEstimate& e = update.estimate;
    table_.Learn({update.track.key, update.time, e.position, e.sog, e.course});
  }

  void Learn(const AircraftReport& report) {
    TakeUntil(std::max(report.measured_at, report.from.received_at));
    scale_table_.Learn(report);
  }

  /// Lets the queries whose knowledge ends before `t` take what is known by now.
  void TakeUntil(Time t) {
    for (; next_ < order_.size(); ++next_) {
      const std::size_t i = order_[next_];
      if (KnowledgeEnd(queries_[i]) >= t && t != Time::max()) break;
      outlooks_[i] = table_.Outlook(queries_[i].key);
      scales_[i] = scale_table_.scale();
    }
  }

  const std::vector<Query>& queries_;
  std::vector<DriftOutlook>& outlooks_;
  std::unordered_set<TargetKey> wanted_;
  std::vector<std::size_t> order_;  ///< queries by the end of their knowledge
  std::size_t next_ = 0;
  std::unordered_map<TargetKey, std::vector<RawRef>> firsts_;
  DriftTable table_;
  std::vector<RegionScale>& scales_;
  RegionScaleTable scale_table_;
  bool of_aircraft_ = false;
};

QueryRun::QueryRun(const SessionParams& params, std::vector<Query> queries,
                   const std::vector<ReportReader*>& readers, Executor& executor)
    : params_(params.tracking),
      queries_(std::move(queries)),
      executor_(executor),
      outlooks_(queries_.size()),
      scales_(queries_.size()),
      listener_(std::make_unique<Listener>(queries_, params_, outlooks_, scales_)) {
  std::vector<ReportReader*> tapped;
  for (ReportReader* reader : readers) {
    taps_.push_back(std::make_unique<Tap>(*reader, listener_->wanted()));
    tapped.push_back(taps_.back().get());
  }
  session_ = std::make_unique<Session>(params, tapped, executor,
                                       std::vector<PictureSink*>{listener_.get()});
}

QueryRun::~QueryRun() = default;

bool QueryRun::Step() {
  if (session_->Step()) return true;
  listener_->Finish();
  return false;
}

template <class R>
std::vector<R> QueryRun::FirstsOf(TargetKey key) const {
  const std::vector<RawRef> firsts = listener_->FirstsOf(key);
  std::vector<R> reports;
  for (const auto& tap : taps_) tap->Append(key, reports);
  std::erase_if(reports, [&firsts](const R& one) {
    return !std::binary_search(firsts.begin(), firsts.end(), one.from.raw);
  });
  return reports;
}

std::vector<QueryAnswer> QueryRun::Answers() {
  std::vector<QueryAnswer> answers(queries_.size());
  const auto by_key = ByKey(queries_);
  std::vector<const std::pair<const TargetKey, std::vector<std::size_t>>*> jobs;
  for (const auto& job : by_key) jobs.push_back(&job);
  executor_.ForEach(jobs.size(), [&](std::size_t j) {
    const auto& [key, members] = *jobs[j];
    if (key.kind() == TargetKey::Kind::kMmsi) {
      ShipPast past(FirstsOf<Observation>(key), params_);
      for (const std::size_t i : members) answers[i] = past.Answer(queries_[i], outlooks_[i]);
    } else {
      AircraftPast past(FirstsOf<AircraftReport>(key), params_);
      for (const std::size_t i : members) answers[i] = past.Answer(queries_[i], scales_[i]);
    }
  });
  return answers;
}

}  // namespace pelorus
