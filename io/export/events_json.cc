#include "io/export/events_json.h"

#include "io/json_text.h"

namespace pelorus {
namespace {

/// Nats and probabilities: so many decimals that rounded terms add up to the rounded sum within
/// 1e-5.
constexpr int kDecimals = 6;

void AppendKey(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
}

void AppendText(std::string& out, std::string_view name, std::string_view text) {
  AppendKey(out, name);
  AppendJsonString(out, text);
}

void AppendNumber(std::string& out, std::string_view name, double value, int decimals) {
  AppendKey(out, name);
  AppendDecimal(out, value, decimals);
}

void AppendTime(std::string& out, std::string_view name, std::optional<Time> time) {
  AppendKey(out, name);
  if (time) {
    AppendJsonString(out, FormatIso8601(*time));
  } else {
    out += "null";
  }
}

void AppendContact(std::string& out, std::string_view name, const std::optional<Contact>& contact) {
  AppendKey(out, name);
  if (!contact) {
    out += "null";
    return;
  }
  out += "{\"t\":";
  AppendEpochSeconds(out, contact->time);
  AppendNumber(out, "lat", contact->position.lat_deg(), 7);
  AppendNumber(out, "lon", contact->position.lon_deg(), 7);
  out += '}';
}

/// `[` one object an element `]`; `append` writes the members of one.
template <class Range, class Append>
void AppendList(std::string& out, std::string_view name, const Range& range, Append append) {
  AppendKey(out, name);
  out += '[';
  for (const auto& item : range) {
    out += out.back() == '[' ? "{" : ",{";
    append(item);
    out += '}';
  }
  out += ']';
}

void AppendParticipant(std::string& out, const Participant& who) {
  AppendText(out, "key", ToString(who.key));
  if (who.identity.name) AppendText(out, "name", who.identity.name->view());
  if (who.identity.callsign) AppendText(out, "callsign", who.identity.callsign->view());
  if (who.identity.imo) AppendNumber(out, "imo", *who.identity.imo, 0);
  if (who.identity.ship_type) AppendNumber(out, "ship_type", *who.identity.ship_type, 0);
}

void AppendReasons(std::string& out, const Event& event) {
  AppendNumber(out, "probability", event.probability(), kDecimals);
  AppendNumber(out, "log_odds", event.log_odds(), kDecimals);
  AppendNumber(out, "prior_log_odds", event.prior_log_odds, kDecimals);
  AppendList(out, "evidence", event.evidence, [&out](const Evidence& item) {
    AppendText(out, "name", item.name);
    AppendNumber(out, "value", item.value, kDecimals);
    AppendText(out, "unit", item.unit);
    AppendNumber(out, "llr", item.llr, kDecimals);
    AppendText(out, "note", item.note);
  });
  AppendList(out, "alternatives", event.alternatives, [&out](const Alternative& item) {
    AppendText(out, "name", item.name);
    AppendNumber(out, "probability", item.probability, kDecimals);
    AppendText(out, "note", item.note);
  });
}

void AppendSilence(std::string& out, const SilenceFacts& silence) {
  AppendContact(out, "off", silence.off);
  AppendContact(out, "on", silence.on);
  AppendText(out, "movement", Name(silence.movement));
  if (silence.reason != SilenceReason::kNone) AppendText(out, "reason", Name(silence.reason));
  AppendNumber(out, "expected_messages", silence.expected_messages, 1);
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
  AppendList(out, "participants", event.participants,
             [&out](const Participant& who) { AppendParticipant(out, who); });
  AppendReasons(out, event);
  out += ",\"patterns\":[]";
  AppendText(out, "wording", Name(event.wording));
  AppendList(out, "refs", event.refs, [&](const RawRef& ref) {
    AppendText(out, "input", inputs[ref.source.value()]);
    AppendKey(out, "offset");
    out += std::to_string(ref.offset);
  });
  if (const auto* silence = std::get_if<SilenceFacts>(&event.facts)) AppendSilence(out, *silence);
  out += '}';
}

}  // namespace pelorus
