#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// What several AIS message types have in common.
namespace pelorus::ais {

/// What was noticed about a message. Bits of Message::flags.
enum class Flag : std::uint16_t {
  kOffLength = 1 << 0,      ///< longer or shorter than the standard says for its type
  kBadImo = 1 << 1,         ///< IMO number whose check digit is wrong
  kReservedValue = 1 << 2,  ///< a code that the standard reserves, or a value out of its range
  kBadMmsi = 1 << 3,        ///< MMSI of more than nine digits
  kNoChecksum = 1 << 4,     ///< a sentence without checksum, accepted by option
  kTagChecksum = 1 << 5,    ///< a tag block or stamp line whose checksum is wrong: time distrusted
  kBadStamp = 1 << 6        ///< a receive time that cannot be read or is out of range
};
inline constexpr std::array<std::string_view, 7> kFlagNames = {
    "off-length",  "bad-imo",      "reserved-value", "bad-mmsi",
    "no-checksum", "tag-checksum", "bad-stamp"};

/// A place in 1/10000 minute, north and east positive; types 17, 22, 23 and 27 send 1/10 minute.
/// Values beyond the poles or ±180° are kept (Flag::kReservedValue), 91° and 181° are nullopt.
struct Place {
  std::optional<std::int32_t> lat;
  std::optional<std::int32_t> lon;
  static constexpr double Degrees(std::int32_t e4_minutes) { return e4_minutes / 600000.0; }
};

/// The second of the UTC minute at which a position was taken, or why there is none.
struct UtcSecond {
  enum class Mode : std::uint8_t { kNormal = 0, kManual, kDeadReckoning, kInoperative };
  std::optional<std::uint8_t> value;  ///< 0..59
  Mode mode = Mode::kNormal;
};

/// Distances from the antenna to the hull's ends, whole metres, as sent (511 and 63 are "or more").
struct Hull {
  std::uint16_t to_bow = 0, to_stern = 0, to_port = 0, to_starboard = 0;
};

}  // namespace pelorus::ais
