#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "geo/time.h"

/// The MCAP container, version 0 (mcap.dev/spec): records of one opcode byte, eight bytes of length
/// and content, all numbers little-endian. Here: what writer and reader share.
namespace pelorus::mcap {

inline constexpr std::string_view kMagic = "\x89MCAP0\r\n";
/// Bytes before the content of a record.
inline constexpr std::size_t kRecordHead = 9;
/// Content of a footer.
inline constexpr std::size_t kFooterSize = 20;
/// Chunks with more bytes than this, packed or not, count as damage; it bounds a reader's memory.
inline constexpr std::uint64_t kLargestChunk = std::uint64_t{64} << 20;

enum class Opcode : std::uint8_t {
  kHeader = 0x01,
  kFooter = 0x02,
  kSchema = 0x03,
  kChannel = 0x04,
  kMessage = 0x05,
  kChunk = 0x06,
  kMessageIndex = 0x07,
  kChunkIndex = 0x08,
  kStatistics = 0x0B,
  kSummaryOffset = 0x0E,
  kDataEnd = 0x0F,
};

/// The message encoding of channels that hold what an input gave, byte by byte.
inline constexpr std::string_view kRawEncoding = "raw";
/// The topic of the notes that say whose bytes come next where a source has several senders: JSON
/// `{"channel":1,"sender":42}`, valid from there on until the next note of the channel.
inline constexpr std::string_view kSendersTopic = "pelorus/senders";

/// The topic of what else a live run has to know to be done again: JSON `{"end":1}` when the source
/// of channel 1 has ended, `{"lull":true}` when nobody had said anything for a while. Its metadata
/// `reorder_ns`, `epoch_ns` and `idle_ns` are the rules of that run's order.
inline constexpr std::string_view kArrivalsTopic = "pelorus/arrivals";

/// Where messages belong.
struct Channel {
  std::string topic;     ///< for raw channels the location of the input
  std::string encoding;  ///< kRawEncoding, `json`, `protobuf` …
  /// Of a raw channel: `format` where the user named one, and `source`: `live`, or `file` where the
  /// log times are those of a copy and say nothing of when the bytes were received.
  std::map<std::string, std::string> metadata = {};
  std::uint16_t schema = 0;  ///< 0: none
};

/// Appends numbers and texts as the container has them.
class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  template <class Number>
  void Put(Number value) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
      out_.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFF));
    }
  }
  /// With four bytes of length before it.
  void PutText(std::string_view text) {
    Put(static_cast<std::uint32_t>(text.size()));
    out_.append(text);
  }
  void PutMap(const std::map<std::string, std::string>& map) {
    std::string content;
    Encoder inner(content);
    for (const auto& [key, value] : map) {
      inner.PutText(key);
      inner.PutText(value);
    }
    PutText(content);
  }
  void PutRecord(Opcode opcode, std::string_view content) {
    Put(static_cast<std::uint8_t>(opcode));
    Put(static_cast<std::uint64_t>(content.size()));
    out_.append(content);
  }

 private:
  std::string& out_;
};

/// Takes numbers and texts off the front of a record. What is not there reads as 0 or empty, and
/// `ok` is false from then on.
class Decoder {
 public:
  explicit Decoder(std::string_view content) : left_(content) {}

  bool ok() const { return ok_; }
  std::string_view left() const { return left_; }

  template <class Number>
  Number Take() {
    const std::string_view bytes = TakeBytes(sizeof(Number));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return static_cast<Number>(value);
  }
  std::string_view TakeBytes(std::uint64_t size) {
    if (size > left_.size()) {
      ok_ = false;
      left_ = {};
      return {};
    }
    const std::string_view bytes = left_.substr(0, static_cast<std::size_t>(size));
    left_.remove_prefix(bytes.size());
    return bytes;
  }
  std::string_view TakeText() { return TakeBytes(Take<std::uint32_t>()); }
  std::map<std::string, std::string> TakeMap() {
    Decoder inner(TakeText());
    std::map<std::string, std::string> map;
    while (inner.ok() && !inner.left().empty()) {
      const std::string key(inner.TakeText());
      const std::string value(inner.TakeText());
      if (inner.ok()) map[key] = value;
    }
    ok_ = ok_ && inner.ok();
    return map;
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

/// Nanoseconds since 1970 as the container counts them; times before are 0.
inline std::uint64_t Nanoseconds(Time t) {
  const auto ns = t.time_since_epoch().count();
  return ns > 0 ? static_cast<std::uint64_t>(ns) : 0;
}
/// The Time of a log time; times after 2262 are the last that a Time holds.
inline Time FromNanoseconds(std::uint64_t ns) {
  return Time(Duration(static_cast<std::int64_t>(ns > INT64_MAX ? INT64_MAX : ns)));
}

}  // namespace pelorus::mcap
