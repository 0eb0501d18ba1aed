#pragma once

#include <optional>

#include "io/ais/application.h"
#include "io/ais/decode_fields.h"

/// Reading application data front to back, and the decoder of each kind.
namespace pelorus::ais {

/// Takes numbers off the front of a span that is long enough.
class FieldCursor {
 public:
  explicit FieldCursor(BitSpan bits) : bits_(bits) {}

  std::uint32_t Take(std::size_t width) {
    const std::uint32_t value = bits_.Unsigned(at_, width);
    at_ += width;
    return value;
  }
  std::int32_t TakeSigned(std::size_t width) {
    const std::int32_t value = bits_.Signed(at_, width);
    at_ += width;
    return value;
  }
  /// A number whose values up to `largest` are real and all others "not available".
  template <class T>
  std::optional<T> UpTo(std::size_t width, std::uint32_t largest) {
    const std::uint32_t value = Take(width);
    if (value > largest) return std::nullopt;
    return static_cast<T>(value);
  }
  /// A number with one "not available" code.
  template <class T>
  std::optional<T> Except(std::size_t width, std::uint32_t none) {
    const std::uint32_t value = Take(width);
    if (value == none) return std::nullopt;
    return static_cast<T>(value);
  }
  /// A coordinate of 1/1000 minute within ±`degrees`.
  std::optional<std::int32_t> Coordinate(std::size_t width, std::int32_t degrees) {
    const std::int32_t value = TakeSigned(width);
    const std::int32_t limit = degrees * 60'000;
    if (value > limit || value < -limit) return std::nullopt;
    return value;
  }
  template <std::size_t N>
  FixedText<N> TakeText() {
    const auto text = Text<N>(bits_, at_);
    at_ += 6 * N;
    return text;
  }
  bool TakeFlag() { return Take(1) != 0; }
  void Skip(std::size_t width) { at_ += width; }

 private:
  BitSpan bits_;
  std::size_t at_ = 0;
};

void DecodeMet236(BitSpan data, Application& out);
void DecodeMet289(BitSpan data, Application& out);
void DecodeAreaNotice(BitSpan data, Application& out);

}  // namespace pelorus::ais
