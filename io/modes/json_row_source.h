#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <variant>

#include "io/modes/json_values.h"
#include "io/modes/message_source.h"
#include "io/reject.h"

namespace pelorus::modes {

/// What the rows of one kind of JSON mean.
class JsonRowDecoder {
 public:
  /// A row that is whole and holds no message.
  struct NoMessage {};
  struct HasMessage {};
  using Decoded = std::variant<HasMessage, NoMessage, Reject>;

  virtual ~JsonRowDecoder() = default;
  /// Takes what stands before the rows of a document; null where it could not be read.
  virtual void SetHeader(const JsonElement* header) = 0;
  /// Reads an object or array into `message`; `inside` tells a row of the document whose header
  /// came last from an object that stands alone.
  virtual Decoded Decode(const JsonElement& row, bool inside, Message& message) = 0;
};

/// A source of the rows that JsonRows cuts. `containers` must outlive it.
std::unique_ptr<MessageSource> MakeJsonRowSource(std::unique_ptr<ByteSource> bytes,
                                                 std::span<const std::string_view> containers,
                                                 std::unique_ptr<JsonRowDecoder> decoder);

}  // namespace pelorus::modes
