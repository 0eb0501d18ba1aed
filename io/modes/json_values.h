#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "geo/time.h"

namespace simdjson::dom {
class element;
}

/// Values of parsed JSON: …In takes the value itself, …Of an object and a key, …At an array and an
/// index. What is not there, null or of another type is nothing.
namespace pelorus::modes {

using JsonElement = simdjson::dom::element;

/// A finite number, also one written as a text.
std::optional<double> NumberIn(const JsonElement& value);
std::optional<double> NumberOf(const JsonElement& object, std::string_view key);
std::optional<double> NumberAt(const JsonElement& array, std::size_t index);
/// A text; empty for anything else.
std::string_view TextIn(const JsonElement& value);
std::string_view TextOf(const JsonElement& object, std::string_view key);
std::string_view TextAt(const JsonElement& array, std::size_t index);
/// true and false, 1 and 0.
std::optional<bool> FlagIn(const JsonElement& value);
std::optional<bool> FlagOf(const JsonElement& object, std::string_view key);
std::optional<bool> FlagAt(const JsonElement& array, std::size_t index);
/// An object, for use until the next parse.
const JsonElement* ObjectOf(const JsonElement& object, std::string_view key, JsonElement& room);
/// True when `array` under the key holds this text.
bool Lists(const JsonElement& object, std::string_view key, std::string_view text);

/// A time as a number (epoch seconds; milliseconds and finer by their size) or as text
/// (ParseTableTime).
struct JsonTime {
  std::optional<Time> at;
  bool unreadable = false;  ///< there is a value, and it is no time
  bool whole = false;       ///< given in whole seconds
};
JsonTime TimeIn(const JsonElement& value);
JsonTime TimeOf(const JsonElement& object, std::string_view key);
JsonTime TimeAt(const JsonElement& array, std::size_t index);

/// `from` and `seconds`, to the microsecond; nothing when it is further than 30 years off.
std::optional<Time> Shifted(const std::optional<Time>& from, std::optional<double> seconds);

}  // namespace pelorus::modes
