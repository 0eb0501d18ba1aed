#include "io/modes/callsign.h"

#include <array>
#include <string_view>

namespace pelorus::modes {

std::optional<FixedText<8>> CallsignOf(Bits56 bits) {
  static constexpr std::string_view kAlphabet =
      "#ABCDEFGHIJKLMNOPQRSTUVWXYZ##### ###############0123456789######";
  std::array<char, 8> text{};
  std::size_t size = 0;
  for (unsigned i = 0; i < text.size(); ++i) {
    const char c = kAlphabet[bits.Field(9 + 6 * i, 14 + 6 * i)];
    if (c == '#') return std::nullopt;
    text[i] = c;
    if (c != ' ') size = i + 1;
  }
  if (size == 0) return std::nullopt;
  return FixedText<8>(std::string_view(text.data(), size));
}

}  // namespace pelorus::modes
