#include "io/modes/json.h"

#include <array>
#include <cmath>

#include "io/ais/json_line.h"

namespace pelorus::modes {
namespace {

using ais::JsonLine;

template <std::size_t N, class T>
void PutInteger(JsonLine& json, const char (&key)[N], const std::optional<T>& value) {
  if (!value) return;
  json.Key(key);
  json.Integer(*value);
}

/// `value` with up to D decimals.
template <unsigned D, std::size_t N>
void PutDecimal(JsonLine& json, const char (&key)[N], double value) {
  static constexpr std::array<double, 8> kPowers = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
  json.Key(key);
  json.Decimal<D>(std::llround(value * kPowers[D]));
}

template <unsigned D, std::size_t N>
void PutDecimal(JsonLine& json, const char (&key)[N], const std::optional<float>& value) {
  if (value) PutDecimal<D>(json, key, static_cast<double>(*value));
}

template <std::size_t N>
void PutBool(JsonLine& json, const char (&key)[N], const std::optional<bool>& value) {
  if (!value) return;
  json.Key(key);
  json.Bool(*value);
}

template <std::size_t N>
void PutText(JsonLine& json, const char (&key)[N], std::string_view value) {
  json.Key(key);
  json.Text(value);
}

constexpr std::string_view kHex = "0123456789abcdef";

template <std::size_t N>
void PutHex(JsonLine& json, const char (&key)[N], const std::uint8_t* bytes, std::size_t size) {
  std::array<char, 28> text{};
  for (std::size_t i = 0; i < size; ++i) {
    text[2 * i] = kHex[bytes[i] >> 4];
    text[2 * i + 1] = kHex[bytes[i] & 0xF];
  }
  PutText(json, key, {text.data(), 2 * size});
}

std::string_view NameOf(AirSource source) {
  switch (source) {
    case AirSource::kAdsb:
      return "adsb";
    case AirSource::kAdsr:
      return "adsr";
    case AirSource::kTisb:
      return "tisb";
    case AirSource::kModeS:
      return "mode_s";
    case AirSource::kMlat:
      return "mlat";
    case AirSource::kAdsc:
      return "adsc";
    case AirSource::kOther:
      return "other";
    case AirSource::kUnknown:
      break;
  }
  return "unknown";
}

void PutSquawk(JsonLine& json, std::uint16_t squawk) {
  std::array<char, 4> digits{};
  for (std::size_t i = 0; i < 4; ++i) {
    digits[i] = static_cast<char>('0' + ((squawk >> (9 - 3 * i)) & 7));
  }
  PutText(json, "squawk", {digits.data(), digits.size()});
}

void PutHead(JsonLine& json, const Message& m, std::string_view station) {
  PutText(json, "kind", "modes");
  json.Key("t");
  m.t ? json.EpochSeconds(*m.t) : json.Null();
  if (!station.empty()) {
    json.Key("station");
    json.RawText(station);
  }
  if (m.size > 0) PutHex(json, "hex", m.frame.data(), std::min<std::size_t>(m.size, 14));
  PutInteger(json, "df", m.df);
  const std::array<std::uint8_t, 3> icao = {static_cast<std::uint8_t>(m.address >> 16),
                                            static_cast<std::uint8_t>(m.address >> 8),
                                            static_cast<std::uint8_t>(m.address)};
  PutHex(json, "icao", icao.data(), icao.size());
  PutBool(json, "icao_verified", m.icao_verified);
  PutBool(json, "non_icao", m.non_icao);
  PutInteger(json, "cf", m.cf);
  if (m.bds) {
    const std::array<char, 3> text = {kHex[*m.bds >> 4], ',', kHex[*m.bds & 0xF]};
    PutText(json, "bds", {text.data(), text.size()});
  }
  PutInteger(json, "tc", m.tc);
}

void PutPosition(JsonLine& json, const Message& m) {
  if (m.position) {
    PutDecimal<7>(json, "lat", m.position->lat_deg());
    PutDecimal<7>(json, "lon", m.position->lon_deg());
    if (m.implausible) PutBool(json, "implausible", true);
  }
  if (m.position_t) {
    json.Key("position_t");
    json.EpochSeconds(*m.position_t);
  }
  PutBool(json, "on_ground", m.on_ground);
  PutInteger(json, "alt_baro_ft", m.alt_baro_ft);
  PutInteger(json, "alt_geom_ft", m.alt_geom_ft);
  PutInteger(json, "geom_minus_baro_ft", m.geom_minus_baro_ft);
}

void PutMotion(JsonLine& json, const Message& m) {
  PutDecimal<4>(json, "gs_kt", m.gs_kt);
  PutDecimal<4>(json, "gs_quantum_kt", m.gs_quantum_kt);
  PutDecimal<6>(json, "track_deg", m.track_deg);
  PutDecimal<6>(json, "true_heading_deg", m.true_heading_deg);
  PutDecimal<6>(json, "mag_heading_deg", m.mag_heading_deg);
  PutDecimal<2>(json, "ias_kt", m.ias_kt);
  PutDecimal<2>(json, "tas_kt", m.tas_kt);
  PutDecimal<4>(json, "mach", m.mach);
  PutDecimal<6>(json, "roll_deg", m.roll_deg);
  PutDecimal<6>(json, "track_rate_dps", m.track_rate_dps);
  PutInteger(json, "baro_rate_fpm", m.baro_rate_fpm);
  PutInteger(json, "geom_rate_fpm", m.geom_rate_fpm);
  PutInteger(json, "inertial_rate_fpm", m.inertial_rate_fpm);
}

void PutIdentity(JsonLine& json, const Message& m) {
  if (m.callsign) {
    json.Key("callsign");
    json.RawText(m.callsign->view());
  }
  if (m.category) {
    const std::array<char, 2> text = {"0123456789ABCDEF"[*m.category >> 4],
                                      kHex[*m.category & 0xF]};
    PutText(json, "category", {text.data(), text.size()});
  }
  if (m.registration) {
    json.Key("registration");
    json.RawText(m.registration->view());
  }
  if (m.aircraft_model) {
    json.Key("aircraft_model");
    json.RawText(m.aircraft_model->view());
  }
  if (m.squawk) PutSquawk(json, *m.squawk);
  PutInteger(json, "emergency", m.emergency);
  PutBool(json, "alert", m.alert);
  PutBool(json, "spi", m.spi);
}

void PutIntegrity(JsonLine& json, const Message& m) {
  PutInteger(json, "nic", m.nic);
  PutInteger(json, "nac_p", m.nac_p);
  PutInteger(json, "nac_v", m.nac_v);
  PutInteger(json, "sil", m.sil);
  PutInteger(json, "gva", m.gva);
  PutBool(json, "nic_baro", m.nic_baro);
  PutInteger(json, "version", m.version);
}

}  // namespace

void AppendJson(const Message& message, std::string_view station, std::string& out) {
  JsonLine json(out);
  json.Open('{');
  PutHead(json, message, station);
  PutPosition(json, message);
  PutMotion(json, message);
  PutIdentity(json, message);
  PutIntegrity(json, message);
  PutInteger(json, "nav_mcp_ft", message.nav_mcp_ft);
  PutInteger(json, "nav_fms_ft", message.nav_fms_ft);
  PutDecimal<2>(json, "nav_qnh_hpa", message.nav_qnh_hpa);
  PutDecimal<6>(json, "nav_heading_deg", message.nav_heading_deg);
  if (message.size > 0) PutInteger(json, "fixed_bits", std::optional(message.fixed_bits));
  PutInteger(json, "iid", message.iid);
  PutText(json, "source", NameOf(message.source));
  json.Close('}');
  json.EndLine();
}

}  // namespace pelorus::modes
