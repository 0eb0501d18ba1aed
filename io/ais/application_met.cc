#include "io/ais/application_fields.h"

namespace pelorus::ais {
namespace {

constexpr std::size_t kBits236 = 290;  // without the spare bits at the end
constexpr std::size_t kBits289 = 294;

/// A number minus `offset`, unless it is the "not available" of all ones.
std::optional<std::int16_t> Shifted(FieldCursor& in, std::size_t width, std::int32_t offset) {
  const std::uint32_t none = (1u << width) - 1;
  const std::uint32_t value = in.Take(width);
  if (value == none) return std::nullopt;
  return static_cast<std::int16_t>(static_cast<std::int32_t>(value) + offset);
}

/// A two's complement number within ±`limit`.
std::optional<std::int16_t> Within(FieldCursor& in, std::size_t width, std::int32_t limit) {
  const std::int32_t value = in.TakeSigned(width);
  if (value > limit || value < -limit) return std::nullopt;
  return static_cast<std::int16_t>(value);
}

void TakeDayTime(FieldCursor& in, MetHydro& m) {
  m.day = in.Except<std::uint8_t>(5, 0);
  m.hour = in.UpTo<std::uint8_t>(5, 23);
  m.minute = in.UpTo<std::uint8_t>(6, 59);
}

void TakeWind(FieldCursor& in, MetHydro& m) {
  m.wind_kn = in.Except<std::uint16_t>(7, 127);
  m.gust_kn = in.Except<std::uint16_t>(7, 127);
  m.wind_deg = in.UpTo<std::uint16_t>(9, 359);
  m.gust_deg = in.UpTo<std::uint16_t>(9, 359);
}

void TakeCurrents(FieldCursor& in, std::uint32_t fastest, MetHydro& m) {
  for (std::size_t i = 0; i < m.currents.size(); ++i) {
    m.currents[i].speed_dkn = in.UpTo<std::uint16_t>(8, fastest);
    m.currents[i].direction_deg = in.UpTo<std::uint16_t>(9, 359);
    if (i > 0) m.currents[i].depth_m = in.UpTo<std::uint16_t>(5, 30);
  }
}

void TakeWaves(FieldCursor& in, std::uint32_t highest, MetHydro& m) {
  m.wave_dm = in.UpTo<std::uint16_t>(8, highest);
  m.wave_period_s = in.UpTo<std::uint16_t>(6, 60);
  m.wave_deg = in.UpTo<std::uint16_t>(9, 359);
  m.swell_dm = in.UpTo<std::uint16_t>(8, highest);
  m.swell_period_s = in.UpTo<std::uint16_t>(6, 60);
  m.swell_deg = in.UpTo<std::uint16_t>(9, 359);
  m.sea_state = in.UpTo<std::uint8_t>(4, 12);
}

/// 0 is "799 or less", 402 "1201 or more"; from 403 reserved or not available.
std::optional<std::uint16_t> Pressure289(FieldCursor& in) {
  const auto code = in.UpTo<std::uint16_t>(9, 402);
  if (!code) return std::nullopt;
  return static_cast<std::uint16_t>(*code + 799);
}

/// Centimetres from -1000 to 3000.
std::optional<std::int16_t> Level289(FieldCursor& in) {
  const auto code = in.UpTo<std::int16_t>(12, 4000);
  if (!code) return std::nullopt;
  return static_cast<std::int16_t>(*code - 1000);
}

/// Decimetres from -100, here in centimetres.
std::optional<std::int16_t> Level236(FieldCursor& in) {
  const auto decimetres = Shifted(in, 9, -100);
  if (!decimetres) return std::nullopt;
  return static_cast<std::int16_t>(*decimetres * 10);
}

}  // namespace

void DecodeMet236(BitSpan data, Application& out) {
  if (data.size() < kBits236) return;
  auto& m = out.emplace<MetHydro>();
  m.fi = 11;
  FieldCursor in(data);
  m.lat_e3min = in.Coordinate(24, 90);
  m.lon_e3min = in.Coordinate(25, 180);
  TakeDayTime(in, m);
  TakeWind(in, m);
  m.air_temp_dc = Shifted(in, 11, -600);
  m.humidity_pct = in.UpTo<std::uint8_t>(7, 100);
  m.dew_point_dc = Shifted(in, 10, -200);
  m.pressure_hpa = in.Except<std::uint16_t>(9, 511);
  if (m.pressure_hpa) *m.pressure_hpa = static_cast<std::uint16_t>(*m.pressure_hpa + 800);
  m.pressure_tendency = in.UpTo<std::uint8_t>(2, 2);
  m.visibility_dnm = in.Except<std::uint16_t>(8, 255);
  m.water_level_cm = Level236(in);
  m.water_trend = in.UpTo<std::uint8_t>(2, 2);
  TakeCurrents(in, 254, m);
  TakeWaves(in, 254, m);
  m.water_temp_dc = Shifted(in, 10, -100);
  m.precipitation = in.UpTo<std::uint8_t>(3, 6);
  m.salinity_permille_d = in.Except<std::uint16_t>(9, 511);
  m.ice = in.UpTo<std::uint8_t>(2, 2);
}

void DecodeMet289(BitSpan data, Application& out) {
  if (data.size() < kBits289) return;
  auto& m = out.emplace<MetHydro>();
  m.fi = 31;
  FieldCursor in(data);
  m.lon_e3min = in.Coordinate(25, 180);
  m.lat_e3min = in.Coordinate(24, 90);
  m.accuracy = in.TakeFlag();
  TakeDayTime(in, m);
  TakeWind(in, m);
  m.air_temp_dc = Within(in, 11, 600);
  m.humidity_pct = in.UpTo<std::uint8_t>(7, 100);
  m.dew_point_dc = Within(in, 10, 500);
  m.pressure_hpa = Pressure289(in);
  m.pressure_tendency = in.UpTo<std::uint8_t>(2, 2);
  m.visibility_or_more = in.TakeFlag();
  m.visibility_dnm = in.Except<std::uint16_t>(7, 127);
  m.water_level_cm = Level289(in);
  m.water_trend = in.UpTo<std::uint8_t>(2, 2);
  TakeCurrents(in, 251, m);
  TakeWaves(in, 251, m);
  m.water_temp_dc = Within(in, 10, 500);
  m.precipitation = in.UpTo<std::uint8_t>(3, 6);
  m.salinity_permille_d = in.UpTo<std::uint16_t>(9, 501);
  m.ice = in.UpTo<std::uint8_t>(2, 2);
}

}  // namespace pelorus::ais
