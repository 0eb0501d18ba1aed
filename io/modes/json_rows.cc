#include "io/modes/json_rows.h"

#include <algorithm>
#include <cstring>

namespace pelorus::modes {
namespace {

constexpr std::size_t kBuffer = JsonRows::kMaxRow + (std::size_t{1} << 18);
constexpr std::size_t kMaxDepth = 64;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsScalar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '+' || c == '.';
}

/// One letter for what a row may begin with: all numbers are alike.
char FirstKind(char c) { return (c >= '0' && c <= '9') || c == '-' ? '0' : c; }

}  // namespace

JsonRows::JsonRows(std::unique_ptr<ByteSource> bytes, std::span<const std::string_view> containers)
    : bytes_(std::move(bytes)),
      containers_(containers),
      buffer_(std::make_unique_for_overwrite<char[]>(kBuffer + kPadding)) {}

bool JsonRows::Fill() {
  const bool keeps = where_ == Where::kRow || (where_ == Where::kLost && after_bracket_);
  const std::size_t keep = keeps ? begin_ : scan_;
  std::memmove(buffer_.get(), buffer_.get() + keep, end_ - keep);
  buffer_offset_ += keep;
  begin_ = 0;
  scan_ -= keep;
  end_ -= keep;
  const std::size_t got = bytes_->Read(buffer_.get() + end_, kBuffer - end_);
  end_ += got;
  return got > 0;
}

/// True for what follows the bracket of the container's rows, as far as one of them was seen.
bool JsonRows::Mine(char after_bracket) const {
  return row_first_ == '\0' || FirstKind(after_bracket) == row_first_;
}

/// Begins a row with the bracket before scan_.
void JsonRows::StartRow(char open) {
  begin_ = scan_ - 1;
  where_ = Where::kRow;
  depth_ = 1;
  objects_ = open == '{' ? 1 : 0;
  expect_ = open == '{' ? Expect::kKeyOrEnd : Expect::kValueOrEnd;
  in_text_ = in_scalar_ = escaped_ = after_bracket_ = false;
  key_ = key_end_ = 0;
  if (in_container_ && row_open_ == '\0') row_open_ = open;
}

JsonRows::Step JsonRows::Between(char c) {
  if (c == '{' || (c == '[' && in_container_ && row_open_ != '{')) {
    StartRow(c);
    return Step::kGoOn;
  }
  if (c == ']' && in_container_) {  // the rest of the document, which is not kept
    where_ = Where::kTail;
    depth_ = 1;
    objects_ = 1;
    expect_ = Expect::kAfter;
    return Step::kGoOn;
  }
  // A byte order mark may stand before the first document.
  const bool mark = buffer_offset_ + scan_ <= 3 && static_cast<unsigned char>(c) >= 0xbb;
  if (IsBlank(c) || c == ',' || mark || (!in_container_ && (c == '[' || c == ']'))) {
    return Step::kGoOn;
  }
  begin_ = scan_ - 1;
  return Step::kBroken;
}

/// Behind damage: looks for what begins a row. Objects inside rows follow a colon; arrays inside
/// rows begin otherwise than the rows do.
JsonRows::Step JsonRows::Lost(char c) {
  if (after_bracket_ && (!IsBlank(c) || scan_ - begin_ > kMaxRow)) {
    after_bracket_ = false;
    if (!IsBlank(c) && Mine(c)) {
      const std::size_t here = scan_;
      scan_ = begin_ + 1;
      StartRow('[');
      scan_ = here;
      return Inside(c);
    }
  }
  // Where rows are arrays an object stands inside one or, behind a brace, is the next document.
  const bool rows_are_arrays = in_container_ && row_open_ == '[';
  const bool between = rows_are_arrays ? significant_ == '}' : significant_ != ':';
  if (c == '{' && (line_start_ || between)) {
    StartRow(c);
  } else if (c == '[' && in_container_ && row_open_ != '{' && significant_ != ':') {
    begin_ = scan_ - 1;
    after_bracket_ = true;
  }
  return Step::kGoOn;
}

JsonRows::Step JsonRows::InText(char c) {
  if (static_cast<unsigned char>(c) < 0x20) return Step::kBroken;
  if (escaped_ || c != '"') {
    escaped_ = c == '\\' && !escaped_;
    return Step::kGoOn;
  }
  in_text_ = false;
  expect_ = is_key_ ? Expect::kColon : Expect::kAfter;
  if (is_key_ && depth_ == 1) key_end_ = scan_ - begin_;
  return Step::kGoOn;
}

JsonRows::Step JsonRows::StartText() {
  is_key_ = expect_ == Expect::kKey || expect_ == Expect::kKeyOrEnd;
  if (!is_key_ && expect_ != Expect::kValue && expect_ != Expect::kValueOrEnd) return Step::kBroken;
  in_text_ = true;
  if (is_key_ && depth_ == 1) key_ = scan_ - 1 - begin_;
  return Step::kGoOn;
}

/// True when the `[` before scan_ belongs to a container key of the object that begins at begin_.
bool JsonRows::BeginsContainer() const {
  if (where_ != Where::kRow || depth_ != 1 || (objects_ & 1) == 0 || key_end_ < key_ + 2)
    return false;
  const std::string_view key(buffer_.get() + begin_ + key_ + 1, key_end_ - key_ - 2);
  return std::find(containers_.begin(), containers_.end(), key) != containers_.end();
}

