// How fast the feed is on this machine: messages a second from Write to a subscriber that reads
// all, plain and with keys, and the time from Write to the subscriber at a steady rate.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "io/feed/curve_keys.h"
#include "tests/io/feed/feed_world.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace pelorus;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kShips = 50;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

PictureBatch BatchAt(double t_s) {
  std::vector<TrackUpdate> updates;
  for (std::uint32_t ship = 0; ship < kShips; ++ship) {
    updates.push_back(feed::Update(1000 + ship, t_s));
  }
  return feed::BatchOf(std::move(updates));
}

/// A publisher and its only subscriber.
struct Pair {
  explicit Pair(bool keys) : publisher(PublisherSide(keys)), subscriber(SubscriberSide(keys)) {
    feed::AwaitSubscriptions(publisher, 2);
  }

  feed::PublisherOptions PublisherSide(bool keys) const {
    feed::PublisherOptions options = feed::OnThisMachine();
    options.subscriber_queue = 2'000'000;
    if (keys) {
      feed::WriteNewKeys(folder.path(), "server");
      feed::WriteNewKeys(folder.path(), "client");
      options.curve_keys = folder.path();
    }
    return options;
  }
  feed::SubscriberOptions SubscriberSide(bool keys) const {
    feed::SubscriberOptions options;
    options.endpoint = publisher.endpoint();
    if (keys) {
      options.server_key = folder / "server.key";
      options.client_key = folder / "client.key_secret";
    }
    return options;
  }

  TemporaryFolder folder;
  feed::Publisher publisher;
  feed::Subscriber subscriber;
};

void MeasureRate(bool keys) {
  constexpr int kBatches = 10'000;
  Pair pair(keys);
  const auto start = Clock::now();
  std::jthread writer([&pair] {
    for (int i = 0; i < kBatches; ++i) pair.publisher.Write(BatchAt(10.0 * i));
  });
  int heard = 0;
  while (heard < kBatches * static_cast<int>(kShips)) {
    const auto received = pair.subscriber.Next(std::chrono::seconds(2));
    if (!received) break;
    heard += feed::IsTrack(*received) ? 1 : 0;
  }
  fmt::print("{:5} {} messages at {:.0f}/s, {} lost\n", keys ? "curve" : "plain", heard,
             heard / SecondsSince(start), pair.subscriber.counts().lost);
}

void MeasureDelay(bool keys, int rate) {
  constexpr int kSeconds = 5;
  Pair pair(keys);
  const int batches = kSeconds * rate / static_cast<int>(kShips);
  const auto start = Clock::now();
  const auto due = [&](int i) {
    return start + std::chrono::microseconds(std::int64_t{1'000'000} * i * kShips / rate);
  };
  std::jthread writer([&] {
    for (int i = 0; i < batches; ++i) {
      std::this_thread::sleep_until(due(i));
      pair.publisher.Write(BatchAt(10.0 * i));
    }
  });
  std::vector<double> delays_ms;
  while (delays_ms.size() < static_cast<std::size_t>(batches) * kShips) {
    const auto received = pair.subscriber.Next(std::chrono::seconds(2));
    if (!received) break;
    if (!feed::IsTrack(*received)) continue;
    const auto i = static_cast<int>(delays_ms.size() / kShips);
    delays_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due(i)).count());
  }
  if (delays_ms.empty()) return;
  std::sort(delays_ms.begin(), delays_ms.end());
  fmt::print("{:5} {:6}/s: Write to subscriber median {:.2f} ms, p99 {:.2f} ms, {} lost\n",
             keys ? "curve" : "plain", rate, delays_ms[delays_ms.size() / 2],
             delays_ms[delays_ms.size() * 99 / 100], pair.subscriber.counts().lost);
}

}  // namespace

int main() {
  for (const bool keys : {false, true}) {
    MeasureRate(keys);
    for (const int rate : {1'000, 10'000, 50'000}) MeasureDelay(keys, rate);
  }
  return 0;
}
