#include "fusion/anomaly/position_land.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr double kCellDeg = 0.05;
constexpr std::size_t kMostWitnesses = 3;
constexpr Length kBesideChannel = Length::Kilometers(5.0);
constexpr std::uint32_t kLeastReports = 3;
constexpr Duration kLeastTime = std::chrono::minutes{5};
constexpr Speed kNoShip = Speed::Knots(50.0);
/// Of the index and of fast distances, within the ranges in question.
constexpr Length kIndexError = Length::Meters(50.0);

/// Waterways that ships sail in the embedded regions and that their land data closes, drawn along
/// the middle by hand to some 2 km.
std::vector<Channel> ClosedWaterways() {
  const auto line = [](const char* name, std::initializer_list<std::pair<double, double>> points) {
    Channel channel;
    channel.name = name;
    for (const auto& [lat, lon] : points) channel.line.push_back(GeoPoint::Degrees(lat, lon));
    return channel;
  };
  return {line("Suez Canal",
               {{29.90, 32.57}, {30.25, 32.46}, {30.43, 32.36}, {30.60, 32.31}, {31.30, 32.31}}),
          line("Shatt al-Arab",
               {{29.90, 48.62}, {30.20, 48.43}, {30.43, 48.17}, {30.52, 47.84}, {31.00, 47.43}}),
          line("Karun", {{30.43, 48.17}, {30.75, 48.30}, {31.32, 48.68}}),
          line("Volga",
               {{45.40, 47.80}, {45.90, 47.85}, {46.35, 48.03}, {46.90, 47.60}, {47.60, 46.80}})};
}

Length DistanceToSegment(GeoPoint p, GeoPoint a, GeoPoint b) {
  const LocalFrame frame(p);
  const Eigen::Vector2d from = frame.ToEnu(a);
  const Eigen::Vector2d way = frame.ToEnu(b) - from;
  const double squared = way.squaredNorm();
  const double t = squared > 0.0 ? std::clamp(-from.dot(way) / squared, 0.0, 1.0) : 0.0;
  return Length::Meters((from + t * way).norm());
}

int CellOf(double deg) { return static_cast<int>(std::floor(deg / kCellDeg)); }

std::uint32_t CellAt(int row, int column) {
  return static_cast<std::uint32_t>((row + 2000) * 8000 + (column + 3600));
}

}  // namespace

DryLand::DryLand(const ShoreIndex* shores, std::vector<Channel> channels)
    : shores_(shores), channels_(std::move(channels)) {
  std::vector<Channel> closed = ClosedWaterways();
  std::move(closed.begin(), closed.end(), std::back_inserter(channels_));
}

bool DryLand::NearChannel(GeoPoint p) const {
  for (const Channel& channel : channels_) {
    for (std::size_t i = 0; i + 1 < channel.line.size(); ++i) {
      const GeoPoint a = channel.line[i];
      if (FastDistance(a, p) > Length::Kilometers(200.0)) continue;
      if (DistanceToSegment(p, a, channel.line[i + 1]) < kBesideChannel) return true;
    }
  }
  return false;
}

std::optional<Length> DryLand::Behind(GeoPoint p) const {
  if (shores_ == nullptr || shores_->IsWaterWithinTolerance(p).value_or(true)) return std::nullopt;
  if (NearChannel(p)) return std::nullopt;
  return -shores_->Distance(p)->signed_distance;
}

Length DryLand::ClearAround(GeoPoint p) const {
  if (shores_ == nullptr) return {};
  const auto distance = shores_->Distance(p);
  if (!distance) return {};
  const Length tolerance = *shores_->WaterTolerance(p);
  const Length clear = distance->signed_distance + tolerance - kIndexError;
  return std::max(Length{}, clear);
}

