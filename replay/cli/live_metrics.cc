#include "replay/cli/live_metrics.h"

#include <chrono>

#include "io/net/status_server.h"

namespace pelorus {
namespace {

double Number(std::uint64_t n) { return static_cast<double>(n); }

void AddRecords(MetricsText& text, const LiveEngine& engine) {
  text.Counter("pelorus_received_total", "records received");
  std::vector<Counters> all;
  for (std::size_t i = 0; i < engine.sources().size(); ++i) {
    all.push_back(engine.session().counters(SourceId(static_cast<std::uint16_t>(i))));
    text.Value(Number(all[i].received), "input", engine.sources()[i].location);
  }
  const auto add = [&](const char* name, const char* help, auto&& count) {
    text.Counter(name, help);
    for (std::size_t i = 0; i < all.size(); ++i) {
      text.Value(Number(count(all[i])), "input", engine.sources()[i].location);
    }
  };
  add("pelorus_used_total", "records used", [](const Counters& c) { return c.used; });
  add("pelorus_duplicate_total", "copies of a transmission used before",
      [](const Counters& c) { return c.duplicate; });
  add("pelorus_late_total", "records that came too late", [](const Counters& c) { return c.late; });
  add("pelorus_rejected_total", "records that could not be used", [](const Counters& c) {
    std::uint64_t sum = 0;
    for (const std::uint64_t n : c.rejected) sum += n;
    return sum;
  });
}

void AddSources(MetricsText& text, const LiveSources& sources) {
  const std::vector<LiveSources::Status> all = sources.status();
  text.Counter("pelorus_source_bytes_total", "bytes from the network");
  for (const auto& one : all) text.Value(Number(one.net.bytes), "input", one.location);
  text.Counter("pelorus_source_connections_total", "connections made or accepted");
  for (const auto& one : all) text.Value(Number(one.net.connections), "input", one.location);
  text.Counter("pelorus_source_disconnects_total", "connections lost");
  for (const auto& one : all) text.Value(Number(one.net.disconnects), "input", one.location);
  text.Counter("pelorus_source_kernel_drops_total", "datagrams that the kernel had no room for");
  for (const auto& one : all) text.Value(Number(one.net.kernel_drops), "input", one.location);
  text.Gauge("pelorus_source_silent_seconds", "since the source was last heard");
  const auto now = std::chrono::system_clock::now();
  for (const auto& one : all) {
    if (!one.last_heard) continue;
    text.Value(std::chrono::duration<double>(now - *one.last_heard).count(), "input", one.location);
  }
}

void AddTracking(MetricsText& text, const LiveEngine& engine) {
  text.Counter("pelorus_tracker_total", "what the tracker did, by count");
  engine.session().tracker_counts().Visit(
      [&text](const char* name, std::uint64_t n) { text.Value(Number(n), "count", name); });
  text.Gauge("pelorus_reports_held", "reports that wait for others to come before them");
  text.Value(Number(engine.session().held()));
  text.Gauge("pelorus_event_time_seconds", "the newest event time, seconds since 1970");
  const auto span = engine.session().span();
  text.Value(span ? ToSeconds(span->last.time_since_epoch()) : 0.0);
  text.Gauge("pelorus_catching_up", "1 while an earlier run's input is done again");
  text.Value(engine.catching_up() ? 1.0 : 0.0);
  text.Counter("pelorus_unrecorded_total", "pieces of input that could not be recorded");
  text.Value(Number(engine.unrecorded()));
}

void AddFeed(MetricsText& text, const feed::Publisher::Counts& feed) {
  text.Counter("pelorus_feed_messages_total", "messages published");
  text.Value(Number(feed.messages));
  text.Counter("pelorus_feed_held_back_total", "updates that the limit a track held back");
  text.Value(Number(feed.held_back));
  text.Gauge("pelorus_feed_subscriptions", "topics that somebody subscribes to");
  text.Value(Number(feed.subscribers));
  text.Counter("pelorus_feed_refused_total", "connections with a key that is not allowed");
  text.Value(Number(feed.refused));
  text.Counter("pelorus_feed_sequence", "number of the newest message");
  text.Value(Number(feed.last_sequence));
}

}  // namespace

std::string MetricsOf(const LiveEngine& engine, const LiveSources& sources, const PieceQueue& queue,
                      const EventLog& events, const feed::Publisher* publisher) {
  MetricsText text;
  AddRecords(text, engine);
  AddSources(text, sources);
  AddTracking(text, engine);
  const PieceQueue::Counts waiting = queue.counts();
  text.Gauge("pelorus_queue_bytes", "input that waits for the engine");
  text.Value(Number(waiting.bytes));
  text.Counter("pelorus_dropped_total", "lines dropped because the engine could not follow");
  text.Value(Number(waiting.dropped_lines));
  text.Counter("pelorus_event_lines_total", "lines about events, changes included");
  text.Value(Number(events.lines()));
  text.Gauge("pelorus_events", "events that hold");
  text.Value(Number(events.newest().size()));
  if (publisher != nullptr) AddFeed(text, publisher->counts());
  return text.Take();
}

}  // namespace pelorus
