#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "io/bytes.h"

namespace pelorus::modes {

/// Cuts a stream of JSON documents into rows with memory bounded: the elements of the array that
/// stands under one of the container keys of a document, and the objects that stand alone (one a
/// line, back to back, in one array). What precedes a container in its document is its header; what
/// follows it is passed over. Watches the brackets, quotes and commas, and judges no more. Damage
/// costs the row it is in: reading goes on where a row surely begins.
class JsonRows {
 public:
  /// The longest row or header.
  static constexpr std::size_t kMaxRow = std::size_t{1} << 16;
  /// Bytes that may be read behind `Item::text` (not meaningful).
  static constexpr std::size_t kPadding = 64;

  enum class Kind : std::uint8_t {
    kHeader,   ///< text from `{` to the key of the container, which is no part of it
    kRow,      ///< one object or array, whole
    kBroken,   ///< a row that breaks off, or no JSON at all
    kTooLong,  ///< more than kMaxRow bytes
    kCut       ///< the stream ended inside
  };
  struct Item {
    std::string_view text;  ///< valid until the next call; empty for damage
    std::uint64_t offset = 0;
    Kind kind = Kind::kRow;
    bool inside = false;  ///< a row of the container whose header came last
  };

  /// `containers` must outlive the object.
  JsonRows(std::unique_ptr<ByteSource> bytes, std::span<const std::string_view> containers);

  /// The next header, row or piece of damage; false at the end, or when the source pauses.
  bool Next(Item& item);

  const ByteSource& bytes() const { return *bytes_; }

 private:
  enum class Where : std::uint8_t { kBetween, kRow, kTail, kLost };
  enum class Expect : std::uint8_t { kKeyOrEnd, kKey, kColon, kValueOrEnd, kValue, kAfter };
  enum class Step : std::uint8_t { kGoOn, kWhole, kHeader, kBroken };

  bool Fill();
  Step Judge(char c);
  Step Between(char c);
  Step Lost(char c);
  Step Inside(char c);
  Step InText(char c);
  Step Open(char c);
  Step Close(char c);
  Step Separate(char c);
  Step StartText();
  void LearnRowStart(char c);
  bool Mine(char after_bracket) const;
  bool BeginsContainer() const;
  void StartRow(char open);
  bool Deliver(Item& item, Step step);
  bool Finish(Item& item, Kind kind);

  std::unique_ptr<ByteSource> bytes_;
  std::span<const std::string_view> containers_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;  // of the row at hand
  std::size_t scan_ = 0;   // next byte to judge
  std::size_t end_ = 0;
  std::uint64_t buffer_offset_ = 0;

  Where where_ = Where::kBetween;
  Expect expect_ = Expect::kAfter;
  std::size_t depth_ = 0;
  std::uint64_t objects_ = 0;  // bit n: the bracket at depth n+1 is a brace
  std::size_t key_ = 0;        // of the last key at depth 1, from begin_, with its quote
  std::size_t key_end_ = 0;
  std::size_t bracket_ = 0;  // of the last bracket inside, from begin_
  bool in_text_ = false;
  bool in_scalar_ = false;
  bool escaped_ = false;
  bool is_key_ = false;

  bool in_container_ = false;
  char row_open_ = '\0';        // bracket that the container's rows begin with
  char row_first_ = '\0';       // what follows it where that is `[`: `"` or a digit, as '0'
  bool after_bracket_ = false;  // the byte before was a `[` that may begin a row
  char significant_ = '\0';     // last byte that is no blank
  bool line_start_ = true;      // nothing but blanks since the last line end
};

}  // namespace pelorus::modes
