#include "replay/simulate/transponder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "geo/geodesic.h"
#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr double kSlot_s = 60.0 / 2250.0;
/// Selection interval of a slot: a fifth of the reporting interval (M.1371-5 annex 2, 3.3.4.2).
constexpr double kHalfSelection = 0.1;
constexpr double kStaticInterval_s = 360.0;
constexpr double kVelocityNoise_mps = 0.03;
constexpr double kPositionNoise_m = 0.5;

/// The start of the first slot at or after `t_s`.
double SlotAt(double t_s) { return std::ceil(t_s / kSlot_s) * kSlot_s; }

double WanderSigma_m(bool accurate) { return accurate ? 1.0 : 2.5; }

}  // namespace

Duration ClassAInterval(bool moored_or_anchored, Speed sog, bool changing_course) {
  using std::chrono::milliseconds;
  using std::chrono::minutes;
  if (moored_or_anchored) return sog.knots() > 3.0 ? Duration(milliseconds(10000)) : minutes(3);
  if (sog.knots() > 23.0) return milliseconds(2000);
  if (sog.knots() > 14.0) return milliseconds(changing_course ? 2000 : 6000);
  return changing_course ? Duration(milliseconds(10000)) / 3 : Duration(milliseconds(10000));
}

Duration ClassBInterval(Speed sog) {
  return sog.knots() > 2.0 ? std::chrono::seconds(30) : std::chrono::seconds(180);
}

Transponder::Transponder(const Afloat& vessel, Time start, const RandomSequence& random)
    : vessel_(vessel),
      start_(start),
      random_(random),
      shown_(&vessel.identity()),
      turn_source_(ais::RateOfTurn::Source::kNone),
      has_heading_(
          random_.Chance(vessel.identity().ais_class == TransponderClass::kA ? 0.97 : 0.1)),
      accurate_(random_.Chance(0.3)),
      gyro_error_deg_(0.7 * random_.Normal()),
      north_error_m_(WanderSigma_m(accurate_), 300.0, random_),
      east_error_m_(WanderSigma_m(accurate_), 300.0, random_) {
  const double equipment = random_.Uniform();
  if (equipment < 0.6) turn_source_ = ais::RateOfTurn::Source::kIndicator;
  if (equipment > 0.8) turn_source_ = ais::RateOfTurn::Source::kHeading;
}

Transponder::Transponder(const Afloat& vessel, Time start, const RandomSequence& random,
                         TransponderPlan plan, const std::vector<JammedArea>& jammed)
    : Transponder(vessel, start, random) {
  plan_ = std::move(plan);
  jammed_ = &jammed;
  begun_at_.resize(plan_.faults.size());
  UpdateIdentity(0);
}

bool Transponder::Quiet(int now_s) const {
  return vessel_.away() || std::any_of(plan_.off.begin(), plan_.off.end(),
                                       [now_s](const Spell& s) { return s.Holds(now_s); });
}

void Transponder::UpdateIdentity(int now_s) {
  for (const ShownIdentity& next : plan_.identities) {
    if (next.from_s <= now_s) shown_ = &next.identity;
  }
}

ais::Fix Transponder::Distorted(const ais::Fix& fix, int now_s) {
  for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
    const FixFault& fault = plan_.faults[i];
    if (!fault.spell.Holds(now_s)) continue;
    if (!begun_at_[i].position) begun_at_[i] = fix;
    return Falsified(fault, fix, begun_at_[i], now_s);
  }
  if (jammed_ == nullptr) return fix;
  for (const JammedArea& area : *jammed_) {
    if (area.spell.Holds(now_s) && FastDistance(area.centre, *fix.position) < area.radius) {
      return PulledAstray(area, fix, shown_->mmsi.value());
    }
  }
  return fix;
}

