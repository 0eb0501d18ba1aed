#include "fusion/anomaly/rendezvous_score.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "fusion/anomaly/encounter_event.h"
#include "fusion/anomaly/encounter_ship_types.h"

namespace pelorus {
namespace {

/// Of pairs within 500 m for half an hour, 26 in 100 met by the analysts' labels: ln(.26 / .74).
constexpr double kPrior = -1.046;
/// By grade. The first is ln(.90 / .035): 50 m find 90 of 100 meetings at a precision of .90. The
/// last is ln(.10 / .965), of all that is farther; the middle one is assumed between them.
constexpr std::array<double, kGrades> kGradeLlr = {3.24, -0.5, -2.27};
/// So many ships around are usual: with them the number says nothing.
constexpr double kUsualOthers = 3.0;
/// More than this within 0.7 nm cannot all lie at anchor, with 0.2 nm for each to swing in: there
/// are quays.
constexpr double kMostAtAnchor = 12.0;
constexpr double kMoving_kn = 1.0;
constexpr double kFixed_m = 15.0;

double Hours(const Encounter& e) { return ToSeconds(e.last - e.start) / 3600.0; }
bool Moving(const Encounter& e) { return e.speed.knots() > kMoving_kn; }

double DurationLlr(double hours) {
  if (hours >= 72.0) return -1.5;
  if (hours >= 24.0) return 0.0;
  if (hours >= 2.0) return 1.0;
  return hours >= 1.0 ? 0.5 : 0.0;
}

/// What the two are for one another, by their types.
struct Relation {
  std::string_view name;
  double llr = 0.0;
};

Relation RelationOf(const MeetingCase& meeting) {
  const std::array<ShipRole, 2> roles = {RoleOf(meeting.identities[0]),
                                         RoleOf(meeting.identities[1])};
  const auto either = [&](ShipRole role) { return roles[0] == role || roles[1] == role; };
  const auto both = [&](ShipRole role) { return roles[0] == role && roles[1] == role; };
  if (either(ShipRole::kPilot)) return {"pilot", -3.5};
  if (either(ShipRole::kTug)) return {"tug_assistance", -3.5};
  if (both(ShipRole::kFishing) && Moving(meeting.encounter)) return {"pair_trawling", -2.5};
  if (both(ShipRole::kPleasure)) return {"rafting", -2.0};
  if (either(ShipRole::kService)) return {"service_vessel", -1.5};
  if (either(ShipRole::kPassenger)) return {"ferry", -1.0};
  const double a_m = LengthOf_m(meeting.identities[0]);
  const double b_m = LengthOf_m(meeting.identities[1]);
  // The smaller of a tanker and another; where a size is not known, of a tanker and no tanker.
  const bool sized = a_m > 0.0 && b_m > 0.0;
  const bool small_tanker = sized ? (roles[0] == ShipRole::kTanker && a_m < 120.0 && b_m > a_m) ||
                                        (roles[1] == ShipRole::kTanker && b_m < 120.0 && a_m > b_m)
                                  : either(ShipRole::kTanker) && !both(ShipRole::kTanker);
  if (small_tanker) return {"bunkering", -1.0};
  return {};
}

void AddDistance(const MeetingCase& meeting, Event& event) {
  const Encounter& e = meeting.encounter;
  AddEvidence(event, "hull_distance", e.min_hull_separation.meters(), "m", kGradeLlr[e.grade],
              "least; 9 in 10 sure within " + std::to_string(kGrades_m[e.grade]) + " m" +
                  (e.sized ? "" : "; hulls not known, antennas taken"));
  AddEvidence(event, "duration", Hours(e), "h", DurationLlr(Hours(e)),
              "without a silence over 30 min");
  if (Moving(e)) {
    AddEvidence(event, "under_way_together", e.speed.knots(), "kn", e.grade == 0 ? 0.0 : -1.5,
                "ships in one fairway keep such distances");
  }
  if (e.approached) {
    AddEvidence(event, "approach", 1.0, "", 0.5, "one was under way in the three hours before");
  }
}

void AddSurroundings(const MeetingCase& meeting, Event& event) {
  const Encounter& e = meeting.encounter;
  AddEvidence(event, "others_at_rest", e.others_at_rest, "ships",
              std::min(1.0, -std::log((e.others_at_rest + 0.5) / kUsualOthers)),
              "within 0.7 nm: by chance the likelier to be close, the more lie around");
  if (e.others_at_rest > kMostAtAnchor) {
    AddEvidence(event, "too_many_to_anchor", e.others_at_rest, "ships", -2.0,
                "they lie at quays, where neighbours are always close");
  }
  const bool fixed = std::max(e.strayed[0], e.strayed[1]).meters() < kFixed_m;
  if (fixed && e.others_at_rest >= kUsualOthers) {
    AddEvidence(event, "fixed_to_ground", std::max(e.strayed[0], e.strayed[1]).meters(), "m", -1.5,
                "both kept to one spot among others that lie still, as at berths");
  }
  int moored = 0;
  for (const std::uint32_t n : e.moored) moored += 2 * n > e.samples ? 1 : 0;
  if (moored > 0) {
    AddEvidence(event, "status_moored", moored, "ships", moored == 2 ? -2.0 : -0.7,
                "by their own word");
  }
}

void AddPlace(const PlaceSetting& setting, Event& event) {
  if (!setting.charted || !setting.harbour) return;
  const double km = setting.harbour->kilometers();
  const std::string note = "to " + setting.harbour_name;
  if (setting.anchorage) {
    AddEvidence(event, "anchorage", km, "km", -1.0, note);
  } else if (setting.at_harbour()) {
    AddEvidence(event, "harbour", km, "km", -3.0, note);
  } else if (km > 10.0) {
    AddEvidence(event, "harbour", km, "km", 1.0, note);
  }
}

std::vector<WeighedAlternative> AlternativesOf(const MeetingCase& meeting, Relation relation) {
  const Encounter& e = meeting.encounter;
  const bool crowd = e.others_at_rest >= kUsualOthers;
  std::vector<WeighedAlternative> all = {
      {"chance", 1.0 + 0.2 * e.others_at_rest, "near one another without dealings"}};
  if (!relation.name.empty()) all.push_back({relation.name, 5.0, "by ship type"});
  if (Moving(e)) {
    all.push_back({"convoy", crowd ? 1.5 : 1.0, "one behind the other in a fairway or canal"});
    all.push_back({"towing", e.grade == 0 ? 1.0 : 0.3, ""});
  } else {
    all.push_back({"anchorage", meeting.setting.anchorage ? 3.0 : (crowd ? 1.0 : 0.3), ""});
    all.push_back({"queue", crowd ? 1.0 : 0.2, "waiting for a canal, a lock or a berth"});
    all.push_back({"berths", meeting.setting.at_harbour() ? 4.0 : (crowd ? 1.0 : 0.1), ""});
  }
  if (relation.name != "bunkering")
    all.push_back({"bunkering", 0.3, "or stores, by a vessel of unknown kind"});
  return all;
}

RendezvousFacts FactsOf(const MeetingCase& meeting) {
  const Encounter& e = meeting.encounter;
  RendezvousFacts facts;
  facts.visibility = Visibility::kBoth;
  facts.median_separation = e.median_separation;
  facts.min_hull_separation = e.min_hull_separation;
  facts.grade_m = kGrades_m[e.grade];
  facts.relative_speed = e.relative_speed;
  facts.competing_pairs = meeting.competing;
  return facts;
}

}  // namespace

Event ScoreMeeting(const MeetingCase& meeting, Time now) {
  const Encounter& e = meeting.encounter;
  Event event;
  event.kind = EventKind::kRendezvous;
  event.id = EventId("rendezvous", e.keys, e.start);
  event.start = e.start;
  if (!e.open) event.end = e.last;
  event.detected_at = e.open ? now : e.last;
  event.at = e.at;
  for (std::size_t i = 0; i < 2; ++i)
    event.participants.push_back({e.keys[i], meeting.identities[i]});
  event.prior_log_odds = kPrior;
  AddDistance(meeting, event);
  AddSurroundings(meeting, event);
  AddPlace(meeting.setting, event);
  const Relation relation = RelationOf(meeting);
  if (!relation.name.empty()) {
    AddEvidence(event, "ship_types", 1.0, "", relation.llr, std::string(relation.name));
  }
  ShareAlternatives(event, AlternativesOf(meeting, relation));
  event.wording = e.grade == 0 ? Wording::kObserved : Wording::kInferred;
  event.refs.assign(e.refs.begin(), e.refs.end());
  event.facts = FactsOf(meeting);
  return event;
}

}  // namespace pelorus
