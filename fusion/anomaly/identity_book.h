#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/event_facts.h"
#include "fusion/identity.h"
#include "fusion/picture.h"

namespace pelorus {

/// What of an identity is kept over time.
enum class IdentityField : std::uint8_t {
  kName,
  kCallsign,  ///< of ships; that of an aircraft names a flight
  kImo,
  kShipType,
  kDimensions,  ///< `bow/stern/port/starboard`, metres
  kClass,       ///< AIS class, `A` or `B`
  kRegistration,
};
inline constexpr std::size_t kIdentityFields = 7;
/// As events name it: `name`, `callsign`, `imo`, ...
std::string_view Name(IdentityField field);

/// One value that a target said of itself, for as long as it said no other.
struct SaidValue {
  IdentityField field = IdentityField::kName;
  std::string text;
  Time first;
  Time last;
  std::uint32_t times = 0;
  RawRef raw;  ///< of the report that said it first
};

/// What a target said of itself and where it was, over the run.
struct IdentityHistory {
  /// Values in order of their first report; a value that comes back is a new one.
  std::vector<SaidValue> values;
  std::uint64_t further = 0;  ///< changes beyond those that are kept
  std::optional<Contact> first;
  std::optional<Contact> last;  ///< the latest position
  std::uint32_t positions = 0;
  RawRef first_raw;
  RawRef last_raw;

  /// The newest value of a field, null where it was never said.
  const SaidValue* Newest(IdentityField field) const;
};

/// What every target has said about itself by now, and every change of it. Detectors read it while
/// they take a batch: it has taken that batch already.
class IdentityBook : public PictureSink {
 public:
  /// Values kept for each target; more of them are counted.
  static constexpr std::size_t kMostValues = 64;

  void Write(const PictureBatch& batch) override;

  /// An empty identity where nothing was said.
  const Identity& Of(TargetKey key) const;
  /// Null where nothing was said and no position given.
  const IdentityHistory* HistoryOf(TargetKey key) const;
  /// All targets of the run, in the order of their keys.
  std::vector<TargetKey> Keys() const;

 private:
  struct Entry {
    Identity identity;
    IdentityHistory history;
    std::array<std::uint8_t, kIdentityFields> newest{};  ///< number from 1 in `values`
  };
  static void Say(Entry& entry, IdentityField field, std::string_view text, const Provenance& from);
  static void SayAll(Entry& entry, const StaticReport& said);
  static void See(Entry& entry, GeoPoint at, Time t, RawRef raw);

  std::unordered_map<TargetKey, Entry> entries_;
};

}  // namespace pelorus
