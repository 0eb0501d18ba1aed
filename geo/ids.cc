#include "geo/ids.h"

#include <array>
#include <charconv>
#include <string_view>

namespace pelorus {
namespace {

void AppendNumber(std::string& out, std::uint64_t number) {
  std::array<char, 24> digits{};
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// Six digits, as ICAO addresses are written.
void AppendAddress(std::string& out, std::uint64_t address) {
  constexpr std::uint64_t kNoIcaoAddress = 1U << 24;
  if ((address & kNoIcaoAddress) != 0) out += '~';
  constexpr std::string_view kHex = "0123456789abcdef";
  for (int shift = 20; shift >= 0; shift -= 4) out += kHex[(address >> shift) & 15U];
}

}  // namespace

void AppendText(std::string& out, TargetKey key) {
  switch (key.kind()) {
    case TargetKey::Kind::kMmsi:
      out += "mmsi:";
      AppendNumber(out, key.number());
      break;
    case TargetKey::Kind::kIcao:
      out += "icao:";
      AppendAddress(out, key.number());
      break;
    case TargetKey::Kind::kContact:
      out += "contact:";
      AppendNumber(out, key.number() >> 32);
      out += ':';
      AppendNumber(out, key.number() & 0xffffffffU);
      break;
    case TargetKey::Kind::kNone:
      out += "none";
      break;
  }
  if (key.hull() == 1) return;
  out += '#';
  AppendNumber(out, key.hull());
}

void AppendText(std::string& out, TrackId id) {
  AppendText(out, id.key);
  out += '.';
  AppendNumber(out, id.ordinal);
}

std::string ToString(TargetKey key) {
  std::string out;
  AppendText(out, key);
  return out;
}

std::string ToString(TrackId id) {
  std::string out;
  AppendText(out, id);
  return out;
}

}  // namespace pelorus
