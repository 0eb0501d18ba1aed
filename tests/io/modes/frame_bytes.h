#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/modes/frame.h"
#include "tests/io/memory_bytes.h"

namespace pelorus::modes {

/// The bytes of hexadecimal digits; for tests, so without any check.
inline std::string FromHex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

/// The digits of a frame.
inline std::string HexOf(const Frame& frame) {
  std::string digits;
  for (std::size_t i = 0; i < frame.size; ++i) {
    digits += "0123456789abcdef"[frame.bytes[i] >> 4];
    digits += "0123456789abcdef"[frame.bytes[i] & 15];
  }
  return digits;
}

/// A Beast record: mark, type, then `body` with every 1A doubled.
inline std::string BeastRecord(char type, const std::string& body) {
  std::string record = std::string("\x1a") + type;
  for (const char c : body) record.append(c == '\x1a' ? 2 : 1, c);
  return record;
}

/// A Beast record of a frame: its stamp (48 bits), signal and digits.
inline std::string BeastFrame(std::uint64_t stamp, char signal, std::string_view digits) {
  std::string body;
  for (int shift = 40; shift >= 0; shift -= 8) body += static_cast<char>(stamp >> shift & 255);
  body += signal;
  return BeastRecord(digits.size() == 4    ? '1'
                     : digits.size() == 14 ? '2'
                                           : '3',
                     body + FromHex(digits));
}

/// A stamp of a Radarcape with a GPS receiver.
inline std::uint64_t GpsStamp(std::uint64_t second_of_day, std::uint64_t nanoseconds) {
  return second_of_day << 30 | nanoseconds;
}

/// All frames of a source, taken in batches of `batch`.
inline std::vector<Frame> AllFrames(FrameSource& source, std::size_t batch = 7) {
  std::vector<Frame> all;
  std::vector<Frame> some(batch);
  while (const std::size_t n = source.Read(some)) {
    all.insert(all.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(n));
  }
  return all;
}

inline std::vector<std::string> HexOf(const std::vector<Frame>& frames) {
  std::vector<std::string> all;
  for (const Frame& frame : frames) all.push_back(HexOf(frame));
  return all;
}

/// The law, with each frame used.
inline bool Conserved(const FrameSource& source, std::size_t frames) {
  Counters all = source.counters();
  all.used += frames;
  return all.Conserved();
}

}  // namespace pelorus::modes
