#include "io/ais/decode_fields.h"
#include "io/ais/decode_types.h"

namespace pelorus::ais {
namespace {

bool ReservedStatus(std::uint8_t status) { return status == 9 || status == 10 || status == 13; }

/// 10 bits of speed over ground, 1/10 kn (type 9: kn).
std::optional<std::uint16_t> SpeedCode(BitSpan bits, std::size_t offset) {
  return Unless<std::uint16_t>(bits, offset, 10, 1023);
}

/// A calendar or clock part that is whole for every message of the required length.
std::optional<std::uint8_t> DatePart(BitSpan bits, std::size_t offset, std::size_t width,
                                     std::uint32_t none, std::uint32_t largest, Message& out) {
  const std::uint32_t value = bits.Unsigned(offset, width);
  if (value == none) return std::nullopt;
  if (value > largest) out.Set(Flag::kReservedValue);
  return static_cast<std::uint8_t>(value);
}

}  // namespace

/// Messages 1 to 3.
void DecodePositionReport(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<PositionReport>();
  m.status = static_cast<std::uint8_t>(bits.Unsigned(38, 4));
  if (ReservedStatus(m.status)) out.Set(Flag::kReservedValue);
  const std::int32_t rot = bits.Signed(42, 8);
  if (rot != -128) m.rot = static_cast<std::int8_t>(rot);
  m.sog = SpeedCode(bits, 50);
  m.accuracy = bits.Flag(60);
  m.place = FinePlace(bits, 61, out);
  m.cog = CourseTenths(bits, 116, out);
  m.heading = WholeDegrees(bits, 128, out);
  m.second = Second(bits, 137);
  m.maneuver = WholeNumber<std::uint8_t>(bits, 143, 2);
  if (m.maneuver == 3) out.Set(Flag::kReservedValue);
  m.raim = WholeFlag(bits, 148);
  m.radio = bits.Whole(149, 19);
}

/// Messages 4 and 11.
void DecodeBaseStation(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<BaseStation>();
  m.year = Unless<std::uint16_t>(bits, 38, 14, 0);
  if (m.year && *m.year > 9999) out.Set(Flag::kReservedValue);
  m.month = DatePart(bits, 52, 4, 0, 12, out);
  m.day = DatePart(bits, 56, 5, 0, 31, out);
  m.hour = DatePart(bits, 61, 5, 24, 23, out);
  m.minute = DatePart(bits, 66, 6, 60, 59, out);
  m.second = DatePart(bits, 72, 6, 60, 59, out);
  m.accuracy = bits.Flag(78);
  m.place = FinePlace(bits, 79, out);
  m.epfd = Epfd(bits, 134, out);
  m.long_range = WholeFlag(bits, 138);
  m.raim = WholeFlag(bits, 148);
  m.radio = bits.Whole(149, 19);
}

/// Message 9.
void DecodeSarAircraft(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<SarAircraft>();
  m.alt_m = Unless<std::uint16_t>(bits, 38, 12, 4095);
  m.sog = SpeedCode(bits, 50);
  m.accuracy = bits.Flag(60);
  m.place = FinePlace(bits, 61, out);
  m.cog = CourseTenths(bits, 116, out);
  m.second = Second(bits, 128);
  m.alt_barometric = WholeFlag(bits, 134);
  m.dte = WholeFlag(bits, 142);
  m.assigned = WholeFlag(bits, 146);
  m.raim = WholeFlag(bits, 147);
  m.radio = bits.Whole(148, 20);
}

/// Message 18.
void DecodeClassBPosition(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<ClassBPosition>();
  m.sog = SpeedCode(bits, 46);
  m.accuracy = bits.Flag(56);
  m.place = FinePlace(bits, 57, out);
  m.cog = CourseTenths(bits, 112, out);
  m.heading = WholeDegrees(bits, 124, out);
  m.second = Second(bits, 133);
  m.carrier_sense = WholeFlag(bits, 141);
  m.display = WholeFlag(bits, 142);
  m.dsc = WholeFlag(bits, 143);
  m.band = WholeFlag(bits, 144);
  m.message22 = WholeFlag(bits, 145);
  m.assigned = WholeFlag(bits, 146);
  m.raim = WholeFlag(bits, 147);
  m.radio = bits.Whole(148, 20);
}

/// Message 19.
void DecodeClassBExtended(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<ClassBExtended>();
  m.sog = SpeedCode(bits, 46);
  m.accuracy = bits.Flag(56);
  m.place = FinePlace(bits, 57, out);
  m.cog = CourseTenths(bits, 112, out);
  m.heading = WholeDegrees(bits, 124, out);
  m.second = Second(bits, 133);
  if (bits.Has(143, 6)) m.name = Text<20>(bits, 143);
  if (bits.Has(263, 8)) m.ship_type = ShipType(bits, 263, out);
  m.hull = WholeHull(bits, 271);
  m.epfd = WholeEpfd(bits, 301, out);
  m.raim = WholeFlag(bits, 305);
  m.dte = WholeFlag(bits, 306);
  m.assigned = WholeFlag(bits, 307);
}

/// Message 27.
void DecodeLongRange(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<LongRangePosition>();
  m.accuracy = bits.Flag(38);
  m.raim = bits.Flag(39);
  m.status = static_cast<std::uint8_t>(bits.Unsigned(40, 4));
  if (ReservedStatus(m.status)) out.Set(Flag::kReservedValue);
  m.place = CoarsePlace(bits, 44, out);
  m.sog = Unless<std::uint8_t>(bits, 79, 6, 63);
  m.cog = WholeDegrees(bits, 85, out);
  m.gnss = WholeFlag(bits, 94);
}

}  // namespace pelorus::ais
