#include "io/export/json_object.h"

namespace pelorus::json {

void AppendKey(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
}

void AppendText(std::string& out, std::string_view name, std::string_view text) {
  AppendKey(out, name);
  AppendJsonString(out, text);
}

void AppendNumber(std::string& out, std::string_view name, double value, int decimals) {
  AppendKey(out, name);
  AppendDecimal(out, value, decimals);
}

void AppendTime(std::string& out, std::string_view name, std::optional<Time> time) {
  AppendKey(out, name);
  if (time) {
    AppendJsonString(out, FormatIso8601(*time));
  } else {
    out += "null";
  }
}

}  // namespace pelorus::json
