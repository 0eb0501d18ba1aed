#include "fusion/anomaly/position_detector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fusion/anomaly/flag.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

/// A late relay or a wrong clock moves a vessel by no more than it sails in this time.
constexpr Duration kClockFault = std::chrono::minutes{10};

bool IsVessel(TargetKey key) {
  if (key.kind() != TargetKey::Kind::kMmsi) return false;
  const Mmsi mmsi(static_cast<std::uint32_t>(key.number() & 0xffffffffU));
  const MmsiKind kind = KindOf(mmsi);
  return kind == MmsiKind::kShip || kind == MmsiKind::kNone || kind == MmsiKind::kAssociatedCraft;
}

bool WithinClockFault(const Jump& jump) {
  return jump.distance().meters() <= Speed::Knots(20.0).mps() * ToSeconds(kClockFault);
}

void AddClockTerm(const Jump& jump, PositionIncident& incident) {
  if (!WithinClockFault(jump)) return;
  incident.evidence.push_back({"within_a_clock_fault", jump.distance().kilometers(), "km", -3.0,
                               "as far as a ship sails in ten minutes"});
}

Eigen::Vector2d StepOf(const LocalFrame& frame, const Jump& jump) {
  return frame.ToEnu(jump.to.position) - frame.ToEnu(jump.from.position);
}

/// Whether the vessel came back: within the excursion, or by one of the later ones until `to`.
bool ComesBack(const Jump* jump, const Jump* to) {
  if (jump->back) return true;
  const LocalFrame frame(jump->from.position);
  const Eigen::Vector2d step_m = StepOf(frame, *jump);
  return std::any_of(jump + 1, to, [&](const Jump& later) {
    return (step_m + StepOf(frame, later)).norm() < 0.1 * step_m.norm();
  });
}

/// What the number of reports elsewhere says. A single one is as far off and as fast as a spoofed
/// one when it is garbled, which is far commoner.
double ReportsTerm(double reports) {
  return reports < 2.0 ? -3.0 : Capped(1.5 * std::log(reports / 2.0));
}

/// Beyond some twenty times what a ship can do, more speed is no more reason: garbled positions are
/// the farthest off.
double SpeedTerm(Speed implied) {
  return 0.5 * std::log(std::clamp(implied / JumpWatch::kFastest, 0.02, 20.0)) + 1.0;
}

/// The excursions `from` to `to` as one finding.
PositionIncident IncidentOf(const Jump* from, const Jump* to, bool over) {
  const Jump* worst = std::max_element(
      from, to, [](const Jump& a, const Jump& b) { return a.reports < b.reports; });
  PositionIncident incident;
  const bool returned = ComesBack(worst, to);
  const bool shifted = worst->parallel && returned;
  incident.fault = shifted ? PositionFault::kOffset : PositionFault::kJump;
  incident.start = from->from.time;
  const Jump& last = *(to - 1);
  incident.end = last.back ? last.back->time : last.last.time;
  incident.over = over;
  incident.at = worst->to.position;
  for (const Jump* jump = from; jump != to; ++jump) {
    for (const Contact& contact : jump->positions.contacts()) incident.positions.Add(contact);
  }
  incident.refs.assign(worst->refs.begin(), worst->refs.end());
  incident.prior_log_odds = -3.0;
  // Where one of the two places was seen once or twice, that one is garbled.
  const double reports = std::min(worst->reports, worst->before);
  // A station that holds reports back does so with every one of them.
  const double most = WithinClockFault(*worst) ? 1.0 : 5.0;
  incident.evidence = {{"implied_speed", worst->implied.knots(), "kn", SpeedTerm(worst->implied),
                        "over the first step"},
                       {"reports_elsewhere", reports, "reports",
                        std::min(ReportsTerm(reports), most), "one or two may be garbled"}};
  if (returned) {
    incident.evidence.push_back({"returned", worst->distance().kilometers(), "km", 1.0, ""});
  }
  if (to - from > 1 && !WithinClockFault(*worst)) {
    const auto more = static_cast<double>(to - from);
    incident.evidence.push_back({"excursions", more, "", Capped(0.7 * std::log(more)), ""});
  }
  if (shifted) incident.evidence.push_back({"way_kept", 1.0, "", 1.0, "parallel to its own"});
  AddClockTerm(*worst, incident);
  incident.alternatives = {{"garbled_reports", reports < 3.0 ? 0.6 : 0.2, ""},
                           {"receiver_clock", 0.2, "late or wrongly stamped reports"},
                           {"shared_identity", 0.3, "another vessel with the same number"},
                           {"receiver_fault", 0.2, ""}};
  return incident;
}

/// Whether a jump is only the end of a frozen position: the vessel is shown where it is again.
bool EndsFrozen(const std::vector<PositionIncident>& incidents, const Jump& jump) {
  return std::any_of(incidents.begin(), incidents.end(), [&jump](const PositionIncident& one) {
    return one.fault == PositionFault::kFrozen && one.start <= jump.from.time &&
           jump.from.time <= one.end;
  });
}

