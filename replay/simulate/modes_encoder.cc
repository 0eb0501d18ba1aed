#include "replay/simulate/modes_encoder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pelorus::squitter {
namespace {

constexpr double kCprSteps = 131072.0;  // 2^17
constexpr std::uint32_t kGenerator = 0xFFF409;

/// Bits in the order of their sending.
template <std::size_t kBytes>
class Bits {
 public:
  void Put(std::uint32_t value, int width) {
    for (int i = width - 1; i >= 0; --i, ++at_) {
      if (((value >> static_cast<unsigned>(i)) & 1U) == 0U) continue;
      bytes_[at_ / 8] = static_cast<std::uint8_t>(bytes_[at_ / 8] | (0x80U >> (at_ % 8)));
    }
  }

  /// Closes with 24 bits of parity, the remainder of a long division (Annex 10 vol. IV, 3.1.2.3.3).
  std::array<std::uint8_t, kBytes> Finish() {
    std::uint32_t remainder = 0;
    for (std::size_t bit = 0; bit < at_; ++bit) {
      const bool in = (unsigned{bytes_[bit / 8]} >> (7 - bit % 8)) & 1U;
      const bool out = (remainder >> 23U) & 1U;
      remainder = (remainder << 1U) & 0xFFFFFFU;
      if (in != out) remainder ^= kGenerator;
    }
    Put(remainder, 24);
    return bytes_;
  }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
  std::size_t at_ = 0;
};

Bits<14> Squitter(std::uint32_t icao) {
  Bits<14> bits;
  bits.Put(17, 5);
  bits.Put(5, 3);  // airborne
  bits.Put(icao, 24);
  return bits;
}

/// Zones of longitude at a latitude (Doc 9871, C.2.6.2).
int ZonesOfLongitude(double lat_deg) {
  const double lat = std::abs(lat_deg) * std::numbers::pi / 180.0;
  if (std::abs(lat_deg) >= 87.0) return std::abs(lat_deg) > 87.0 ? 1 : 2;
  const double a = 1.0 - std::cos(std::numbers::pi / 30.0);
  const double b = std::cos(lat);
  return static_cast<int>(2.0 * std::numbers::pi / std::acos(1.0 - a / (b * b)));
}

/// What is left of `value` behind the last full `step`, never negative.
double Remainder(double value, double step) { return value - step * std::floor(value / step); }

/// Sign and magnitude plus one, as velocities are sent.
void PutVelocity(Bits<14>& bits, double value, double step, int width) {
  const double limit = static_cast<double>((1 << width) - 2);
  const double magnitude = std::min(limit, std::round(std::abs(value) / step));
  bits.Put(value < 0.0 ? 1 : 0, 1);
  bits.Put(static_cast<std::uint32_t>(magnitude) + 1, width);
}

std::uint32_t CharacterCode(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A') + 1;
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c);
  return 32;
}

}  // namespace

CprCode EncodeCpr(GeoPoint p, bool odd) {
  const double lat_step = 360.0 / (odd ? 59.0 : 60.0);
  const double lat_code = std::floor(kCprSteps * Remainder(p.lat_deg(), lat_step) / lat_step + 0.5);
  const double sent_lat = lat_step * (lat_code / kCprSteps + std::floor(p.lat_deg() / lat_step));
  const double lon_step = 360.0 / std::max(1, ZonesOfLongitude(sent_lat) - (odd ? 1 : 0));
  const double lon_code = std::floor(kCprSteps * Remainder(p.lon_deg(), lon_step) / lon_step + 0.5);
  return {static_cast<std::uint32_t>(lat_code) & 0x1FFFFU,
          static_cast<std::uint32_t>(lon_code) & 0x1FFFFU};
}

LongFrame Encode(const AirbornePosition& message) {
  Bits<14> bits = Squitter(message.icao);
  bits.Put(static_cast<std::uint32_t>(message.type_code), 5);
  bits.Put(0, 3);  // no alert, one antenna
  const double steps = std::round((std::clamp(message.altitude_ft, -1000.0, 50175.0) + 1000) / 25);
  const auto n = static_cast<std::uint32_t>(steps);
  bits.Put(n >> 4U, 7);
  bits.Put(1, 1);  // steps of 25 ft
  bits.Put(n & 0xFU, 4);
  bits.Put(0, 1);  // not synchronised to UTC
  bits.Put(message.odd ? 1 : 0, 1);
  const CprCode code = EncodeCpr(message.position, message.odd);
  bits.Put(code.lat, 17);
  bits.Put(code.lon, 17);
  return bits.Finish();
}

LongFrame Encode(const AirborneVelocity& message) {
  Bits<14> bits = Squitter(message.icao);
  bits.Put(19, 5);
  bits.Put(1, 3);  // over ground, subsonic
  bits.Put(0, 2);
  bits.Put(2, 3);  // NACv: better than 3 m/s
  PutVelocity(bits, message.east_kt, 1.0, 10);
  PutVelocity(bits, message.north_kt, 1.0, 10);
  bits.Put(1, 1);  // barometric
  PutVelocity(bits, message.climb_fpm, 64.0, 9);
  bits.Put(0, 10);  // no difference between geometric and barometric height
  return bits.Finish();
}

LongFrame Encode(const Identification& message) {
  Bits<14> bits = Squitter(message.icao);
  bits.Put(static_cast<std::uint32_t>(message.type_code), 5);
  bits.Put(static_cast<std::uint32_t>(message.category), 3);
  for (std::size_t i = 0; i < 8; ++i) {
    bits.Put(CharacterCode(i < message.callsign.size() ? message.callsign[i] : ' '), 6);
  }
  return bits.Finish();
}

LongFrame Encode(const OperationalStatus& message) {
  Bits<14> bits = Squitter(message.icao);
  bits.Put(31, 5);
  bits.Put(0, 3);
  bits.Put(0, 32);  // capabilities and modes: none
  bits.Put(2, 3);   // version
  bits.Put(0, 1);
  bits.Put(static_cast<std::uint32_t>(message.nac_p), 4);
  bits.Put(2, 2);  // GVA: 45 m
  bits.Put(3, 2);  // SIL
  bits.Put(1, 1);  // altitude cross-checked
  bits.Put(0, 3);
  return bits.Finish();
}

ShortFrame AllCall(std::uint32_t icao) {
  Bits<7> bits;
  bits.Put(11, 5);
  bits.Put(5, 3);
  bits.Put(icao, 24);
  return bits.Finish();
}

void AppendBeast(std::string& out, const std::uint8_t* frame, std::size_t size,
                 std::int64_t second_of_day, std::int64_t nanosecond, std::uint8_t signal) {
  constexpr char kMark = 0x1A;
  out += kMark;
  out += size == 14 ? '3' : '2';
  const auto put = [&out](std::uint64_t byte) {
    const char c = static_cast<char>(byte & 0xFFU);
    out += c;
    if (c == kMark) out += c;
  };
  const std::uint64_t stamp =
      static_cast<std::uint64_t>(second_of_day) << 30U | static_cast<std::uint64_t>(nanosecond);
  for (int shift = 40; shift >= 0; shift -= 8) put(stamp >> static_cast<unsigned>(shift));
  put(signal);
  for (std::size_t i = 0; i < size; ++i) put(frame[i]);
}

}  // namespace pelorus::squitter
