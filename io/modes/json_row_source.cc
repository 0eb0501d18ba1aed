#include "io/modes/json_row_source.h"

#include <simdjson.h>

#include <string>

#include "io/modes/json_rows.h"
#include "io/modes/row_source.h"

namespace pelorus::modes {
namespace {

using simdjson::dom::element;

static_assert(JsonRows::kPadding >= simdjson::SIMDJSON_PADDING);

class JsonRowSource final : public RowSource {
 public:
  JsonRowSource(std::unique_ptr<ByteSource> bytes, std::span<const std::string_view> containers,
                std::unique_ptr<JsonRowDecoder> decoder)
      : rows_(std::move(bytes), containers), decoder_(std::move(decoder)) {}

 private:
  std::optional<Record> ReadRecord(Message& message) override {
    JsonRows::Item item;
    while (rows_.Next(item)) {
      if (item.kind == JsonRows::Kind::kHeader) {
        ReadHeader(item.text);
        continue;
      }
      if (item.kind == JsonRows::Kind::kRow) return ReadRow(item, message);
      if (item.kind == JsonRows::Kind::kCut) return Reject::kTruncated;
      if (item.kind == JsonRows::Kind::kTooLong) return Reject::kLineTooLong;
      return Reject::kBadJson;
    }
    return std::nullopt;
  }
  const ByteSource& bytes() const override { return rows_.bytes(); }

  /// The header's object is open: what it has before the key of the rows makes one of its own.
  void ReadHeader(std::string_view text) {
    header_ = text.substr(0, text.find_last_not_of(" \t\r\n,") + 1);
    header_ += '}';
    element header;
    const bool good = parser_.parse(header_).get(header) == simdjson::SUCCESS;
    decoder_->SetHeader(good ? &header : nullptr);
  }

  Record ReadRow(const JsonRows::Item& item, Message& message) {
    element row;
    // The padding that simdjson wants is part of JsonRows' buffer.
    if (parser_.parse(item.text.data(), item.text.size(), false).get(row) != simdjson::SUCCESS) {
      return Reject::kBadJson;
    }
    message.offset = item.offset;
    const auto decoded = decoder_->Decode(row, item.inside, message);
    if (const auto* cause = std::get_if<Reject>(&decoded)) return *cause;
    const bool holds_one = std::holds_alternative<JsonRowDecoder::HasMessage>(decoded);
    return holds_one ? Outcome::kMessage : Outcome::kNothing;
  }

  JsonRows rows_;
  std::unique_ptr<JsonRowDecoder> decoder_;
  simdjson::dom::parser parser_;
  std::string header_;
};

}  // namespace

std::unique_ptr<MessageSource> MakeJsonRowSource(std::unique_ptr<ByteSource> bytes,
                                                 std::span<const std::string_view> containers,
                                                 std::unique_ptr<JsonRowDecoder> decoder) {
  return std::make_unique<JsonRowSource>(std::move(bytes), containers, std::move(decoder));
}

}  // namespace pelorus::modes
