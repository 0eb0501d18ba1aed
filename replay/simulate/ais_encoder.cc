#include "replay/simulate/ais_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>

#include "geo/check.h"

namespace pelorus::ais {
namespace {

/// With this many symbols a sentence of a group has 80 characters and its line end 2.
constexpr std::size_t kSymbolsInSentence = 60;
constexpr std::int32_t kNoLatitude = 91 * 600000;
constexpr std::int32_t kNoLongitude = 181 * 600000;
/// Communication state that class B with carrier sense always sends (M.1371-5 annex 7, 4.2.1).
constexpr std::uint32_t kCarrierSenseState = 393222;

std::uint32_t Rounded(double value, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::llround(std::clamp(value, 0.0, double(most))));
}

void PutHeader(Payload& out, int type, std::uint32_t mmsi) {
  out.Put(static_cast<std::uint32_t>(type), 6);
  out.Put(0, 2);  // repeat indicator: heard directly
  out.Put(mmsi, 30);
}

void PutPosition(Payload& out, const std::optional<GeoPoint>& position) {
  const auto steps = [](double deg) {
    return static_cast<std::int32_t>(std::llround(deg * 600000.0));
  };
  out.PutSigned(position ? steps(position->lon_deg()) : kNoLongitude, 28);
  out.PutSigned(position ? steps(position->lat_deg()) : kNoLatitude, 27);
}

/// From the speed to the second, which types 1, 3 and 18 have in the same order.
void PutFix(Payload& out, const Fix& fix) {
  out.Put(fix.sog ? Rounded(fix.sog->knots() * 10.0, 1022) : 1023, 10);
  out.PutFlag(fix.accurate);
  PutPosition(out, fix.position);
  out.Put(fix.cog ? Rounded(fix.cog->degrees() * 10.0, 3600) % 3600 : 3600, 12);
  out.Put(fix.heading ? Rounded(fix.heading->degrees(), 360) % 360 : 511, 9);
  out.Put(static_cast<std::uint32_t>(fix.second), 6);
}

void PutExtent(Payload& out, const Extent& extent) {
  out.Put(Rounded(extent.to_bow.meters(), 511), 9);
  out.Put(Rounded(extent.to_stern.meters(), 511), 9);
  out.Put(Rounded(extent.to_port.meters(), 63), 6);
  out.Put(Rounded(extent.to_starboard.meters(), 63), 6);
}

std::chrono::year_month_day DateOf(Time t) {
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(t));
}

std::chrono::hh_mm_ss<std::chrono::seconds> ClockOf(Time t) {
  const auto s = std::chrono::floor<std::chrono::seconds>(t);
  return std::chrono::hh_mm_ss(s - std::chrono::floor<std::chrono::days>(s));
}

void PutEta(Payload& out, const std::optional<Time>& eta) {
  out.Put(eta ? static_cast<unsigned>(DateOf(*eta).month()) : 0, 4);
  out.Put(eta ? static_cast<unsigned>(DateOf(*eta).day()) : 0, 5);
  out.Put(eta ? static_cast<std::uint32_t>(ClockOf(*eta).hours().count()) : 24, 5);
  out.Put(eta ? static_cast<std::uint32_t>(ClockOf(*eta).minutes().count()) : 60, 6);
}

/// 6-bit ASCII (M.1371-5 table 47).
std::uint32_t SixBit(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c < ' ' || c > '_') c = '?';
  return static_cast<std::uint32_t>(c) & 63U;
}

void AppendTagBlock(std::string& out, const ReceiptTag& tag, std::size_t number,
                    std::size_t count) {
  std::string text;
  if (count > 1) text = fmt::format("g:{}-{}-{},", number, count, tag.group);
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(tag.received_at.time_since_epoch());
  fmt::format_to(std::back_inserter(text), "s:{},c:{}", tag.station, ms.count());
  fmt::format_to(std::back_inserter(out), "\\{}*{:02X}\\", text, Checksum(text));
}

}  // namespace

void Payload::Put(std::uint32_t value, int width) {
  PELORUS_CHECK(bits_ + width <= kMaxBits, "AIS message too long");
  for (int left = width; left > 0;) {
    const int room = 6 - bits_ % 6;
    const int taken = std::min(room, left);
    const std::uint32_t part = (value >> (left - taken)) & ((1U << taken) - 1U);
    std::uint8_t& symbol = symbols_[static_cast<std::size_t>(bits_ / 6)];
    symbol = static_cast<std::uint8_t>(symbol | (part << (room - taken)));
    bits_ += taken;
    left -= taken;
  }
}

void Payload::PutText(std::string_view text, int length) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i) {
    Put(i < text.size() ? SixBit(text[i]) : 0, 6);
  }
}

char Payload::Armored(std::size_t i) const {
  const int symbol = symbols_[i];
  return static_cast<char>(symbol < 40 ? symbol + 48 : symbol + 56);
}

std::int32_t RateOfTurnCode(const RateOfTurn& turn) {
  const double rate = turn.rate.degrees_per_minute();
  const int sign = rate < 0.0 ? -1 : 1;
  switch (turn.source) {
    case RateOfTurn::Source::kNone:
      return -128;
    case RateOfTurn::Source::kHeading:
      return std::abs(rate) > 10.0 ? 127 * sign : 0;
    case RateOfTurn::Source::kIndicator:
      break;
  }
  const double code = std::min(126.0, std::round(4.733 * std::sqrt(std::abs(rate))));
  return static_cast<std::int32_t>(code) * sign;
}