JsonRows::Step JsonRows::Open(char c) {
  if (expect_ != Expect::kValue && expect_ != Expect::kValueOrEnd) return Step::kBroken;
  if (c == '[' && BeginsContainer()) return Step::kHeader;
  if (depth_ == kMaxDepth) return Step::kBroken;
  // An array straight inside a row that is one may be the next row, where a bracket is missing.
  after_bracket_ = c == '[' && depth_ == 1 && where_ == Where::kRow && in_container_ &&
                   row_open_ == '[' && row_first_ != '\0';
  bracket_ = scan_ - 1 - begin_;
  const std::uint64_t bit = std::uint64_t{1} << depth_;
  objects_ = c == '{' ? objects_ | bit : objects_ & ~bit;
  ++depth_;
  expect_ = c == '{' ? Expect::kKeyOrEnd : Expect::kValueOrEnd;
  return Step::kGoOn;
}

JsonRows::Step JsonRows::Close(char c) {
  const bool object = (objects_ >> (depth_ - 1) & 1) != 0;
  const bool may_end =
      expect_ == Expect::kAfter || expect_ == (object ? Expect::kKeyOrEnd : Expect::kValueOrEnd);
  if (object != (c == '}') || !may_end) return Step::kBroken;
  --depth_;
  expect_ = Expect::kAfter;
  return depth_ == 0 ? Step::kWhole : Step::kGoOn;
}

JsonRows::Step JsonRows::Separate(char c) {
  if (c == ':') {
    if (expect_ != Expect::kColon) return Step::kBroken;
    expect_ = Expect::kValue;
    return Step::kGoOn;
  }
  if (expect_ != Expect::kAfter) return Step::kBroken;
  const bool object = (objects_ >> (depth_ - 1) & 1) != 0;
  expect_ = object ? Expect::kKey : Expect::kValue;
  return Step::kGoOn;
}

/// Remembers how the rows of a container begin where they are arrays.
void JsonRows::LearnRowStart(char c) {
  const bool opens_row = where_ == Where::kRow && depth_ == 1 && expect_ == Expect::kValueOrEnd;
  const char kind = FirstKind(c);
  if (opens_row && in_container_ && row_first_ == '\0' && (kind == '"' || kind == '0')) {
    row_first_ = kind;
  }
}

JsonRows::Step JsonRows::Inside(char c) {
  if (in_text_) return InText(c);
  if (in_scalar_) {
    if (IsScalar(c)) return Step::kGoOn;
    in_scalar_ = false;
    expect_ = Expect::kAfter;
  }
  if (IsBlank(c)) return Step::kGoOn;
  if (after_bracket_) {
    after_bracket_ = false;
    if (FirstKind(c) == row_first_) {
      scan_ = begin_ + bracket_ + 1;
      return Step::kBroken;
    }
  }
  LearnRowStart(c);
  if (c == '"') return StartText();
  if (c == '{' || c == '[') return Open(c);
  if (c == '}' || c == ']') return Close(c);
  if (c == ':' || c == ',') return Separate(c);
  const bool value = expect_ == Expect::kValue || expect_ == Expect::kValueOrEnd;
  if (!IsScalar(c) || !value) return Step::kBroken;
  in_scalar_ = true;
  return Step::kGoOn;
}

JsonRows::Step JsonRows::Judge(char c) {
  if (where_ == Where::kBetween) return Between(c);
  if (where_ == Where::kLost) return Lost(c);
  return Inside(c);
}

bool JsonRows::Finish(Item& item, Kind kind) {
  item = {{}, buffer_offset_ + begin_, kind, in_container_};
  if (kind == Kind::kRow) item.text = {buffer_.get() + begin_, scan_ - begin_};
  if (kind == Kind::kHeader) item.text = {buffer_.get() + begin_, key_};
  where_ = kind == Kind::kRow || kind == Kind::kHeader ? Where::kBetween : Where::kLost;
  in_text_ = in_scalar_ = escaped_ = after_bracket_ = false;
  return true;
}

/// What a step means for the caller; false when it means nothing.
bool JsonRows::Deliver(Item& item, Step step) {
  if (step == Step::kWhole) {
    if (where_ == Where::kRow) return Finish(item, Kind::kRow);
    where_ = Where::kBetween;
    in_container_ = false;
  } else if (step == Step::kHeader) {
    in_container_ = true;
    row_open_ = row_first_ = '\0';
    return Finish(item, Kind::kHeader);
  } else if (where_ == Where::kRow && scan_ - begin_ > kMaxRow) {
    return Finish(item, Kind::kTooLong);
  }
  return false;
}

bool JsonRows::Next(Item& item) {
  for (;;) {
    if (scan_ == end_ && !Fill()) {
      if (where_ != Where::kRow || bytes_->paused()) return false;
      return Finish(item, Kind::kCut);
    }
    const char c = buffer_[scan_++];
    const Step step = Judge(c);
    if (step == Step::kBroken) {
      --scan_;  // judged again, as what may begin a row
      if (where_ == Where::kTail) begin_ = scan_;
      return Finish(item, Kind::kBroken);
    }
    if (!IsBlank(c)) significant_ = c;
    line_start_ = c == '\n' || c == '\r' || (line_start_ && IsBlank(c));
    if (Deliver(item, step)) return true;
  }
}

}  // namespace pelorus::modes
