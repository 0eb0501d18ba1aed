#include "io/wire/feed_message.h"

#include <nlohmann/json.hpp>

#include "io/export/events_json.h"
#include "io/wire/feed.pb.h"

namespace pelorus::feed {
namespace {

std::int64_t Ns(Time t) { return t.time_since_epoch().count(); }
Time FromNs(std::int64_t ns) { return Time(Duration(ns)); }

template <class Message>
bool Parse(Message& message, std::string_view bytes) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string_view Name(TrackState state) {
  switch (state) {
    case TrackState::kTentative:
      return "tentative";
    case TrackState::kConfirmed:
      return "confirmed";
    case TrackState::kEnded:
      return "ended";
    case TrackState::kUnspecified:
      break;
  }
  return "-";
}

std::string Encode(const Header& header) {
  v1::Header message;
  message.set_schema_major(header.schema_major);
  message.set_stream_epoch(header.stream_epoch);
  message.set_sequence(header.sequence);
  message.set_topic_sequence(header.topic_sequence);
  message.set_published_ns(header.published_ns);
  message.set_replay(header.replay);
  return message.SerializeAsString();
}

std::string Encode(const Heartbeat& heartbeat) {
  v1::Heartbeat message;
  message.set_last_sequence(heartbeat.last_sequence);
  message.set_tracks(heartbeat.tracks);
  message.set_oldest_sequence(heartbeat.oldest_sequence);
  if (heartbeat.event_time) message.set_event_time_ns(Ns(*heartbeat.event_time));
  return message.SerializeAsString();
}

std::string Encode(const TrackUpdate& update) {
  const KinematicEstimate& estimate = update.estimate;
  v1::TrackUpdate message;
  message.set_track(ToString(update.track));
  message.set_key(ToString(update.track.key));
  message.set_state(update.status == TrackStatus::kConfirmed ? v1::TRACK_STATE_CONFIRMED
                                                             : v1::TRACK_STATE_TENTATIVE);
  message.set_time_ns(Ns(update.time));
  message.set_lat_deg(estimate.position.lat_deg());
  message.set_lon_deg(estimate.position.lon_deg());
  message.set_sog_kn(estimate.sog.knots());
  message.set_cog_deg(estimate.course.degrees());
  message.set_cov_ee_m2(estimate.cov_ee_m2());
  message.set_cov_en_m2(estimate.cov_en_m2());
  message.set_cov_nn_m2(estimate.cov_nn_m2());
  if (estimate.vertical) {
    message.set_altitude_ft(estimate.vertical->altitude.feet());
    message.set_vertical_fpm(estimate.vertical->climb.feet_per_minute());
  }
  if (update.nis) message.set_nis(*update.nis);
  if (update.heading) message.set_heading_deg(update.heading->degrees());
  return message.SerializeAsString();
}

std::string Encode(const Event& event, const std::vector<std::string>& inputs) {
  v1::Event message;
  message.set_id(event.id);
  message.set_kind(std::string(Name(event.kind)));
  message.set_start_ns(Ns(event.start));
  if (event.end) message.set_end_ns(Ns(*event.end));
  message.set_detected_ns(Ns(event.detected_at));
  message.set_lat_deg(event.at.lat_deg());
  message.set_lon_deg(event.at.lon_deg());
  message.set_probability(event.probability());
  message.set_wording(std::string(Name(event.wording)));
  for (const Participant& one : event.participants) message.add_participants(ToString(one.key));
  AppendJson(*message.mutable_json(), event, inputs);
  return message.SerializeAsString();
}

namespace {

LineEvent FromJson(const nlohmann::json& json, const std::string& line) {
  const auto time = [&json](const char* key) -> std::optional<Time> {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return ParseIso8601(found->get<std::string>());
  };
  v1::Event message;
  message.set_id(json.value("id", ""));
  message.set_kind(json.value("kind", ""));
  if (const auto start = time("start")) message.set_start_ns(Ns(*start));
  if (const auto end = time("end")) message.set_end_ns(Ns(*end));
  if (const auto detected = time("detected_at")) message.set_detected_ns(Ns(*detected));
  message.set_lat_deg(json.value("lat", 0.0));
  message.set_lon_deg(json.value("lon", 0.0));
  message.set_probability(json.value("probability", 0.0));
  message.set_wording(json.value("wording", ""));
  message.set_withdrawn(json.value("withdrawn", false));
  if (const auto who = json.find("participants"); who != json.end()) {
    for (const auto& one : *who) message.add_participants(one.value("key", ""));
  }
  message.set_json(line);
  return {message.id(), message.kind(), GeoPoint::Degrees(message.lat_deg(), message.lon_deg()),
          message.SerializeAsString()};
}

}  // namespace

std::optional<LineEvent> EventOfLine(const std::string& line) {
  try {
    const nlohmann::json json = nlohmann::json::parse(line);
    if (json.contains("id") && json.contains("kind")) return FromJson(json, line);
  } catch (const nlohmann::json::exception&) {
    // A line of another make.
  }
  return std::nullopt;
}

std::string Ended(const std::string& track_update) {
  v1::TrackUpdate message;
  if (!Parse(message, track_update)) return track_update;
  message.set_state(v1::TRACK_STATE_ENDED);
  return message.SerializeAsString();
}

std::optional<Header> DecodeHeader(std::string_view bytes) {
  v1::Header message;
  if (!Parse(message, bytes)) return std::nullopt;
  return Header{message.schema_major(),   message.stream_epoch(), message.sequence(),
                message.topic_sequence(), message.published_ns(), message.replay()};
}

std::optional<Heartbeat> DecodeHeartbeat(std::string_view bytes) {
  v1::Heartbeat message;
  if (!Parse(message, bytes)) return std::nullopt;
  Heartbeat heartbeat{message.last_sequence(), message.tracks(), message.oldest_sequence(), {}};
  if (message.event_time_ns() != 0) heartbeat.event_time = FromNs(message.event_time_ns());
  return heartbeat;
}

std::optional<Track> DecodeTrack(std::string_view bytes) {
  v1::TrackUpdate message;
  if (!Parse(message, bytes)) return std::nullopt;
  Track track;
  track.track = message.track();
  track.key = message.key();
  const int state = message.state();
  if (state > 0 && state <= 3) track.state = static_cast<TrackState>(state);
  track.time = FromNs(message.time_ns());
  track.lat_deg = message.lat_deg();
  track.lon_deg = message.lon_deg();
  track.sog_kn = message.sog_kn();
  track.cog_deg = message.cog_deg();
  if (message.has_altitude_ft()) track.altitude_ft = message.altitude_ft();
  return track;
}

std::optional<EventNote> DecodeEvent(std::string_view bytes) {
  v1::Event message;
  if (!Parse(message, bytes)) return std::nullopt;
  EventNote event;
  event.id = message.id();
  event.kind = message.kind();
  event.start = FromNs(message.start_ns());
  event.detected_at = FromNs(message.detected_ns());
  event.lat_deg = message.lat_deg();
  event.lon_deg = message.lon_deg();
  event.probability = message.probability();
  event.participants.assign(message.participants().begin(), message.participants().end());
  return event;
}

}  // namespace pelorus::feed
