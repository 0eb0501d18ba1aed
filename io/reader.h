#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/bytes.h"
#include "io/counters.h"
#include "trackers/observation.h"

namespace pelorus {

/// A receiving station whose clock was found to be off by more than 30 s.
struct ClockFault {
  std::string station;         ///< "" where the input names none: the input's own stamps
  Duration offset{0};          ///< stamps less UTC
  bool modulo_minute = false;  ///< what was found is `offset` and any number of whole minutes
  std::uint64_t messages = 0;  ///< whose times were not trusted for it
};

/// Turns one input into reports. The same input gives the same reports, however it is chunked.
class ReportReader {
 public:
  virtual ~ReportReader() = default;

  /// Appends the next reports (about a thousand records' worth) to `out`; false once the input has
  /// ended and nothing was appended. A live input that has nothing right now appends what it has,
  /// perhaps nothing, and says true. Counts received, rejected and messages; a record that is whole
  /// but carries nothing for the tracker (a text message, a base station) is counted as used here,
  /// all others by the session from Provenance::records. Where one record yields two reports, the
  /// second has `records` 0.
  virtual bool Read(ReportBatch& out) = 0;

  virtual const Counters& counters() const = 0;
  virtual ByteSource::Progress progress() const = 0;
  /// Names of the stations seen so far; index is StationId, entry 0 is "".
  virtual const std::vector<std::string>& stations() const = 0;
  /// Clocks found to be off so far, in the order of the stations.
  virtual std::vector<ClockFault> clock_faults() const { return {}; }
};

}  // namespace pelorus
