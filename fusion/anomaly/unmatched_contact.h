#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fusion/anomaly/event.h"
#include "trackers/contact_report.h"

namespace pelorus {

/// What contacts are before anything is known of one; shares, they need not sum to 1. Sources:
/// docs/FORMULAS.md "Contacts".
struct UnmatchedContactPriors {
  double silent_ship = 0.10;        ///< ships that must transmit and do not
  double transmitting_ship = 0.80;  ///< ships that transmit
  double false_echo = 0.05;
  /// Ships that need not transmit, of those up to `exempt_up_to`; a tenth as many beyond.
  double exempt_ship = 0.30;
  Length exempt_up_to = Length::Meters(35.0);  ///< about 300 gross tonnage, SOLAS V/19
};

/// One contact that the vessels heard around it were weighed against.
struct UnmatchedContactCase {
  ContactReport contact;   ///< with a position
  std::string source;      ///< the sensor; empty where only its input has a name
  std::string scan;        ///< likewise, or empty
  std::uint64_t row = 0;   ///< from 1
  double unmatched = 1.0;  ///< that no vessel heard made it, in [0, 1]
  double p_ais = 0.0;      ///< that a ship transmitting there would have been heard, in [0, 1]
  double p_detect = 0.0;   ///< that the sensor sees a ship of this length
  std::optional<Length> true_length;  ///< freed of the sensor's bias
  std::vector<TrackId> nearest_tracks;
};

/// A ship that must transmit and does not, weighed against the benign: a vessel that was heard, one
/// that transmits unheard, one that need not, a false echo. Any probability comes out; whoever
/// writes events decides which are worth it. Probabilities outside [0, 1] are clamped.
Event MakeUnmatchedContact(const UnmatchedContactCase& seen, const UnmatchedContactPriors& priors,
                           Time detected_at);

}  // namespace pelorus
