#include "io/modes/row_fields.h"

#include <cmath>

#include "io/tabular/claim.h"
#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

constexpr double kMetersPerFoot = 0.3048;
constexpr double kMpsPerKnot = 1852.0 / 3600.0;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::uint64_t WordOf(const std::optional<Time>& t) {
  // The least Time is none that data can have.
  return static_cast<std::uint64_t>((t ? *t : Time::min()).time_since_epoch().count());
}

std::uint64_t WordOf(double value) {
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::llround(value * 1e6)));
}

template <class Number>
std::uint64_t WordOf(const std::optional<Number>& value) {
  return value ? WordOf(static_cast<double>(*value)) : ~std::uint64_t{0};
}

}  // namespace

bool SetAddress(std::string_view hex, Message& message) {
  hex = Trimmed(hex);
  const bool other = hex.starts_with('~');
  if (other) hex.remove_prefix(1);
  if (hex.empty() || hex.size() > 6) return false;
  std::uint32_t address = 0;
  for (const char c : hex) {
    const int digit = HexDigit(c);
    if (digit < 0) return false;
    address = address << 4 | static_cast<std::uint32_t>(digit);
  }
  message.address = address;
  message.non_icao = other;
  message.icao_verified = !other;
  return address != 0;
}

std::optional<Reject> SetPosition(std::optional<double> lat_deg, std::optional<double> lon_deg,
                                  Message& message) {
  if (!lat_deg && !lon_deg) return std::nullopt;
  if (!lat_deg || !lon_deg) return Reject::kBadPosition;
  message.position = GeoPoint::FromDegrees(*lat_deg, *lon_deg);
  if (!message.position) return Reject::kBadPosition;
  return std::nullopt;
}

std::optional<std::int32_t> WholeOf(std::optional<double> value) {
  if (!value || !(std::abs(*value) <= 1e9)) return std::nullopt;
  return static_cast<std::int32_t>(std::lround(*value));
}

std::optional<std::uint8_t> SmallOf(std::optional<double> value, std::uint8_t limit) {
  if (!value || !(*value >= 0.0 && *value <= limit) || *value != std::floor(*value)) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(*value);
}

std::optional<std::int32_t> FeetFromMeters(std::optional<double> meters) {
  if (meters) *meters /= kMetersPerFoot;
  return WholeOf(meters);
}

std::optional<std::int32_t> FeetPerMinute(std::optional<double> meters_per_second) {
  if (meters_per_second) *meters_per_second *= 60.0 / kMetersPerFoot;
  return WholeOf(meters_per_second);
}

std::optional<float> KnotsFromMps(std::optional<double> meters_per_second) {
  if (meters_per_second) *meters_per_second /= kMpsPerKnot;
  return NotNegative(meters_per_second);
}

std::optional<float> NotNegative(std::optional<double> value) {
  if (!value || !(*value >= 0.0)) return std::nullopt;
  return FloatOf(value);
}

std::optional<float> FloatOf(std::optional<double> value) {
  if (!value || !(std::abs(*value) <= 1e9)) return std::nullopt;
  return static_cast<float>(*value);
}

std::optional<float> DirectionOf(std::optional<double> degrees) {
  if (!degrees || !(std::abs(*degrees) <= 360.0)) return std::nullopt;
  const auto wrapped = static_cast<float>(*degrees < 0.0 ? *degrees + 360.0 : *degrees);
  return wrapped >= 360.0F ? 0.0F : wrapped;
}

std::optional<FixedText<8>> CallsignOf(std::string_view text) {
  if (const auto fill = text.find('@'); fill != std::string_view::npos) text = text.substr(0, fill);
  text = Trimmed(text);
  if (IsMissing(text)) return std::nullopt;
  return FixedText<8>(text);
}

std::optional<std::uint16_t> SquawkOf(std::string_view digits) {
  digits = Trimmed(digits);
  if (digits.empty() || digits.size() > 4 || digits == "0") return std::nullopt;
  std::uint16_t code = 0;
  for (const char c : digits) {
    if (c < '0' || c > '7') return std::nullopt;
    code = static_cast<std::uint16_t>(code * 8 + (c - '0'));
  }
  return code;
}

std::optional<std::uint16_t> SquawkOf(std::optional<double> number) {
  const auto whole = WholeOf(number);
  if (!whole || *whole <= 0 || *whole > 7777) return std::nullopt;
  const int n = *whole;
  const int digits[] = {n / 1000, n / 100 % 10, n / 10 % 10, n % 10};
  int code = 0;
  for (const int digit : digits) {
    if (digit > 7) return std::nullopt;
    code = code * 8 + digit;
  }
  return static_cast<std::uint16_t>(code);
}

std::optional<std::uint8_t> CategoryOf(std::string_view text) {
  if (text.size() != 2) return std::nullopt;
  const int set = HexDigit(text[0]);
  if (set < 0xa || set > 0xd || text[1] < '0' || text[1] > '7') return std::nullopt;
  return static_cast<std::uint8_t>(set << 4 | (text[1] - '0'));
}

std::uint64_t RowHash(const Message& m) {
  const std::uint64_t who = m.address | std::uint64_t{m.non_icao} << 24;
  const std::optional<Time> when = m.position && m.position_t ? m.position_t : m.t;
  if (!when) return 0;
  std::uint64_t hash = MixBits(who ^ 0x61697263'72616674ULL);
  if (m.position) {
    hash = HashCombine(hash, WordOf(when));
    hash = HashCombine(hash, WordOf(m.position->lat_deg()));
    hash = HashCombine(hash, WordOf(m.position->lon_deg()));
    if (!m.position_repeated) return hash;
  }
  hash = HashCombine(HashCombine(hash, WordOf(m.t)), WordOf(m.contact_t));
  for (const auto word :
       {WordOf(m.alt_baro_ft), WordOf(m.alt_geom_ft), WordOf(m.gs_kt), WordOf(m.track_deg),
        WordOf(m.baro_rate_fpm), WordOf(m.geom_rate_fpm), WordOf(m.squawk), WordOf(m.on_ground)}) {
    hash = HashCombine(hash, word);
  }
  return HashCombine(hash, m.callsign ? m.callsign->view() : std::string_view{});
}

}  // namespace pelorus::modes
