#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "io/ais/bit_reader.h"
#include "io/ais/message.h"

/// The fields that several message types share. Offsets are in bits from the message's beginning;
/// each function notes reserved values in `out`.
namespace pelorus::ais {

template <class T>
constexpr std::optional<T> Narrow(std::optional<std::uint32_t> value) {
  if (!value) return std::nullopt;
  return static_cast<T>(*value);
}

/// A number with one "not available" code.
template <class T>
std::optional<T> Unless(BitSpan bits, std::size_t offset, std::size_t width, std::uint32_t none) {
  const std::uint32_t value = bits.Unsigned(offset, width);
  if (value == none) return std::nullopt;
  return static_cast<T>(value);
}

inline std::optional<bool> WholeFlag(BitSpan bits, std::size_t offset) {
  if (!bits.Has(offset, 1)) return std::nullopt;
  return bits.Flag(offset);
}

template <class T>
std::optional<T> WholeNumber(BitSpan bits, std::size_t offset, std::size_t width) {
  return Narrow<T>(bits.Whole(offset, width));
}

/// One coordinate: `none` is its "not available", `limit` the largest that exists.
inline std::optional<std::int32_t> Coordinate(std::int32_t value, std::int32_t none,
                                              std::int32_t limit, std::int32_t scale,
                                              Message& out) {
  if (value == none) return std::nullopt;
  if (value > limit || value < -limit) out.Set(Flag::kReservedValue);
  return value * scale;
}

/// 28 bits of longitude and 27 of latitude in 1/10000 minute.
inline Place FinePlace(BitSpan bits, std::size_t offset, Message& out) {
  constexpr std::int32_t kDegree = 600'000;
  return {Coordinate(bits.Signed(offset + 28, 27), 91 * kDegree, 90 * kDegree, 1, out),
          Coordinate(bits.Signed(offset, 28), 181 * kDegree, 180 * kDegree, 1, out)};
}

/// 18 bits of longitude and 17 of latitude in 1/10 minute.
inline Place CoarsePlace(BitSpan bits, std::size_t offset, Message& out) {
  constexpr std::int32_t kDegree = 600;
  return {Coordinate(bits.Signed(offset + 18, 17), 91 * kDegree, 90 * kDegree, 1000, out),
          Coordinate(bits.Signed(offset, 18), 181 * kDegree, 180 * kDegree, 1000, out)};
}

/// 12 bits of course over ground.
inline std::optional<std::uint16_t> CourseTenths(BitSpan bits, std::size_t offset, Message& out) {
  const std::uint32_t value = bits.Unsigned(offset, 12);
  if (value == 3600) return std::nullopt;
  if (value > 3600) out.Set(Flag::kReservedValue);
  return static_cast<std::uint16_t>(value);
}

/// 9 bits of true heading, or of course in type 27.
inline std::optional<std::uint16_t> WholeDegrees(BitSpan bits, std::size_t offset, Message& out) {
  const std::uint32_t value = bits.Unsigned(offset, 9);
  if (value == 511) return std::nullopt;
  if (value > 359) out.Set(Flag::kReservedValue);
  return static_cast<std::uint16_t>(value);
}

/// 6 bits of UTC second.
inline UtcSecond Second(BitSpan bits, std::size_t offset) {
  const std::uint32_t value = bits.Unsigned(offset, 6);
  if (value < 60) return {static_cast<std::uint8_t>(value), UtcSecond::Mode::kNormal};
  return {std::nullopt, static_cast<UtcSecond::Mode>(value - 60)};
}

/// 30 bits of distances from the antenna.
inline Hull HullAt(BitSpan bits, std::size_t offset) {
  return {static_cast<std::uint16_t>(bits.Unsigned(offset, 9)),
          static_cast<std::uint16_t>(bits.Unsigned(offset + 9, 9)),
          static_cast<std::uint16_t>(bits.Unsigned(offset + 18, 6)),
          static_cast<std::uint16_t>(bits.Unsigned(offset + 24, 6))};
}

inline std::optional<Hull> WholeHull(BitSpan bits, std::size_t offset) {
  if (!bits.Has(offset, 30)) return std::nullopt;
  return HullAt(bits, offset);
}

/// 4 bits of the kind of position device; 9 to 14 are reserved.
inline std::uint8_t Epfd(BitSpan bits, std::size_t offset, Message& out) {
  const auto value = static_cast<std::uint8_t>(bits.Unsigned(offset, 4));
  if (value >= 9 && value <= 14) out.Set(Flag::kReservedValue);
  return value;
}

inline std::optional<std::uint8_t> WholeEpfd(BitSpan bits, std::size_t offset, Message& out) {
  if (!bits.Has(offset, 4)) return std::nullopt;
  return Epfd(bits, offset, out);
}

/// 8 bits of ship type; over 99 reserved.
inline std::uint8_t ShipType(BitSpan bits, std::size_t offset, Message& out) {
  const auto value = static_cast<std::uint8_t>(bits.Unsigned(offset, 8));
  if (value > 99) out.Set(Flag::kReservedValue);
  return value;
}

/// Characters of six bits put into `text` from `begin` on, as many as are whole, at most `count`.
template <std::size_t N>
std::size_t ReadCharacters(BitSpan bits, std::size_t offset, std::size_t count, std::size_t begin,
                           std::array<char, N>& text) {
  std::size_t n = begin;
  for (; n < begin + count && n < N && bits.Has(offset, 6); ++n, offset += 6) {
    const std::uint32_t value = bits.Unsigned(offset, 6);
    text[n] = static_cast<char>(value < 32 ? value + 64 : value);
  }
  return n;
}

/// Text as a reader wants it: cut at the first `@`, without trailing blanks.
inline std::string_view Trimmed(std::string_view text) {
  text = text.substr(0, text.find('@'));
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A text field of N characters.
template <std::size_t N>
FixedText<N> Text(BitSpan bits, std::size_t offset) {
  std::array<char, N> text;  // filled up to n
  const std::size_t n = ReadCharacters(bits, offset, N, 0, text);
  return FixedText<N>(Trimmed({text.data(), n}));
}

}  // namespace pelorus::ais
