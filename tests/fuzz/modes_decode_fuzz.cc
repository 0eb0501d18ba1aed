// Any bytes as Mode S frames: no crash, the law holds, every message can be written and reported.
// The first byte sets the options; then frames of 14 bytes with a byte of instructions each, which
// repairs the parity so that mutations get past it.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "io/modes/json.h"
#include "io/modes/to_report.h"
#include "tests/io/modes/frame_encoder.h"
#include "tests/io/modes/listed_frames.h"

namespace {

using namespace pelorus;
using modes::Frame;

/// Low bits: how far the clock moves; then what becomes of the parity, and the length.
Frame MadeOf(const std::uint8_t* data, Time& now) {
  const std::uint8_t how = data[0];
  Frame frame;
  std::memcpy(frame.bytes.data(), data + 1, Frame::kLong);
  const bool is_short = (frame.bytes[0] & 0x80) == 0;
  frame.size = is_short == ((how & 0x80) == 0) ? Frame::kShort : Frame::kLong;
  now += std::chrono::milliseconds(300) * (how & 7) * (how & 7);
  if ((how & 8) == 0) frame.t = now;
  frame.mlat = (how & 0x70) == 0x70;
  constexpr std::uint32_t kAddresses[] = {0x400f99, 0x400f9b};
  if ((how & 0x10) != 0) frame = WithRemainder(frame, 0);
  if ((how & 0x30) == 0x20) frame = WithRemainder(frame, kAddresses[(how >> 6) & 1]);
  return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  modes::DecoderOptions options;
  options.trust_addresses = (data[0] & 1) != 0;
  options.accept_checked_frames = (data[0] & 2) != 0;
  options.max_bit_errors = (data[0] >> 2) & 3;
  if ((data[0] & 16) != 0) options.reference = GeoPoint::Degrees(-89.99, 179.99);
  Time now = Time(std::chrono::seconds(1'700'000'000));
  std::vector<Frame> frames;
  for (std::size_t at = 1; at + 15 <= size; at += 15) frames.push_back(MadeOf(data + at, now));
  const modes::Decoded decoded = modes::DecodeAll(std::move(frames), options);
  if (!decoded.counters.Conserved()) __builtin_trap();
  modes::ReportMaker maker{SourceId(0)};
  ReportBatch batch;
  std::string out;
  for (const modes::Message& m : decoded.messages) {
    if (m.position && !(std::fabs(m.position->lat_deg()) <= 90.0)) __builtin_trap();
    if (m.implausible && !m.position) __builtin_trap();
    modes::AppendJson(m, "", out);
    maker.Append(m, batch);
  }
  return 0;
}
