#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace pelorus {

/// A short text kept in place, without allocation; what does not fit into N bytes is cut.
template <std::size_t N>
class FixedText {
  static_assert(N < 256);

 public:
  constexpr FixedText() = default;
  constexpr explicit FixedText(std::string_view text)
      : size_(static_cast<std::uint8_t>(std::min(text.size(), N))) {
    std::copy_n(text.begin(), size_, bytes_.begin());
  }
  constexpr std::string_view view() const { return {bytes_.data(), size_}; }
  constexpr bool empty() const { return size_ == 0; }
  friend constexpr bool operator==(const FixedText&, const FixedText&) = default;

 private:
  std::array<char, N> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace pelorus
