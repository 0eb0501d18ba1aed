#include "io/modes/decoder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "geo/places.h"
#include "io/modes/aircraft_table.h"
#include "io/modes/comm_b.h"
#include "io/modes/corroboration.h"
#include "io/modes/crc.h"
#include "io/modes/extended_squitter.h"
#include "io/modes/position_tracker.h"
#include "io/modes/surveillance.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

/// How long an address stays known after a frame with a parity of its own named it.
constexpr Duration kVerifiedAge = 2min;
/// What a frame without a time counts as later than the one before it.
constexpr Duration kUntimedStep = 10ms;
/// How old a broadcast value may be to judge a Comm-B register by.
constexpr Duration kContextAge = 15s;

const std::vector<GeoPoint>& Airfields() {
  static const auto airfields = [] {
    std::vector<GeoPoint> positions;
    for (const Place& place : EmbeddedPlaces()) {
      if (place.kind == PlaceKind::kAirfield) positions.push_back(place.position);
    }
    return positions;
  }();
  return airfields;
}

/// Downlink format; all that begin with two ones are 24.
std::uint8_t FormatOf(const Frame& frame) {
  const auto format = static_cast<std::uint8_t>(frame.bytes[0] >> 3);
  return format >= 24 ? 24 : format;
}

constexpr std::uint32_t Bit(unsigned n) { return 1U << n; }
constexpr std::uint32_t kShortFormats = Bit(0) | Bit(4) | Bit(5) | Bit(11);
constexpr std::uint32_t kLongFormats = Bit(16) | Bit(17) | Bit(18) | Bit(20) | Bit(21) | Bit(24);

std::uint32_t AddressField(const Message& m) {
  return (std::uint32_t{m.frame[1]} << 16) | (std::uint32_t{m.frame[2]} << 8) | m.frame[3];
}

bool HasEmptyParity(const Message& m) {
  return (m.frame[m.size - 3] | m.frame[m.size - 2] | m.frame[m.size - 1]) == 0;
}

/// Makes `message` say nothing. Copies in pieces that compilers turn into vector moves; for the
/// whole they write a string instruction, whose start alone takes longer.
void Clear(Message& message) {
  static const Message blank;
  constexpr std::size_t kPiece = 64;
  auto* to = reinterpret_cast<unsigned char*>(&message);
  const auto* from = reinterpret_cast<const unsigned char*>(&blank);
  std::size_t at = 0;
  for (; at + kPiece <= sizeof(Message); at += kPiece) std::memcpy(to + at, from + at, kPiece);
  std::memcpy(to + at, from + at, sizeof(Message) % kPiece);
}

std::uint64_t HashOf(const Message& m) {
  std::uint64_t first = 0, last = 0;
  std::memcpy(&first, m.frame.data(), sizeof first);
  std::memcpy(&last, m.frame.data() + 8, 6);
  return MixBits(first ^ MixBits(last + m.size));
}

template <class T>
std::optional<T> ValueWithin(const Heard<T>& heard, Duration age, Time now) {
  if (!heard.Within(age, now)) return std::nullopt;
  return heard.value;
}

CommBContext ContextOf(const Aircraft& aircraft, Time now, const Message& m) {
  CommBContext context;
  context.gs_kt = ValueWithin(aircraft.gs_kt, kContextAge, now);
  context.track_deg = ValueWithin(aircraft.track_deg, kContextAge, now);
  context.rate_fpm = ValueWithin(aircraft.rate_fpm, kContextAge, now);
  context.altitude_ft =
      m.alt_baro_ft ? m.alt_baro_ft : ValueWithin(aircraft.altitude_ft.accepted, kContextAge, now);
  return context;
}

}  // namespace

class Decoder::Impl {
 public:
  Impl(std::unique_ptr<FrameSource> frames, const DecoderOptions& options)
      : frames_(std::move(frames)), options_(options), positions_(options.reference, Airfields()) {}

  const Message* Next() {
    for (;;) {
      if (at_ == filled_) {
        at_ = 0;
        filled_ = frames_->Read(batch_);
        if (filled_ == 0) return nullptr;
      }
      if (Take(batch_[at_++])) return &message_;
    }
  }
  bool paused() const { return frames_->paused(); }
  const Counters& counters() const {
    total_ = frames_->counters();
    total_ += own_;
    return total_;
  }
  ByteSource::Progress progress() const { return frames_->progress(); }
  const std::vector<std::string>& stations() const { return stations_; }

