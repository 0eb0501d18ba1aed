#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/picture.h"
#include "geo/time.h"

/// The messages of the feed (feed.proto) as plain values, and as bytes.
namespace pelorus::feed {

inline constexpr std::uint32_t kSchemaMajor = 1;

/// feed.proto has the meanings.
struct Header {
  std::uint32_t schema_major = kSchemaMajor;
  std::uint64_t stream_epoch = 0;
  std::uint64_t sequence = 0;
  std::uint64_t topic_sequence = 0;
  std::int64_t published_ns = 0;
  bool replay = false;
};

enum class TrackState : std::uint8_t { kUnspecified, kTentative, kConfirmed, kEnded };

/// `tentative`, `confirmed`, `ended`; `-` for what is not known.
std::string_view Name(TrackState state);

/// A track as a subscriber sees it.
struct Track {
  std::string track;
  std::string key;
  TrackState state = TrackState::kUnspecified;
  Time time;
  double lat_deg = 0.0;
  double lon_deg = 0.0;
  double sog_kn = 0.0;
  double cog_deg = 0.0;
  std::optional<double> altitude_ft;
};

/// An event as a subscriber sees it.
struct EventNote {
  std::string id;
  std::string kind;
  Time start;
  Time detected_at;
  double lat_deg = 0.0;
  double lon_deg = 0.0;
  double probability = 0.0;
  std::vector<std::string> participants;
};

struct Heartbeat {
  std::uint64_t last_sequence = 0;
  std::uint64_t tracks = 0;
  std::uint64_t oldest_sequence = 0;
  std::optional<Time> event_time;
};

/// The bytes of a message.
std::string Encode(const Header& header);
std::string Encode(const Heartbeat& heartbeat);
std::string Encode(const TrackUpdate& update);
/// `inputs` are the names of the run's inputs, by SourceId.
std::string Encode(const Event& event, const std::vector<std::string>& inputs);

/// An event as its line in events.jsonl tells it.
struct LineEvent {
  std::string id;
  std::string kind;
  GeoPoint at;
  std::string payload;  ///< the message, as Encode makes it of an Event
};
/// Nothing when the line is no event.
std::optional<LineEvent> EventOfLine(const std::string& line);

/// A TrackUpdate's bytes with the state `ended`; the bytes themselves where they cannot be read.
std::string Ended(const std::string& track_update);

/// Nothing when the bytes are no such message.
std::optional<Header> DecodeHeader(std::string_view bytes);
std::optional<Heartbeat> DecodeHeartbeat(std::string_view bytes);
std::optional<Track> DecodeTrack(std::string_view bytes);
std::optional<EventNote> DecodeEvent(std::string_view bytes);

}  // namespace pelorus::feed
