#include "io/export/event_facts_json.h"

#include "io/export/json_object.h"

namespace pelorus {
namespace {

using json::AppendKey;
using json::AppendNumber;
using json::AppendObjects;
using json::AppendText;
using json::AppendTexts;

void AppendContactMembers(std::string& out, const Contact& contact) {
  AppendKey(out, "t");
  AppendEpochSeconds(out, contact.time);
  AppendNumber(out, "lat", contact.position.lat_deg(), 7);
  AppendNumber(out, "lon", contact.position.lon_deg(), 7);
}

void AppendContact(std::string& out, std::string_view name, const std::optional<Contact>& contact) {
  AppendKey(out, name);
  if (!contact) {
    out += "null";
    return;
  }
  out += '{';
  AppendContactMembers(out, *contact);
  out += '}';
}

/// A number, or `null` where it is not known.
void AppendOptional(std::string& out, std::string_view name, std::optional<double> value,
                    int decimals) {
  AppendKey(out, name);
  if (value) {
    AppendDecimal(out, *value, decimals);
  } else {
    out += "null";
  }
}

std::optional<double> Meters(const std::optional<Length>& length) {
  return length ? std::optional(length->meters()) : std::nullopt;
}

double Hours(Duration duration) { return ToSeconds(duration) / 3600.0; }

struct Append {
  std::string& out;

  void operator()(const std::monostate&) const {}

  void operator()(const SilenceFacts& facts) const {
    AppendContact(out, "off", facts.off);
    AppendContact(out, "on", facts.on);
    AppendText(out, "movement", Name(facts.movement));
    if (facts.reason != SilenceReason::kNone) AppendText(out, "reason", Name(facts.reason));
    AppendNumber(out, "expected_messages", facts.expected_messages, 1);
    if (facts.implied_speed) {
      AppendNumber(out, "implied_speed_kn", facts.implied_speed->knots(), 2);
    }
    AppendObjects(out, "feasible_ports", facts.feasible_ports, [this](const PortCall& port) {
      AppendText(out, "name", port.name);
      AppendText(out, "unlocode", port.unlocode);
      AppendNumber(out, "hours_available", Hours(port.available), 2);
    });
  }

  void operator()(const RendezvousFacts& facts) const {
    AppendText(out, "visibility", Name(facts.visibility));
    AppendOptional(out, "median_separation_m", Meters(facts.median_separation), 1);
    AppendOptional(out, "min_hull_separation_m", Meters(facts.min_hull_separation), 1);
    AppendNumber(out, "grade_m", facts.grade_m, 0);
    const auto speed = facts.relative_speed;
    AppendOptional(out, "relative_speed_kn", speed ? std::optional(speed->knots()) : std::nullopt,
                   2);
    AppendNumber(out, "competing_pairs", facts.competing_pairs, 0);
  }

  void operator()(const LoiteringFacts& facts) const {
    AppendNumber(out, "mean_speed_kn", facts.mean_speed.knots(), 2);
    AppendNumber(out, "radius_m", facts.radius.meters(), 0);
    AppendNumber(out, "unknown_hours", Hours(facts.unknown), 2);
  }

  void operator()(const OffPortStopFacts& facts) const {
    AppendOptional(out, "distance_to_shore_m", Meters(facts.distance_to_shore), 0);
    AppendText(out, "nearest_port", facts.nearest_port);
  }

  void operator()(const IdentityFacts& facts) const {
    AppendTexts(out, "keys", facts.keys, [](TargetKey key) { return ToString(key); });
    AppendTexts(out, "tracks", facts.tracks, [](TrackId id) { return ToString(id); });
    AppendObjects(out, "changes", facts.changes, [this](const IdentityFacts::Change& change) {
      AppendText(out, "field", change.field);
      AppendText(out, "before", change.before);
      AppendText(out, "after", change.after);
    });
  }

  void operator()(const PositionFaultFacts& facts) const {
    AppendText(out, "fault", Name(facts.fault));
    AppendObjects(out, "positions", facts.positions,
                  [this](const Contact& contact) { AppendContactMembers(out, contact); });
  }

  void operator()(const InterferenceFacts& facts) const {
    AppendNumber(out, "affected", facts.affected, 0);
    AppendTexts(out, "suspended", facts.suspended, [](std::string_view name) { return name; });
    AppendKey(out, "suspended_events");
    out += std::to_string(facts.suspended_events);
  }

  void operator()(const AirGapFacts& facts) const {
    AppendContact(out, "off", facts.off);
    AppendContact(out, "on", facts.on);
    AppendOptional(out, "last_alt_ft", facts.last_alt_ft, 0);
    AppendOptional(out, "coverage_floor_ft", facts.coverage_floor_ft, 0);
    AppendNumber(out, "expected_messages", facts.expected_messages, 1);
    AppendObjects(out, "feasible_airfields", facts.feasible_airfields,
                  [this](const AirGapFacts::Airfield& field) {
                    AppendText(out, "name", field.name);
                    AppendText(out, "icao", field.icao);
                    AppendNumber(out, "hours_available", Hours(field.available), 2);
                  });
  }

  void operator()(const AirSeaFacts& facts) const {
    AppendNumber(out, "min_distance_m", facts.min_distance.meters(), 0);
    AppendText(out, "relative_pattern", Name(facts.pattern));
  }

  void operator()(const UnmatchedContactFacts& facts) const {
    AppendKey(out, "contact");
    out += '{';
    AppendContactMembers(out, facts.contact);
    AppendText(out, "source", facts.source);
    AppendText(out, "scan", facts.scan);
    AppendKey(out, "row");
    out += std::to_string(facts.row);
    out += '}';
    AppendNumber(out, "p_detect", facts.p_detect, 6);
    AppendNumber(out, "p_ais", facts.p_ais, 6);
    AppendTexts(out, "nearest_tracks", facts.nearest_tracks,
                [](TrackId id) { return ToString(id); });
  }
};

}  // namespace

void AppendFacts(std::string& out, const EventFacts& facts) { std::visit(Append{out}, facts); }

}  // namespace pelorus
