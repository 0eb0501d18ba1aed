#include "replay/session.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace pelorus {
namespace {

/// Reports gathered before a step hands over to tracking: enough to make the hand-over cheap.
constexpr std::size_t kStepReports = 16'384;

}  // namespace

Session::Session(const SessionParams& params, std::vector<ReportReader*> readers,
                 Executor& executor, std::vector<PictureSink*> sinks)
    : params_(params),
      readers_(std::move(readers)),
      executor_(executor),
      sinks_(std::move(sinks)),
      sequencer_(readers_.size(), params.sequencer),
      bank_(params.tracking, executor),
      pacer_(params.speed),
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

void Session::ReadStage() {
  std::size_t reports = 0;
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
  const Time due = pacer_.Due(From(*begin).received_at);
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
