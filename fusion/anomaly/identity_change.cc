#include "fusion/anomaly/identity_change.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "fusion/anomaly/flag.h"
#include "fusion/anomaly/identity_checks.h"
#include "fusion/anomaly/position_incident.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr std::size_t kLeastLetters = 4;
/// Names more alike are one name, written otherwise.
constexpr double kSameName = 0.7;
constexpr Duration kOverlap = std::chrono::minutes{10};
constexpr Speed kFastest = Speed::Knots(30.0);
constexpr Length kSlack = Length::Kilometers(5.0);

struct Turn {
  const SaidValue* before;
  const SaidValue* after;
};

/// The last change of a field for good: both values said twice and more, the later never before.
std::optional<Turn> LastTurn(const IdentityHistory& history, IdentityField field) {
  std::optional<Turn> turn;
  const SaidValue* before = nullptr;
  std::set<std::string_view> seen;
  for (const SaidValue& value : history.values) {
    if (value.field != field || value.times < 2) continue;
    const bool returns = !seen.insert(value.text).second;
    if (returns) {
      turn.reset();
    } else if (before != nullptr) {
      turn = Turn{before, &value};
    }
    before = &value;
  }
  return turn;
}

std::size_t DifferentNames(const IdentityHistory& history) {
  std::set<std::string_view> names;
  for (const SaidValue& value : history.values) {
    if (value.field == IdentityField::kName && value.times > 1) names.insert(value.text);
  }
  return names.size();
}

bool IsImoText(std::string_view text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return IsImoNumber(number);
}

/// The reason that a change of one field gives; nothing where it is none.
std::optional<Evidence> ReasonOf(IdentityField field, const Turn& turn) {
  const double often = std::log(std::min(turn.before->times, turn.after->times));
  switch (field) {
    case IdentityField::kName: {
      if (Comparable(turn.before->text).view().size() < 3) return std::nullopt;
      const double like = Likeness(turn.before->text, turn.after->text);
      if (like >= kSameName) return std::nullopt;
      return Evidence{"name_changed", like, "likeness", Capped(3.5 * (1.0 - like) + 0.3 * often),
                      ""};
    }
    case IdentityField::kCallsign:
      if (Likeness(turn.before->text, turn.after->text) >= kSameName) return std::nullopt;
      return Evidence{"callsign_changed", 1.0, "", 1.5, ""};
    case IdentityField::kImo: {
      const bool before = IsImoText(turn.before->text);
      const bool after = IsImoText(turn.after->text);
      // From a number that cannot be to one that can is a mistake put right.
      return Evidence{"imo_changed", 1.0, "", before ? (after ? 4.0 : 2.0) : -1.0,
                      before && after ? "both pass their check" : "a check digit fails"};
    }
    default:
      return std::nullopt;
  }
}

void AddFaults(TargetKey key, const Identity& identity, Event& event) {
  const IdentityFaults faults = FaultsOf(key, identity);
  if (faults.unallocated_digits) {
    event.evidence.push_back({"mmsi_of_no_country", 1.0, "", 1.0, "its leading digits"});
  }
  if (faults.imo_check_fails) {
    event.evidence.push_back({"imo_check_fails", static_cast<double>(*identity.imo), "", 0.5, ""});
  }
}

std::string FlagText(TargetKey key) {
  return std::string(FlagOf(Mmsi(static_cast<std::uint32_t>(key.number() & 0xffffffffU))));
}

/// The keys under which two identities are looked up as perhaps one: as they may be equal.
std::vector<std::string> Marks(const Identity& identity) {
  std::vector<std::string> marks;
  if (identity.imo && IsImoNumber(*identity.imo)) {
    marks.push_back("i" + std::to_string(*identity.imo));
  }
  if (!identity.dimensions) return marks;
  const auto& d = *identity.dimensions;
  const std::string size = "/" + std::to_string(d.to_bow_m + d.to_stern_m) + "x" +
                           std::to_string(d.to_port_m + d.to_starboard_m);
  if (d.to_bow_m + d.to_stern_m == 0) return marks;
  const auto add = [&](char kind, std::string_view text) {
    const FixedText<34> plain = Comparable(text);
    if (plain.view().size() >= kLeastLetters) {
      marks.push_back(kind + std::string(plain.view()) + size);
    }
  };
  if (identity.name) add('n', identity.name->view());
  if (identity.callsign) add('c', identity.callsign->view());
  return marks;
}

