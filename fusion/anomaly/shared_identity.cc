#include "fusion/anomaly/shared_identity.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <utility>

#include "fusion/anomaly/flag.h"
#include "fusion/anomaly/identity_checks.h"
#include "fusion/anomaly/position_incident.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr Speed kFastestShip = Speed::Knots(60.0);
constexpr Speed kFastestAircraft = Speed::Knots(800.0);
/// Errors of place and time that make no second hull.
constexpr Length kShipSlack = Length::Kilometers(1.0);
constexpr Length kAircraftSlack = Length::Kilometers(10.0);
constexpr double kClockSlackS = 10.0;
/// Copies that come in later than this would be told by their contents.
constexpr double kLatestCopyS = 600.0;
constexpr double kAlongDeg = 25.0;

bool IsAir(TargetKey key) { return key.kind() == TargetKey::Kind::kIcao; }

/// How often impossible speed is passed, from 1 on; below it one hull can have done it.
double Excess(TargetKey key, const Contact& a, const Contact& b) {
  const Length slack = IsAir(key) ? kAircraftSlack : kShipSlack;
  const Speed fastest = IsAir(key) ? kFastestAircraft : kFastestShip;
  const double most_m =
      slack.meters() + fastest.mps() * (kClockSlackS + std::abs(ToSeconds(b.time - a.time)));
  return FastDistance(a.position, b.position).meters() / most_m;
}

/// Values of a field that came back after another: two users who take turns.
std::uint32_t Returns(const IdentityHistory& history, IdentityField field) {
  std::set<std::string_view> seen;
  std::string_view newest;
  std::uint32_t returns = 0;
  for (const SaidValue& value : history.values) {
    if (value.field != field) continue;
    if (!seen.insert(value.text).second && value.text != newest) ++returns;
    newest = value.text;
  }
  return returns;
}

void AddChanges(const IdentityHistory& history, IdentityFacts& facts) {
  for (const IdentityField field :
       {IdentityField::kName, IdentityField::kCallsign, IdentityField::kImo}) {
    const SaidValue* before = nullptr;
    for (const SaidValue& value : history.values) {
      if (value.field != field) continue;
      if (before != nullptr && facts.changes.size() < 10) {
        facts.changes.push_back({Name(field), before->text, value.text});
      }
      before = &value;
    }
  }
}

}  // namespace

struct SharedIdentityDetector::Fix {
  TargetKey key;
  Contact contact;
  RawRef raw;
  AisClass ais_class = AisClass::kUnknown;
  Speed sog;
  std::optional<Course> cog;
};

/// Whether `fix` may be an old report of a vessel that is at `newest`, or the other way round: one
/// lies ahead of the other, no farther than it sails while a station holds a report back.
bool SharedIdentityDetector::MayBeLate(const Fix& fix, const Contact& newest) {
  const Length way = FastDistance(fix.contact.position, newest.position);
  if (!fix.cog || way > kShipSlack + Length::Meters(fix.sog.mps() * kLatestCopyS)) return false;
  const Eigen::Vector2d to = LocalFrame(fix.contact.position).ToEnu(newest.position);
  const double ahead =
      std::sin(fix.cog->radians()) * to.x() + std::cos(fix.cog->radians()) * to.y();
  return std::abs(ahead) >= std::cos(kAlongDeg * std::numbers::pi / 180.0) * to.norm();
}

void SharedIdentityDetector::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    const Report& report = batch.reports[i];
    if (const auto* z = std::get_if<Observation>(&report)) {
      const Mmsi mmsi(static_cast<std::uint32_t>(z->key.number() & 0xffffffffU));
      if (KindOf(mmsi) == MmsiKind::kSearchAircraft) continue;
      Take({z->key,
            {z->measured_at, z->position},
            z->from.raw,
            z->ais_class,
            z->sog.value_or(Speed{}),
            z->cog});
    } else if (const auto* a = std::get_if<AircraftReport>(&report)) {
      // What a ground station repeats may be of another aircraft, and the decoder knows its
      // misfits.
      if (!a->position || a->implausible || a->source == AirSource::kTisb) continue;
      Take({a->key, {a->measured_at, *a->position}, a->from.raw, AisClass::kUnknown, {}, {}});
    }
  }
}

void SharedIdentityDetector::Take(const Fix& fix) {
  User& user = users_[fix.key];
  std::size_t best = user.ways.size();
  double least = 1.0;
  for (std::size_t i = 0; i < user.ways.size(); ++i) {
    const double excess = Excess(fix.key, user.ways[i].last, fix.contact);
    if (excess <= least) {
      least = excess;
      best = i;
    }
  }
  const bool had_any = !user.ways.empty();
  const Contact newest = had_any ? user.ways[user.newest].last : Contact{};
  if (best == user.ways.size()) {
    if (user.ways.size() == kMostWays) {
      const auto weakest =
          std::min_element(user.ways.begin(), user.ways.end(), [](const Way& a, const Way& b) {
            return std::pair(a.messages, a.last.time) < std::pair(b.messages, b.last.time);
          });
      if (weakest->messages >= params_.least_messages) ++user.replaced;
      *weakest = Way{};
      best = static_cast<std::size_t>(weakest - user.ways.begin());
    } else {
      user.ways.emplace_back();
    }
    user.ways[best].first = fix.contact;
    user.ways[best].first_raw = fix.raw;
  }
  Way& way = user.ways[best];
  way.last = fix.contact;
  way.last_raw = fix.raw;
  ++way.messages;
  if (fix.ais_class == AisClass::kA) ++way.class_a;
  if (fix.ais_class == AisClass::kB) ++way.class_b;
  if (had_any && best != user.newest && Excess(fix.key, newest, fix.contact) > 1.0 &&
      !MayBeLate(fix, newest)) {
    if (user.alternations++ == 0) user.first_alternation = fix.contact.time;
    user.last_alternation = fix.contact.time;
  }
  user.newest = static_cast<std::uint32_t>(best);
}

