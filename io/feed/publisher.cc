#include "io/feed/publisher.h"

#include <signal.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "geo/ids.h"
#include "io/feed/feed_sockets.h"
#include "io/feed/journal.h"
#include "io/feed/store.h"
#include "io/feed/topics.h"

namespace pelorus::feed {
namespace {

constexpr std::size_t kMostWaiting = 100'000;
constexpr std::chrono::milliseconds kHeartbeat{1000};

std::int64_t NowNs() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// What Write hands over to the thread.
struct Outgoing {
  enum class Kind : std::uint8_t {
    kTrack,
    kHeldTrack,
    kTrackEnd,
    kHeldTrackEnd,
    kEvent,
    kHeldEvent
  };
  Kind kind = Kind::kTrack;
  std::string id;
  std::string topic;
  std::string payload;
};

}  // namespace

class Publisher::Impl {
 public:
  explicit Impl(const PublisherOptions& options)
      : options_(options),
        sent_until_(options.journal != nullptr ? options.journal->sent_until() : std::nullopt),
        store_(
            options.stream_epoch != 0 ? options.stream_epoch : static_cast<std::uint64_t>(NowNs()),
            options.last_sequence, options.replay, {}, options.journal),
        sockets_(SocketsOf(options)),
        thread_([this](const std::stop_token& stop) { Run(stop); }) {}

  ~Impl() {
    thread_.request_stop();
    sockets_.Wake();
  }

  void Write(const PictureBatch& batch);
  void WriteEvent(const Event& event, const std::vector<std::string>& inputs);
  void WriteEventLine(const std::string& line, bool send);
  void ReloadKeys() {
    const std::lock_guard lock(mutex_);
    reload_ = true;
  }
  void Drain();
  const FeedSockets& sockets() const { return sockets_; }
  Counts counts() const;

 private:
  static SocketOptions SocketsOf(const PublisherOptions& options) {
    return {options.endpoint, options.snapshot, options.curve_keys, options.subscriber_queue};
  }

  bool IsDue(const TrackUpdate& update);
  void HandOver(std::vector<Outgoing> batch);
  void Run(const std::stop_token& stop);
  void TakeWaiting();
  void SendOne(Outgoing& outgoing);
  void Publish(std::string topic, std::string payload);
  void Beat();
  void Answer(const Request& request);

  PublisherOptions options_;
  // Of the thread that writes.
  const std::optional<Time> sent_until_;  // by an earlier run
  std::unordered_map<TrackId, Time> last_sent_;

  // Of the feed's thread.
  Store store_;
  FeedSockets sockets_;
  std::vector<Outgoing> sending_;
  std::chrono::steady_clock::time_point next_beat_ = std::chrono::steady_clock::now();

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::vector<Outgoing> waiting_;
  bool busy_ = false;
  bool reload_ = false;
  std::optional<Time> event_time_;
  Counts counts_;
  std::jthread thread_;  // the last member: it uses all others
};

/// Whether the limit a track lets this update pass.
bool Publisher::Impl::IsDue(const TrackUpdate& update) {
  const auto [last, first] = last_sent_.try_emplace(update.track, update.time);
  if (first) return true;
  if (update.time - last->second < options_.track_interval) return false;
  last->second = update.time;
  return true;
}

void Publisher::Impl::Write(const PictureBatch& batch) {
  const auto was_sent = [this](Time t) { return sent_until_ && t <= *sent_until_; };
  std::vector<Outgoing> out;
  out.reserve(batch.updates.size() + batch.ended.size());
  std::uint64_t held_back = 0;
  for (const TrackUpdate& update : batch.updates) {
    const bool due = IsDue(update) && !was_sent(update.time);
    held_back += due ? 0 : 1;
    out.push_back({due ? Outgoing::Kind::kTrack : Outgoing::Kind::kHeldTrack,
                   ToString(update.track), TrackTopic(update.estimate.position), Encode(update)});
  }
  const bool ends_were_sent =
      !batch.reports.empty() && was_sent(From(batch.reports.back()).received_at);
  for (const TrackEnd& end : batch.ended) {
    last_sent_.erase(end.track);
    out.push_back({ends_were_sent ? Outgoing::Kind::kHeldTrackEnd : Outgoing::Kind::kTrackEnd,
                   ToString(end.track),
                   {},
                   {}});
  }
  {
    const std::lock_guard lock(mutex_);
    counts_.held_back += held_back;
    if (!batch.updates.empty()) event_time_ = batch.updates.back().time;
  }
  HandOver(std::move(out));
}

void Publisher::Impl::WriteEvent(const Event& event, const std::vector<std::string>& inputs) {
  std::vector<Outgoing> out;
  out.push_back({Outgoing::Kind::kEvent, event.id, EventTopic(Name(event.kind), event.at),
                 Encode(event, inputs)});
  HandOver(std::move(out));
}

void Publisher::Impl::WriteEventLine(const std::string& line, bool send) {
  const auto event = EventOfLine(line);
  if (!event) return;
  std::vector<Outgoing> out;
  out.push_back({send ? Outgoing::Kind::kEvent : Outgoing::Kind::kHeldEvent, event->id,
                 EventTopic(event->kind, event->at), event->payload});
  HandOver(std::move(out));
}

void Publisher::Impl::HandOver(std::vector<Outgoing> batch) {
  if (batch.empty()) return;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < kMostWaiting; });
    waiting_.insert(waiting_.end(), std::make_move_iterator(batch.begin()),
                    std::make_move_iterator(batch.end()));
  }
  sockets_.Wake();
}

