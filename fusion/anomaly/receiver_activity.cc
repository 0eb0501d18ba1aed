#include "fusion/anomaly/receiver_activity.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pelorus {
namespace {

/// The last sixty days are remembered.
constexpr std::size_t kRemembered = 60 * 144;
/// Half the span over which usual traffic is looked at: a day.
constexpr std::size_t kUsualBins = 144;
/// Bins between two looks.
constexpr std::size_t kLookEvery = 6;
/// Chances to fail and to come back within a bin: an outage a fortnight, eight hours long.
constexpr double kFail = 5e-4;
constexpr double kReturn = 0.02;
/// Share of the usual traffic that is heard during an outage, from neighbouring receivers.
constexpr double kLeak = 0.03;
/// Vessels move together and the same ones stay: counts of a bin are worth less than independent
/// ones.
constexpr double kTemper = 0.5;

/// The traffic of a place, by the hour: what three in four of the bins within a day reach. Nothing
/// where vessels come and go one by one: there an empty hour says nothing.
std::vector<double> Usual(const std::vector<std::uint16_t>& heard) {
  std::vector<double> usual(heard.size());
  std::vector<std::uint16_t> near;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (i % kLookEvery != 0) {
      usual[i] = usual[i - 1];
      continue;
    }
    const std::size_t from = i < kUsualBins ? 0 : i - kUsualBins;
    const std::size_t to = std::min(heard.size(), i + kUsualBins + 1);
    near.assign(heard.begin() + static_cast<std::ptrdiff_t>(from),
                heard.begin() + static_cast<std::ptrdiff_t>(to));
    const auto quarter = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 4);
    std::nth_element(near.begin(), quarter, near.end());
    usual[i] = *quarter;
  }
  return usual;
}

/// How much likelier a count is with the receivers working than without, as a ratio.
double LikelihoodRatio(double heard, double usual) {
  const double nats = heard * std::log(1.0 / kLeak) - usual * (1.0 - kLeak);
  return std::exp(std::clamp(kTemper * nats, -50.0, 50.0));
}

}  // namespace

std::uint32_t ReceiverActivity::BlockOf(GeoPoint p) {
  const auto row = static_cast<std::uint32_t>(std::floor(p.lat_deg() + 90.0));
  return row * 360U + static_cast<std::uint32_t>(std::floor(p.lon_deg() + 180.0));
}

/// Keeps the newest sixty days before `bin`.
void ReceiverActivity::Forget(Footprint& footprint, TimeBin bin) {
  const TimeBin first = bin - static_cast<TimeBin>(kRemembered);
  const auto drop = static_cast<std::size_t>(first - footprint.first);
  std::vector<std::uint16_t>& heard = footprint.heard;
  heard.erase(heard.begin(),
              heard.begin() + static_cast<std::ptrdiff_t>(std::min(drop, heard.size())));
  footprint.first = first;
}

void ReceiverActivity::Hear(GeoPoint p, TimeBin bin) {
  const auto [place, added] = footprints_.try_emplace(BlockOf(p));
  Footprint& footprint = place->second;
  if (added) footprint.first = bin;
  if (bin < footprint.first) return;
  if (bin - footprint.first >= static_cast<TimeBin>(2 * kRemembered)) Forget(footprint, bin);
  const auto slot = static_cast<std::size_t>(bin - footprint.first);
  if (slot >= footprint.heard.size()) footprint.heard.resize(slot + 1, 0);
  std::uint16_t& count = footprint.heard[slot];
  if (count < std::numeric_limits<std::uint16_t>::max()) ++count;
  last_ = std::max(last_, bin);
}

void ReceiverActivity::Smooth() {
  for (auto& [block, footprint] : footprints_) Smooth(footprint, last_);
}

/// Forward and backward over the bins.
void ReceiverActivity::Smooth(Footprint& footprint, TimeBin last) {
  footprint.heard.resize(static_cast<std::size_t>(last - footprint.first + 1), 0);
  const std::vector<std::uint16_t>& heard = footprint.heard;
  const std::size_t size = heard.size();
  const std::vector<double> usual = Usual(heard);
  std::vector<double> ratio(size);
  footprint.working.assign(size, 1.0F);
  double works = kReturn / (kReturn + kFail);
  for (std::size_t i = 0; i < size; ++i) {
    ratio[i] = LikelihoodRatio(heard[i], usual[i]);
    works = works * (1.0 - kFail) + (1.0 - works) * kReturn;
    works = works * ratio[i] / (works * ratio[i] + 1.0 - works);
    footprint.working[i] = static_cast<float>(works);
  }
  // Likelihoods of what follows, with the receivers working and not, scaled to sum 1.
  double up = 0.5;
  for (std::size_t i = size; i-- > 0;) {
    const auto before = static_cast<double>(footprint.working[i]);
    const double odds_up = before * up;
    footprint.working[i] = static_cast<float>(odds_up / (odds_up + (1.0 - before) * (1.0 - up)));
    const double seen_up = ratio[i] * up;
    const double seen_down = 1.0 - up;
    const double then_up = (1.0 - kFail) * seen_up + kFail * seen_down;
    const double then_down = kReturn * seen_up + (1.0 - kReturn) * seen_down;
    up = then_up / (then_up + then_down);
  }
}

double ReceiverActivity::Working(GeoPoint p, TimeBin bin) const {
  const auto place = footprints_.find(BlockOf(p));
  if (place == footprints_.end() || bin < place->second.first) return 1.0;
  const auto index = static_cast<std::size_t>(bin - place->second.first);
  const std::vector<float>& working = place->second.working;
  return index < working.size() ? static_cast<double>(working[index]) : 1.0;
}

}  // namespace pelorus