void SharedIdentityDetector::AddEvent(TargetKey key, const User& user, Time now,
                                      std::vector<Event>& events) const {
  std::vector<Way> ways = user.ways;
  std::erase_if(ways, [this](const Way& way) { return way.messages < params_.least_messages; });
  if (ways.size() + user.replaced < 2 || ways.empty()) return;
  if (user.alternations < params_.least_alternations) return;
  std::sort(ways.begin(), ways.end(),
            [](const Way& a, const Way& b) { return a.first.time < b.first.time; });
  Event event;
  event.kind = EventKind::kSharedIdentity;
  event.start = user.first_alternation;
  event.id = EventId("shared", key, event.start);
  if (now - user.last_alternation > std::chrono::hours{1}) event.end = user.last_alternation;
  event.detected_at = user.last_alternation;
  event.at = ways.front().last.position;
  event.participants = {{key, book_.Of(key)}};
  event.prior_log_odds = -4.0;
  const auto turns = static_cast<double>(user.alternations);
  event.evidence = {{"alternations", turns, "", Capped(1.5 * std::log(turns)),
                     "between places that one cannot take in turn"},
                    {"ways", static_cast<double>(ways.size() + user.replaced), "", 2.0,
                     "each possible for itself, ten messages and more"}};
  IdentityFacts facts;
  facts.keys = {key};
  if (const IdentityHistory* history = book_.HistoryOf(key)) {
    const std::uint32_t back =
        Returns(*history, IdentityField::kName) + Returns(*history, IdentityField::kCallsign);
    if (back > 0) {
      event.evidence.push_back({"names_take_turns", static_cast<double>(back), "",
                                Capped(1.0 + std::log(static_cast<double>(back))), ""});
    }
    AddChanges(*history, facts);
  }
  const bool classes = std::any_of(ways.begin(), ways.end(),
                                   [](const Way& way) { return way.class_a > way.class_b; }) &&
                       std::any_of(ways.begin(), ways.end(),
                                   [](const Way& way) { return way.class_b > way.class_a; });
  if (classes) event.evidence.push_back({"classes_differ", 1.0, "", 2.0, "class A and class B"});
  event.wording = Wording::kObserved;
  for (const Way& way : ways) event.refs.insert(event.refs.end(), {way.first_raw, way.last_raw});
  event.facts = std::move(facts);
  ShareOut(event, {{"receiver_fault", 0.5, "positions that jump out and back"},
                   {"late_reports", 0.5, "a feed that sends old positions among new ones"}});
  if (event.probability() >= params_.threshold) events.push_back(std::move(event));
}

void SharedIdentityDetector::AddTwins(Time now, std::vector<Event>& events) const {
  std::map<std::uint32_t, std::vector<TargetKey>> claims;
  for (const TargetKey key : book_.Keys()) {
    const auto& imo = book_.Of(key).imo;
    if (imo && IsImoNumber(*imo)) claims[*imo].push_back(key);
  }
  for (const auto& [imo, keys] : claims) {
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      const IdentityHistory* a = book_.HistoryOf(keys[i]);
      const IdentityHistory* b = book_.HistoryOf(keys[i + 1]);
      if (a == nullptr || b == nullptr || !a->first || !b->first) continue;
      if (std::min(a->positions, b->positions) < params_.least_messages) continue;
      // One after the other is a change of identity; side by side and apart they are two.
      const Time from = std::max(a->first->time, b->first->time);
      const Time to = std::min(a->last->time, b->last->time);
      if (from >= to || Excess(keys[i], *a->last, *b->last) <= 1.0) continue;
      Event event;
      event.kind = EventKind::kSharedIdentity;
      event.start = from;
      event.id = EventId("twins", keys[i], from);
      if (to < now) event.end = to;
      event.detected_at = to;
      event.at = b->last->position;
      event.participants = {{keys[i], book_.Of(keys[i])}, {keys[i + 1], book_.Of(keys[i + 1])}};
      event.prior_log_odds = -1.0;
      event.evidence = {{"same_imo", static_cast<double>(imo), "", 2.0, "claimed by both at once"},
                        {"apart", FastDistance(a->last->position, b->last->position).kilometers(),
                         "km", 1.0, ""}};
      const auto& one = event.participants[0].identity.name;
      const auto& two = event.participants[1].identity.name;
      if (one && two) {
        const double like = Likeness(one->view(), two->view());
        event.evidence.push_back({"names_alike", like, "", like > 0.8 ? 1.5 : -0.5, ""});
      }
      event.wording = Wording::kObserved;
      event.refs = {a->first_raw, b->first_raw};
      event.facts = IdentityFacts{{keys[i], keys[i + 1]}, {}, {}};
      ShareOut(event, {{"number_mistyped", 1.0, "set up wrongly in one of the units"}});
      if (event.probability() >= params_.threshold) events.push_back(std::move(event));
    }
  }
}

std::vector<Event> SharedIdentityDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  std::vector<Event> events;
  for (const auto& [key, user] : users_) AddEvent(key, user, now, events);
  AddTwins(now, events);
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
