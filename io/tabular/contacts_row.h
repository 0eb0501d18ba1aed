#pragma once

#include <optional>
#include <string_view>

#include "geo/result.h"
#include "io/reject.h"
#include "trackers/contact_report.h"

namespace pelorus {

/// What one row or feature says of a contact, as text or number still to be judged. Texts point
/// into the row.
struct ContactClaim {
  std::optional<Time> time;
  bool timed = false;  ///< whether it says any time at all
  std::optional<double> lat_deg, lon_deg;
  bool placed = false;  ///< whether it says any position at all
  std::optional<double> sigma_m, length_m, heading_deg;
  std::string_view source, scan;
};

/// The report of a claim, without provenance but for received_at and payload_hash. No position at
/// all is a look that saw nothing; a bad one is rejected, and so is one without a sigma above 0.
/// A length that is not above 0 and a heading outside [0, 360] count as not given.
Result<ContactReport, Reject> JudgeContact(const ContactClaim& claim);

}  // namespace pelorus
