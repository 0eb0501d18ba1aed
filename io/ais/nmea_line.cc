#include "io/ais/nmea_line.h"

#include <algorithm>

#include "io/ais/stamp.h"

namespace pelorus::ais {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view TrimBlanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool IsStation(std::string_view field) {
  if (field.size() < 2) return false;
  return field[0] == 'r' || (field[0] == 'b' && IsDigit(field[1]));
}

}  // namespace

std::optional<Time> ParsePrefix(std::string_view prefix) {
  constexpr std::size_t kLongest = 80;
  prefix = TrimBlanks(prefix.substr(0, kLongest));
  if (prefix.empty() || !IsDigit(prefix.front())) return std::nullopt;
  if (const auto t = ParseStampText(prefix)) return t;
  const std::string_view cell = TrimBlanks(prefix.substr(0, prefix.find_first_of(",;\t")));
  if (const auto t = ParseStampText(cell)) return t;
  return ParseStampText(prefix.substr(0, prefix.find(' ')));
}

Trailer ParseTrailer(std::string_view trailer) {
  Trailer out;
  while (!trailer.empty() && trailer.front() == ',') {
    trailer.remove_prefix(1);
    const std::string_view field = trailer.substr(0, trailer.find(','));
    trailer.remove_prefix(field.size());
    if (field.empty()) continue;
    if (IsDigit(field.front())) {
      if (const auto t = ParseStampNumber(TrimBlanks(field))) out.received_at = t;
    } else if (out.station.empty() && IsStation(field)) {
      out.station = TrimBlanks(field);
    }
  }
  return out;
}

bool IsBlank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == ' ' || c == '\t' || c == '\0'; });
}

}  // namespace pelorus::ais