/// Whether an earlier event tells that this key has several users.
bool IsShared(TargetKey key, std::span<const Event> earlier) {
  return std::any_of(earlier.begin(), earlier.end(), [key](const Event& event) {
    return event.kind == EventKind::kSharedIdentity &&
           std::any_of(event.participants.begin(), event.participants.end(),
                       [key](const Participant& who) { return who.key == key; });
  });
}

}  // namespace

PositionIntegrityDetector::PositionIntegrityDetector(const PositionParams& params,
                                                     const ShoreIndex* shores,
                                                     std::vector<Channel> channels)
    : params_(params), land_(shores, std::move(channels)) {}

void PositionIntegrityDetector::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    const auto* ship = std::get_if<Observation>(&batch.reports[i]);
    if (ship != nullptr && IsVessel(ship->key)) Take(*ship);
  }
}

void PositionIntegrityDetector::Take(const Observation& z) {
  Trail& trail = trails_[z.key];
  if (auto jump = trail.jumps.Take(z)) {
    ++jumps_;
    if (trail.excursions.size() < kMostIncidents) trail.excursions.push_back(std::move(*jump));
  }
  const auto keep = [&trail](std::optional<PositionIncident> incident) {
    if (incident && trail.incidents.size() < kMostIncidents) {
      trail.incidents.push_back(std::move(*incident));
    }
  };
  keep(trail.frozen.Take(z));
  keep(trail.smooth.Take(z));
  keep(trail.circle.Take(z));
  keep(trail.land.Take(z, land_));
}

Event PositionIntegrityDetector::EventOf(TargetKey key, PositionIncident incident, Time now) const {
  Event event;
  event.kind = EventKind::kPositionFault;
  event.id = EventId(Name(incident.fault), key, incident.start);
  event.start = incident.start;
  if (incident.over) event.end = incident.end;
  event.detected_at = incident.over ? incident.end : now;
  event.at = incident.at;
  event.participants = {{key, {}}};
  event.prior_log_odds = incident.prior_log_odds;
  event.evidence = std::move(incident.evidence);
  if (incident.fault == PositionFault::kOnLand) {
    const int others = land_.Witnesses(incident.at);
    if (others > 1) {
      event.evidence.push_back({"others_sail_there", static_cast<double>(others), "vessels",
                                -2.0 * (others - 1), "a waterway that the data misses"});
    }
  }
  if (IsFactoryNumber(Mmsi(static_cast<std::uint32_t>(key.number() & 0xffffffffU))) &&
      (incident.fault == PositionFault::kJump || incident.fault == PositionFault::kOffset)) {
    event.evidence.push_back({"number_of_no_vessel", 1.0, "", -4.0,
                              "several units that nobody set up send it: not one ship that jumps"});
  }
  event.wording = Wording::kObserved;
  event.refs = std::move(incident.refs);
  event.facts = PositionFaultFacts{incident.fault, incident.positions.contacts()};
  ShareOut(event, std::move(incident.alternatives));
  return event;
}

void PositionIntegrityDetector::AddIncidents(TargetKey key, const Trail& trail, Time now,
                                             std::vector<Event>& events) const {
  std::vector<PositionIncident> all = trail.incidents;
  for (auto open :
       {trail.frozen.Open(), trail.smooth.Open(), trail.circle.Open(), trail.land.Open()}) {
    if (open) all.push_back(std::move(*open));
  }
  for (PositionIncident& incident : all) {
    Event event = EventOf(key, std::move(incident), now);
    if (event.probability() >= params_.threshold) events.push_back(std::move(event));
  }
}

void PositionIntegrityDetector::AddJumps(TargetKey key, const Trail& trail, Time now,
                                         std::vector<Event>& events) const {
  std::vector<Jump> all = trail.excursions;
  const bool open = trail.jumps.open() != nullptr;
  if (open) all.push_back(*trail.jumps.open());
  std::erase_if(all, [&trail](const Jump& jump) { return EndsFrozen(trail.incidents, jump); });
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from + 1;
    while (to < all.size() && all[to].to.time - all[to - 1].last.time < params_.join_within) ++to;
    const bool over = !open || to < all.size();
    Event event = EventOf(key, IncidentOf(all.data() + from, all.data() + to, over), now);
    if (event.probability() >= params_.threshold) events.push_back(std::move(event));
    from = to;
  }
}

std::vector<Event> PositionIntegrityDetector::Findings(Time now, std::span<const Event> earlier) {
  std::vector<Event> events;
  for (const auto& [key, trail] : trails_) {
    AddIncidents(key, trail, now, events);
    if (!IsShared(key, earlier)) AddJumps(key, trail, now, events);
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
