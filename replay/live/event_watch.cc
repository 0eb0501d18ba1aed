#include "replay/live/event_watch.h"

#include <utility>

namespace pelorus {

EventWatch::EventWatch(RunDetectors& detectors, EventLog& log, std::vector<std::string> inputs,
                       std::function<void(const std::string&)> say)
    : detectors_(detectors), log_(log), inputs_(std::move(inputs)), say_(std::move(say)) {}

void EventWatch::Write(const PictureBatch& batch) {
  if (!batch.reports.empty()) {
    const Duration since = From(batch.reports.front()).received_at.time_since_epoch();
    const Time minute{since - (since % kTick + kTick) % kTick};
    if (minute_ && minute > *minute_) Ask(minute, false);
    minute_ = minute;
  }
  detectors_.Write(batch);
}

void EventWatch::Finish(Time now) { Ask(now, true); }

void EventWatch::Ask(Time now, bool exact) {
  // A run that is done again has said these things.
  if (log_.last_tick() && now <= *log_.last_tick()) return;
  const std::vector<Event> events = detectors_.Findings(now);
  for (const std::string& line : log_.Take(now, events, inputs_, exact)) say_(line);
}

}  // namespace pelorus
