#include "io/modes/extended_squitter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "io/modes/altitude.h"
#include "io/modes/callsign.h"
#include "io/modes/integrity.h"
#include "io/modes/movement.h"

namespace pelorus::modes {
namespace {

/// How long what an aircraft says of its accuracy holds; it repeats it every 2.5 s.
constexpr Duration kQualityAge = std::chrono::seconds(60);

bool Recent(Time at, Time now) { return (now >= at ? now - at : at - now) <= kQualityAge; }

template <class T>
std::optional<T> UnlessZero(std::uint32_t code, T value) {
  if (code == 0) return std::nullopt;
  return value;
}

std::uint8_t Small(std::uint32_t value) { return static_cast<std::uint8_t>(value); }

void DecodeIdentification(Bits56 me, std::uint32_t type_code, Message& m) {
  // Type codes 4, 3, 2, 1 are the sets A, B, C, D; number 0 says nothing.
  const std::uint32_t number = me.Field(6, 8);
  m.category = UnlessZero(number, Small(((0xE - type_code) << 4) | number));
  m.callsign = CallsignOf(me);
}

void PutQuality(const Quality& q, Time now, Message& m) {
  m.version = q.version;
  if (q.nac_v && Recent(q.velocity_at, now)) m.nac_v = q.nac_v;
  if (!Recent(q.at, now)) return;
  m.nac_p = q.nac_p;
  m.sil = q.sil;
  m.gva = q.gva;
  m.nic_baro = q.nic_baro;
}

CprPosition CprOf(Bits56 me, bool surface) {
  return {me.Field(23, 39), me.Field(40, 56), me.Bit(22), surface};
}

CprPosition DecodeSurfacePosition(Bits56 me, std::uint32_t type_code, const Quality& q, Time now,
                                  Message& m) {
  m.on_ground = true;
  if (const auto movement = MovementOfCode(me.Field(6, 12))) {
    m.gs_kt = movement->gs_kt;
    m.gs_quantum_kt = movement->quantum_kt;
  }
  if (me.Bit(13)) m.track_deg = static_cast<float>(me.Field(14, 20)) * (360.0F / 128.0F);
  m.nic = NicOf(type_code, false, q);
  PutQuality(q, now, m);
  return CprOf(me, true);
}

std::optional<CprPosition> DecodeAirbornePosition(Bits56 me, std::uint32_t type_code,
                                                  const Quality& q, Time now, Message& m) {
  if (type_code != 0) m.on_ground = false;
  const std::uint32_t status = me.Field(6, 7);
  m.alert = status == 1 || status == 2;
  m.spi = status == 3;
  const auto altitude = AltitudeOfCode12(me.Field(9, 20));
  (type_code >= 20 ? m.alt_geom_ft : m.alt_baro_ft) = altitude;
  if (type_code == 0) return std::nullopt;
  const bool nic_b = m.source == AirSource::kAdsb && me.Bit(8);
  m.nic = NicOf(type_code, nic_b, q);
  PutQuality(q, now, m);
  return CprOf(me, false);
}

/// Subtypes 1 and 2 (steps of 4 kt): components over ground.
void DecodeGroundVelocity(Bits56 me, float step_kt, Message& m) {
  const std::uint32_t east = me.Field(15, 24), north = me.Field(26, 35);
  if (east == 0 || north == 0) return;
  const float e = static_cast<float>(east - 1) * (me.Bit(14) ? -step_kt : step_kt);
  const float n = static_cast<float>(north - 1) * (me.Bit(25) ? -step_kt : step_kt);
  m.gs_kt = std::sqrt(e * e + n * n);
  if (e == 0.0F && n == 0.0F) return;
  const float track = std::atan2(e, n) * (180.0F / std::numbers::pi_v<float>);
  m.track_deg = track < 0.0F ? track + 360.0F : track;
}

/// Subtypes 3 and 4 (steps of 4 kt): airspeed and magnetic heading.
void DecodeAirVelocity(Bits56 me, float step_kt, Message& m) {
  if (me.Bit(14)) m.mag_heading_deg = static_cast<float>(me.Field(15, 24)) * (360.0F / 1024.0F);
  const std::uint32_t speed = me.Field(26, 35);
  if (speed == 0) return;
  (me.Bit(25) ? m.tas_kt : m.ias_kt) = static_cast<float>(speed - 1) * step_kt;
}

void DecodeVerticalRate(Bits56 me, Message& m) {
  const auto code = static_cast<std::int32_t>(me.Field(38, 46));
  if (code == 0) return;
  const std::int32_t rate = (code - 1) * (me.Bit(37) ? -64 : 64);
  (me.Bit(36) ? m.baro_rate_fpm : m.geom_rate_fpm) = rate;
}

void DecodeVelocity(Bits56 me, Quality& q, Time now, Message& m) {
  const std::uint32_t subtype = me.Field(6, 8);
  if (subtype == 0 || subtype > 4) return;
  const float step_kt = subtype % 2 == 0 ? 4.0F : 1.0F;
  subtype <= 2 ? DecodeGroundVelocity(me, step_kt, m) : DecodeAirVelocity(me, step_kt, m);
  DecodeVerticalRate(me, m);
  if (m.source == AirSource::kTisb) {  // another layout of what is left
    m.nac_p = Small(me.Field(10, 13));
    return;
  }
  m.on_ground = false;
  q.nac_v = Small(me.Field(11, 13));
  q.velocity_at = now;
  m.nac_v = q.nac_v;
  const auto difference = static_cast<std::int32_t>(me.Field(50, 56));
  if (difference != 0) m.geom_minus_baro_ft = (difference - 1) * (me.Bit(49) ? -25 : 25);
}

void DecodeStatus(Bits56 me, Message& m) {
  if (me.Field(6, 8) != 1) return;
  m.emergency = Small(me.Field(9, 11));
  const std::uint32_t identity = me.Field(12, 24);
  if (identity != 0) m.squawk = SquawkOfCode13(identity);
}

/// Version 2: subtype 1.
void DecodeTargetState(Bits56 me, Message& m) {
  const std::uint32_t altitude = me.Field(10, 20);
  auto& selected = me.Bit(9) ? m.nav_fms_ft : m.nav_mcp_ft;
  selected = UnlessZero(altitude, static_cast<std::int32_t>(altitude - 1) * 32);
  const std::uint32_t pressure = me.Field(21, 29);
  m.nav_qnh_hpa = UnlessZero(pressure, 800.0F + static_cast<float>(pressure - 1) * 0.8F);
  if (me.Bit(30)) m.nav_heading_deg = static_cast<float>(me.Field(31, 39)) * (180.0F / 256.0F);
  m.nac_p = Small(me.Field(40, 43));
  m.nic_baro = me.Bit(44);
  m.sil = Small(me.Field(45, 46));
}

/// Version 1: subtype 0.
void DecodeOldTargetState(Bits56 me, Message& m) {
  const std::uint32_t vertical = me.Field(8, 9), horizontal = me.Field(26, 27);
  if (vertical == 1 || vertical == 3) {
    auto& selected = vertical == 1 ? m.nav_mcp_ft : m.nav_fms_ft;
    selected = static_cast<std::int32_t>(me.Field(16, 25)) * 100 - 1000;
  }
  const std::uint32_t heading = me.Field(28, 36);
  if (horizontal != 0 && heading < 360) m.nav_heading_deg = static_cast<float>(heading);
  m.nac_p = Small(me.Field(40, 43));
  m.nic_baro = me.Bit(44);
  m.sil = Small(me.Field(45, 46));
  m.emergency = Small(me.Field(54, 56));
}

void DecodeOperationalStatus(Bits56 me, Quality& q, Message& m) {
  const std::uint32_t subtype = me.Field(6, 8), version = me.Field(41, 43);
  if (subtype > 1) return;
  const bool surface = subtype == 1;
  m.version = Small(version);
  if (surface) m.on_ground = true;
  if (version == 0) return;
  q.nic_a = me.Bit(44);
  m.nac_p = Small(me.Field(45, 48));
  m.sil = Small(me.Field(51, 52));
  if (surface) {
    if (version >= 2) q.nic_c = me.Bit(20);
    if (version >= 2) m.nac_v = Small(me.Field(17, 19));
    return;
  }
  if (version >= 2) m.gva = Small(me.Field(49, 50));
  m.nic_baro = me.Bit(53);
}

/// Keeps what a status or target state said, for the positions that follow.
void Keep(const Message& m, Quality& q, Time now) {
  if (!Recent(q.at, now)) {
    q.nac_p = q.sil = q.gva = std::nullopt;
    q.nic_baro = std::nullopt;
  }
  q.at = now;
  if (m.version) q.version = m.version;
  if (m.nac_p) q.nac_p = m.nac_p;
  if (m.sil) q.sil = m.sil;
  if (m.gva) q.gva = m.gva;
  if (m.nic_baro) q.nic_baro = m.nic_baro;
  if (m.nac_v) q.nac_v = m.nac_v, q.velocity_at = now;
}

void DecodeTargetOrStatus(Bits56 me, std::uint32_t type_code, Quality& q, Time now, Message& m) {
  if (type_code == 31) {
    DecodeOperationalStatus(me, q, m);
  } else if (me.Field(6, 7) == 1) {
    DecodeTargetState(me, m);
  } else if (me.Field(6, 7) == 0) {
    DecodeOldTargetState(me, m);
  } else {
    return;
  }
  Keep(m, q, now);
}

}  // namespace

SquitterAddress AddressOfControlField(std::uint8_t cf, Bits56 me) {
  const std::uint32_t type_code = me.Field(1, 5);
  // Where the IMF bit stands depends on the message.
  bool imf = false;
  if (cf == 3) {
    imf = me.Bit(1);
  } else if (type_code >= 5 && type_code <= 8) {
    imf = me.Bit(21);
  } else if (type_code >= 9 && type_code <= 22) {
    imf = me.Bit(type_code == 19 ? 9 : 8);
  } else if (type_code == 29) {
    imf = me.Bit(51);
  } else if (type_code == 28 || type_code == 31) {
    imf = me.Bit(56);
  }
  switch (cf) {
    case 0:
      return {AirSource::kAdsb, false, true};
    case 1:
      return {AirSource::kAdsb, true, true};
    case 2:
    case 3:
      return {AirSource::kTisb, imf, true};
    case 5:
      return {AirSource::kTisb, true, true};
    case 6:
      return {AirSource::kAdsr, imf, true};
    case 4:
      return {AirSource::kTisb, true, false};
    default:
      return {AirSource::kOther, true, false};
  }
}

std::optional<CprPosition> DecodeSquitter(Bits56 me, Quality& quality, Time now, Message& m) {
  const std::uint32_t type_code = me.Field(1, 5);
  m.tc = Small(type_code);
  switch (type_code) {
    case 1:
    case 2:
    case 3:
    case 4:
      DecodeIdentification(me, type_code, m);
      break;
    case 5:
    case 6:
    case 7:
    case 8:
      return DecodeSurfacePosition(me, type_code, quality, now, m);
    case 19:
      DecodeVelocity(me, quality, now, m);
      break;
    case 28:
      DecodeStatus(me, m);
      break;
    case 29:
    case 31:
      DecodeTargetOrStatus(me, type_code, quality, now, m);
      break;
    default:
      if (type_code <= 22) return DecodeAirbornePosition(me, type_code, quality, now, m);
      break;
  }
  return std::nullopt;
}

CprPosition DecodeCoarsePosition(Bits56 me, Message& m) {
  m.alt_baro_ft = AltitudeOfCode12(me.Field(8, 19));
  m.on_ground = false;
  if (me.Bit(20)) m.track_deg = static_cast<float>(me.Field(21, 25)) * (360.0F / 32.0F);
  const std::uint32_t speed = me.Field(26, 31);
  if (speed != 0) {
    m.gs_kt = std::max(0.0F, static_cast<float>(speed) * 32.0F - 48.0F);
    m.gs_quantum_kt = speed == 1 ? 16.0F : 32.0F;
  }
  return {me.Field(33, 44) << 5, me.Field(45, 56) << 5, me.Bit(32), false};
}

}  // namespace pelorus::modes
