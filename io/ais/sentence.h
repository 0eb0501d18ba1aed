#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/reject.h"

namespace pelorus::ais {

/// One VDM or VDO sentence, cut into its fields; views into the line.
struct Sentence {
  static constexpr std::uint8_t kNoSequence = 0xFF;

  std::uint16_t talker = 0;  ///< the two talker letters, the first in the high byte
  bool own = false;          ///< VDO: the receiver's own station
  std::uint8_t count = 1;    ///< sentences of the message, 1..9
  std::uint8_t number = 1;   ///< which of them, 1..count
  std::uint8_t sequence = kNoSequence;
  char channel = 0;  ///< 0 when empty
  std::uint8_t fill_bits = 0;
  std::optional<std::uint8_t> checksum;  ///< as sent, and right; nullopt when the sentence has none
  std::string_view payload;
  std::string_view trailer;  ///< what follows the checksum
};

/// True when `text` begins with a `!ttVDM,` or `!ttVDO,`, whatever the talker.
inline bool BeginsSentence(std::string_view text) {
  return text.size() >= 7 && text[0] == '!' && text[3] == 'V' && text[4] == 'D' &&
         (text[5] == 'M' || text[5] == 'O') && text[6] == ',' && text[1] != ',' && text[2] != ',';
}

/// Cuts the sentence at the beginning of `text` (see BeginsSentence) into `out`. Otherwise the
/// cause: kChecksum for a wrong checksum, kBadSentence for fields that are missing or out of range,
/// kBadPayload for a fill bit count over 5. A missing checksum is no cause.
std::optional<Reject> ParseSentence(std::string_view text, Sentence& out);

/// True for any other NMEA 0183 sentence: `$` or `!`, five or more letters or digits, a comma.
bool IsOtherSentence(std::string_view text);

/// XOR of all characters, the checksum of NMEA 0183.
std::uint8_t XorOf(std::string_view text);

/// Value of a hexadecimal digit, -1 for anything else.
constexpr int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Takes one or two hexadecimal digits off the front; nothing when there is none.
inline std::optional<std::uint8_t> TakeHexByte(std::string_view& text) {
  const int high = text.empty() ? -1 : HexValue(text[0]);
  if (high < 0) return std::nullopt;
  const int low = text.size() > 1 ? HexValue(text[1]) : -1;
  text.remove_prefix(low < 0 ? 1 : 2);
  return static_cast<std::uint8_t>(low < 0 ? high : high * 16 + low);
}

}  // namespace pelorus::ais
