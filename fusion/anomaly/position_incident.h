#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/position_sample.h"

namespace pelorus {

/// One run of positions that a vessel cannot have had, with what speaks for and against that.
struct PositionIncident {
  PositionFault fault = PositionFault::kJump;
  Time start;
  Time end;  ///< last report of it so far
  bool over = false;
  GeoPoint at;
  PositionSample positions;
  std::vector<RawRef> refs;
  double prior_log_odds = 0.0;
  std::vector<Evidence> evidence;
  /// Benign explanations; the probabilities are weights that are scaled when it becomes an event.
  std::vector<Alternative> alternatives;
};

/// `kind` and participant and start: equal in every run over the same inputs. `what` tells apart
/// events of one kind.
std::string EventId(std::string_view what, TargetKey key, Time start);

/// Gives the event these alternatives, their probabilities scaled to 1 less the event's own.
void ShareOut(Event& event, std::vector<Alternative> weights);

/// A weight of evidence limited to ±5 nats, the most that one reason may count.
double Capped(double llr);

}  // namespace pelorus
