#include "io/modes/comm_b.h"

#include <cmath>
#include <string_view>

#include "io/modes/airspeed.h"
#include "io/modes/callsign.h"

namespace pelorus::modes {
namespace {

/// A value that counts only where its status bit is set; without that, its bits must be 0.
struct Guarded {
  unsigned status, first, last;
};

bool Present(Bits56 mb, const Guarded& g) { return mb.Bit(g.status); }
bool Clean(Bits56 mb, const Guarded& g) {
  return mb.Bit(g.status) || mb.Field(g.first, g.last) == 0;
}

template <std::size_t N>
int PresentOf(Bits56 mb, const Guarded (&fields)[N]) {
  int present = 0;
  for (const Guarded& g : fields) {
    if (!Clean(mb, g)) return -1;
    present += Present(mb, g) ? 1 : 0;
  }
  return present;
}

constexpr Guarded kFields40[] = {
    {1, 2, 13}, {14, 15, 26}, {27, 28, 39}, {48, 49, 51}, {54, 55, 56}};
constexpr Guarded kFields44[] = {{5, 6, 23}, {35, 36, 46}, {47, 48, 49}, {50, 51, 56}};
constexpr Guarded kFields45[] = {{1, 2, 3},    {4, 5, 6},    {7, 8, 9},    {10, 11, 12},
                                 {13, 14, 15}, {16, 17, 26}, {27, 28, 38}, {39, 40, 51}};
constexpr Guarded kFields50[] = {
    {1, 2, 11}, {12, 13, 23}, {24, 25, 34}, {35, 36, 45}, {46, 47, 56}};
constexpr Guarded kFields60[] = {
    {1, 2, 12}, {13, 14, 23}, {24, 25, 34}, {35, 36, 45}, {46, 47, 56}};

float Roll(Bits56 mb) { return static_cast<float>(mb.Signed(2, 11)) * (45.0F / 256.0F); }
float TrackRate(Bits56 mb) { return static_cast<float>(mb.Signed(36, 45)) * (8.0F / 256.0F); }
/// Two's complement of 90/512 degrees, as a direction.
float Direction(Bits56 mb, unsigned first, unsigned last) {
  const float deg = static_cast<float>(mb.Signed(first, last)) * (90.0F / 512.0F);
  return deg < 0.0F ? deg + 360.0F : deg;
}
float GroundSpeed(Bits56 mb) { return static_cast<float>(mb.Field(25, 34)) * 2.0F; }
float TrueAirspeed(Bits56 mb) { return static_cast<float>(mb.Field(47, 56)) * 2.0F; }
float IndicatedAirspeed(Bits56 mb) { return static_cast<float>(mb.Field(14, 23)); }
float MachNumber(Bits56 mb) { return static_cast<float>(mb.Field(25, 34)) * (2.048F / 512.0F); }
std::int32_t BaroRate(Bits56 mb) { return mb.Signed(36, 45) * 32; }
std::int32_t InertialRate(Bits56 mb) { return mb.Signed(47, 56) * 32; }
float Pressure(Bits56 mb) { return 800.0F + static_cast<float>(mb.Field(28, 39)) * 0.1F; }

/// Difference of two directions, 0 to 180 degrees.
float Between(float a_deg, float b_deg) {
  const float d = std::fabs(a_deg - b_deg);
  return d > 180.0F ? 360.0F - d : d;
}

bool Fits10(Bits56 mb) {
  if (mb.Field(1, 8) != 0x10 || mb.Field(10, 14) != 0) return false;
  const bool overlay = mb.Bit(15);
  return overlay == (mb.Field(17, 23) >= 5);
}

/// Registers that can be asked for; 2,0 is always among them.
bool Fits17(Bits56 mb) { return mb.Bit(7) && mb.Field(25, 56) == 0 && mb.Field(1, 24) != 0; }

bool Fits20(Bits56 mb) {
  if (mb.Field(1, 8) != 0x20) return false;
  const auto callsign = CallsignOf(mb);
  return callsign && callsign->view().find(' ') == std::string_view::npos;
}

bool Fits30(Bits56 mb) {
  return mb.Field(1, 8) == 0x30 && mb.Field(29, 30) != 3 && mb.Field(16, 22) < 48;
}

bool Fits40(Bits56 mb) {
  const int present = PresentOf(mb, kFields40);
  if (present < 1 || mb.Field(40, 47) != 0 || mb.Field(52, 53) != 0) return false;
  if (!mb.Bit(1) && !mb.Bit(14) && !mb.Bit(27)) return false;
  if (mb.Field(2, 13) * 16 > 50'000 || mb.Field(15, 26) * 16 > 50'000) return false;
  return !mb.Bit(27) || (Pressure(mb) >= 850.0F && Pressure(mb) <= 1100.0F);
}

/// Within 35 K of the standard atmosphere, where the altitude is known.
bool FitsTemperature(float temperature_c, const CommBContext& context) {
  if (temperature_c < -80.0F || temperature_c > 60.0F) return false;
  if (!context.altitude_ft) return true;
  const double standard_c = StandardTemperatureK(*context.altitude_ft) - 273.15;
  return std::fabs(static_cast<double>(temperature_c) - standard_c) <= 35.0;
}

bool Fits44(Bits56 mb, const CommBContext& context) {
  const int present = PresentOf(mb, kFields44);
  if (present < 1 || mb.Field(1, 4) == 0 || mb.Field(1, 4) > 4) return false;
  if (mb.Bit(5) && mb.Field(6, 14) > 250) return false;
  return mb.Bit(5) && FitsTemperature(static_cast<float>(mb.Signed(24, 34)) * 0.25F, context);
}

bool Fits45(Bits56 mb, const CommBContext& context) {
  const int present = PresentOf(mb, kFields45);
  if (present < 1 || mb.Field(52, 56) != 0) return false;
  return mb.Bit(16) && FitsTemperature(static_cast<float>(mb.Signed(17, 26)) * 0.25F, context);
}

bool Agrees50(Bits56 mb, const CommBContext& c) {
  if (c.gs_kt && mb.Bit(24) && std::fabs(GroundSpeed(mb) - *c.gs_kt) > 50.0F) return false;
  if (c.gs_kt && mb.Bit(46) && std::fabs(TrueAirspeed(mb) - *c.gs_kt) > 200.0F) return false;
  const bool fast = c.gs_kt && *c.gs_kt > 50.0F;
  return !(fast && c.track_deg && mb.Bit(12)) ||
         Between(Direction(mb, 13, 23), *c.track_deg) <= 20.0F;
}

bool Fits50(Bits56 mb, const CommBContext& context) {
  if (PresentOf(mb, kFields50) < 3) return false;
  if (mb.Bit(1) && std::fabs(Roll(mb)) > 50.0F) return false;
  if (mb.Bit(24) && GroundSpeed(mb) > 700.0F) return false;
  if (mb.Bit(46) && (TrueAirspeed(mb) < 30.0F || TrueAirspeed(mb) > 700.0F)) return false;
  if (mb.Bit(24) && mb.Bit(46) && std::fabs(GroundSpeed(mb) - TrueAirspeed(mb)) > 200.0F) {
    return false;
  }
  return Agrees50(mb, context);
}

/// The calibrated airspeed that Mach number and altitude give is the indicated one within 25 kt.
bool AirspeedsAgree(Bits56 mb, std::int32_t altitude_ft) {
  const double cas_kt = CalibratedAirspeedKt(static_cast<double>(MachNumber(mb)), altitude_ft);
  return std::fabs(cas_kt - static_cast<double>(IndicatedAirspeed(mb))) <= 25.0;
}

bool Agrees60(Bits56 mb, const CommBContext& c) {
  if (c.altitude_ft && mb.Bit(13) && mb.Bit(24) && !AirspeedsAgree(mb, *c.altitude_ft)) {
    return false;
  }
  if (c.gs_kt && c.altitude_ft && mb.Bit(24)) {
    const double tas_kt = TrueAirspeedKt(static_cast<double>(MachNumber(mb)), *c.altitude_ft);
    if (std::fabs(tas_kt - static_cast<double>(*c.gs_kt)) > 200.0) return false;
  }
  const bool fast = c.gs_kt && *c.gs_kt > 100.0F;
  // Wind and the declination lie between heading and track.
  if (fast && c.track_deg && mb.Bit(1) && Between(Direction(mb, 2, 12), *c.track_deg) > 60.0F) {
    return false;
  }
  return !c.rate_fpm || !mb.Bit(35) || std::abs(BaroRate(mb) - *c.rate_fpm) <= 2000;
}

bool Fits60(Bits56 mb, const CommBContext& context) {
  if (PresentOf(mb, kFields60) < 3) return false;
  if (mb.Bit(13) && (IndicatedAirspeed(mb) < 30.0F || IndicatedAirspeed(mb) > 500.0F)) return false;
  if (mb.Bit(24) && (MachNumber(mb) <= 0.0F || MachNumber(mb) > 1.0F)) return false;
  if (mb.Bit(35) && std::abs(BaroRate(mb)) > 6000) return false;
  if (mb.Bit(46) && std::abs(InertialRate(mb)) > 6000) return false;
  return Agrees60(mb, context);
}

void Decode40(Bits56 mb, Message& m) {
  if (mb.Bit(1)) m.nav_mcp_ft = static_cast<std::int32_t>(mb.Field(2, 13)) * 16;
  if (mb.Bit(14)) m.nav_fms_ft = static_cast<std::int32_t>(mb.Field(15, 26)) * 16;
  if (mb.Bit(27)) m.nav_qnh_hpa = Pressure(mb);
}

void Decode50(Bits56 mb, Message& m) {
  if (mb.Bit(1)) m.roll_deg = Roll(mb);
  if (mb.Bit(12)) m.track_deg = Direction(mb, 13, 23);
  if (mb.Bit(24)) m.gs_kt = GroundSpeed(mb);
  if (mb.Bit(35)) m.track_rate_dps = TrackRate(mb);
  if (mb.Bit(46)) m.tas_kt = TrueAirspeed(mb);
}

void Decode60(Bits56 mb, Message& m) {
  if (mb.Bit(1)) m.mag_heading_deg = Direction(mb, 2, 12);
  if (mb.Bit(13)) m.ias_kt = IndicatedAirspeed(mb);
  if (mb.Bit(24)) m.mach = MachNumber(mb);
  if (mb.Bit(35)) m.baro_rate_fpm = BaroRate(mb);
  if (mb.Bit(46)) m.inertial_rate_fpm = InertialRate(mb);
}

}  // namespace

std::optional<Bds> RegisterOf(Bits56 mb, const CommBContext& context) {
  if (mb.all() == 0) return std::nullopt;
  Bds found = 0;
  int fitting = 0;
  const auto consider = [&](bool fits, Bds bds) {
    if (!fits) return;
    found = bds;
    ++fitting;
  };
  consider(Fits10(mb), 0x10);
  consider(Fits17(mb), 0x17);
  consider(Fits20(mb), 0x20);
  consider(Fits30(mb), 0x30);
  consider(Fits40(mb), 0x40);
  consider(Fits44(mb, context), 0x44);
  consider(Fits45(mb, context), 0x45);
  consider(Fits50(mb, context), 0x50);
  consider(Fits60(mb, context), 0x60);
  if (fitting != 1) return std::nullopt;
  return found;
}

void DecodeCommB(Bits56 mb, Bds bds, Message& message) {
  message.bds = bds;
  if (bds == 0x20) message.callsign = CallsignOf(mb);
  if (bds == 0x40) Decode40(mb, message);
  if (bds == 0x50) Decode50(mb, message);
  if (bds == 0x60) Decode60(mb, message);
}

}  // namespace pelorus::modes
