#include "io/ais/decode_fields.h"
#include "io/ais/decode_types.h"

namespace pelorus::ais {
namespace {

/// Six-bit text of the rest of a message.
void ReadText(BitSpan bits, std::size_t offset, TextMessage& m) {
  std::array<char, 170> text;  // filled up to n
  const std::size_t n = ReadCharacters(bits, offset, text.size(), 0, text);
  m.text = FixedText<170>(Trimmed({text.data(), n}));
}

}  // namespace

/// Messages 7 and 13. A zero MMSI fills a place that is not used.
void DecodeAcknowledge(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<Acknowledge>();
  for (std::size_t at = 40; m.size < m.items.size() && bits.Has(at, 32); at += 32) {
    const std::uint32_t mmsi = bits.Unsigned(at, 30);
    if (mmsi == 0) continue;
    m.items[m.size++] = {mmsi, static_cast<std::uint8_t>(bits.Unsigned(at + 30, 2))};
  }
}

/// Message 10.
void DecodeUtcInquiry(BitSpan bits, Message& out) {
  out.body.emplace<UtcInquiry>().dest_mmsi = bits.Unsigned(40, 30);
}

/// Message 12.
void DecodeAddressedText(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<TextMessage>();
  m.sequence = static_cast<std::uint8_t>(bits.Unsigned(38, 2));
  m.dest_mmsi = bits.Unsigned(40, 30);
  m.retransmit = bits.Flag(70);
  ReadText(bits, 72, m);
}

/// Message 14.
void DecodeBroadcastText(BitSpan bits, Message& out) {
  ReadText(bits, 40, out.body.emplace<TextMessage>());
}

/// Message 15: one station asked for one or two types, or two stations.
void DecodeInterrogation(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<Interrogation>();
  const auto add = [&m, bits](std::uint32_t mmsi, std::size_t at) {
    if (mmsi == 0 || !bits.Has(at, 18)) return;
    const auto type = static_cast<std::uint8_t>(bits.Unsigned(at, 6));
    if (type == 0) return;
    m.items[m.size++] = {mmsi, type, static_cast<std::uint16_t>(bits.Unsigned(at + 6, 12))};
  };
  const std::uint32_t first = bits.Unsigned(40, 30);
  add(first, 70);
  add(first, 90);
  if (bits.Has(110, 30)) add(bits.Unsigned(110, 30), 140);
}

/// Message 16.
void DecodeAssignment(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<Assignment>();
  for (std::size_t at = 40; m.size < m.items.size() && bits.Has(at, 52); at += 52) {
    m.items[m.size++] = {bits.Unsigned(at, 30),
                         static_cast<std::uint16_t>(bits.Unsigned(at + 30, 12)),
                         static_cast<std::uint16_t>(bits.Unsigned(at + 42, 10))};
  }
}

/// Message 20. A reservation of no slots fills a place that is not used.
void DecodeLinkManagement(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<LinkManagement>();
  for (std::size_t at = 40; m.size < m.items.size() && bits.Has(at, 30); at += 30) {
    if (bits.Unsigned(at, 30) == 0) continue;
    m.items[m.size++] = {static_cast<std::uint16_t>(bits.Unsigned(at, 12)),
                         static_cast<std::uint8_t>(bits.Unsigned(at + 12, 4)),
                         static_cast<std::uint8_t>(bits.Unsigned(at + 16, 3)),
                         static_cast<std::uint16_t>(bits.Unsigned(at + 19, 11))};
  }
}

/// Message 22.
void DecodeChannelManagement(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<ChannelManagement>();
  m.channel_a = static_cast<std::uint16_t>(bits.Unsigned(40, 12));
  m.channel_b = static_cast<std::uint16_t>(bits.Unsigned(52, 12));
  m.txrx = static_cast<std::uint8_t>(bits.Unsigned(64, 4));
  m.low_power = bits.Flag(68);
  m.addressed = bits.Flag(139);
  if (m.addressed) {
    m.dest1 = bits.Unsigned(69, 30);
    m.dest2 = bits.Unsigned(104, 30);
  } else {
    m.northeast = CoarsePlace(bits, 69, out);
    m.southwest = CoarsePlace(bits, 104, out);
  }
  m.band_a = bits.Flag(140);
  m.band_b = bits.Flag(141);
  m.zone_size = static_cast<std::uint8_t>(bits.Unsigned(142, 3));
}

/// Message 23.
void DecodeGroupAssignment(BitSpan bits, Message& out) {
  auto& m = out.body.emplace<GroupAssignment>();
  m.northeast = CoarsePlace(bits, 40, out);
  m.southwest = CoarsePlace(bits, 75, out);
  m.station_type = static_cast<std::uint8_t>(bits.Unsigned(110, 4));
  m.ship_type = static_cast<std::uint8_t>(bits.Unsigned(114, 8));
  m.txrx = static_cast<std::uint8_t>(bits.Unsigned(144, 2));
  m.interval = static_cast<std::uint8_t>(bits.Unsigned(146, 4));
  m.quiet = static_cast<std::uint8_t>(bits.Unsigned(150, 4));
}

}  // namespace pelorus::ais
