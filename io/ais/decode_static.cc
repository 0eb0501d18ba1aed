#include "io/ais/decode.h"
#include "io/ais/decode_fields.h"
#include "io/ais/decode_types.h"
#include "io/ais/station_class.h"

namespace pelorus::ais {
namespace {

constexpr std::size_t kNameExtension = 14;

/// Month, day, hour and minute of arrival at `offset`; none of them when all are zero, which is
/// how old equipment says that it has none.
void ReadEta(BitSpan bits, std::size_t offset, StaticVoyage& m, Message& out) {
  if (!bits.Has(offset, 20) || bits.Unsigned(offset, 20) == 0) return;
  m.eta_month = Unless<std::uint8_t>(bits, offset, 4, 0);
  m.eta_day = Unless<std::uint8_t>(bits, offset + 4, 5, 0);
  m.eta_hour = Unless<std::uint8_t>(bits, offset + 9, 5, 24);
  m.eta_minute = Unless<std::uint8_t>(bits, offset + 14, 6, 60);
  if (m.eta_month > 12 || m.eta_hour > 23 || m.eta_minute > 59) out.Set(Flag::kReservedValue);
}

/// The name of 20 characters and, behind the fixed part, up to 14 more.
FixedText<34> ReadAidName(BitSpan bits) {
  std::array<char, 20 + kNameExtension> text;  // filled up to n
  std::size_t n = ReadCharacters(bits, 43, 20, 0, text);
  n = ReadCharacters(bits, 272, kNameExtension, n, text);
  return FixedText<34>(Trimmed({text.data(), n}));
}

void DecodePartB(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<StaticPartB>();
  if (bits.Has(40, 8)) m.ship_type = ShipType(bits, 40, out);
  if (bits.Has(48, 42)) {
    m.vendor = Text<3>(bits, 48);
    m.vendor_model = static_cast<std::uint8_t>(bits.Unsigned(66, 4));
    m.vendor_serial = bits.Unsigned(70, 20);
  }
  m.callsign = Text<7>(bits, 90);
  if (!bits.Has(132, 30)) return;
  if (ClassOf(out.mmsi) == StationClass::kAuxiliaryCraft) {
    m.mothership_mmsi = bits.Unsigned(132, 30);
  } else {
    m.hull = HullAt(bits, 132);
  }
  m.epfd = WholeEpfd(bits, 162, out);
}

}  // namespace

/// Message 5.
void DecodeStaticVoyage(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<StaticVoyage>();
  m.ais_version = static_cast<std::uint8_t>(bits.Unsigned(38, 2));
  m.imo = bits.Unsigned(40, 30);
  if (m.imo != 0 && !ImoCheckDigitHolds(m.imo)) out.Set(Flag::kBadImo);
  m.callsign = Text<7>(bits, 70);
  m.name = Text<20>(bits, 112);
  m.ship_type = ShipType(bits, 232, out);
  m.hull = WholeHull(bits, 240);
  m.epfd = WholeEpfd(bits, 270, out);
  ReadEta(bits, 274, m, out);
  if (bits.Has(294, 8)) m.draught = Unless<std::uint8_t>(bits, 294, 8, 0);
  if (bits.Has(302, 6)) m.destination = Text<20>(bits, 302);
  m.dte = WholeFlag(bits, 422);
}

/// Message 21.
void DecodeAidToNavigation(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<AidToNavigation>();
  m.aid_type = static_cast<std::uint8_t>(bits.Unsigned(38, 5));
  m.name = ReadAidName(bits);
  m.accuracy = bits.Flag(163);
  m.place = FinePlace(bits, 164, out);
  m.hull = HullAt(bits, 219);
  m.epfd = Epfd(bits, 249, out);
  m.second = Second(bits, 253);
  m.off_position = WholeFlag(bits, 259);
  m.regional = WholeNumber<std::uint8_t>(bits, 260, 8);
  m.raim = WholeFlag(bits, 268);
  m.virtual_aid = WholeFlag(bits, 269);
  m.assigned = WholeFlag(bits, 270);
}

/// Message 24.
void DecodeStaticParts(BitSpan bits, Message& out) {
  const std::uint32_t part = bits.Unsigned(38, 2);
  if (part == 0) {
    out.body.emplace<StaticPartA>().name = Text<20>(bits, 40);
  } else if (part == 1) {
    DecodePartB(bits, out);
    if (bits.size() != 168) out.Set(Flag::kOffLength);
  } else {
    out.body.emplace<StaticPartReserved>().part = static_cast<std::uint8_t>(part);
    out.Set(Flag::kReservedValue);
  }
}

}  // namespace pelorus::ais
