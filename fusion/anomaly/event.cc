#include "fusion/anomaly/event.h"

#include <array>
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
  constexpr std::array<std::string_view, 14> kNames = {
      "dark_transit",       "silence",           "rendezvous",      "loitering",
      "off_port_stop",      "shared_identity",   "identity_change", "one_hull_two_identities",
      "position_fault",     "gnss_interference", "transponder_gap", "off_airfield_descent",
      "air_sea_rendezvous", "unmatched_contact"};
  return kNames[static_cast<std::size_t>(kind)];
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

bool Before(const Event& a, const Event& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.kind != b.kind) return a.kind < b.kind;
  return a.id < b.id;
}

}  // namespace pelorus
