#include "io/export/events_json.h"

#include "fusion/anomaly/flag.h"
#include "fusion/anomaly/identity_checks.h"
#include "io/export/event_facts_json.h"
#include "io/export/json_object.h"

namespace pelorus {
namespace {

/// Nats and probabilities: so many decimals that rounded terms add up to the rounded sum within
/// 1e-5.
constexpr int kDecimals = 6;

using json::AppendKey;
using json::AppendNumber;
using json::AppendObjects;
using json::AppendText;
using json::AppendTime;

/// What its number and its identity show by themselves: the flag that the leading digits stand for,
/// and what cannot be right.
void AppendChecks(std::string& out, const Participant& who) {
  if (who.key.kind() == TargetKey::Kind::kMmsi) {
    const Mmsi mmsi(static_cast<std::uint32_t>(who.key.number() & 0xffffffffU));
    if (const std::string_view flag = FlagOf(mmsi); !flag.empty()) AppendText(out, "flag", flag);
  }
  const IdentityFaults faults = FaultsOf(who.key, who.identity);
  if (!faults.any()) return;
  std::vector<std::string_view> names;
  if (faults.unallocated_digits) names.push_back("mmsi_of_no_country");
  if (faults.imo_check_fails) names.push_back("imo_check_fails");
  json::AppendTexts(out, "identity_faults", names, [](std::string_view name) { return name; });
}

void AppendParticipant(std::string& out, const Participant& who) {
  AppendText(out, "key", ToString(who.key));
  if (who.identity.name) AppendText(out, "name", who.identity.name->view());
  if (who.identity.callsign) AppendText(out, "callsign", who.identity.callsign->view());
  if (who.identity.imo) AppendNumber(out, "imo", *who.identity.imo, 0);
  if (who.identity.ship_type) AppendNumber(out, "ship_type", *who.identity.ship_type, 0);
  AppendChecks(out, who);
  if (who.watchlists.empty()) return;
  AppendObjects(out, "watchlists", who.watchlists, [&out](const WatchlistHit& hit) {
    AppendText(out, "list", hit.list);
    AppendText(out, "id", hit.id);
    AppendText(out, "caption", hit.caption);
    AppendText(out, "matched_by", hit.matched_by);
    AppendText(out, "note", "an allegation by list " + hit.list);
  });
}

void AppendReasons(std::string& out, const Event& event) {
  AppendNumber(out, "probability", event.probability(), kDecimals);
  AppendNumber(out, "log_odds", event.log_odds(), kDecimals);
  AppendNumber(out, "prior_log_odds", event.prior_log_odds, kDecimals);
  AppendObjects(out, "evidence", event.evidence, [&out](const Evidence& item) {
    AppendText(out, "name", item.name);
    AppendNumber(out, "value", item.value, kDecimals);
    AppendText(out, "unit", item.unit);
    AppendNumber(out, "llr", item.llr, kDecimals);
    AppendText(out, "note", item.note);
  });
  AppendObjects(out, "alternatives", event.alternatives, [&out](const Alternative& item) {
    AppendText(out, "name", item.name);
    AppendNumber(out, "probability", item.probability, kDecimals);
    AppendText(out, "note", item.note);
  });
}

}  // namespace

std::string AreaFile(const Event& event) {
  std::string name = event.id;
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.';
    if (!plain) c = '_';
  }
  return "areas/" + name + ".geojson";
}

namespace {

/// The facts, those of a contact with the name of its input, which detectors do not know.
EventFacts FactsOf(const Event& event, std::span<const std::string> inputs) {
  EventFacts facts = event.facts;
  auto* contact = std::get_if<UnmatchedContactFacts>(&facts);
  if (contact != nullptr && contact->source.empty() && !event.refs.empty()) {
    contact->source = inputs[event.refs[0].source.value()];
  }
  return facts;
}

}  // namespace

void AppendJson(std::string& out, const Event& event, std::span<const std::string> inputs) {
  out += '{';
  AppendText(out, "id", event.id);
  AppendText(out, "kind", Name(event.kind));
  AppendTime(out, "start", event.start);
  AppendTime(out, "end", event.end);
  AppendTime(out, "detected_at", event.detected_at);
  AppendNumber(out, "lat", event.at.lat_deg(), 7);
  AppendNumber(out, "lon", event.at.lon_deg(), 7);
  AppendObjects(out, "participants", event.participants,
                [&out](const Participant& who) { AppendParticipant(out, who); });
  AppendReasons(out, event);
  AppendObjects(out, "patterns", event.patterns, [&out](const PatternFit& fit) {
    AppendText(out, "id", fit.id);
    AppendNumber(out, "score", fit.score, kDecimals);
    AppendNumber(out, "rank", fit.rank, 0);
    AppendText(out, "note", fit.note);
  });
  AppendText(out, "wording", Name(event.wording));
  AppendObjects(out, "refs", event.refs, [&](const RawRef& ref) {
    AppendText(out, "input", inputs[ref.source.value()]);
    AppendKey(out, "offset");
    out += std::to_string(ref.offset);
  });
  AppendFacts(out, FactsOf(event, inputs));
  if (!event.area.empty()) AppendText(out, "area_file", AreaFile(event));
  out += '}';
}

}  // namespace pelorus
