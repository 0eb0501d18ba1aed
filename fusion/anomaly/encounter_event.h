#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// A benign explanation and how it compares with the others.
struct WeighedAlternative {
  std::string_view name;
  double weight = 0.0;  ///< relative to the other alternatives, not negative
  std::string note;
};

/// Adds a reason, cut to five nats either way. One of exactly 0 is told as well: it was looked at.
void AddEvidence(Event& event, std::string_view name, double value, std::string_view unit,
                 double llr, std::string note);

/// Shares what the event's own probability leaves among the alternatives, by weight; to be called
/// when all evidence is in. `weighed` is not empty and has a weight above 0.
void ShareAlternatives(Event& event, std::span<const WeighedAlternative> weighed);

/// `KIND-KEY[-KEY]-MILLISECONDS`.
std::string EventId(std::string_view kind, std::span<const TargetKey> keys, Time start);

}  // namespace pelorus
