#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "io/bytes.h"

namespace pelorus {

/// Cuts a stream into its outermost JSON objects, whether they come one a line, back to back, with
/// commas between or inside one array, with memory bounded. Does not judge what is inside them. A
/// broken object costs itself: reading goes on at the next line that begins with `{`, or at the
/// next `{"MessageType"`, `{"MetaData"` or `{"Message":`.
class JsonObjects {
 public:
  static constexpr std::size_t kMaxObject = std::size_t{1} << 16;
  /// Bytes that may be read behind `Object::text` (not meaningful).
  static constexpr std::size_t kPadding = 64;

  enum class Status : std::uint8_t {
    kWhole,
    kBroken,   ///< a line ends inside a string, a new object begins inside, or no object at all
    kTooLong,  ///< more than kMaxObject bytes
    kCut       ///< the stream ended inside
  };
  struct Object {
    std::string_view text;  ///< valid until the next call; empty unless kWhole
    std::uint64_t offset = 0;
    Status status = Status::kWhole;
  };

  explicit JsonObjects(std::unique_ptr<ByteSource> bytes);

  /// The next object or piece of damage; false at the end.
  bool Next(Object& object);

  const ByteSource& bytes() const { return *bytes_; }

 private:
  enum class Step : std::uint8_t { kGoOn, kWhole, kBroken };
  bool Fill();
  bool Has(std::size_t ahead);
  Step Outside(char c);
  Step Inside(char c);
  bool AtLineStart() const { return previous_ == '\n' || previous_ == '\r' || previous_ == '\0'; }
  bool BeginsMessage();
  void SkipPlain();
  void Report(Object& object, Status status);

  std::unique_ptr<ByteSource> bytes_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;  // of the object at hand
  std::size_t scan_ = 0;   // next byte to judge
  std::size_t end_ = 0;
  std::uint64_t buffer_offset_ = 0;
  std::size_t depth_ = 0;
  char previous_ = '\0';  // byte before scan_; NUL at the start of the stream
  bool in_string_ = false;
  bool escaped_ = false;
  bool resync_ = false;  // behind damage: only what surely begins an object does
};

}  // namespace pelorus
