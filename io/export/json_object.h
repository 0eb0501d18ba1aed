#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/time.h"
#include "io/json_text.h"

namespace pelorus::json {

/// Begins a member of the object that `out` ends in: its key, after a comma where it is not the
/// first.
void AppendKey(std::string& out, std::string_view name);

/// Appends a member. Numbers as AppendDecimal.
void AppendText(std::string& out, std::string_view name, std::string_view text);
void AppendNumber(std::string& out, std::string_view name, double value, int decimals);
/// In ISO 8601, `null` for nothing.
void AppendTime(std::string& out, std::string_view name, std::optional<Time> time);

/// Appends an array, `[{...},{...}]`; `append(item)` writes the members of one object.
template <class Range, class Append>
void AppendObjects(std::string& out, std::string_view name, const Range& range, Append append) {
  AppendKey(out, name);
  out += '[';
  for (const auto& item : range) {
    out += out.back() == '[' ? "{" : ",{";
    append(item);
    out += '}';
  }
  out += ']';
}

/// Appends an array of texts; `text(item)` gives one.
template <class Range, class Text>
void AppendTexts(std::string& out, std::string_view name, const Range& range, Text text) {
  AppendKey(out, name);
  out += '[';
  for (const auto& item : range) {
    if (out.back() != '[') out += ',';
    AppendJsonString(out, text(item));
  }
  out += ']';
}

}  // namespace pelorus::json
