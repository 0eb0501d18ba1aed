#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/modes/decoder.h"
#include "io/modes/frame.h"

namespace pelorus::modes {

/// A frame from its hexadecimal digits, received `t_s` after 1970.
inline Frame FrameOf(std::string_view hex, std::optional<double> t_s = std::nullopt) {
  Frame frame;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size() && i / 2 < Frame::kLong; i += 2) {
    frame.bytes[i / 2] = static_cast<std::uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  frame.size = static_cast<std::uint8_t>(hex.size() / 2);
  if (t_s) frame.t = Time(FromSeconds(*t_s));
  return frame;
}

/// Frames from a list, in pieces of `piece`.
class ListedFrames final : public FrameSource {
 public:
  explicit ListedFrames(std::vector<Frame> frames, std::size_t piece = 100)
      : frames_(std::move(frames)), piece_(piece) {
    counters_.received = frames_.size();
  }
  std::size_t Read(std::span<Frame> frames) override {
    const std::size_t n = std::min({frames.size(), piece_, frames_.size() - at_});
    std::copy_n(frames_.begin() + static_cast<std::ptrdiff_t>(at_), n, frames.begin());
    at_ += n;
    return n;
  }
  bool paused() const override { return false; }
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return {at_, frames_.size()}; }

 private:
  std::vector<Frame> frames_;
  std::size_t piece_;
  std::size_t at_ = 0;
  Counters counters_;
};

/// The four digits of a squawk; empty where there is none.
inline std::string SquawkText(const Message& m) {
  if (!m.squawk) return "";
  std::string text;
  for (int shift = 9; shift >= 0; shift -= 3) {
    text += static_cast<char>('0' + ((*m.squawk >> shift) & 7));
  }
  return text;
}

/// What became of a list of frames.
struct Decoded {
  std::vector<Message> messages;
  Counters counters;
};

inline Decoded DecodeAll(std::vector<Frame> frames, const DecoderOptions& options = {}) {
  Decoder decoder(std::make_unique<ListedFrames>(std::move(frames)), options);
  Decoded decoded;
  while (const Message* message = decoder.Next()) decoded.messages.push_back(*message);
  decoded.counters = decoder.counters();
  return decoded;
}

/// The message of a single frame whose address is to be trusted.
inline std::optional<Message> DecodeOne(std::string_view hex) {
  DecoderOptions options;
  options.trust_addresses = true;
  const Decoded decoded = DecodeAll({FrameOf(hex)}, options);
  if (decoded.messages.empty()) return std::nullopt;
  return decoded.messages.front();
}

}  // namespace pelorus::modes