/// `marked`: the two were found by what they have in common, which counts the less for that.
void AddLikeness(const Identity& a, const Identity& b, bool marked, Event& event,
                 IdentityFacts& facts) {
  if (a.imo && b.imo) {
    event.evidence.push_back(
        {"same_imo", static_cast<double>(*b.imo), "", *a.imo == *b.imo ? 4.0 : -4.0, ""});
  }
  if (a.name && b.name) {
    const double like = Likeness(a.name->view(), b.name->view());
    event.evidence.push_back({"names_alike", like, "", like > 0.9 ? 2.0 : -0.5, ""});
    if (like < 1.0) {
      facts.changes.push_back({"name", std::string(a.name->view()), std::string(b.name->view())});
    }
  }
  if (a.callsign && b.callsign) {
    const bool same = *a.callsign == *b.callsign;
    event.evidence.push_back({"same_callsign", same ? 1.0 : 0.0, "", same ? 2.0 : -0.5, ""});
    if (!same) {
      facts.changes.push_back(
          {"callsign", std::string(a.callsign->view()), std::string(b.callsign->view())});
    }
  }
  if (a.dimensions && b.dimensions) {
    const bool same = *a.dimensions == *b.dimensions;
    event.evidence.push_back(
        {"same_dimensions", same ? 1.0 : 0.0, "", same ? (marked ? 2.0 : 4.0) : -1.0, ""});
  }
}

/// Whether two say something of themselves by which they would be looked up as one.
bool Marked(const Identity& a, const Identity& b) {
  const std::vector<std::string> of_b = Marks(b);
  const std::vector<std::string> of_a = Marks(a);
  return std::any_of(of_a.begin(), of_a.end(), [&of_b](const std::string& mark) {
    return std::find(of_b.begin(), of_b.end(), mark) != of_b.end();
  });
}

void AddNearness(double hours, Length way, Event& event) {
  event.evidence.push_back({"handed_over_within", hours, "h",
                            hours < 0.0   ? -3.0  // heard side by side
                            : hours < 0.5 ? 2.0
                            : hours < 6.0 ? 1.0
                                          : 0.0,
                            ""});
  event.evidence.push_back({"apart", way.kilometers(), "km", way.kilometers() < 5.0 ? 2.0 : 0.0,
                            "last place and first place"});
}

std::string OneDecimal(double value) {
  std::array<char, 24> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1).ptr;
  return {text.data(), end};
}

/// Tells a decision to stitch with all of its terms. Those about identity beyond what AddLikeness
/// weighs count by themselves.
void AddStitch(const StitchDecision& stitch, Event& event, IdentityFacts& facts) {
  std::string note = ToString(stitch.from) + " goes on as " + ToString(stitch.to) + ";";
  double motion = 0.0;
  for (std::size_t i = 0; i < kStitchTerms.size(); ++i) {
    const double term = stitch.terms[i];
    if (i < kStitchMotionTerms) motion += term;
    if (term != 0.0) note += " " + std::string(kStitchTerms[i]) + " " + OneDecimal(term);
    for (const std::string_view own : {"type", "ais_class", "keys", "registration"}) {
      if (kStitchTerms[i] != own || term == 0.0) continue;
      event.evidence.push_back({kStitchTerms[i], term, "nats", Capped(term), ""});
    }
  }
  note += "; " + OneDecimal(stitch.margin) + " nats better than without";
  event.evidence.push_back({"motion_fits", motion, "nats", Capped(motion), std::move(note)});
  facts.tracks = {stitch.from, stitch.to};
}

}  // namespace

void IdentityChangeDetector::Write(const PictureBatch& batch) {
  for (const TrackUpdate& update : batch.updates) {
    if (update.track.key.kind() == TargetKey::Kind::kContact) continue;
    Trace& trace = traces_[update.track];
    trace.end = {update.time, update.estimate.position, update.estimate.sog,
                 update.estimate.course};
    if (trace.updates++ == 0) trace.begin = trace.end;
  }
}

IdentityChangeDetector::Stitches IdentityChangeDetector::StitchesOf(TargetKey::Kind kind) const {
  constexpr std::uint32_t kLeastUpdates = 3;
  std::vector<StitchTrack> tracks;
  for (const auto& [track, trace] : traces_) {
    if (track.key.kind() != kind || trace.updates < kLeastUpdates) continue;
    tracks.push_back({track, trace.begin, trace.end, book_.Of(track.key.identity())});
  }
  // Not the order of the hash table: sums of areas depend on it.
  std::sort(tracks.begin(), tracks.end(),
            [](const StitchTrack& a, const StitchTrack& b) { return a.track < b.track; });
  StitchParams params = params_.stitch;
  params.births_per_m2s = BirthRate(tracks);
  Stitches all = Stitch(tracks, params);
  std::erase_if(all, [](const StitchDecision& d) { return !d.accepted; });
  return all;
}

