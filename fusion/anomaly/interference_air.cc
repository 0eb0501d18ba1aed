#include "fusion/anomaly/interference_air.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace pelorus {
namespace {

constexpr Duration kBin = std::chrono::minutes{30};
constexpr double kCellDeg = 2.0;
/// Between the last position and the last message of a row that says both.
constexpr Duration kStale = std::chrono::minutes{1};
/// Of a position in a row that does not say when the aircraft was heard: providers drop after five
/// minutes what they do not hear (the oldest of 11,289 states had been silent for 313 s), so behind
/// an older position there are live messages.
constexpr Duration kStaleInRow = std::chrono::seconds{330};
/// Of a row older than this nobody knows whether the aircraft is still heard at all.
constexpr Duration kForgotten = std::chrono::minutes{20};
constexpr std::int32_t kSplitFt = 3281;  // 1 km; 99.6 % of the world's aircraft keep below it
constexpr std::uint8_t kCollapsed = 6;
constexpr std::int64_t kBinsKept = 6;
constexpr double kShare = 0.3;
constexpr std::size_t kLeastAffected = 3;

std::uint8_t SignsOf(const AircraftReport& z) {
  std::uint8_t signs = 0;
  if (z.on_ground.value_or(false)) return signs;
  const bool collapsed = (z.nac_p && *z.nac_p <= kCollapsed) || (z.nic && *z.nic <= kCollapsed);
  if (collapsed && z.source != AirSource::kMlat && z.source != AirSource::kTisb) {
    signs |= kSignCollapse;
  }
  if (z.pressure_altitude_ft && z.geometric_height_ft &&
      std::abs(*z.geometric_height_ft - *z.pressure_altitude_ft) > kSplitFt) {
    signs |= kSignSplit;
  }
  return signs;
}

}  // namespace

IntegrityCell IntegrityCell::At(GeoPoint p, Time t) {
  return {std::chrono::floor<std::chrono::minutes>(t).time_since_epoch() / kBin,
          static_cast<std::int16_t>(std::floor((p.lat_deg() + 90.0) / kCellDeg)),
          static_cast<std::int16_t>(std::floor((p.lon_deg() + 180.0) / kCellDeg))};
}

Time IntegrityCell::start() const { return Time{} + bin * kBin; }

Time IntegrityCell::end() const { return start() + kBin; }

std::size_t AirIntegrity::Cell::affected() const {
  return static_cast<std::size_t>(std::count_if(aircraft.begin(), aircraft.end(),
                                                [](const Seen& one) { return one.signs != 0; }));
}

bool AirIntegrity::Cell::strong() const { return affected() >= kLeastAffected && weak(); }

bool AirIntegrity::Cell::weak() const {
  const std::size_t n = affected();
  return n > 0 && static_cast<double>(n) >= kShare * static_cast<double>(aircraft.size());
}

void AirIntegrity::Take(const AircraftReport& z) {
  // A row says when its position was true; a message off the air is as old as its reception.
  const bool row = z.from.dated && !z.on_ground.value_or(false);
  std::uint8_t signs = SignsOf(z);
  if (z.position && !z.implausible) {
    const Duration age = z.from.received_at - z.measured_at;
    if (age > kForgotten) return;
    if (row && age > kStaleInRow) signs |= kSignStale;
    last_[z.key] = {*z.position, z.measured_at};
    Note(*z.position, z, signs);
    return;
  }
  const auto place = last_.find(z.key);
  if (place == last_.end()) return;
  const Duration age = z.measured_at - place->second.at;
  if (age > kForgotten) return;
  if (row && age > kStale) signs |= kSignStale;
  if (signs != 0) Note(place->second.position, z, signs);
}

void AirIntegrity::Note(GeoPoint where, const AircraftReport& z, std::uint8_t signs) {
  const IntegrityCell at = IntegrityCell::At(where, z.from.received_at);
  if (at.bin > newest_bin_) Retire(at.bin);
  if (at.bin + kBinsKept < newest_bin_) return;
  std::vector<Seen>& aircraft = cells_[at].aircraft;
  const auto place = std::lower_bound(aircraft.begin(), aircraft.end(), z.key,
                                      [](const Seen& a, TargetKey key) { return a.key < key; });
  if (place == aircraft.end() || place->key != z.key) {
    aircraft.insert(place, {z.key, signs, z.from.raw});
    return;
  }
  if (place->signs == 0 && signs != 0) place->raw = z.from.raw;
  place->signs |= signs;
}

void AirIntegrity::Retire(std::int64_t bin) {
  newest_bin_ = bin;
  auto cell = cells_.begin();
  for (; cell != cells_.end() && cell->first.bin + kBinsKept < newest_bin_;) {
    cell = cell->second.weak() ? std::next(cell) : cells_.erase(cell);
  }
  std::erase_if(last_, [this](const auto& item) {
    return IntegrityCell::At(item.second.position, item.second.at).bin + 2 < newest_bin_;
  });
}

}  // namespace pelorus