void Transponder::SwitchOn(int now_s) {
  silent_ = false;
  heading_count_ = 0;
  UpdateInterval(now_s);
  last_position_s_ = now_s;
  position_.nominal_s = now_s + random_.Uniform() * ToSeconds(interval_);
  position_.due_s = SlotAt(position_.nominal_s);
  static_.nominal_s = now_s + random_.Uniform() * kStaticInterval_s;
  static_.due_s = SlotAt(static_.nominal_s);
  part_b_due_s_ = -1.0;
}

void Transponder::Tick(int now_s, std::vector<Transmission>& out) {
  if (Quiet(now_s)) {
    silent_ = true;
    return;
  }
  if (!plan_.identities.empty()) UpdateIdentity(now_s);
  if (silent_) {
    SwitchOn(now_s);
  } else {
    UpdateInterval(now_s);
  }
  if (position_.due_s < now_s + 1) {
    SendPosition(position_.due_s, now_s, out);
    last_position_s_ = position_.nominal_s;
    Advance(position_, ToSeconds(interval_));
  }
  if (part_b_due_s_ >= 0.0 && part_b_due_s_ < now_s + 1) {
    const VesselIdentity& v = *shown_;
    Emit(part_b_due_s_,
         ais::Encode(ais::CraftReport{v.mmsi.value(), v.ship_type, "SIM", 1,
                                      v.mmsi.value() & 0xfffffU, v.callsign, v.extent, v.epfd}),
         out);
    part_b_due_s_ = -1.0;
  }
  if (static_.due_s < now_s + 1) {
    SendStatic(static_.due_s, out);
    Advance(static_, kStaticInterval_s);
  }
}

bool Transponder::ChangingCourse(int now_s) {
  const double heading_deg = vessel_.motion().heading_deg();
  headings_deg_[heading_count_++ % kHeadings] = heading_deg;
  if (!has_heading_ || heading_count_ < kHeadings) return false;
  const double mean_deg =
      std::accumulate(headings_deg_.begin(), headings_deg_.end(), 0.0) / double{kHeadings};
  if (std::abs(heading_deg - mean_deg) > 5.0) turned_at_s_ = now_s;
  return now_s - turned_at_s_ <= 20;
}

Speed Transponder::HeldSpeed(int now_s) {
  // A slower rate is taken up only after three minutes of the lower speed.
  const Speed sog = vessel_.motion().sog();
  if (sog >= held_speed_ || now_s - held_at_s_ >= 180) {
    held_speed_ = sog;
    held_at_s_ = now_s;
  }
  return held_speed_;
}

void Transponder::UpdateInterval(int now_s) {
  const Speed sog = vessel_.motion().sog();
  Duration wanted = ClassBInterval(sog);
  if (class_a()) {
    const int status = vessel_.shown_status();
    const bool lies = (status == 1 || status == 5) && sog.knots() <= 3.0;
    const bool turning = ChangingCourse(now_s);
    wanted = ClassAInterval(lies, lies ? sog : HeldSpeed(now_s), turning);
  }
  if (wanted == interval_) return;
  interval_ = wanted;
  new_interval_ = true;
  if (silent_) return;
  position_.nominal_s = std::max<double>(now_s, last_position_s_ + ToSeconds(interval_));
  position_.due_s = SlotAt(position_.nominal_s);
}

void Transponder::Advance(Schedule& schedule, double interval_s) {
  schedule.nominal_s += interval_s;
  schedule.due_s =
      SlotAt(schedule.nominal_s + random_.Uniform(-kHalfSelection, kHalfSelection) * interval_s);
}

ais::Fix Transponder::MakeFix(int now_s) { return Distorted(TrueFix(now_s), now_s); }

