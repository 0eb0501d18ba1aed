#include "io/ais/sentence.h"

#include <cstring>

#include "io/ais/load_bytes.h"

namespace pelorus::ais {
namespace {

constexpr std::size_t kHeader = 7;  // "!AIVDM,"

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// One digit 1..9 and a comma off the front.
bool TakeCount(std::string_view& text, std::uint8_t& value) {
  if (text.size() < 2 || text[0] < '1' || text[0] > '9' || text[1] != ',') return false;
  value = static_cast<std::uint8_t>(text[0] - '0');
  text.remove_prefix(2);
  return true;
}

/// Nothing, or one or two digits, and a comma.
bool TakeSequence(std::string_view& text, std::uint8_t& value) {
  value = Sentence::kNoSequence;
  std::size_t n = 0;
  unsigned number = 0;
  for (; n < text.size() && n < 2 && IsDigit(text[n]); ++n) {
    number = number * 10 + static_cast<unsigned>(text[n] - '0');
  }
  if (n >= text.size() || text[n] != ',') return false;
  if (n > 0) value = static_cast<std::uint8_t>(number);
  text.remove_prefix(n + 1);
  return true;
}

/// Nothing, or one character, and a comma.
bool TakeChannel(std::string_view& text, char& value) {
  value = 0;
  if (!text.empty() && text[0] == ',') {
    text.remove_prefix(1);
    return true;
  }
  if (text.size() < 2 || text[1] != ',') return false;
  value = text[0];
  text.remove_prefix(2);
  return true;
}

/// Payload and fill bits; `text` ends where the checksum begins.
std::optional<Reject> SplitPayload(std::string_view text, Sentence& out) {
  const std::size_t n = text.size();
  out.fill_bits = 0;
  if (n >= 2 && text[n - 2] == ',' && IsDigit(text[n - 1])) {
    out.fill_bits = static_cast<std::uint8_t>(text[n - 1] - '0');
    out.payload = text.substr(0, n - 2);
    if (out.fill_bits > 5) return Reject::kBadPayload;
    return std::nullopt;
  }
  if (n >= 1 && text[n - 1] == ',') {  // fill bits left out
    out.payload = text.substr(0, n - 1);
    return std::nullopt;
  }
  return Reject::kBadSentence;
}

/// The checksum behind the `*` at `star`, compared; sets the trailer.
std::optional<Reject> CheckSum(std::string_view text, std::size_t star, Sentence& out) {
  out.trailer = text.substr(star + 1);
  out.checksum = TakeHexByte(out.trailer);
  if (!out.checksum || *out.checksum != XorOf(text.substr(1, star - 1))) return Reject::kChecksum;
  return std::nullopt;
}

/// Where the fields of a sentence without checksum end: behind the fill digit that follows the
/// fifth comma, or at a blank.
std::size_t EndWithoutChecksum(std::string_view text) {
  std::size_t end = text.find_first_of(" \t\"");
  if (end == std::string_view::npos) end = text.size();
  std::size_t comma = kHeader - 1;
  for (int i = 0; i < 5 && comma != std::string_view::npos; ++i) comma = text.find(',', comma + 1);
  if (comma == std::string_view::npos) return end;
  const std::size_t behind = text.find(',', comma + 1);
  return behind < end ? behind : end;
}

}  // namespace

std::uint8_t XorOf(std::string_view text) {
  std::uint64_t sum = 0;
  const char* p = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, p += 8) sum ^= LoadWord(p);
  sum ^= LoadPart(p, left);
  sum ^= sum >> 32;
  sum ^= sum >> 16;
  sum ^= sum >> 8;
  return static_cast<std::uint8_t>(sum);
}

std::optional<Reject> ParseSentence(std::string_view text, Sentence& out) {
  out.talker = static_cast<std::uint16_t>((static_cast<unsigned char>(text[1]) << 8) |
                                          static_cast<unsigned char>(text[2]));
  out.own = text[5] == 'O';
  out.checksum.reset();
  out.trailer = {};
  const void* hit = std::memchr(text.data() + kHeader, '*', text.size() - kHeader);
  std::size_t end = 0;
  if (hit != nullptr) {
    end = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    if (const auto cause = CheckSum(text, end, out)) return cause;
  } else {
    end = EndWithoutChecksum(text);
    out.trailer = text.substr(end);
  }
  std::string_view rest = text.substr(kHeader, end - kHeader);
  if (!TakeCount(rest, out.count) || !TakeCount(rest, out.number) || out.number > out.count ||
      !TakeSequence(rest, out.sequence) || !TakeChannel(rest, out.channel)) {
    return Reject::kBadSentence;
  }
  return SplitPayload(rest, out);
}

bool IsOtherSentence(std::string_view text) {
  if (text.size() < 7 || (text[0] != '$' && text[0] != '!')) return false;
  std::size_t n = 1;
  while (n < text.size() && ((text[n] >= 'A' && text[n] <= 'Z') || IsDigit(text[n]))) ++n;
  return n >= 5 && n <= 12 && n < text.size() && text[n] == ',';
}

}  // namespace pelorus::ais
