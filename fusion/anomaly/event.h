#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fusion/anomaly/event_facts.h"
#include "fusion/anomaly/watchlist.h"
#include "fusion/identity.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/water_outline.h"
#include "trackers/provenance.h"

namespace pelorus {

/// What an event is about, in the order of the table in docs/EVENTS.md.
enum class EventKind : std::uint8_t {
  kDarkTransit,
  kSilence,
  kRendezvous,
  kLoitering,
  kOffPortStop,
  kSharedIdentity,
  kIdentityChange,
  kOneHullTwoIdentities,
  kPositionFault,
  kGnssInterference,
  kTransponderGap,
  kOffAirfieldDescent,
  kAirSeaRendezvous,
  kUnmatchedContact,
};

/// How strong the words about an event may be: seen in the data, concluded from it, or no more than
/// fitting a published pattern.
enum class Wording : std::uint8_t { kObserved, kInferred, kConsistentWith };

/// One reason for or against, with the datum that it rests on.
struct Evidence {
  std::string_view name;
  double value = 0.0;
  std::string_view unit;
  double llr = 0.0;  ///< nats; positive speaks for the event
  std::string note;
};

/// A benign explanation.
struct Alternative {
  std::string_view name;
  double probability = 0.0;  ///< those of an event and the event's own sum to 1
  std::string note;
};

/// One side of an event, as known at the end of the run.
struct Participant {
  TargetKey key;
  Identity identity;
  std::vector<WatchlistHit> watchlists = {};  ///< allegations of others; they weigh nothing here
};

/// How well an event fits a published pattern.
struct PatternFit {
  std::string id;      ///< of the pattern, as `caspian-makhachkala`
  double score = 0.0;  ///< 0..1
  int rank = 0;        ///< from 1, among all explanations that were weighed
  std::string note;
};

/// A finding about one or more targets. `log_odds` is `prior_log_odds` plus the evidence.
struct Event {
  EventKind kind = EventKind::kSilence;
  std::string id;  ///< equal in every run over the same inputs
  Time start;
  std::optional<Time> end;  ///< nothing while it lasts
  Time detected_at;
  GeoPoint at;
  std::vector<Participant> participants;
  double prior_log_odds = 0.0;
  std::vector<Evidence> evidence;
  std::vector<Alternative> alternatives;
  std::vector<PatternFit> patterns;
  Wording wording = Wording::kInferred;
  std::vector<RawRef> refs;
  EventFacts facts;  ///< what only this kind has
  /// Where it can have happened; its own file, `areas/<id>.geojson`, where not empty.
  std::vector<GeoPolygon> area;

  /// Prior and evidence together, nats.
  double log_odds() const;
  /// Posterior, in (0, 1).
  double probability() const;
};

/// As events.jsonl names it: `dark_transit`, `silence`, `rendezvous`, ...
std::string_view Name(EventKind kind);
/// `observed`, `inferred`, `consistent-with`.
std::string_view Name(Wording wording);

/// The logistic function, 1 / (1 + e^-x).
double Logistic(double log_odds);

/// Whether `a` comes before `b` in a file: by start, then kind and participants. A total order over
/// the events of one run.
bool Before(const Event& a, const Event& b);

}  // namespace pelorus
