#include "replay/session.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace pelorus {
namespace {

/// Reports gathered before a step hands over to tracking: enough to make the hand-over cheap.
constexpr std::size_t kStepReports = 16'384;

/// The last moment before the next whole multiple of `tick`.
Time TickEnd(Time t, Duration tick) {
  const Duration since = t.time_since_epoch() % tick;
  return t - (since.count() < 0 ? since + tick : since) + tick - Duration(1);
}

}  // namespace

Session::Session(const SessionParams& params, std::vector<ReportReader*> readers,
                 Executor& executor, std::vector<PictureSink*> sinks, Arrivals* arrivals)
    : params_(params),
      readers_(std::move(readers)),
      executor_(executor),
      sinks_(std::move(sinks)),
      arrivals_(arrivals),
      sequencer_(readers_.size(), params.sequencer),
      bank_(params.tracking, executor),
      own_control_(params.speed),
      control_(params.control != nullptr ? *params.control : own_control_),
      session_counters_(readers_.size()) {}

bool Session::Step() {
  const std::array<void (Session::*)(), 3> stages = {&Session::ReadStage, &Session::TrackStage,
                                                     &Session::WriteStage};
  executor_.ForEach(stages.size(), [&](std::size_t i) { (this->*stages[i])(); });
  std::swap(tracked_, writing_);
  tracked_.Clear();
  switch (phase_) {
    case Phase::kRunning:
      HandOn();
      if (Exhausted()) phase_ = Phase::kEnding;
      break;
    case Phase::kEnding:
      phase_ = Phase::kFlushing;
      break;
    case Phase::kFlushing:
    case Phase::kEnded:
      phase_ = Phase::kEnded;
      break;
  }
  return phase_ != Phase::kEnded;
}

bool Session::Exhausted() const {
  return !sequencer_.FurthestBehind() && sequencer_.held() == 0 &&
         sequenced_begin_ == sequenced_.size() && tracking_.empty();
}

bool Session::idle() const {
  return tracking_.empty() && writing_.reports.empty() && sequenced_begin_ == sequenced_.size();
}

/// Takes the next arrival; false when there is none.
bool Session::ReadArrival() {
  const std::optional<Arrival> arrival = arrivals_->Next();
  if (!arrival) {
    while (arrivals_->ended()) {
      const std::optional<SourceId> open = sequencer_.FurthestBehind();
      if (!open) break;
      sequencer_.Close(*open);
    }
    return false;
  }
  switch (arrival->kind) {
    case Arrival::Kind::kBytes:
      ReadFrom(arrival->source);
      sequencer_.Seal(arrival->source, arrival->at);
      break;
    case Arrival::Kind::kEnd:
      ReadFrom(arrival->source);
      sequencer_.Close(arrival->source);
      break;
    case Arrival::Kind::kLull:
      sequencer_.SealAll();
      break;
  }
  return true;
}

void Session::ReadStage() {
  std::size_t reports = 0;
  while (arrivals_ != nullptr && reports < kStepReports && ReadArrival()) reports += read_.size();
  if (arrivals_ != nullptr) return;
  while (reports < kStepReports) {
    const std::optional<SourceId> source = sequencer_.FurthestBehind();
    if (!source) break;
    ReadFrom(*source);
    reports += read_.size();
  }
}

void Session::ReadFrom(SourceId source) {
  read_.clear();
  if (!readers_[source.value()]->Read(read_)) {
    sequencer_.Close(source);
    return;
  }
  Counters& counters = session_counters_[source.value()];
  std::erase_if(read_, [&](const Report& report) { return !Wanted(report, counters); });
  sequencer_.Add(source, read_);
}

bool Session::Wanted(const Report& report, Counters& counters) const {
  const Provenance& from = From(report);
  if ((params_.from && from.received_at < *params_.from) ||
      (params_.to && from.received_at > *params_.to)) {
    counters.Count(Reject::kOutsideTime, from.records);
    return false;
  }
  const GeoPoint* position = PositionOf(report);
  if (params_.region && position != nullptr && !params_.region->Contains(*position)) {
    counters.Count(Reject::kOutsideRegion, from.records);
    return false;
  }
  return true;
}

/// Moves what is complete and due from the sequencer to the tracking stage.
void Session::HandOn() {
  tracking_.clear();
  if (sequenced_begin_ == sequenced_.size()) {
    sequenced_.clear();
    sequenced_begin_ = 0;
    if (!sequencer_.Release(sequenced_, kStepReports)) return;
  }
  const auto begin = sequenced_.begin() + static_cast<std::ptrdiff_t>(sequenced_begin_);
  const Time first = From(*begin).received_at;
  Time due = control_.Due(first);
  if (params_.tick) due = std::min(due, TickEnd(first, *params_.tick));
  const auto end = std::upper_bound(begin, sequenced_.end(), due, [](Time t, const Report& r) {
    return t < From(r).received_at;
  });
  if (begin == end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return;
  }
  if (!span_) span_ = Span{From(*begin).received_at, {}};
  span_->last = From(*std::prev(end)).received_at;
  if (begin == sequenced_.begin() && end == sequenced_.end()) {
    tracking_.swap(sequenced_);
  } else {
    tracking_.assign(begin, end);
    sequenced_begin_ = static_cast<std::size_t>(end - sequenced_.begin());
  }
}

void Session::TrackStage() {
  if (phase_ == Phase::kEnding) {
    bank_.Finish(tracked_);
    return;
  }
  if (tracking_.empty()) return;
  bank_.Process(tracking_, tracked_, dispositions_);
  for (std::size_t i = 0; i < tracking_.size(); ++i) {
    const Provenance& from = From(tracking_[i]);
    Counters& counters = session_counters_[from.raw.source.value()];
    const bool copy = dispositions_[i] == Disposition::kDuplicate;
    (copy ? counters.duplicate : counters.used) += from.records;
  }
  tracked_.reports.swap(tracking_);
  tracked_.dispositions.swap(dispositions_);
}

void Session::WriteStage() {
  if (writing_.updates.empty() && writing_.ended.empty() && writing_.reports.empty()) return;
  for (PictureSink* sink : sinks_) sink->Write(writing_);
}

Counters Session::counters(SourceId source) const {
  Counters counters = readers_[source.value()]->counters();
  counters += session_counters_[source.value()];
  const Sequencer::Losses& losses = sequencer_.losses(source);
  counters.late += losses.late;
  counters.Count(Reject::kImplausibleTime, losses.implausible_time);
  return counters;
}

}  // namespace pelorus
