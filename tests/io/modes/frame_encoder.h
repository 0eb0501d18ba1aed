#pragma once

#include <algorithm>
#include <cstdint>

#include "io/modes/crc.h"
#include "io/modes/frame.h"

namespace pelorus::modes {

/// Lays `value` over the parity field of a frame whose other bits are set, so that its remainder is
/// `value`.
inline Frame WithRemainder(Frame frame, std::uint32_t value) {
  const std::size_t size = frame.size;
  std::fill_n(frame.bytes.begin() + static_cast<std::ptrdiff_t>(size) - 3, 3, std::uint8_t{0});
  const std::uint32_t rest =
      size == Frame::kShort ? Remainder<7>(frame.bytes.data()) : Remainder<14>(frame.bytes.data());
  for (std::size_t i = 0; i < 3; ++i) {
    frame.bytes[size - 3 + i] = static_cast<std::uint8_t>((rest ^ value) >> (16 - 8 * i));
  }
  return frame;
}

inline Frame EmptyFrame(std::size_t size, unsigned df, unsigned low, Time t) {
  Frame frame;
  frame.size = static_cast<std::uint8_t>(size);
  frame.bytes[0] = static_cast<std::uint8_t>((df << 3) | low);
  frame.t = t;
  return frame;
}

/// An all-call reply.
inline Frame AllCall(std::uint32_t icao, Time t, std::uint32_t interrogator = 0) {
  Frame frame = EmptyFrame(Frame::kShort, 11, 5, t);
  for (std::size_t i = 0; i < 3; ++i) {
    frame.bytes[1 + i] = static_cast<std::uint8_t>(icao >> (16 - 8 * i));
  }
  return WithRemainder(frame, interrogator);
}

/// A reply whose address is laid over the parity: DF 4 with an altitude code, DF 5 with an identity
/// code.
inline Frame Reply(unsigned df, std::uint32_t code, std::uint32_t icao, Time t) {
  Frame frame = EmptyFrame(Frame::kShort, df, 0, t);
  frame.bytes[2] = static_cast<std::uint8_t>((code >> 8) & 0x1F);
  frame.bytes[3] = static_cast<std::uint8_t>(code);
  return WithRemainder(frame, icao);
}

/// DF 20 with an altitude code and a register.
inline Frame CommBReply(std::uint32_t code, std::uint64_t mb, std::uint32_t icao, Time t) {
  Frame frame = EmptyFrame(Frame::kLong, 20, 0, t);
  frame.bytes[2] = static_cast<std::uint8_t>((code >> 8) & 0x1F);
  frame.bytes[3] = static_cast<std::uint8_t>(code);
  for (std::size_t i = 0; i < 7; ++i) {
    frame.bytes[4 + i] = static_cast<std::uint8_t>(mb >> (48 - 8 * i));
  }
  return WithRemainder(frame, icao);
}

/// An extended squitter: `low` is the capability of DF 17, the control field of DF 18.
inline Frame Squitter(unsigned df, unsigned low, std::uint32_t icao, std::uint64_t me, Time t) {
  Frame frame = EmptyFrame(Frame::kLong, df, low, t);
  for (std::size_t i = 0; i < 3; ++i) {
    frame.bytes[1 + i] = static_cast<std::uint8_t>(icao >> (16 - 8 * i));
  }
  for (std::size_t i = 0; i < 7; ++i) {
    frame.bytes[4 + i] = static_cast<std::uint8_t>(me >> (48 - 8 * i));
  }
  return WithRemainder(frame, 0);
}

/// Altitude code of 13 bits in steps of 25 ft.
inline std::uint32_t AltitudeCode(int feet) {
  const auto n = static_cast<std::uint32_t>((feet + 1000) / 25);
  return ((n << 2) & 0x1F80) | ((n << 1) & 0x20) | 0x10 | (n & 0xF);
}

}  // namespace pelorus::modes
