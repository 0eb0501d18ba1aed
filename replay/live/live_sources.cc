#include "replay/live/live_sources.h"

#include <signal.h>

#include <algorithm>
#include <utility>

namespace pelorus {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::chrono::milliseconds kTick{100};

Time Now() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

/// Passes over what an earlier run has taken.
void Skip(ByteSource& bytes, std::uint64_t offset, char* block) {
  while (offset > 0) {
    const std::size_t n =
        bytes.Read(block, static_cast<std::size_t>(std::min<std::uint64_t>(offset, kBlock)));
    if (n == 0 && !bytes.paused()) return;
    offset -= n;
  }
}

}  // namespace

struct LiveSources::Source {
  Wanted wanted;
  NetCounters net;  // of its thread
  std::unique_ptr<ByteSource> bytes;
  mutable std::mutex mutex;
  Status status;  // under the mutex
  std::thread thread;
};

LiveSources::LiveSources(const std::vector<Wanted>& wanted, PieceQueue& queue,
                         std::function<bool()> stopped)
    : queue_(queue),
      stopped_([this, asked = std::move(stopped)] { return stopping_.load() || asked(); }) {
  for (const Wanted& one : wanted) Open(one);
}

LiveSources::~LiveSources() {
  stopping_ = true;
  for (const auto& source : sources_) {
    if (source->thread.joinable()) source->thread.join();
  }
}

void LiveSources::Open(const Wanted& wanted) {
  auto source = std::make_unique<Source>();
  source->wanted = wanted;
  source->status.location = wanted.spec.location;
  if (wanted.spec.is_network()) {
    LiveOptions options;
    options.stopped = stopped_;
    options.note_times = true;
    source->bytes = OpenLive(wanted.spec, options, source->net);
  } else {
    source->bytes = OpenBytes(wanted.spec.location);
  }
  sources_.push_back(std::move(source));
}

void LiveSources::Start() {
  running_ = sources_.size();
  // Signals are for the main thread.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  for (const auto& source : sources_) {
    source->thread = std::thread([this, &source = *source] { Run(source); });
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void LiveSources::Run(Source& source) {
  ReadAll(source);
  if (!stopped_()) {
    queue_.Push({Piece::Kind::kEnd, source.wanted.number, Now(), 0, {}});
    const std::lock_guard lock(source.mutex);
    source.status.ended = true;
  }
  --running_;
}

void LiveSources::ReadAll(Source& source) {
  const auto block = std::make_unique<char[]>(kBlock);
  const bool network = source.wanted.spec.is_network();
  if (!network) Skip(*source.bytes, source.wanted.offset, block.get());
  while (!stopped_()) {
    const std::size_t n = source.bytes->Read(block.get(), kBlock);
    const Time at = source.bytes->received_at().value_or(Now());
    {
      const std::lock_guard lock(source.mutex);
      source.status.net = source.net;
      if (n > 0) source.status.last_heard = at;
    }
    if (n == 0 && !source.bytes->paused()) break;
    if (n == 0) continue;
    Piece piece{Piece::Kind::kBytes, source.wanted.number, at, source.bytes->sender(),
                std::string(block.get(), n)};
    if (network) {
      queue_.Push(std::move(piece));
    } else {
      while (!queue_.PushWhenRoom(piece, kTick) && !stopped_()) {
      }
    }
  }
}

std::vector<LiveSources::Status> LiveSources::status() const {
  std::vector<Status> all;
  for (const auto& source : sources_) {
    const std::lock_guard lock(source->mutex);
    all.push_back(source->status);
  }
  return all;
}

}  // namespace pelorus
