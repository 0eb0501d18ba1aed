#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/time.h"

namespace pelorus::ais {

/// Where the receive time of a sentence was written.
enum class StampSource : std::uint8_t { kNone = 0, kTagBlock, kPrefix, kTrailer, kPghp };

/// `tag-block`, `prefix`, `trailer`, `pghp`, `none`.
std::string_view Name(StampSource source);

/// When a sentence was received, by the receiver's own word.
struct Stamp {
  std::optional<Time> received_at;
  /// When a relay passed it on (`t:` of satellite feeds); such reports come out of order.
  std::optional<Time> delivered_at;
  StampSource source = StampSource::kNone;
  /// False when nothing is known, or when what carried the time was damaged.
  bool trusted = false;
};

/// The time of a decimal number as feeds write it: whole seconds (up to 10 digits), milliseconds
/// (13), microseconds (16) or nanoseconds (19) since 1970, or seconds with a fraction. Nothing on
/// any other text, and nothing outside the years 2000 to 2099, where AIS feeds do not come from.
std::optional<Time> ParseStampNumber(std::string_view text);

/// As ParseStampNumber, or ISO 8601.
std::optional<Time> ParseStampText(std::string_view text);

/// What a `$PGHP` line (Gatehouse) says of the sentence that follows it.
struct Pghp {
  std::optional<Time> received_at;
  std::string_view base_station;  ///< MMSI of the base station, as written; may be empty
  bool intact = false;            ///< its own checksum is right
  std::optional<std::uint8_t> sentence_checksum;  ///< of the sentence it belongs to
};

/// Reads `$PGHP,1,year,month,day,hour,minute,second,ms,country,region,station,online,checksum*hh`;
/// nothing when the line is something else or too short to hold a time.
std::optional<Pghp> ParsePghp(std::string_view line);

}  // namespace pelorus::ais
