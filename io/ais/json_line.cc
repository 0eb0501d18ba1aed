#include "io/ais/json_line.h"

#include <array>

#include "io/json_text.h"

namespace pelorus::ais {
namespace {

constexpr auto kPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

}  // namespace

void JsonLine::ManyDigits(std::uint64_t value) {
  std::array<char, 20> text;  // filled from the back
  std::size_t at = text.size();
  for (; value >= 10; value /= 100) {
    at -= 2;
    std::memcpy(&text[at], &kPairs[2 * (value % 100)], 2);
  }
  if (value > 0) text[--at] = static_cast<char>('0' + value);
  if (text[at] == '0') ++at;  // an odd number of digits
  std::memcpy(p_, &text[at], text.size() - at);
  p_ += text.size() - at;
}

void JsonLine::ManyDecimals(std::uint64_t value, unsigned decimals) {
  while (value % 10 == 0) {
    value /= 10;
    --decimals;
  }
  *p_ = '.';
  for (unsigned i = decimals; i > 0; --i, value /= 10) p_[i] = static_cast<char>('0' + value % 10);
  p_ += decimals + 1;
}

void JsonLine::Text(std::string_view text) {
  Comma();
  *p_++ = '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') *p_++ = '\\';
    *p_++ = c;
  }
  *p_++ = '"';
}

void JsonLine::RawText(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain = plain && c >= 0x20 && c < 0x7F;
  if (plain) return Text(text);
  std::string quoted;
  AppendJsonString(quoted, text);
  Comma();
  std::memcpy(p_, quoted.data(), quoted.size());
  p_ += quoted.size();
}

void JsonLine::Hex(BitSpan bits) {
  constexpr std::string_view kHex = "0123456789abcdef";
  Comma();
  *p_++ = '"';
  for (std::size_t at = 0; at < bits.size(); at += 8) {
    const std::uint8_t byte = bits.PaddedByte(at);
    *p_++ = kHex[byte >> 4];
    *p_++ = kHex[byte & 15];
  }
  *p_++ = '"';
}

void JsonLine::EndLine() {
  *p_++ = '\n';
  Flush();
  comma_ = false;
}

}  // namespace pelorus::ais