void IdentityChangeDetector::AddWithin(TargetKey key, std::vector<Event>& events) const {
  const IdentityHistory* history = book_.HistoryOf(key);
  if (key.kind() != TargetKey::Kind::kMmsi || history == nullptr) return;
  Event event;
  IdentityFacts facts;
  Time latest = Time::min();
  for (const IdentityField field :
       {IdentityField::kName, IdentityField::kCallsign, IdentityField::kImo}) {
    const auto turn = LastTurn(*history, field);
    const auto reason = turn ? ReasonOf(field, *turn) : std::nullopt;
    if (!reason) continue;
    event.evidence.push_back(*reason);
    facts.changes.push_back({Name(field), turn->before->text, turn->after->text});
    event.refs.insert(event.refs.end(), {turn->before->raw, turn->after->raw});
    latest = std::max(latest, turn->after->first);
  }
  if (facts.changes.empty()) return;
  if (const std::size_t names = DifferentNames(*history); names > 2) {
    event.evidence.push_back({"names_said", static_cast<double>(names), "names", 1.5, ""});
  }
  event.kind = EventKind::kIdentityChange;
  event.start = latest;
  event.end = latest;
  event.detected_at = latest;
  event.id = EventId("identity", key, latest);
  if (history->last) event.at = history->last->position;
  event.participants = {{key, book_.Of(key)}};
  event.prior_log_odds = -3.0;
  AddFaults(key, book_.Of(key), event);
  event.wording = Wording::kObserved;
  facts.keys = {key};
  event.facts = std::move(facts);
  ShareOut(event, {{"put_right", 0.5, "a mistake in the unit's settings, corrected"},
                   {"renamed_or_sold", 0.3, ""},
                   {"unit_moved", 0.2, "the unit now serves another vessel"}});
  if (event.probability() >= params_.threshold) events.push_back(std::move(event));
}

void IdentityChangeDetector::AddHandOver(TargetKey before, TargetKey after,
                                         const StitchDecision* stitch,
                                         std::vector<Event>& events) const {
  const IdentityHistory& a = *book_.HistoryOf(before);
  const IdentityHistory& b = *book_.HistoryOf(after);
  const Identity& was = book_.Of(before);
  const Identity& is = book_.Of(after);
  const Duration gap = b.first->time - a.last->time;
  const bool one_imo = was.imo && is.imo && *was.imo == *is.imo && IsImoNumber(*is.imo);
  if (gap < -kOverlap || (gap > params_.longest_gap && !one_imo)) return;
  const Length way = FastDistance(a.last->position, b.first->position);
  const double time_s = std::max(0.0, ToSeconds(gap));
  // The score of a stitch has weighed how far it is.
  if (stitch == nullptr && way.meters() > kSlack.meters() + kFastest.mps() * time_s) return;
  Event event;
  event.kind = EventKind::kIdentityChange;
  event.start = std::min(a.last->time, b.first->time);
  event.end = b.first->time;
  event.detected_at = b.first->time;
  event.id = EventId("renumbered", after, event.start);
  event.at = b.first->position;
  event.participants = {{before, was}, {after, is}};
  // Every pair of tracks was weighed for a stitch, few have a mark in common.
  const bool marked = Marked(was, is);
  event.prior_log_odds = marked ? -5.0 : -7.0;
  IdentityFacts facts;
  facts.keys = {before, after};
  const bool ships = before.kind() == TargetKey::Kind::kMmsi;
  facts.changes = {{ships ? "mmsi" : "icao", ToString(before), ToString(after)}};
  if (ships && FlagText(before) != FlagText(after)) {
    facts.changes.push_back({"flag", FlagText(before), FlagText(after)});
  }
  AddLikeness(was, is, marked, event, facts);
  if (stitch != nullptr) {
    AddStitch(*stitch, event, facts);
  } else {
    AddNearness(ToSeconds(gap) / 3600.0, way, event);
  }
  AddFaults(after, is, event);
  event.wording = Wording::kInferred;
  event.refs = {a.last_raw, b.first_raw};
  event.facts = std::move(facts);
  ShareOut(event, {{"two_vessels", 0.6, "of like names, or one set up as the other"},
                   {"new_unit", 0.4, "a replaced unit, a registered change of flag"}});
  if (event.probability() >= params_.threshold) events.push_back(std::move(event));
}

void IdentityChangeDetector::AddBetween(std::vector<Event>& events) const {
  std::map<std::string, std::vector<TargetKey>> alike;
  for (const TargetKey key : book_.Keys()) {
    const IdentityHistory* history = book_.HistoryOf(key);
    if (key.kind() != TargetKey::Kind::kMmsi || !history->first) continue;
    for (std::string& mark : Marks(book_.Of(key))) alike[std::move(mark)].push_back(key);
  }
  std::map<std::pair<TargetKey, TargetKey>, const StitchDecision*> pairs;
  const Stitches ships = StitchesOf(TargetKey::Kind::kMmsi);
  const Stitches aircraft = StitchesOf(TargetKey::Kind::kIcao);
  for (const Stitches* stitches : {&ships, &aircraft}) {
    for (const StitchDecision& d : *stitches) {
      pairs.try_emplace({d.from.key.identity(), d.to.key.identity()}, &d);
    }
  }
  for (auto& [mark, keys] : alike) {
    std::sort(keys.begin(), keys.end(), [this](TargetKey x, TargetKey y) {
      return std::pair(book_.HistoryOf(x)->first->time, x) <
             std::pair(book_.HistoryOf(y)->first->time, y);
    });
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      pairs.try_emplace({keys[i], keys[i + 1]}, nullptr);
    }
  }
  for (const auto& [pair, stitch] : pairs) AddHandOver(pair.first, pair.second, stitch, events);
}

std::vector<Event> IdentityChangeDetector::Findings(Time /*now*/,
                                                    std::span<const Event> /*earlier*/) {
  std::vector<Event> events;
  for (const TargetKey key : book_.Keys()) AddWithin(key, events);
  AddBetween(events);
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
