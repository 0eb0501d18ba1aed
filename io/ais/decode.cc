#include "io/ais/decode.h"

#include <array>

#include "io/ais/decode_types.h"

namespace pelorus::ais {
namespace {

/// How long a type is, in bits: what it cannot do without, and what the standard allows (`step`
/// between the shortest and the longest; 0 means those two lengths only).
struct Layout {
  std::uint16_t required = 0, shortest = 0, longest = 0, step = 0;
  void (*decode)(BitSpan, Message&) = nullptr;
};

constexpr std::array<Layout, 28> kLayouts = {{
    {},
    {143, 168, 168, 0, DecodePositionReport},
    {143, 168, 168, 0, DecodePositionReport},
    {143, 168, 168, 0, DecodePositionReport},
    {138, 168, 168, 0, DecodeBaseStation},
    {240, 424, 424, 0, DecodeStaticVoyage},
    {88, 88, 1008, 1, DecodeAddressedBinary},
    {72, 72, 168, 32, DecodeAcknowledge},
    {56, 56, 1008, 1, DecodeBroadcastBinary},
    {134, 168, 168, 0, DecodeSarAircraft},
    {70, 72, 72, 0, DecodeUtcInquiry},
    {138, 168, 168, 0, DecodeBaseStation},
    {72, 72, 1008, 1, DecodeAddressedText},
    {72, 72, 168, 32, DecodeAcknowledge},
    {40, 40, 1008, 1, DecodeBroadcastText},
    {88, 88, 160, 2, DecodeInterrogation},
    {92, 96, 144, 0, DecodeAssignment},
    {80, 80, 816, 1, DecodeDgnss},
    {139, 168, 168, 0, DecodeClassBPosition},
    {139, 312, 312, 0, DecodeClassBExtended},
    {70, 72, 160, 2, DecodeLinkManagement},
    {259, 272, 360, 1, DecodeAidToNavigation},
    {145, 168, 168, 0, DecodeChannelManagement},
    {154, 160, 160, 0, DecodeGroupAssignment},
    {40, 160, 168, 2, DecodeStaticParts},
    {40, 40, 168, 1, DecodeSlotBinary},
    {60, 60, 1064, 1, DecodeSlotBinary},
    {94, 96, 96, 0, DecodeLongRange},
}};

bool StandardLength(const Layout& layout, std::size_t bits) {
  if (bits < layout.shortest || bits > layout.longest) return false;
  if (layout.step == 0) return bits == layout.shortest || bits == layout.longest;
  return (bits - layout.shortest) % layout.step == 0;
}

}  // namespace

std::optional<Reject> DecodeMessage(BitSpan bits, Message& out) {
  if (!bits.Has(0, 6)) return Reject::kTooShort;
  const std::uint32_t type = bits.Unsigned(0, 6);
  if (type == 0 || type >= kLayouts.size()) return Reject::kUnknownType;
  const Layout& layout = kLayouts[type];
  if (bits.size() < layout.required) return Reject::kTooShort;
  out.type = static_cast<std::uint8_t>(type);
  out.repeat = static_cast<std::uint8_t>(bits.Unsigned(6, 2));
  out.mmsi = bits.Unsigned(8, 30);
  out.flags = 0;
  if (out.mmsi > 999'999'999) out.Set(Flag::kBadMmsi);
  if (!StandardLength(layout, bits.size())) out.Set(Flag::kOffLength);
  layout.decode(bits, out);
  return std::nullopt;
}

bool ImoCheckDigitHolds(std::uint32_t imo) {
  if (imo < 1'000'000 || imo > 9'999'999) return false;
  std::uint32_t sum = 0;
  std::uint32_t digits = imo / 10;
  for (std::uint32_t weight = 2; weight <= 7; ++weight, digits /= 10) sum += weight * (digits % 10);
  return sum % 10 == imo % 10;
}

}  // namespace pelorus::ais