void Publisher::Impl::Drain() {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] { return waiting_.empty() && !busy_; });
}

Publisher::Counts Publisher::Impl::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Publisher::Impl::Run(const std::stop_token& stop) {
  // Signals are for other threads: ZeroMQ's calls would end early here.
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
  for (bool last = false; !last;) {
    last = stop.stop_requested();
    const auto now = std::chrono::steady_clock::now();
    if (now >= next_beat_) {
      next_beat_ = now + kHeartbeat;
      Beat();
    }
    if (!last) sockets_.Wait(next_beat_ - now);
    while (const auto request = sockets_.NextRequest()) Answer(*request);
    bool reload = false;
    {
      const std::lock_guard lock(mutex_);
      reload = std::exchange(reload_, false);
    }
    if (reload) sockets_.ReloadKeys();
    sockets_.ServeConnections();
    TakeWaiting();
  }
  sockets_.Close();
}

void Publisher::Impl::TakeWaiting() {
  std::optional<Time> event_time;
  {
    const std::lock_guard lock(mutex_);
    sending_.swap(waiting_);
    busy_ = !sending_.empty();
    event_time = event_time_;
  }
  for (Outgoing& outgoing : sending_) SendOne(outgoing);
  if (!sending_.empty() && options_.journal != nullptr && event_time &&
      (!sent_until_ || *event_time > *sent_until_)) {
    options_.journal->NoteSentUntil(*event_time);
  }
  sending_.clear();
  {
    const std::lock_guard lock(mutex_);
    busy_ = false;
    counts_.last_sequence = store_.last_sequence();
    counts_.subscribers = sockets_.subscriptions();
    counts_.refused = sockets_.refused();
  }
  room_.notify_all();
}

void Publisher::Impl::SendOne(Outgoing& outgoing) {
  switch (outgoing.kind) {
    case Outgoing::Kind::kTrack:
      store_.KeepTrack(outgoing.id, outgoing.topic, outgoing.payload);
      Publish(std::move(outgoing.topic), std::move(outgoing.payload));
      break;
    case Outgoing::Kind::kHeldTrack:
      store_.KeepTrack(outgoing.id, outgoing.topic, outgoing.payload);
      break;
    case Outgoing::Kind::kTrackEnd: {
      auto [topic, payload] = store_.DropTrack(outgoing.id);
      if (!topic.empty()) Publish(std::move(topic), Ended(payload));
      break;
    }
    case Outgoing::Kind::kHeldTrackEnd:
      store_.DropTrack(outgoing.id);
      break;
    case Outgoing::Kind::kHeldEvent:
      store_.KeepEvent(outgoing.id, outgoing.topic, outgoing.payload);
      break;
    case Outgoing::Kind::kEvent:
      store_.KeepEvent(outgoing.id, outgoing.topic, outgoing.payload);
      // Before it is sent: rather missed, which its number shows, than twice.
      if (options_.journal != nullptr) options_.journal->NoteEvent();
      Publish(std::move(outgoing.topic), std::move(outgoing.payload));
      break;
  }
}

void Publisher::Impl::Publish(std::string topic, std::string payload) {
  sockets_.Publish(store_.Add(std::move(topic), std::move(payload), NowNs()));
  const std::lock_guard lock(mutex_);
  ++counts_.messages;
}

void Publisher::Impl::Beat() {
  Heartbeat heartbeat{store_.last_sequence(), store_.tracks(), store_.oldest_sequence(), {}};
  {
    const std::lock_guard lock(mutex_);
    heartbeat.event_time = event_time_;
  }
  Publish(std::string(kHeartbeatTopic), Encode(heartbeat));
}

void Publisher::Impl::Answer(const Request& request) {
  const auto reply = [&](const Sent& sent) { sockets_.Reply(request, sent); };
  if (request.since) {
    store_.Since(*request.since, NowNs(), reply);
  } else {
    store_.Snapshot(request.prefix, NowNs(), reply);
  }
}

Publisher::Publisher(const PublisherOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Publisher::~Publisher() = default;

void Publisher::Write(const PictureBatch& batch) { impl_->Write(batch); }
void Publisher::WriteEvent(const Event& event, const std::vector<std::string>& inputs) {
  impl_->WriteEvent(event, inputs);
}
void Publisher::ReloadKeys() { impl_->ReloadKeys(); }
void Publisher::Drain() { impl_->Drain(); }
const std::string& Publisher::endpoint() const { return impl_->sockets().endpoint(); }
const std::string& Publisher::snapshot_endpoint() const {
  return impl_->sockets().snapshot_endpoint();
}
void Publisher::WriteEventLine(const std::string& line, bool send) {
  impl_->WriteEventLine(line, send);
}
Publisher::Counts Publisher::counts() const { return impl_->counts(); }

}  // namespace pelorus::feed
