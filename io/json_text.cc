#include "io/json_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace pelorus {
namespace {

constexpr std::array<std::int64_t, 10> kPowers = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

void AppendInteger(std::string& out, std::int64_t value) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), end);
}

/// The digits of `fraction`, a number below 10^decimals, after a point; trailing zeros cut.
void AppendFraction(std::string& out, std::int64_t fraction, int decimals) {
  if (fraction == 0) return;
  while (fraction % 10 == 0) {
    fraction /= 10;
    --decimals;
  }
  std::array<char, 12> text{};
  for (int i = decimals; i > 0; --i) {
    text[static_cast<std::size_t>(i)] = static_cast<char>('0' + fraction % 10);
    fraction /= 10;
  }
  text[0] = '.';
  out.append(text.data(), static_cast<std::size_t>(decimals) + 1);
}

/// Length of the well-formed UTF-8 sequence at the front of `text`, 0 when there is none.
std::size_t Utf8Length(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xC2 ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                           : lead < 0xF5 ? 4
                                         : 0;
  if (size == 0 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return size;
}

void AppendEscaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto u = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (u < 0x20 || u == 0x7F) {
    out += "\\u00";
    out += kHex[u >> 4U];
    out += kHex[u & 15U];
  } else {
    out += c;
  }
}

}  // namespace

void AppendDecimal(std::string& out, double value, int decimals) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (std::abs(value) >= 9e8) decimals = 0;
  if (std::abs(value) >= 9e18) {  // beyond 64 bits; no quantity of ours is
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    out.append(text.data(), end);
    return;
  }
  const std::int64_t unit = kPowers[static_cast<std::size_t>(decimals)];
  std::int64_t scaled = std::llround(value * static_cast<double>(unit));
  if (scaled < 0) {
    out += '-';
    scaled = -scaled;
  }
  AppendInteger(out, scaled / unit);
  AppendFraction(out, scaled % unit, decimals);
}

void AppendEpochSeconds(std::string& out, Time t) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t ns = t.time_since_epoch().count();
  if (ns < 0) out += '-';
  // Not negated as a whole: the smallest value has no counterpart.
  AppendInteger(out, ns < 0 ? -(ns / kSecond) : ns / kSecond);
  AppendFraction(out, ns < 0 ? -(ns % kSecond) : ns % kSecond, 9);
}

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t size = Utf8Length(text);
    if (size == 1) {
      AppendEscaped(out, text.front());
    } else if (size == 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  out += '"';
}

}  // namespace pelorus