 private:
  bool Take(const Frame& frame);
  std::optional<Reject> Decode(const Frame& frame);
  std::optional<Reject> DecodeAllCall();
  std::optional<Reject> DecodeSquitterFrame();
  std::optional<Reject> DecodeAddressParity();
  bool Repair(std::uint32_t remainder);
  bool IsChecked(std::uint32_t remainder) const {
    return remainder == 0 || (options_.accept_checked_frames && HasEmptyParity(message_));
  }
  bool IsVerified(const Aircraft* aircraft) const;
  Aircraft& Hear(std::uint32_t key, Aircraft* known, bool verifies);

  std::unique_ptr<FrameSource> frames_;
  DecoderOptions options_;
  PositionTracker positions_;
  AircraftTable table_;
  std::array<Frame, 256> batch_;
  std::size_t at_ = 0, filled_ = 0;
  Message message_;
  Time now_;
  std::uint64_t frame_number_ = 0;
  Counters own_;
  mutable Counters total_;
  std::vector<std::string> stations_{""};
};

bool Decoder::Impl::Take(const Frame& frame) {
  now_ = frame.t ? *frame.t : now_ + kUntimedStep;
  ++frame_number_;
  if (frame.size == 2) {
    ++own_.used;
    ++own_.messages[static_cast<std::size_t>(MessageKind::kModeAc)];
    return false;
  }
  if (const auto cause = Decode(frame)) {
    own_.Count(*cause);
    return false;
  }
  ++own_.used;
  ++own_.messages[static_cast<std::size_t>(MessageKind::kDownlinkFormat0) + *message_.df];
  return true;
}

std::optional<Reject> Decoder::Impl::Decode(const Frame& frame) {
  const std::uint8_t format = FormatOf(frame);
  const bool is_short = (kShortFormats & Bit(format)) != 0;
  if (!is_short && (kLongFormats & Bit(format)) == 0) return Reject::kUnknownType;
  if (frame.size != (is_short ? Frame::kShort : Frame::kLong)) return Reject::kBadFrame;
  Clear(message_);
  message_.t = frame.t;
  message_.t_sigma = frame.t_sigma;
  message_.offset = frame.offset;
  message_.frame = frame.bytes;
  message_.size = frame.size;
  message_.df = format;
  message_.source = frame.mlat ? AirSource::kMlat : AirSource::kModeS;
  std::optional<Reject> cause;
  if (format == 17 || format == 18) {
    cause = DecodeSquitterFrame();
  } else if (format == 11) {
    cause = DecodeAllCall();
  } else {
    cause = DecodeAddressParity();
  }
  if (!cause) message_.payload_hash = HashOf(message_);
  return cause;
}

bool Decoder::Impl::IsVerified(const Aircraft* aircraft) const {
  if (aircraft == nullptr || !aircraft->verified) return false;
  const Time at = aircraft->verified_at;
  return (now_ >= at ? now_ - at : at - now_) <= kVerifiedAge;
}

/// The aircraft of `key`, brought up to date; `known` is what the table has of it.
Aircraft& Decoder::Impl::Hear(std::uint32_t key, Aircraft* known, bool verifies) {
  Aircraft& aircraft = known != nullptr ? *known : table_.Add(key);
  aircraft.last_frame = frame_number_;
  if (verifies) {
    aircraft.verified = true;
    aircraft.verified_at = now_;
  }
  message_.icao_verified = !message_.non_icao && (verifies || IsVerified(&aircraft));
  return aircraft;
}

