#pragma once

#include <cstdint>
#include <string_view>

namespace pelorus::modes {

/// Writes the bytes that an even count of hexadecimal digits stands for, half as many, to `out`.
/// False, with anything written, when a character is no such digit.
inline bool ParseHex(std::string_view digits, std::uint8_t* out) {
  unsigned worst = 0;
  const auto value = [&worst](char c) {
    const auto digit = static_cast<unsigned>(c - '0');
    const auto letter = (static_cast<unsigned>(static_cast<unsigned char>(c)) | 0x20U) - 'a';
    if (digit < 10) return digit;
    if (letter < 6) return letter + 10;
    worst = 1;
    return 0U;
  };
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    out[i / 2] = static_cast<std::uint8_t>(value(digits[i]) << 4 | value(digits[i + 1]));
  }
  return worst == 0;
}

}  // namespace pelorus::modes
