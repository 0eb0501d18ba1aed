#include "fusion/anomaly/event.h"

#include <cmath>

namespace pelorus {

double Logistic(double log_odds) { return 1.0 / (1.0 + std::exp(-log_odds)); }

double Event::log_odds() const {
  double sum = prior_log_odds;
  for (const Evidence& item : evidence) sum += item.llr;
  return sum;
}

double Event::probability() const { return Logistic(log_odds()); }

std::string_view Name(EventKind kind) {
  return kind == EventKind::kDarkTransit ? "dark_transit" : "silence";
}

std::string_view Name(Wording wording) {
  switch (wording) {
    case Wording::kObserved:
      return "observed";
    case Wording::kInferred:
      return "inferred";
    case Wording::kConsistentWith:
      return "consistent-with";
  }
  return "";
}

std::string_view Name(Movement movement) {
  switch (movement) {
    case Movement::kTransit:
      return "transit";
    case Movement::kDwell:
      return "dwell";
    case Movement::kAmbiguous:
      return "ambiguous";
    case Movement::kOpen:
      return "open";
  }
  return "";
}

std::string_view Name(SilenceReason reason) {
  switch (reason) {
    case SilenceReason::kNone:
      return "";
    case SilenceReason::kReception:
      return "reception";
    case SilenceReason::kOutage:
      return "outage";
    case SilenceReason::kUnobservable:
      return "unobservable";
    case SilenceReason::kMoored:
      return "moored";
    case SilenceReason::kLeftArea:
      return "left_area";
  }
  return "";
}

bool Before(const Event& a, const Event& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.kind != b.kind) return a.kind < b.kind;
  return a.id < b.id;
}

}  // namespace pelorus
