#include "fusion/anomaly/position_frozen.h"

#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Length kSame = Length::Meters(2.0);
constexpr Speed kMoving = Speed::Knots(3.0);
constexpr std::uint32_t kLeastReports = 10;
constexpr Duration kLeastTime = std::chrono::minutes{10};

}  // namespace

std::optional<PositionIncident> FrozenWatch::Take(const Observation& z) {
  if (held_ && z.measured_at < last_) return std::nullopt;
  std::optional<PositionIncident> ended;
  if (!held_ || FastDistance(held_->position, z.position) > kSame) {
    if (held_) ended = Told(true);
    held_ = Contact{z.measured_at, z.position};
    first_raw_ = z.from.raw;
    reports_ = moving_ = 0;
    knots_ = 0.0;
  }
  last_ = z.measured_at;
  last_raw_ = z.from.raw;
  if (z.sog) {
    ++reports_;
    knots_ += z.sog->knots();
    if (*z.sog > kMoving) ++moving_;
  }
  return ended;
}

std::optional<PositionIncident> FrozenWatch::Open() const { return Told(false); }

std::optional<PositionIncident> FrozenWatch::Told(bool over) const {
  if (!held_ || moving_ < kLeastReports || 5 * moving_ < 4 * reports_ ||
      last_ - held_->time < kLeastTime) {
    return std::nullopt;
  }
  PositionIncident incident;
  incident.fault = PositionFault::kFrozen;
  incident.start = held_->time;
  incident.end = last_;
  incident.over = over;
  incident.at = held_->position;
  incident.positions.Add(*held_);
  incident.positions.Add({last_, held_->position});
  incident.refs = {first_raw_, last_raw_};
  incident.prior_log_odds = -3.0;
  const double minutes = ToSeconds(last_ - held_->time) / 60.0;
  const double knots = knots_ / reports_;
  incident.evidence = {{"same_position_reports", static_cast<double>(moving_), "reports",
                        Capped(std::log(moving_ / 2.0)), "within 2 m"},
                       {"way_not_made", knots * minutes / 60.0, "nm",
                        Capped(2.0 + std::log(knots / 3.0)), "that its speed makes in that time"}};
  incident.alternatives = {{"log_fault", 0.5, "the speed is wrong, the position right"},
                           {"garbled_input", 0.5, "a feed that repeats old positions"}};
  return incident;
}

}  // namespace pelorus
