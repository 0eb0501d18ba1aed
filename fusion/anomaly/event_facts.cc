#include "fusion/anomaly/event_facts.h"

#include <array>

namespace pelorus {
namespace {

template <std::size_t N, class Enum>
std::string_view NameIn(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view Name(Movement movement) {
  constexpr std::array<std::string_view, 4> kNames = {"transit", "dwell", "ambiguous", "open"};
  return NameIn(kNames, movement);
}

std::string_view Name(SilenceReason reason) {
  constexpr std::array<std::string_view, 8> kNames = {
      "", "reception", "outage", "interference", "unobservable", "moored", "left_area", "landing"};
  return NameIn(kNames, reason);
}

std::string_view Name(Visibility visibility) {
  constexpr std::array<std::string_view, 4> kNames = {"both", "one_dark", "both_dark",
                                                      "ship_shore"};
  return NameIn(kNames, visibility);
}

std::string_view Name(PositionFault fault) {
  constexpr std::array<std::string_view, 6> kNames = {"jump",    "offset",     "circle",
                                                      "on_land", "too_smooth", "frozen"};
  return NameIn(kNames, fault);
}

std::string_view Name(RelativePattern pattern) {
  constexpr std::array<std::string_view, 3> kNames = {"orbit", "hover", "pass"};
  return NameIn(kNames, pattern);
}

}  // namespace pelorus