/// Turns the wrong bits that `remainder` tells of; false when it tells of none.
bool Decoder::Impl::Repair(std::uint32_t remainder) {
  const BitErrors errors = FindErrors(remainder, message_.size, options_.max_bit_errors);
  for (std::size_t i = 0; i < errors.count; ++i) {
    const std::uint8_t bit = errors.bits[i];
    message_.frame[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
  }
  message_.fixed_bits = errors.count;
  return errors.count > 0;
}

std::optional<Reject> Decoder::Impl::DecodeAllCall() {
  const std::uint32_t remainder = Remainder<7>(message_.frame.data());
  const bool checked = IsChecked(remainder);
  const bool interrogated = !checked && remainder < 0x80;
  if (!checked && !interrogated && !Repair(remainder)) return Reject::kChecksum;
  message_.address = AddressField(message_);
  if (message_.address == 0) return Reject::kBadIdentity;
  Aircraft* known = table_.Find(message_.address);
  // A code over the parity, or a repair, could as well be a damaged frame of somebody else.
  if (!checked && !IsVerified(known)) {
    return interrogated ? Reject::kUnknownAddress : Reject::kChecksum;
  }
  if (message_.fixed_bits == 0) {
    message_.iid = checked ? std::uint8_t{0} : static_cast<std::uint8_t>(remainder);
  }
  message_.on_ground = OnGroundByCapability(message_.frame[0] & 7);
  Hear(message_.address, known, checked);
  return std::nullopt;
}

std::optional<Reject> Decoder::Impl::DecodeSquitterFrame() {
  const std::uint32_t remainder = Remainder<14>(message_.frame.data());
  const bool checked = IsChecked(remainder);
  if (!checked && !Repair(remainder)) return Reject::kChecksum;
  const Bits56 me(message_.frame.data() + 4);
  const std::uint8_t low = message_.frame[0] & 7;
  SquitterAddress who;
  if (*message_.df == 18) {
    who = AddressOfControlField(low, me);
    message_.cf = low;
  } else {
    message_.on_ground = OnGroundByCapability(low);
  }
  if (message_.source != AirSource::kMlat) message_.source = who.source;
  message_.address = AddressField(message_);
  message_.non_icao = who.non_icao;
  if (message_.address == 0 && !who.non_icao) return Reject::kBadIdentity;
  const std::uint32_t key = message_.address | (who.non_icao ? 1U << 24 : 0U);
  Aircraft* known = table_.Find(key);
  // Two bits may be anything; an address that was itself repaired must be one that is there.
  if (!checked && !IsVerified(known)) {
    const BitErrors errors = FindErrors(remainder, message_.size, 1);
    const bool in_address = errors.bits[0] >= 8 && errors.bits[0] < 32;
    if (errors.count != 1 || in_address) return Reject::kChecksum;
  }
  Aircraft& aircraft = Hear(key, known, checked && who.has_fields);
  if (!who.has_fields) return std::nullopt;
  const bool coarse = message_.cf == std::uint8_t{3};
  const auto cpr = coarse ? std::optional(DecodeCoarsePosition(me, message_))
                          : DecodeSquitter(me, aircraft.quality, now_, message_);
  KeepBroadcast(message_, now_, aircraft);
  if (cpr) positions_.Place(*cpr, now_, aircraft, message_);
  return std::nullopt;
}

std::optional<Reject> Decoder::Impl::DecodeAddressParity() {
  const bool is_short = message_.size == Frame::kShort;
  const std::uint32_t address =
      is_short ? Remainder<7>(message_.frame.data()) : Remainder<14>(message_.frame.data());
  Aircraft* known = table_.Find(address);
  if (!IsVerified(known)) {
    if (!options_.trust_addresses) return Reject::kUnknownAddress;
    if (address == 0) return Reject::kBadIdentity;
    // A broadcast whose format was damaged is no reply.
    if (IsFormatError(address, message_.size)) return Reject::kChecksum;
  }
  message_.address = address;
  Aircraft& aircraft = Hear(address, known, false);
  DecodeSurveillance(message_);
  bool judged = false;
  if (*message_.df == 20 || *message_.df == 21) {
    const Bits56 mb(message_.frame.data() + 4);
    const CommBContext context = ContextOf(aircraft, now_, message_);
    if (const auto bds = RegisterOf(mb, context)) DecodeCommB(mb, *bds, message_);
    judged = context.gs_kt.has_value();
  }
  if (options_.trust_addresses) return std::nullopt;
  HoldUncorroborated(table_, aircraft, judged, now_, message_);
  return std::nullopt;
}

Decoder::Decoder(std::unique_ptr<FrameSource> frames, const DecoderOptions& options)
    : impl_(std::make_unique<Impl>(std::move(frames), options)) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

const Message* Decoder::Next() { return impl_->Next(); }
bool Decoder::paused() const { return impl_->paused(); }
const Counters& Decoder::counters() const { return impl_->counters(); }
ByteSource::Progress Decoder::progress() const { return impl_->progress(); }
const std::vector<std::string>& Decoder::stations() const { return impl_->stations(); }

}  // namespace pelorus::modes
