#include "fusion/anomaly/unmatched_contact.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

/// No single term counts for more than this, in nats.
constexpr double kMostSure = 1e-6;

double Share(double p) {
  return std::isfinite(p) ? std::clamp(p, kMostSure, 1.0 - kMostSure) : 0.5;
}

/// Weights of what the contact may be, evidence by evidence.
struct Weights {
  double silent, unheard, exempt, false_echo;
  double others() const { return unheard + exempt + false_echo; }
  double log_odds() const { return std::log(silent / others()); }
};

double ExemptWeight(const UnmatchedContactCase& seen, const UnmatchedContactPriors& priors) {
  const bool large = seen.true_length && *seen.true_length > priors.exempt_up_to;
  return large ? 0.1 * priors.exempt_ship : priors.exempt_ship;
}

/// Takes terms off in turn, so that they add up to the posterior exactly.
class Account {
 public:
  Account(Event& event, const Weights& prior) : event_(event), before_(prior.log_odds()) {
    event.prior_log_odds = before_;
  }
  void Add(std::string_view name, double value, std::string_view unit, double log_odds,
           std::string note) {
    event_.evidence.push_back({name, value, unit, log_odds - before_, std::move(note)});
    before_ = log_odds;
  }

 private:
  Event& event_;
  double before_;
};

void Weigh(const UnmatchedContactCase& seen, const UnmatchedContactPriors& priors, Event& event) {
  Weights weights{priors.silent_ship, priors.transmitting_ship, priors.exempt_ship,
                  priors.false_echo};
  Account account(event, weights);
  weights.exempt = ExemptWeight(seen, priors);
  const double length_m = seen.true_length ? seen.true_length->meters() : 0.0;
  account.Add(
      "length", length_m, "m", weights.log_odds(),
      seen.true_length ? "whether a ship of this length must transmit" : "the length is not known");
  const double detect = Share(seen.p_detect);
  weights.silent *= detect;
  weights.unheard *= detect;
  weights.exempt *= detect;
  account.Add("detectability", detect, "probability", weights.log_odds(),
              "that the sensor shows a ship of this length; a false echo needs none");
  const double heard = Share(seen.p_ais);
  weights.unheard *= 1.0 - heard;
  account.Add("reception", heard, "probability", weights.log_odds(),
              "that a ship transmitting here would have been heard");
  const double unmatched = Share(seen.unmatched);
  const double silent = unmatched * weights.silent / (weights.silent + weights.others());
  account.Add("association", unmatched, "probability", std::log(silent / (1.0 - silent)),
              "that none of the vessels heard made this contact");
  const double scale = unmatched / (weights.silent + weights.others());
  event.alternatives = {
      {"heard_vessel", 1.0 - unmatched, "a vessel that was heard made this contact"},
      {"unheard_vessel", scale * weights.unheard, "it transmits, but was not received"},
      {"exempt_vessel", scale * weights.exempt, "a vessel that need not transmit"},
      {"false_echo", scale * weights.false_echo, "sea, land or a structure, no vessel"}};
}

}  // namespace

Event MakeUnmatchedContact(const UnmatchedContactCase& seen, const UnmatchedContactPriors& priors,
                           Time detected_at) {
  Event event;
  event.kind = EventKind::kUnmatchedContact;
  event.start = seen.contact.measured_at;
  event.end = seen.contact.measured_at;
  event.detected_at = detected_at;
  event.at = seen.contact.position.value_or(GeoPoint{});
  event.refs = {seen.contact.from.raw};
  event.id = "unmatched_contact-" + std::to_string(seen.contact.from.raw.source.value()) + "-" +
             std::to_string(seen.contact.from.raw.offset);
  event.participants = {{seen.contact.key, Identity{}}};
  Weigh(seen, priors, event);
  // That a ship is there unheard is seen; that it is silent is concluded.
  event.wording = event.probability() >= 0.5 ? Wording::kInferred : Wording::kObserved;
  event.facts = UnmatchedContactFacts{{seen.contact.measured_at, event.at},
                                      seen.source,
                                      seen.scan,
                                      seen.row,
                                      seen.p_detect,
                                      seen.p_ais,
                                      seen.nearest_tracks};
  return event;
}

}  // namespace pelorus
