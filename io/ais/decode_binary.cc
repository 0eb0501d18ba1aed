#include "io/ais/decode_fields.h"
#include "io/ais/decode_types.h"

namespace pelorus::ais {
namespace {

constexpr std::size_t kRadioBits = 20;  // at the end of type 26

void ReadApplicationId(BitSpan bits, std::size_t offset, BinaryMessage& m) {
  m.dac = static_cast<std::uint16_t>(bits.Unsigned(offset, 10));
  m.fi = static_cast<std::uint8_t>(bits.Unsigned(offset + 10, 6));
  m.data = bits.From(offset + 16);
}

}  // namespace

/// Message 6.
void DecodeAddressedBinary(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<BinaryMessage>();
  m.sequence = static_cast<std::uint8_t>(bits.Unsigned(38, 2));
  m.dest_mmsi = bits.Unsigned(40, 30);
  m.retransmit = bits.Flag(70);
  ReadApplicationId(bits, 72, m);
  DecodeApplication(m.dac, m.fi, true, m.data, m.application);
}

/// Message 8.
void DecodeBroadcastBinary(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<BinaryMessage>();
  ReadApplicationId(bits, 40, m);
  DecodeApplication(m.dac, m.fi, false, m.data, m.application);
}

/// Messages 25 and 26.
void DecodeSlotBinary(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<SlotBinary>();
  if (out.type == 26) {
    m.radio = bits.Unsigned(bits.size() - kRadioBits, kRadioBits);
    bits = bits.First(bits.size() - kRadioBits);
  }
  const bool addressed = bits.Flag(38);
  m.structured = bits.Flag(39);
  std::size_t at = 40;
  if (addressed) {
    m.dest_mmsi = bits.Whole(at, 30);
    at += 30;
  }
  if (m.structured && bits.Has(at, 16)) {
    m.dac = static_cast<std::uint16_t>(bits.Unsigned(at, 10));
    m.fi = static_cast<std::uint8_t>(bits.Unsigned(at + 10, 6));
    at += 16;
  }
  m.data = bits.From(at);
}

/// Message 17.
void DecodeDgnss(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<DgnssCorrections>();
  m.place = CoarsePlace(bits, 40, out);
  m.data = bits.From(80);
  if (!bits.Has(80, 40)) return;
  m.header = DgnssCorrections::Header{static_cast<std::uint8_t>(bits.Unsigned(80, 6)),
                                      static_cast<std::uint16_t>(bits.Unsigned(86, 10)),
                                      static_cast<std::uint16_t>(bits.Unsigned(96, 13)),
                                      static_cast<std::uint8_t>(bits.Unsigned(109, 3)),
                                      static_cast<std::uint8_t>(bits.Unsigned(112, 5)),
                                      static_cast<std::uint8_t>(bits.Unsigned(117, 3))};
}

}  // namespace pelorus::ais