void DryLand::Witness(GeoPoint p, TargetKey key) {
  std::vector<TargetKey>& keys = seen_[CellAt(CellOf(p.lat_deg()), CellOf(p.lon_deg()))];
  if (keys.size() >= kMostWitnesses) return;
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

int DryLand::Witnesses(GeoPoint p) const {
  std::vector<TargetKey> all;
  for (int row = -1; row <= 1; ++row) {
    for (int column = -1; column <= 1; ++column) {
      const auto place =
          seen_.find(CellAt(CellOf(p.lat_deg()) + row, CellOf(p.lon_deg()) + column));
      if (place != seen_.end()) all.insert(all.end(), place->second.begin(), place->second.end());
    }
  }
  std::sort(all.begin(), all.end());
  const auto different = std::unique(all.begin(), all.end()) - all.begin();
  return static_cast<int>(std::min<std::ptrdiff_t>(different, kMostWitnesses));
}

std::optional<Length> LandWatch::Behind(GeoPoint p, const DryLand& land) {
  if (FastDistance(clear_at_, p) < clear_) return std::nullopt;
  clear_at_ = p;
  clear_ = land.ClearAround(p);
  if (clear_ > Length{}) return std::nullopt;
  return land.Behind(p);
}

std::optional<PositionIncident> LandWatch::Take(const Observation& z, DryLand& land) {
  if (last_ && z.measured_at <= last_->time) return std::nullopt;
  const Contact here{z.measured_at, z.position};
  const std::optional<Contact> before = std::exchange(last_, here);
  const auto behind = Behind(z.position, land);
  if (!behind) {
    std::optional<PositionIncident> ended = Told(true);
    ashore_.reset();
    return ended;
  }
  const double step_m = before ? FastDistance(before->position, here.position).meters() : 0.0;
  const double step_s = before ? ToSeconds(here.time - before->time) : 0.0;
  if (before && step_m < 500.0 + kNoShip.mps() * step_s) land.Witness(z.position, z.key);
  if (!ashore_) {
    Ashore& begun = ashore_.emplace(Ashore{});
    begun.incident.start = here.time;
    begun.incident.at = here.position;
    begun.incident.refs = {z.from.raw, z.from.raw};
  } else {
    ashore_->way_m += step_m;
    ashore_->sent_m += z.sog.value_or(Speed{}).mps() * step_s;
  }
  ++ashore_->reports;
  ashore_->incident.end = here.time;
  ashore_->incident.refs[1] = z.from.raw;
  ashore_->incident.positions.Add(here);
  if (behind->meters() > ashore_->deepest_m) {
    ashore_->deepest_m = behind->meters();
    ashore_->incident.at = here.position;
  }
  return std::nullopt;
}

std::optional<PositionIncident> LandWatch::Open() const { return Told(false); }

std::optional<PositionIncident> LandWatch::Told(bool over) const {
  if (!ashore_ || ashore_->reports < kLeastReports ||
      ashore_->incident.end - ashore_->incident.start < kLeastTime) {
    return std::nullopt;
  }
  PositionIncident incident = ashore_->incident;
  incident.fault = PositionFault::kOnLand;
  incident.over = over;
  incident.prior_log_odds = -2.0;
  const double deep_km = ashore_->deepest_m / 1000.0;
  incident.evidence = {
      {"behind_the_shore", deep_km, "km", Capped(2.0 * std::log(1.0 + deep_km)), ""},
      {"reports", static_cast<double>(ashore_->reports), "reports",
       Capped(0.5 * std::log(static_cast<double>(ashore_->reports))), ""}};
  // A hull that sails where the map has land makes the way that its log tells.
  if (ashore_->sent_m > 1000.0 && std::abs(std::log(ashore_->way_m / ashore_->sent_m)) < 0.3) {
    incident.evidence.push_back({"moves_as_it_says", ashore_->sent_m / 1852.0, "nm", -2.0, ""});
  }
  incident.alternatives = {
      {"waterway_missing_from_data", 0.5, "a river, canal, harbour, new shore"},
      {"unit_ashore", 0.3, "in a yard, a workshop, on a lorry"},
      {"receiver_fault", 0.2, ""}};
  return incident;
}

}  // namespace pelorus
