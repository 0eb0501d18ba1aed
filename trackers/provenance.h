#pragma once

#include <compare>
#include <cstdint>

#include "geo/ids.h"
#include "geo/time.h"

namespace pelorus {

/// Where a claim can be read again: the input and the byte offset, after decompression, of the
/// first byte of its (first) record.
struct RawRef {
  SourceId source;
  std::uint64_t offset = 0;
  friend constexpr auto operator<=>(const RawRef&, const RawRef&) = default;
};

/// What is known of how a report came in.
struct Provenance {
  Time received_at;  ///< the receiver's clock; the order of the run
  RawRef raw;
  std::uint64_t payload_hash = 0;  ///< of the bits that were on the air; equal for copies
  StationId station;
  std::uint16_t records = 1;  ///< raw records (sentences, rows) that made up this report
  /// The payload contains the UTC second of its position: a later transmission with equal bits is
  /// a whole number of minutes later.
  bool dated = false;
};

}  // namespace pelorus
