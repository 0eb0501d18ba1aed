#include "fusion/anomaly/position_jumps.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr double kSlackM = 100.0;
constexpr double kSigmas = 4.0;
constexpr std::uint32_t kSettledReports = 10;
constexpr Duration kSettledFor = std::chrono::minutes{10};
/// A shift shows over a way of at least this; farther shifts are other places.
constexpr double kLeastWayM = 700.0;
constexpr Length kFarthestShift = Length::Kilometers(300.0);

/// Where a vessel would be at `t` had it gone on as it said, [east, north] of `frame`.
Eigen::Vector2d Reckoned(const LocalFrame& frame, const Contact& from, Speed sog, Course cog,
                         Time t) {
  const double way_m = sog.mps() * ToSeconds(t - from.time);
  return frame.ToEnu(from.position) +
         way_m * Eigen::Vector2d(std::sin(cog.radians()), std::cos(cog.radians()));
}

}  // namespace

Length Jump::distance() const { return FastDistance(from.position, to.position); }

JumpWatch::Fix JumpWatch::FixOf(const Observation& z) {
  return {{z.measured_at, z.position},
          z.sog.value_or(Speed{}),
          z.cog.value_or(Course{}),
          z.sog.has_value() && z.cog.has_value(),
          z.position_sigma.meters(),
          ToSeconds(z.time_sigma),
          z.from.raw};
}

Speed JumpWatch::Implied(const Fix& a, const Fix& b) {
  const double slack_m = kSlackM + kSigmas * std::hypot(a.sigma_m, b.sigma_m);
  const double way_m = FastDistance(a.contact.position, b.contact.position).meters() - slack_m;
  const double time_s = 1.0 + std::abs(ToSeconds(b.contact.time - a.contact.time)) +
                        kSigmas * std::hypot(a.time_sigma_s, b.time_sigma_s);
  return Speed::MetersPerSecond(std::max(0.0, way_m) / time_s);
}

bool JumpWatch::CanFollow(const Fix& a, const Fix& b) {
  return Implied(a, b) <= std::max({kFastest, a.sog * 1.5, b.sog * 1.5});
}

std::optional<Jump> JumpWatch::Take(const Observation& z) {
  const Fix fix = FixOf(z);
  if (!believed_) {
    believed_ = fix;
    believed_reports_ = 1;
    return std::nullopt;
  }
  const Fix& last = away_ ? away_->last : *believed_;
  if (fix.contact.time < last.contact.time) return std::nullopt;
  if (!away_) {
    if (CanFollow(*believed_, fix)) {
      believed_ = fix;
      ++believed_reports_;
    } else {
      Leave(fix);
    }
    return std::nullopt;
  }
  const bool stays = CanFollow(away_->last, fix);
  const bool returns = CanFollow(*believed_, fix);
  if (returns && (!stays || Implied(*believed_, fix) < Implied(away_->last, fix) ||
                  FastDistance(believed_->contact.position, fix.contact.position) <
                      FastDistance(away_->last.contact.position, fix.contact.position))) {
    Jump jump = Close(&fix);
    believed_ = fix;
    ++believed_reports_;
    return jump;
  }
  if (stays) {
    Stay(fix);
    const Jump& jump = away_->jump;
    if (jump.reports < kSettledReports || jump.last.time - jump.to.time < kSettledFor) {
      return std::nullopt;
    }
    Jump settled = Close(nullptr);
    believed_ = fix;
    believed_reports_ = settled.reports;
    return settled;
  }
  // A third place. What came once was nothing to stand on; what came more often was.
  const Fix at = away_->last;
  const bool stood = away_->jump.reports > 1;
  Jump jump = Close(nullptr);
  if (stood) {
    believed_ = at;
    believed_reports_ = jump.reports;
  }
  Leave(fix);
  return jump;
}

void JumpWatch::Leave(const Fix& fix) {
  Away& away = away_.emplace(Away{});
  away.last = fix;
  Jump& jump = away.jump;
  jump.from = believed_->contact;
  jump.to = jump.last = fix.contact;
  jump.implied = Implied(*believed_, fix);
  jump.reports = 1;
  jump.before = believed_reports_;
  jump.positions.Add(jump.from);
  jump.positions.Add(fix.contact);
  jump.refs = {believed_->raw, fix.raw, fix.raw};
  const LocalFrame frame(fix.contact.position);
  const Eigen::Vector2d shift =
      -Reckoned(frame, jump.from, believed_->sog, believed_->cog, fix.contact.time);
  away.shift_e_m = shift.x();
  away.shift_n_m = shift.y();
}

void JumpWatch::Stay(const Fix& fix) {
  Away& away = *away_;
  ++away.jump.reports;
  away.jump.last = fix.contact;
  away.jump.positions.Add(fix.contact);
  away.jump.refs[2] = fix.raw;
  const LocalFrame frame(away.jump.to.position);
  const Eigen::Vector2d shift =
      frame.ToEnu(fix.contact.position) -
      Reckoned(frame, away.jump.from, believed_->sog, believed_->cog, fix.contact.time);
  away.worst_m =
      std::max(away.worst_m, std::hypot(shift.x() - away.shift_e_m, shift.y() - away.shift_n_m));
  away.last = fix;
}

Jump JumpWatch::Close(const Fix* back) {
  Away away = std::move(*away_);
  away_.reset();
  // A vessel at rest that jumps and rests again keeps its shift, too: only a way that is longer
  // than the change of the shift shows it.
  const double way_m = believed_->sog.mps() * ToSeconds(away.jump.last.time - away.jump.to.time);
  away.jump.parallel = away.jump.reports >= kSettledReports && believed_->moves &&
                       way_m > kLeastWayM && away.worst_m < 0.3 * way_m &&
                       away.jump.distance() < kFarthestShift;
  if (back != nullptr) {
    away.jump.back = back->contact;
    away.jump.positions.Add(back->contact);
    away.jump.refs[2] = back->raw;
  }
  return std::move(away.jump);
}

}  // namespace pelorus