ais::Fix Transponder::TrueFix(int now_s) {
  const ShipMotion& motion = vessel_.motion();
  const double dt_s = now_s - error_at_s_;
  error_at_s_ = now_s;
  const double north_m =
      north_error_m_.Advance(dt_s, random_) + kPositionNoise_m * random_.Normal();
  const double east_m = east_error_m_.Advance(dt_s, random_) + kPositionNoise_m * random_.Normal();
  const double north_mps = motion.north_mps() + kVelocityNoise_mps * random_.Normal();
  const double east_mps = motion.east_mps() + kVelocityNoise_mps * random_.Normal();
  ais::Fix fix;
  fix.position = FlatMetric(motion.position()).Moved(motion.position(), {north_m, east_m});
  fix.accurate = accurate_;
  fix.sog = Speed::MetersPerSecond(std::hypot(north_mps, east_mps));
  fix.cog = Course::Radians(std::atan2(east_mps, north_mps));
  if (has_heading_) {
    fix.heading = Heading::Degrees(motion.heading_deg() + gyro_error_deg_);
  }
  fix.second = now_s % 60;
  return fix;
}

ais::RateOfTurn Transponder::MakeTurn() const { return {turn_source_, vessel_.motion().turn()}; }

/// M.1371-5 annex 2, 3.3.7.2: synchronised to UTC, slot time-out, and what goes with it.
std::uint32_t Transponder::SotdmaState(double at_s) {
  const auto timeout = static_cast<std::uint32_t>(random_.Below(8));
  const auto slot = static_cast<std::uint32_t>(std::llround(std::fmod(at_s, 60.0) / kSlot_s));
  std::uint32_t sub_message = 0;
  if (timeout == 1) {
    const auto minutes = static_cast<std::uint32_t>(at_s / 60.0) % 1440;
    sub_message = (minutes / 60) << 9U | (minutes % 60) << 2U;
  } else if (timeout % 2 == 0) {
    sub_message = timeout == 0 ? 2250 : slot % 2250;
  } else {
    sub_message = static_cast<std::uint32_t>(random_.Below(40));  // stations it receives
  }
  return timeout << 14U | sub_message;
}

/// M.1371-5 annex 2, 3.3.7.3.2: slot increment, one slot, not kept.
std::uint32_t Transponder::ItdmaState() const {
  const auto increment = static_cast<std::uint32_t>(std::llround(ToSeconds(interval_) / kSlot_s));
  return (increment & 0x1fffU) << 4U;
}

void Transponder::SendPosition(double at_s, int now_s, std::vector<Transmission>& out) {
  const std::uint32_t mmsi = shown_->mmsi.value();
  const ais::Fix fix = MakeFix(now_s);
  if (!class_a()) return Emit(at_s, ais::Encode(ais::ClassBReport{mmsi, fix, false}), out);
  // Announced slots (ITDMA, type 3) begin a new rate and serve the slow one.
  const bool itdma = std::exchange(new_interval_, false) || interval_ >= std::chrono::minutes(3);
  const std::uint32_t radio = itdma ? ItdmaState() : SotdmaState(at_s);
  Emit(at_s,
       ais::Encode(ais::ScheduledPosition{itdma ? 3 : 1, mmsi, vessel_.shown_status(), MakeTurn(),
                                          fix, false, radio}),
       out);
}

void Transponder::SendStatic(double at_s, std::vector<Transmission>& out) {
  const VesselIdentity& v = *shown_;
  if (!class_a()) {
    part_b_due_s_ = SlotAt(at_s + random_.Uniform(2.0, 30.0));
    return Emit(at_s, ais::Encode(ais::NameReport{v.mmsi.value(), v.name}), out);
  }
  std::optional<Time> eta;
  if (vessel_.eta_s()) eta = start_ + std::chrono::seconds(*vessel_.eta_s());
  Emit(at_s,
       ais::Encode(ais::VoyageReport{v.mmsi.value(), v.imo, v.callsign, v.name,
                                     vessel_.destination(), v.ship_type, v.extent, v.epfd, eta,
                                     v.draught}),
       out);
}

void Transponder::Emit(double at_s, const ais::Payload& payload, std::vector<Transmission>& out) {
  channel_b_ = !channel_b_;
  out.push_back({FromSeconds(at_s), payload, channel_b_ ? 'B' : 'A', !class_a()});
}

}  // namespace pelorus