Payload Encode(const ScheduledPosition& message) {
  Payload out;
  PutHeader(out, message.type, message.mmsi);
  out.Put(static_cast<std::uint32_t>(message.status), 4);
  out.PutSigned(RateOfTurnCode(message.turn), 8);
  PutFix(out, message.fix);
  out.Put(0, 2);  // special manoeuvre: not available
  out.Put(0, 3);  // spare
  out.PutFlag(message.raim);
  out.Put(message.radio, 19);
  return out;
}

Payload Encode(const ClassBReport& message) {
  Payload out;
  PutHeader(out, 18, message.mmsi);
  out.Put(0, 8);  // spare
  PutFix(out, message.fix);
  out.Put(0, 2);       // spare
  out.PutFlag(true);   // carrier sense unit
  out.PutFlag(false);  // no display
  out.PutFlag(true);   // DSC
  out.PutFlag(true);   // whole marine band
  out.PutFlag(true);   // channel management by message 22
  out.PutFlag(false);  // autonomous
  out.PutFlag(message.raim);
  out.PutFlag(true);  // communication state selector: ITDMA, as carrier sense units send
  out.Put(kCarrierSenseState, 19);
  return out;
}

Payload Encode(const VoyageReport& message) {
  Payload out;
  PutHeader(out, 5, message.mmsi);
  out.Put(2, 2);  // complies with M.1371-5
  out.Put(message.imo, 30);
  out.PutText(message.callsign, 7);
  out.PutText(message.name, 20);
  out.Put(static_cast<std::uint32_t>(message.ship_type), 8);
  PutExtent(out, message.extent);
  out.Put(static_cast<std::uint32_t>(message.epfd), 4);
  PutEta(out, message.eta);
  out.Put(Rounded(message.draught.meters() * 10.0, 255), 8);
  out.PutText(message.destination, 20);
  out.PutFlag(false);  // data terminal ready
  out.Put(0, 1);       // spare
  return out;
}

Payload Encode(const NameReport& message) {
  Payload out;
  PutHeader(out, 24, message.mmsi);
  out.Put(0, 2);
  out.PutText(message.name, 20);
  return out;
}

Payload Encode(const CraftReport& message) {
  Payload out;
  PutHeader(out, 24, message.mmsi);
  out.Put(1, 2);
  out.Put(static_cast<std::uint32_t>(message.ship_type), 8);
  out.PutText(message.vendor, 3);
  out.Put(static_cast<std::uint32_t>(message.model), 4);
  out.Put(message.serial, 20);
  out.PutText(message.callsign, 7);
  PutExtent(out, message.extent);
  out.Put(static_cast<std::uint32_t>(message.epfd), 4);
  out.Put(0, 2);  // spare
  return out;
}

Payload Encode(const StationReport& message) {
  const auto date = DateOf(message.utc);
  const auto clock = ClockOf(message.utc);
  Payload out;
  PutHeader(out, 4, message.mmsi);
  out.Put(static_cast<std::uint32_t>(static_cast<int>(date.year())), 14);
  out.Put(static_cast<unsigned>(date.month()), 4);
  out.Put(static_cast<unsigned>(date.day()), 5);
  out.Put(static_cast<std::uint32_t>(clock.hours().count()), 5);
  out.Put(static_cast<std::uint32_t>(clock.minutes().count()), 6);
  out.Put(static_cast<std::uint32_t>(clock.seconds().count()), 6);
  out.PutFlag(true);  // surveyed: better than 10 m
  PutPosition(out, message.position);
  out.Put(static_cast<std::uint32_t>(message.epfd), 4);
  out.Put(0, 1);  // no control of long-range messages
  out.Put(0, 9);  // spare
  out.Put(0, 1);  // RAIM not in use
  out.Put(message.radio, 19);
  return out;
}

std::uint8_t Checksum(std::string_view text) {
  std::uint8_t sum = 0;
  for (const char c : text) sum = static_cast<std::uint8_t>(sum ^ static_cast<std::uint8_t>(c));
  return sum;
}

void AppendSentences(std::string& out, const Payload& payload, const SentenceOptions& options) {
  const std::size_t count = (payload.size() + kSymbolsInSentence - 1) / kSymbolsInSentence;
  for (std::size_t i = 0; i < count; ++i) {
    if (options.tag) AppendTagBlock(out, *options.tag, i + 1, count);
    std::string body = fmt::format("AIVDM,{},{},", count, i + 1);
    if (count > 1) body += std::to_string(options.sequence);
    body += ',';
    body += options.channel;
    body += ',';
    const std::size_t end = std::min(payload.size(), (i + 1) * kSymbolsInSentence);
    for (std::size_t s = i * kSymbolsInSentence; s < end; ++s) body += payload.Armored(s);
    fmt::format_to(std::back_inserter(body), ",{}",
                   end == payload.size() ? payload.fill_bits() : 0);
    fmt::format_to(std::back_inserter(out), "!{}*{:02X}\r\n", body, Checksum(body));
  }
}

}  // namespace pelorus::ais
