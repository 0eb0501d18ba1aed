#include "io/tabular/json_objects.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace pelorus {
namespace {

constexpr std::size_t kBuffer = JsonObjects::kMaxObject + (std::size_t{1} << 18);
constexpr std::size_t kLongestStart = 16;  // bytes that tell the start of a message

/// The bytes that matter inside an object.
constexpr std::array<bool, 256> kMatters = [] {
  std::array<bool, 256> matters{};
  for (const char c : {'{', '}', '"', '\\', '\n', '\r'})
    matters[static_cast<std::size_t>(c)] = true;
  return matters;
}();

bool IsBetween(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '[' || c == ']';
}

}  // namespace

JsonObjects::JsonObjects(std::unique_ptr<ByteSource> bytes)
    : bytes_(std::move(bytes)),
      buffer_(std::make_unique_for_overwrite<char[]>(kBuffer + kPadding)) {}

bool JsonObjects::Fill() {
  const std::size_t keep = depth_ > 0 ? begin_ : scan_;
  std::memmove(buffer_.get(), buffer_.get() + keep, end_ - keep);
  buffer_offset_ += keep;
  begin_ = 0;
  scan_ -= keep;
  end_ -= keep;
  const std::size_t got = bytes_->Read(buffer_.get() + end_, kBuffer - end_);
  end_ += got;
  return got > 0;
}

/// True when `ahead` bytes stand at scan_, if need be after reading.
bool JsonObjects::Has(std::size_t ahead) {
  while (end_ - scan_ < ahead) {
    if (!Fill()) return false;
  }
  return true;
}

/// True when a message of the stream begins with the brace before scan_.
bool JsonObjects::BeginsMessage() {
  Has(kLongestStart);
  // No further than asked for, else the answer would depend on how much happens to be there.
  std::string_view rest(buffer_.get() + scan_, std::min(end_ - scan_, kLongestStart));
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return rest.starts_with("\"MessageType\"") || rest.starts_with("\"MetaData\"") ||
         rest.starts_with("\"Message\"");
}

JsonObjects::Step JsonObjects::Outside(char c) {
  if (c == '{') {
    depth_ = 1;  // from here on the object's bytes are kept
    begin_ = scan_ - 1;
    resync_ = resync_ && !AtLineStart() && !BeginsMessage();
    if (resync_) depth_ = 0;
    return Step::kGoOn;
  }
  // A byte order mark may stand before the first object.
  const bool mark = buffer_offset_ + scan_ <= 3 && static_cast<unsigned char>(c) >= 0xbb;
  if (resync_ || IsBetween(c) || mark) return Step::kGoOn;
  begin_ = scan_ - 1;
  return Step::kBroken;
}

JsonObjects::Step JsonObjects::Inside(char c) {
  if (in_string_) {
    if (c == '\n' || c == '\r') return Step::kBroken;
    in_string_ = escaped_ || c != '"';
    escaped_ = c == '\\' && !escaped_;
    return Step::kGoOn;
  }
  if (c == '"') {
    in_string_ = true;
  } else if (c == '{') {
    if (AtLineStart()) {
      --scan_;  // the object begins again, in the next round
      return Step::kBroken;
    }
    ++depth_;
  } else if (c == '}') {
    --depth_;
    if (depth_ == 0) return Step::kWhole;
  }
  return Step::kGoOn;
}

/// Passes over bytes that matter to nothing.
void JsonObjects::SkipPlain() {
  if (depth_ == 0 || escaped_) return;
  const std::size_t limit = std::min(end_, begin_ + kMaxObject);
  const std::size_t from = scan_;
  while (scan_ < limit && !kMatters[static_cast<unsigned char>(buffer_[scan_])]) ++scan_;
  if (scan_ > from) previous_ = buffer_[scan_ - 1];
}

void JsonObjects::Report(Object& object, Status status) {
  object = {{}, buffer_offset_ + begin_, status};
  if (status == Status::kWhole) object.text = {buffer_.get() + begin_, scan_ - begin_};
  resync_ = status != Status::kWhole;
  in_string_ = escaped_ = false;
  depth_ = 0;
}

bool JsonObjects::Next(Object& object) {
  for (;;) {
    SkipPlain();
    if (!Has(1)) {
      if (depth_ == 0) return false;
      Report(object, Status::kCut);
      return true;
    }
    const char c = buffer_[scan_++];
    const Step step = depth_ == 0 ? Outside(c) : Inside(c);
    // A brace that is judged again keeps the byte before it.
    if (step != Step::kBroken || c != '{') previous_ = c;
    if (step == Step::kWhole || step == Step::kBroken) {
      Report(object, step == Step::kWhole ? Status::kWhole : Status::kBroken);
      return true;
    }
    if (depth_ > 0 && scan_ - begin_ > kMaxObject) {
      Report(object, Status::kTooLong);
      return true;
    }
  }
}

}  // namespace pelorus
