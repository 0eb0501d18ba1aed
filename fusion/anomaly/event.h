#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fusion/identity.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "trackers/provenance.h"

namespace pelorus {

/// What an event is about.
enum class EventKind : std::uint8_t { kDarkTransit, kSilence };

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
};

/// A place at a time.
struct Contact {
  Time time;
  GeoPoint position;
};

/// How a vessel must have moved while it was silent.
enum class Movement : std::uint8_t { kTransit, kDwell, kAmbiguous, kOpen };

/// Why a silence is not judged deliberate.
enum class SilenceReason : std::uint8_t {
  kNone,  ///< it is
  kReception,
  kOutage,
  kUnobservable,
  kMoored,
  kLeftArea,
};

/// What only silences have.
struct SilenceFacts {
  Contact off;
  std::optional<Contact> on;  ///< nothing while it lasts
  Movement movement = Movement::kOpen;
  SilenceReason reason = SilenceReason::kNone;
  double expected_messages = 0.0;  ///< that should have come in had it transmitted
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
  Wording wording = Wording::kInferred;
  std::vector<RawRef> refs;
  SilenceFacts silence;

  /// Prior and evidence together, nats.
  double log_odds() const;
  /// Posterior, in (0, 1).
  double probability() const;
};

/// `dark_transit`, `silence`.
std::string_view Name(EventKind kind);
/// `observed`, `inferred`, `consistent-with`.
std::string_view Name(Wording wording);
/// `transit`, `dwell`, `ambiguous`, `open`.
std::string_view Name(Movement movement);
/// `reception`, `outage`, `unobservable`, `moored`, `left_area`; empty for none.
std::string_view Name(SilenceReason reason);

/// The logistic function, 1 / (1 + e^-x).
double Logistic(double log_odds);

/// Whether `a` comes before `b` in a file: by start, then kind and participants. A total order over
/// the events of one run.
bool Before(const Event& a, const Event& b);

}  // namespace pelorus
