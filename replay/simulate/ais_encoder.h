#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/geo_point.h"
#include "geo/time.h"
#include "geo/units.h"

/// AIS messages to bits (ITU-R M.1371-5 annex 8) and bits to sentences (IEC 61162-1 VDM, tag blocks
/// of NMEA 0183 4.10). Shares nothing with the decoder in io/ais, so that each can test the other.
/// Values are rounded to the nearest step; "not available" is nullopt.
namespace pelorus::ais {

/// The bits of one message, up to 432, kept as the 6-bit symbols that sentences carry.
class Payload {
 public:
  static constexpr int kMaxBits = 432;

  /// Appends the `width` (1..32) low bits of `value`, highest first. Bits beyond kMaxBits are a
  /// programming error.
  void Put(std::uint32_t value, int width);
  /// The same in two's complement.
  void PutSigned(std::int32_t value, int width) { Put(static_cast<std::uint32_t>(value), width); }
  void PutFlag(bool flag) { Put(flag ? 1U : 0U, 1); }
  /// Appends `length` characters of 6-bit ASCII: lower case becomes upper case, what the alphabet
  /// lacks becomes `?`, a short text is filled up with `@`, a long one is cut.
  void PutText(std::string_view text, int length);

  int bits() const { return bits_; }
  /// Symbols, the last one filled up with zero bits.
  std::size_t size() const { return (static_cast<std::size_t>(bits_) + 5) / 6; }
  /// Bits in the last symbol that are not part of the message.
  int fill_bits() const { return static_cast<int>(size()) * 6 - bits_; }
  /// Symbol i as the character that stands for it in a sentence.
  char Armored(std::size_t i) const;

 private:
  std::array<std::uint8_t, kMaxBits / 6> symbols_{};
  int bits_ = 0;
};

/// A rate of turn and who says so.
struct RateOfTurn {
  enum class Source : std::uint8_t {
    kNone,       ///< no turn information: -128
    kIndicator,  ///< a rate of turn indicator: 4.733 √(°/min), ±126 from 708 °/min
    kHeading     ///< from the heading alone: ±127 above 5° in 30 s, else 0
  };
  Source source = Source::kNone;
  TurnRate rate;
};
/// The code of M.1371-5 table 48, -128..127.
std::int32_t RateOfTurnCode(const RateOfTurn& turn);

/// Position, speed and course as several messages share them.
struct Fix {
  std::optional<GeoPoint> position;  ///< sent in 1/10000 minute
  bool accurate = false;             ///< better than 10 m
  std::optional<Speed> sog;          ///< sent in 0.1 kn; 102.2 kn and more are one code
  std::optional<Course> cog;         ///< sent in 0.1°
  std::optional<Heading> heading;    ///< sent in whole degrees
  int second = 60;                   ///< of the UTC minute, 0..59; 60 not available
};

/// Types 1 and 3 (class A).
struct ScheduledPosition {
  int type = 1;
  std::uint32_t mmsi = 0;
  int status = 15;  ///< navigational status, 0..15
  RateOfTurn turn;
  Fix fix;
  bool raim = false;
  std::uint32_t radio = 0;  ///< communication state, 19 bits
};

/// Type 18 (class B, carrier sense).
struct ClassBReport {
  std::uint32_t mmsi = 0;
  Fix fix;
  bool raim = false;
};

/// Distances from the antenna to the hull's ends, sent in whole metres.
struct Extent {
  Length to_bow, to_stern, to_port, to_starboard;
};

/// Type 5 (class A, static and voyage data).
struct VoyageReport {
  std::uint32_t mmsi = 0;
  std::uint32_t imo = 0;
  std::string_view callsign, name, destination;
  int ship_type = 0;
  Extent extent;
  int epfd = 0;             ///< kind of position device, 0..15
  std::optional<Time> eta;  ///< sent as month, day, hour, minute
  Length draught;           ///< sent in 0.1 m; 25.5 m and more are one code; 0 not available
};

/// Type 24 part A.
struct NameReport {
  std::uint32_t mmsi = 0;
  std::string_view name;
};

/// Type 24 part B.
struct CraftReport {
  std::uint32_t mmsi = 0;
  int ship_type = 0;
  std::string_view vendor;   ///< three characters
  int model = 0;             ///< 0..15
  std::uint32_t serial = 0;  ///< 20 bits
  std::string_view callsign;
  Extent extent;
  int epfd = 0;
};

/// Type 4 (base station).
struct StationReport {
  std::uint32_t mmsi = 0;
  Time utc;
  GeoPoint position;
  int epfd = 0;
  std::uint32_t radio = 0;  ///< communication state, 19 bits
};

Payload Encode(const ScheduledPosition& message);
Payload Encode(const ClassBReport& message);
Payload Encode(const VoyageReport& message);
Payload Encode(const NameReport& message);
Payload Encode(const CraftReport& message);
Payload Encode(const StationReport& message);

/// What a receiver writes in front of a sentence.
struct ReceiptTag {
  std::string_view station;  ///< `s:`
  Time received_at;          ///< `c:`, milliseconds
  int group = 0;             ///< `g:`, written for messages of several sentences
};

/// How a message is written down.
struct SentenceOptions {
  char channel = 'A';
  int sequence = 0;  ///< 0..9, written for messages of several sentences
  std::optional<ReceiptTag> tag;
};

/// Appends `!AIVDM` sentences of at most 82 characters (tag block apart), each ending in CR LF.
void AppendSentences(std::string& out, const Payload& payload, const SentenceOptions& options);

/// Exclusive or of all characters: the checksum of sentences and tag blocks.
std::uint8_t Checksum(std::string_view text);

}  // namespace pelorus::ais
