#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/bytes.h"
#include "io/counters.h"
#include "trackers/observation.h"

namespace pelorus {

/// Turns one input into reports. The same input gives the same reports, however it is chunked.
class ReportReader {
 public:
  virtual ~ReportReader() = default;

  /// Appends the next reports (about a thousand records' worth) to `out`; false once the input has
  /// ended and nothing was appended. Counts received, rejected and messages; a record that is whole
  /// but carries nothing for the tracker (a text message, a base station) is counted as used here,
  /// all others by the session from Provenance::records. Where one record yields two reports, the
  /// second has `records` 0.
  virtual bool Read(ReportBatch& out) = 0;

  virtual const Counters& counters() const = 0;
  virtual ByteSource::Progress progress() const = 0;
  /// Names of the stations seen so far; index is StationId, entry 0 is "".
  virtual const std::vector<std::string>& stations() const = 0;
};

}  // namespace pelorus
