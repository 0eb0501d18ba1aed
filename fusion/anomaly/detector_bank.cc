#include "fusion/anomaly/detector_bank.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pelorus {

DetectorBank::DetectorBank(std::vector<std::unique_ptr<Detector>> detectors, IdentityBook& book,
                           Executor& executor)
    : detectors_(std::move(detectors)), book_(book), executor_(executor) {}

void DetectorBank::Write(const PictureBatch& batch) {
  book_.Write(batch);
  executor_.ForEach(detectors_.size(), [&](std::size_t i) { detectors_[i]->Write(batch); });
}

std::vector<Event> DetectorBank::Findings(Time now) {
  std::vector<Event> events;
  for (const std::unique_ptr<Detector>& detector : detectors_) {
    std::vector<Event> found = detector->Findings(now, events);
    std::move(found.begin(), found.end(), std::back_inserter(events));
  }
  for (Event& event : events) {
    for (Participant& who : event.participants) {
      if (who.identity == Identity{}) who.identity = book_.Of(who.key);
    }
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
