#pragma once

#include <cstdint>
#include <string_view>

namespace pelorus {

/// Why a record was not used. One list for all readers, so that a run's counters speak one
/// language.
enum class Reject : std::uint8_t {
  kNotASentence,  ///< a line that is neither a sentence, a comment nor anything a feed puts between
  kChecksum,      ///< checksum wrong
  kNoChecksum,    ///< checksum missing, and not accepted by option
  kBadSentence,   ///< fields missing or out of range
  kFragmentOrphan,     ///< part of a message whose other parts did not come in time
  kFragmentTableFull,  ///< part of a message pushed out of the bounded table
  kBadPayload,         ///< characters outside the 6-bit alphabet, or fill bits that do not fit
  kUnknownType,        ///< message type that no standard names
  kTooShort,           ///< message ends before its required fields
  kNoTime,             ///< no receive time could be found
  kBadTime,            ///< time unreadable or out of range
  kImplausibleTime,    ///< alone with its time, far from the records around it
  kBadPosition,        ///< latitude or longitude unreadable or out of range
  kBadIdentity,        ///< MMSI or address unreadable or out of range
  kBadRow,             ///< table row with too few fields, or broken quoting
  kLineTooLong,        ///< line over the limit
  kBadJson,            ///< JSON that cannot be read, or without what is needed
  kOutsideTime,        ///< before --from or after --to
  kOutsideRegion,      ///< position outside --region
  kBadFrame,           ///< Mode S frame of a wrong length, or not hexadecimal
  kUnknownAddress,     ///< address-parity frame whose address no other frame has verified
  kTruncated,          ///< the input ended inside a record, or its compression is damaged
  kCount
};

/// The cause as it is written in counters: `checksum`, `fragment-orphan`, …
std::string_view Name(Reject cause);

}  // namespace pelorus
