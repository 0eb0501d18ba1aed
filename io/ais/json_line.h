#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "geo/time.h"
#include "io/ais/bit_reader.h"

namespace pelorus::ais {

/// Writes one JSON object from integers, exactly and without allocation beyond `out`'s growth. The
/// caller keeps keys plain (no escapes) and containers balanced.
class JsonLine {
 public:
  explicit JsonLine(std::string& out) : out_(out) {}

  void Open(char bracket) {
    Comma();
    *p_++ = bracket;
    comma_ = false;
  }
  void Close(char bracket) {
    *p_++ = bracket;
    comma_ = true;
  }
  template <std::size_t N>
  void Key(const char (&key)[N]) {
    if (p_ > buffer_ + kFlushAt) Flush();
    Comma();
    *p_++ = '"';
    std::memcpy(p_, key, N - 1);
    p_ += N - 1;
    std::memcpy(p_, "\":", 2);
    p_ += 2;
    comma_ = false;
  }
  void Null() { Word("null"); }
  void Bool(bool value) { value ? Word("true") : Word("false"); }
  void Integer(std::int64_t value) {
    Comma();
    Digits(Signed(value));
  }
  /// `value` / 10^D, trailing zeros cut.
  template <unsigned D>
  void Decimal(std::int64_t value) {
    constexpr std::uint64_t kUnit = kPowers[D];
    Comma();
    const std::uint64_t size = Signed(value);
    Digits(size / kUnit);
    Fraction(size % kUnit, D);
  }
  /// Epoch seconds with as many digits as it needs.
  void EpochSeconds(Time t) { Decimal<9>(t.time_since_epoch().count()); }
  /// Text of printable ASCII, as six-bit characters are.
  void Text(std::string_view text);
  /// Text from outside, up to 64 bytes, in whatever bytes it came.
  void RawText(std::string_view text);
  /// Bits as hexadecimal bytes, the last one filled with zeros.
  void Hex(BitSpan bits);
  /// Ends the line and appends it to the output.
  void EndLine();

 private:
  static constexpr std::array<std::uint64_t, 10> kPowers = {
      1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
  static constexpr std::size_t kBuffer = 8192;
  static constexpr std::size_t kFlushAt = kBuffer / 2;  // no value is longer than the other half

  void Comma() {
    *p_ = ',';
    p_ += comma_ ? 1 : 0;
    comma_ = true;
  }
  template <std::size_t N>
  void Word(const char (&word)[N]) {
    Comma();
    std::memcpy(p_, word, N - 1);
    p_ += N - 1;
  }
  /// Writes the sign; the absolute value.
  std::uint64_t Signed(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    *p_ = '-';
    p_ += value < 0 ? 1 : 0;
    return value < 0 ? ~bits + 1 : bits;
  }
  void Digits(std::uint64_t value) {
    if (value < 10) {
      *p_++ = static_cast<char>('0' + value);
    } else {
      ManyDigits(value);
    }
  }
  void ManyDigits(std::uint64_t value);
  void Fraction(std::uint64_t value, unsigned decimals) {
    if (value != 0) ManyDecimals(value, decimals);
  }
  void ManyDecimals(std::uint64_t value, unsigned decimals);
  void Flush() {
    out_.append(buffer_, static_cast<std::size_t>(p_ - buffer_));
    p_ = buffer_;
  }

  std::string& out_;
  char* p_ = buffer_;
  bool comma_ = false;
  char buffer_[kBuffer];
};

}  // namespace pelorus::ais
