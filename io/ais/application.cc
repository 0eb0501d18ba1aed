#include "io/ais/application.h"

#include "io/ais/application_fields.h"

namespace pelorus::ais {
namespace {

using Shape = AreaNotice::Shape;

constexpr std::size_t kNoticeHeader = 55;
constexpr std::size_t kShapeBits = 87;
constexpr std::array<std::uint32_t, 4> kScales = {1, 10, 100, 1000};
constexpr std::uint32_t kUndefinedDuration = 262'143;

/// CCNR/ECE inland AIS: 112 bits of which the last 8 are spare.
void DecodeInlandStatic(BitSpan data, Application& out) {
  if (data.size() < 104) return;
  auto& m = out.emplace<InlandStatic>();
  FieldCursor in(data);
  m.vin = in.TakeText<8>();
  m.length_dm = static_cast<std::uint16_t>(in.Take(13));
  m.beam_dm = static_cast<std::uint16_t>(in.Take(10));
  m.ship_type = static_cast<std::uint16_t>(in.Take(14));
  m.hazard = static_cast<std::uint8_t>(in.Take(3));
  m.draught_cm = in.Except<std::uint16_t>(11, 0);
  m.loaded = static_cast<std::uint8_t>(in.Take(2));
  m.speed_quality = in.TakeFlag();
  m.course_quality = in.TakeFlag();
  m.heading_quality = in.TakeFlag();
}

void DecodeInlandArrival(BitSpan data, Application& out) {
  if (data.size() < 155) return;
  auto& m = out.emplace<InlandArrival>();
  FieldCursor in(data);
  m.country = in.TakeText<2>();
  m.location = in.TakeText<3>();
  m.section = in.TakeText<5>();
  m.terminal = in.TakeText<5>();
  m.hectometre = in.TakeText<5>();
  m.eta_month = in.Except<std::uint8_t>(4, 0);
  m.eta_day = in.Except<std::uint8_t>(5, 0);
  m.eta_hour = in.UpTo<std::uint8_t>(5, 23);
  m.eta_minute = in.UpTo<std::uint8_t>(6, 59);
  m.tugs = in.UpTo<std::uint8_t>(3, 6);
  m.air_draught_cm = in.Except<std::uint16_t>(12, 0);
}

/// GLA monitoring message for aids to navigation: 48 bits of which the last 4 are spare.
void DecodeAidMonitoring(BitSpan data, Application& out) {
  if (data.size() < 44) return;
  auto& m = out.emplace<AidMonitoring>();
  FieldCursor in(data);
  m.internal = static_cast<std::uint16_t>(in.Take(10));
  m.external1 = static_cast<std::uint16_t>(in.Take(10));
  m.external2 = static_cast<std::uint16_t>(in.Take(10));
  m.racon = static_cast<std::uint8_t>(in.Take(2));
  m.light = static_cast<std::uint8_t>(in.Take(2));
  m.health_alarm = in.TakeFlag();
  m.digital_inputs = static_cast<std::uint8_t>(in.Take(8));
  m.off_position = in.TakeFlag();
}

/// ITU-R M.1371-5 annex 5. Longer data under the same number are radar targets of shore stations.
void DecodePersons(BitSpan data, Application& out) {
  if (data.size() < 13 || data.size() > 48) return;
  FieldCursor in(data);
  out.emplace<PersonsOnBoard>().persons = in.Except<std::uint16_t>(13, 0);
}

/// Circ.289: 304 bits of which the last 10 are spare.
void DecodeExtendedStatic(BitSpan data, Application& out) {
  if (data.size() < 294) return;
  auto& m = out.emplace<ExtendedStatic>();
  FieldCursor in(data);
  m.linkage = static_cast<std::uint16_t>(in.Take(10));
  m.air_draught_dm = in.Except<std::uint16_t>(13, 0);
  m.last_port = in.TakeText<5>();
  m.next_port = in.TakeText<5>();
  m.second_port = in.TakeText<5>();
  for (std::uint8_t& state : m.equipment) state = static_cast<std::uint8_t>(in.Take(2));
  m.ice_class = static_cast<std::uint8_t>(in.Take(4));
  m.shaft_power_hp = in.Except<std::uint32_t>(18, 262'143);
  m.vhf_channel = static_cast<std::uint16_t>(in.Take(12));
  m.lloyds_type = in.TakeText<7>();
  m.gross_tonnage = in.Except<std::uint32_t>(18, 262'143);
  m.laden = static_cast<std::uint8_t>(in.Take(2));
  m.heavy_oil = static_cast<std::uint8_t>(in.Take(2));
  m.light_oil = static_cast<std::uint8_t>(in.Take(2));
  m.diesel = static_cast<std::uint8_t>(in.Take(2));
  m.bunker_t = in.Except<std::uint32_t>(14, 16'383);
  m.persons = in.Except<std::uint16_t>(13, 0);
}

void TakeLegs(FieldCursor& in, std::uint32_t scale, Shape& shape) {
  for (auto& leg : shape.legs) {
    leg.bearing_half_deg = static_cast<std::uint16_t>(in.Take(10));
    leg.distance_m = in.Take(10) * scale;
    if (leg.bearing_half_deg < 720) ++shape.leg_count;
  }
}

void TakeExtent(FieldCursor& in, std::uint32_t scale, Shape& shape) {
  shape.lon_e3min = in.Coordinate(25, 180);
  shape.lat_e3min = in.Coordinate(24, 90);
  shape.precision = static_cast<std::uint8_t>(in.Take(3));
  if (shape.kind == 1) {
    shape.east_m = in.Take(8) * scale;
    shape.north_m = in.Take(8) * scale;
    shape.orientation_deg = static_cast<std::uint16_t>(in.Take(9));
    return;
  }
  shape.radius_m = in.Take(12) * scale;
  if (shape.kind == 2) {
    shape.left_deg = static_cast<std::uint16_t>(in.Take(9));
    shape.right_deg = static_cast<std::uint16_t>(in.Take(9));
  }
}

void DecodeShape(BitSpan bits, Shape& shape) {
  FieldCursor in(bits);
  shape.kind = static_cast<std::uint8_t>(in.Take(3));
  if (shape.kind == 5) {
    shape.text = in.TakeText<14>();
    return;
  }
  if (shape.kind > 5) return;
  const std::uint32_t scale = kScales[in.Take(2)];
  if (shape.kind <= 2) {
    TakeExtent(in, scale, shape);
  } else {
    TakeLegs(in, scale, shape);
  }
}

}  // namespace

void DecodeAreaNotice(BitSpan data, Application& out) {
  if (data.size() < kNoticeHeader) return;
  auto& m = out.emplace<AreaNotice>();
  FieldCursor in(data);
  m.linkage = static_cast<std::uint16_t>(in.Take(10));
  m.notice = static_cast<std::uint8_t>(in.Take(7));
  m.month = in.Except<std::uint8_t>(4, 0);
  m.day = in.Except<std::uint8_t>(5, 0);
  m.hour = in.UpTo<std::uint8_t>(5, 23);
  m.minute = in.UpTo<std::uint8_t>(6, 59);
  m.duration_min = in.Except<std::uint32_t>(18, kUndefinedDuration);
  for (std::size_t at = kNoticeHeader; m.size < m.shapes.size() && data.Has(at, kShapeBits);
       at += kShapeBits) {
    DecodeShape(data.From(at), m.shapes[m.size++]);
  }
}

void DecodeApplication(std::uint16_t dac, std::uint8_t fi, bool addressed, BitSpan data,
                       Application& out) {
  out.emplace<std::monostate>();
  if (dac == 1) {
    if (fi == 11) return DecodeMet236(data, out);
    if (fi == 16) return DecodePersons(data, out);
    if (fi == 22) return DecodeAreaNotice(data, out);
    if (fi == 24) return DecodeExtendedStatic(data, out);
    if (fi == 31) return DecodeMet289(data, out);
  } else if (dac == 200) {
    if (fi == 10) return DecodeInlandStatic(data, out);
    if (fi == 21 && addressed) return DecodeInlandArrival(data, out);
  } else if ((dac == 235 || dac == 250) && fi == 10) {
    return DecodeAidMonitoring(data, out);
  }
}

}  // namespace pelorus::ais
