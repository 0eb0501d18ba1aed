#include "fusion/anomaly/air_activity.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pelorus {
namespace {

constexpr Minute kRemembered = 30 * 1440;
/// Half the span over which usual traffic is looked at, and minutes between two looks.
constexpr std::size_t kUsualMinutes = 180;
constexpr std::size_t kLookEvery = 15;
/// Minutes that are compared with the usual together: shorter outages make no silence.
constexpr std::size_t kTogether = 10;
/// Share of time that receivers are out: an outage of an hour a month.
constexpr double kOut = 1.5e-3;
/// Share of the usual traffic that is heard during an outage, from neighbouring receivers.
constexpr double kLeak = 0.03;
/// The same aircraft stay from minute to minute: counts are worth less than independent ones.
constexpr double kTemper = 0.5;

/// The block of all places together: all receivers of a run may fail at once, and then even where
/// traffic is thin it is known.
constexpr std::uint32_t kEverywhere = 45U * 90U + 90U;

/// Median of the traffic within three hours, by the quarter of an hour.
std::vector<std::uint8_t> Usual(const std::vector<std::uint8_t>& heard) {
  std::vector<std::uint8_t> usual(heard.size());
  std::vector<std::uint8_t> near;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (i % kLookEvery != 0) {
      usual[i] = usual[i - 1];
      continue;
    }
    const std::size_t from = i < kUsualMinutes ? 0 : i - kUsualMinutes;
    const std::size_t to = std::min(heard.size(), i + kUsualMinutes + 1);
    near.assign(heard.begin() + static_cast<std::ptrdiff_t>(from),
                heard.begin() + static_cast<std::ptrdiff_t>(to));
    const auto middle = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 2);
    std::nth_element(near.begin(), middle, near.end());
    usual[i] = *middle;
  }
  return usual;
}

}  // namespace

std::uint32_t AirActivity::BlockOf(GeoPoint p) {
  const auto row = static_cast<std::uint32_t>((p.lat_deg() + 90.0) / 4.0);
  return row * 90U + static_cast<std::uint32_t>((p.lon_deg() + 180.0) / 4.0);
}

void AirActivity::Hear(GeoPoint p, Minute minute) {
  HearIn(BlockOf(p), minute);
  HearIn(kEverywhere, minute);
}

void AirActivity::HearIn(std::uint32_t block, Minute minute) {
  const auto [place, added] = footprints_.try_emplace(block);
  Footprint& footprint = place->second;
  if (added) footprint.first = minute;
  if (minute < footprint.first) return;
  if (minute - footprint.first >= 2 * kRemembered) {
    const auto drop = std::min(static_cast<std::size_t>(minute - kRemembered - footprint.first),
                               footprint.heard.size());
    footprint.heard.erase(footprint.heard.begin(),
                          footprint.heard.begin() + static_cast<std::ptrdiff_t>(drop));
    footprint.first = minute - kRemembered;
  }
  const auto slot = static_cast<std::size_t>(minute - footprint.first);
  if (slot >= footprint.heard.size()) footprint.heard.resize(slot + 1, 0);
  std::uint8_t& count = footprint.heard[slot];
  if (count < std::numeric_limits<std::uint8_t>::max()) ++count;
  last_ = std::max(last_, minute);
}

void AirActivity::Smooth() {
  for (auto& [block, footprint] : footprints_) Smooth(footprint, last_);
}

void AirActivity::Smooth(Footprint& footprint, Minute last) {
  std::vector<std::uint8_t> heard = footprint.heard;
  const Minute size = std::min(last - footprint.first + 1, 3 * kRemembered);
  heard.resize(static_cast<std::size_t>(size), 0);
  const std::vector<std::uint8_t> usual = Usual(heard);
  footprint.working.assign(heard.size(), 255);
  for (std::size_t from = 0; from + kTogether <= heard.size(); ++from) {
    double nats = 0.0;
    for (std::size_t i = from; i < from + kTogether; ++i) {
      nats += heard[i] * std::log(1.0 / kLeak) - usual[i] * (1.0 - kLeak);
    }
    if (nats >= 0.0) continue;
    const double odds = (1.0 - kOut) / kOut * std::exp(std::max(kTemper * nats, -50.0));
    const auto works = static_cast<std::uint8_t>(255.0 * odds / (1.0 + odds));
    for (std::size_t i = from; i < from + kTogether; ++i) {
      if (heard[i] >= usual[i]) continue;
      footprint.working[i] = std::min(footprint.working[i], works);
    }
  }
}

double AirActivity::Working(GeoPoint p, Minute minute) const {
  return std::min(WorkingIn(BlockOf(p), minute), WorkingIn(kEverywhere, minute));
}

double AirActivity::WorkingIn(std::uint32_t block, Minute minute) const {
  const auto place = footprints_.find(block);
  if (place == footprints_.end() || minute < place->second.first) return 1.0;
  const auto slot = static_cast<std::size_t>(minute - place->second.first);
  const std::vector<std::uint8_t>& working = place->second.working;
  return slot < working.size() ? working[slot] / 255.0 : 1.0;
}

}  // namespace pelorus
