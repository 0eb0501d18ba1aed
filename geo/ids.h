#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace pelorus {

/// A number that names something; ids of different tags do not mix.
template <class Tag, class Rep>
class StrongId {
 public:
  constexpr StrongId() = default;
  explicit constexpr StrongId(Rep value) : value_(value) {}
  constexpr Rep value() const { return value_; }
  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  Rep value_ = 0;
};

/// Maritime Mobile Service Identity, nine decimal digits, leading zeros dropped.
using Mmsi = StrongId<struct MmsiTag, std::uint32_t>;
/// 24-bit ICAO aircraft address; bit 24 is set where the address is of no ICAO allocation (an
/// anonymous one, a TIS-B track number), so that the two spaces do not mix.
using Icao24 = StrongId<struct Icao24Tag, std::uint32_t>;
/// Index of an input of the run, in the order of the sorted input names, so that the order on the
/// command line does not matter.
using SourceId = StrongId<struct SourceTag, std::uint16_t>;
/// A receiving station within one input, numbered by first appearance; 0 is "not named".
using StationId = StrongId<struct StationTag, std::uint32_t>;
/// Who a report claims to be about, and which of the hulls that claim this identity, where it was
/// found that several do. Reports are always about the first: they cannot know.
class TargetKey {
 public:
  enum class Kind : std::uint8_t { kNone = 0, kMmsi = 1, kIcao = 2, kContact = 3 };

  constexpr TargetKey() = default;
  static constexpr TargetKey Of(Mmsi id) { return TargetKey(Kind::kMmsi, id.value()); }
  static constexpr TargetKey Of(Icao24 id) { return TargetKey(Kind::kIcao, id.value()); }
  /// The n-th target, from 1, that the sensor with number `source` saw without a name.
  static constexpr TargetKey OfContact(std::uint16_t source, std::uint32_t n) {
    return TargetKey(Kind::kContact, (std::uint64_t{source} << 32) | n);
  }

  constexpr Kind kind() const { return static_cast<Kind>(bits_ >> 56); }
  constexpr std::uint64_t number() const { return bits_ & ((std::uint64_t{1} << 48) - 1); }
  /// 1 for the first, or only, hull with this identity, 2 for the second.
  constexpr unsigned hull() const { return 1U + static_cast<unsigned>(bits_ >> 48 & 255U); }
  /// The same identity's n-th hull, 1 to 256.
  constexpr TargetKey OfHull(unsigned n) const {
    TargetKey out = *this;
    out.bits_ = (bits_ & ~(std::uint64_t{255} << 48)) | std::uint64_t{(n - 1U) & 255U} << 48;
    return out;
  }
  /// What all hulls with this identity share: the key that their reports carry.
  constexpr TargetKey identity() const { return OfHull(1); }
  /// Kind, hull and number in one word, for hashing and ordering.
  constexpr std::uint64_t bits() const { return bits_; }
  friend constexpr auto operator<=>(TargetKey, TargetKey) = default;

 private:
  constexpr TargetKey(Kind kind, std::uint64_t number)
      : bits_((static_cast<std::uint64_t>(kind) << 56) | number) {}
  std::uint64_t bits_ = 0;
};

/// `mmsi:244123456` (no padding), `icao:4ca1b2` (six lower-case hex digits, behind `~` where it is
/// no ICAO address), `contact:3:7`, `none`; of hulls beyond the first with their number behind:
/// `mmsi:244123456#2`.
std::string ToString(TargetKey key);
/// Appends the same, without allocation where `out` has room.
void AppendText(std::string& out, TargetKey key);

/// A track: the n-th (from 1) that one identity had in a run. Stable over equal runs.
struct TrackId {
  TargetKey key;
  std::uint32_t ordinal = 0;
  friend constexpr auto operator<=>(const TrackId&, const TrackId&) = default;
};

/// `mmsi:244123456.1`.
std::string ToString(TrackId id);
void AppendText(std::string& out, TrackId id);

/// A well-mixed 64-bit hash of a word, the same on every machine and in every run (SplitMix64's
/// finaliser, Steele, Lea and Flood 2014). Shards depend on it.
constexpr std::uint64_t MixBits(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace pelorus

template <class Tag, class Rep>
struct std::hash<pelorus::StrongId<Tag, Rep>> {
  std::size_t operator()(pelorus::StrongId<Tag, Rep> id) const {
    return static_cast<std::size_t>(pelorus::MixBits(id.value()));
  }
};

template <>
struct std::hash<pelorus::TargetKey> {
  std::size_t operator()(pelorus::TargetKey key) const {
    return static_cast<std::size_t>(pelorus::MixBits(key.bits()));
  }
};

template <>
struct std::hash<pelorus::TrackId> {
  std::size_t operator()(pelorus::TrackId id) const {
    return static_cast<std::size_t>(pelorus::MixBits(id.key.bits() ^ pelorus::MixBits(id.ordinal)));
  }
};
