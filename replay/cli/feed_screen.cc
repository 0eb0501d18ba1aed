#include "replay/cli/feed_screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/feed/topics.h"

namespace pelorus {
namespace {

constexpr std::size_t kKept = 100;  // newest tracks and events that a screen may show
constexpr std::size_t kMostTracks = 200'000;

std::string Printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return text;
}

/// The time to the second, or `-` for what no clock said.
std::string Clock(Time t) { return FormatIso8601(std::chrono::floor<std::chrono::seconds>(t)); }

std::string TrackText(const feed::Track& track) {
  const std::string altitude =
      track.altitude_ft ? fmt::format(" {:6.0f} ft", *track.altitude_ft) : "";
  return Printable(fmt::format("{} {:<16.16} {:9.4f} {:10.4f} {:5.1f} kn {:3.0f}{} {}",
                               Clock(track.time), track.key, track.lat_deg, track.lon_deg,
                               track.sog_kn, track.cog_deg, altitude, Name(track.state)));
}

std::string EventText(const feed::EventNote& event) {
  std::string who;
  for (const std::string& one : event.participants) who += (who.empty() ? "" : " ") + one;
  return Printable(fmt::format("{} {} {:.2f} {:.3f},{:.3f} {}", Clock(event.start), event.kind,
                               event.probability, event.lat_deg, event.lon_deg, who));
}

/// `caspian` of `v1.trk.caspian.n40e050.`.
std::string RegionOf(std::string_view topic) {
  topic.remove_prefix(std::min(feed::kTrackTopics.size(), topic.size()));
  return std::string(topic.substr(0, topic.find('.')));
}

void AddLine(std::string& out, std::string line, std::size_t columns) {
  if (line.size() > columns) line.resize(columns);
  out += line;
  out += '\n';
}

}  // namespace

std::string FeedLine(const feed::Received& received) {
  if (received.topic.starts_with(feed::kTrackTopics)) {
    const auto track = feed::DecodeTrack(received.payload);
    return track ? "track " + TrackText(*track) : "";
  }
  if (received.topic.starts_with(feed::kEventTopics)) {
    const auto event = feed::DecodeEvent(received.payload);
    return event ? "event " + EventText(*event) : "";
  }
  return "";
}

void FeedScreen::TakeTrack(const feed::Received& received) {
  auto track = feed::DecodeTrack(received.payload);
  if (!track) return;
  std::erase(newest_, track->track);
  if (track->state == feed::TrackState::kEnded) {
    tracks_.erase(track->track);
    return;
  }
  newest_.push_front(track->track);
  if (newest_.size() > kKept) newest_.pop_back();
  if (tracks_.size() >= kMostTracks && !tracks_.contains(track->track)) return;
  const std::string id = track->track;
  tracks_[id] = {std::move(*track), RegionOf(received.topic)};
}

void FeedScreen::Take(const feed::Received& received) {
  ++taken_;
  replay_ = received.header.replay;
  if (std::exchange(epoch_, received.header.stream_epoch) != received.header.stream_epoch) {
    tracks_.clear();
    newest_.clear();
  }
  if (received.topic.starts_with(feed::kTrackTopics)) {
    TakeTrack(received);
  } else if (received.topic.starts_with(feed::kEventTopics)) {
    events_.push_front(FeedLine(received));
    if (events_.size() > kKept) events_.pop_back();
  } else if (const auto beat = feed::DecodeHeartbeat(received.payload); beat && beat->event_time) {
    event_time_ = Clock(*beat->event_time);
  }
}

std::string FeedScreen::Text(std::size_t columns, std::size_t rows, double seconds,
                             const feed::Subscriber::Counts& counts) {
  std::map<std::string, std::size_t> regions;
  for (const auto& [id, row] : tracks_) ++regions[row.region];
  std::string out;
  const double rate = seconds > 0.0 ? static_cast<double>(taken_) / seconds : 0.0;
  taken_ = 0;
  AddLine(out,
          fmt::format("{}{}  event time {}", endpoint_, replay_ ? " (replay)" : "", event_time_),
          columns);
  AddLine(out,
          fmt::format("{} tracks  {:.0f} msg/s  {} lost  {} restarts", tracks_.size(), rate,
                      counts.lost, counts.restarts),
          columns);
  std::string where;
  for (const auto& [region, n] : regions) where += fmt::format("{}: {}  ", region, n);
  AddLine(out, Printable(where), columns);
  const std::size_t room = rows > 5 ? rows - 5 : 0;
  const std::size_t shown_events = std::min(events_.size(), room / 3);
  AddLine(out, "newest events", columns);
  for (std::size_t i = 0; i < shown_events; ++i) AddLine(out, events_[i].substr(6), columns);
  AddLine(out, "newest tracks", columns);
  std::size_t left = room - shown_events;
  for (const std::string& id : newest_) {
    const auto found = tracks_.find(id);
    if (left == 0 || found == tracks_.end()) continue;
    AddLine(out, TrackText(found->second.track), columns);
    --left;
  }
  return out;
}

}  // namespace pelorus
