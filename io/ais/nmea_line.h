#pragma once

#include <optional>
#include <string_view>

#include "geo/time.h"

/// What feeds write around a sentence on its line.
namespace pelorus::ais {

/// Position of the first `\`, `!` or `$`, where a prefix ends; npos without one. One look at each
/// character, where find_first_of would search the three marks for each.
inline std::size_t FindMark(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' || c == '!' || c == '$') return at;
  }
  return std::string_view::npos;
}

/// The time that a line begins with: epoch seconds, milliseconds … or ISO 8601, followed by a
/// blank, a comma, a semicolon or a tab and anything else (`2016-01-10 23:29:12 !AIVDM`,
/// `2024-01-12T18:26:05.123Z,AIS,,"!AIVDM`).
std::optional<Time> ParsePrefix(std::string_view prefix);

/// What the comma-separated fields behind a checksum say (`,r003669987,1152921693` and
/// `,d-109,S2105,t050056.00,T56.13,r003669946,1325394060`).
struct Trailer {
  std::optional<Time> received_at;
  std::string_view station;  ///< with its letter, as written
};
Trailer ParseTrailer(std::string_view trailer);

/// True when there is nothing but blanks, tabs and NULs.
bool IsBlank(std::string_view text);

}  // namespace pelorus::ais
