#include "io/feed/publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/bytes.h"
#include "io/feed/curve_keys.h"
#include "io/feed/subscriber.h"
#include "tests/io/feed/feed_world.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Publisher, ASubscriberGetsTracksInOrderWithoutAGap) {
  Publisher publisher(OnThisMachine());
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  Subscriber subscriber(options);
  ASSERT_TRUE(AwaitSubscriptions(publisher, 2));
  for (int i = 0; i < 500; ++i) publisher.Write(BatchOf({Update(1, 10.0 * i)}));
  for (int i = 0; i < 500; ++i) {
    const auto received = Await(subscriber, IsTrack);
    ASSERT_TRUE(received) << i;
    const auto track = DecodeTrack(received->payload);
    ASSERT_TRUE(track);
    EXPECT_EQ(track->time, Time(FromSeconds(10.0 * i)));
    EXPECT_EQ(track->key, "mmsi:1");
    EXPECT_EQ(track->state, TrackState::kConfirmed);
    EXPECT_DOUBLE_EQ(track->lat_deg, 57.5);
    EXPECT_NEAR(track->sog_kn, 12.5, 1e-9);
  }
  EXPECT_EQ(subscriber.counts().lost, 0U);
}

TEST(Publisher, ALateSubscriberGetsWhatLivesFromTheSnapshotAndNothingTwice) {
  Publisher publisher(OnThisMachine());
  publisher.Write(BatchOf({Update(1, 10), Update(2, 11), Update(3, 12), Update(1, 30)}));
  PictureBatch end;
  end.ended.push_back(EndOf(2));
  publisher.Write(end);
  publisher.Drain();
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  options.snapshot = publisher.snapshot_endpoint();
  Subscriber subscriber(options);
  std::vector<std::string> seen;
  for (int i = 0; i < 2; ++i) {
    const auto received = Await(subscriber, IsTrack);
    ASSERT_TRUE(received);
    EXPECT_TRUE(received->from_snapshot);
    const auto track = DecodeTrack(received->payload);
    ASSERT_TRUE(track);
    seen.push_back(track->key + " " + FormatIso8601(track->time));
  }
  EXPECT_THAT(seen, ElementsAre("mmsi:1 1970-01-01T00:00:30Z", "mmsi:3 1970-01-01T00:00:12Z"));
  publisher.Write(BatchOf({Update(4, 40)}));
  const auto next = Await(subscriber, IsTrack);
  ASSERT_TRUE(next);
  EXPECT_FALSE(next->from_snapshot);
  EXPECT_EQ(DecodeTrack(next->payload)->key, "mmsi:4");
}

TEST(Publisher, TheEndOfATrackIsAMessageOfItsOwn) {
  Publisher publisher(OnThisMachine());
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  Subscriber subscriber(options);
  ASSERT_TRUE(AwaitSubscriptions(publisher, 2));
  PictureBatch batch = BatchOf({Update(1, 10)});
  batch.ended.push_back(EndOf(1));
  publisher.Write(batch);
  ASSERT_TRUE(Await(subscriber, IsTrack));
  const auto end = Await(subscriber, IsTrack);
  ASSERT_TRUE(end);
  EXPECT_EQ(DecodeTrack(end->payload)->state, TrackState::kEnded);
}

TEST(Publisher, UpdatesOfATrackAreThinnedAndTheSnapshotHasTheLast) {
  PublisherOptions slow = OnThisMachine();
  slow.track_interval = std::chrono::seconds(10);
  Publisher publisher(slow);
  for (int i = 0; i < 100; ++i) publisher.Write(BatchOf({Update(1, i), Update(2, i)}));
  publisher.Drain();
  EXPECT_EQ(publisher.counts().held_back, 180U);
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  options.snapshot = publisher.snapshot_endpoint();
  Subscriber subscriber(options);
  const auto received = Await(subscriber, IsTrack);
  ASSERT_TRUE(received);
  EXPECT_EQ(DecodeTrack(received->payload)->time, Time(FromSeconds(99)));
}

TEST(Publisher, ASubscriberThatDoesNotReadLosesMessagesAndSlowsNobody) {
  PublisherOptions narrow = OnThisMachine();
  narrow.subscriber_queue = 100;
  Publisher publisher(narrow);
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  Subscriber reader(options);
  options.queue = 10;
  Subscriber stuck(options);
  ASSERT_TRUE(AwaitSubscriptions(publisher, 2));
  ASSERT_TRUE(
      Await(stuck, [](const Received&) { return true; }));  // it is there, and then it sleeps
  // Far more than the kernel's buffers and both queues hold.
  constexpr int kBatches = 1600;
  std::uint64_t heard = 0;
  for (int i = 0; i < kBatches; ++i) {
    std::vector<TrackUpdate> updates;
    for (std::uint32_t ship = 0; ship < 50; ++ship)
      updates.push_back(Update(1000 + ship, 10.0 * i));
    publisher.Write(BatchOf(std::move(updates)));
    for (int n = 0; n < 50; ++n) heard += Await(reader, IsTrack) ? 1U : 0U;
  }
  EXPECT_EQ(heard, 50U * kBatches);
  EXPECT_EQ(reader.counts().lost, 0U);
  // When it wakes it is told by the numbers.
  while (stuck.Next(std::chrono::milliseconds(1500)) && stuck.counts().lost == 0) {
  }
  EXPECT_GT(stuck.counts().lost, 0U);
}

TEST(Publisher, AnEndpointThatOthersCanReachNeedsKeys) {
  EXPECT_TRUE(IsLoopback("tcp://127.0.0.1:5556"));
  EXPECT_TRUE(IsLoopback("tcp://[::1]:5556"));
  EXPECT_TRUE(IsLoopback("ipc:///run/pelorus"));
  EXPECT_FALSE(IsLoopback("tcp://*:5556"));
  EXPECT_FALSE(IsLoopback("tcp://0.0.0.0:5556"));
  EXPECT_FALSE(IsLoopback("tcp://127host.example:5556"));
  PublisherOptions open;
  open.endpoint = "tcp://0.0.0.0:*";
  try {
    Publisher publisher(open);
    FAIL() << "was bound";
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(), HasSubstr("without --curve-keys"));
  }
}

/// Whether a subscriber with these keys hears something of a publisher within a second or two.
bool Hears(const Publisher& publisher, std::optional<std::filesystem::path> server,
           std::optional<std::filesystem::path> client) {
  SubscriberOptions options;
  options.endpoint = publisher.endpoint();
  options.server_key = std::move(server);
  options.client_key = std::move(client);
  Subscriber subscriber(options);
  for (int i = 0; i < 25; ++i) {
    if (subscriber.Next(std::chrono::milliseconds(100))) return true;
  }
  return false;
}

TEST(Publisher, WithKeysOnlyThoseOnTheListComeIn) {
  const TemporaryFolder folder;
  WriteNewKeys(folder / "keys", "server");
  WriteNewKeys(folder / "keys" / "clients", "friend");
  WriteNewKeys(folder / "other", "stranger");
  PublisherOptions options = OnThisMachine();
  options.curve_keys = folder / "keys";
  Publisher publisher(options);
  const auto server = folder / "keys" / "server.key";
  EXPECT_TRUE(Hears(publisher, server, folder / "keys" / "clients" / "friend.key_secret"));
  EXPECT_EQ(publisher.counts().refused, 0U);
  EXPECT_FALSE(Hears(publisher, server, folder / "other" / "stranger.key_secret"));
  EXPECT_GT(publisher.counts().refused, 0U);
  EXPECT_FALSE(Hears(publisher, std::nullopt, std::nullopt));
  // A key that is added later is good once the list was read again.
  std::filesystem::copy(folder / "other" / "stranger.key", folder / "keys" / "clients");
  publisher.ReloadKeys();
  EXPECT_TRUE(Hears(publisher, server, folder / "other" / "stranger.key_secret"));
}

TEST(Publisher, AnEndpointThatIsTakenIsToldInOneLine) {
  const Publisher first(OnThisMachine());
  PublisherOptions options;
  options.endpoint = first.endpoint();
  EXPECT_THROW(Publisher second(options), InputError);
}

TEST(Publisher, AKeyGetsTheTopicsThatItsFileNames) {
  const TemporaryFolder folder;
  WriteNewKeys(folder.path(), "server");
  WriteNewKeys(folder.path(), "client");
  // As an operator writes it: one more line of metadata.
  std::string text = Slurp(folder / "client.key");
  const std::string mark = "metadata\n";
  const std::size_t at = text.find(mark) + mark.size();
  text = text.substr(0, at) + "    topics = \"v1.trk.caspian. v1.hb.\"\n" + text.substr(at);
  folder.Write("client.key", text);
  PublisherOptions options = OnThisMachine();
  options.curve_keys = folder.path();
  Publisher publisher(options);
  publisher.Write(BatchOf({Update(1, 5.0), Update(2, 5.0, 40.5, 50.5)}));
  SubscriberOptions side;
  side.endpoint = publisher.endpoint();
  side.snapshot = publisher.snapshot_endpoint();
  side.server_key = folder / "server.key";
  side.client_key = folder / "client.key_secret";
  Subscriber subscriber(side);  // asks for everything
  ASSERT_TRUE(AwaitSubscriptions(publisher, 2));
  for (double t = 10.0; t < 15.0; ++t) {
    publisher.Write(BatchOf({Update(1, t), Update(2, t, 40.5, 50.5)}));
  }
  int live = 0;
  int snapshot = 0;
  while (const auto received = subscriber.Next(std::chrono::milliseconds(400))) {
    if (!IsTrack(*received)) continue;
    EXPECT_TRUE(received->topic.starts_with("v1.trk.caspian.")) << received->topic;
    (received->from_snapshot ? snapshot : live) += 1;
    if (live + snapshot > 5) break;
  }
  EXPECT_GT(live + snapshot, 4);
}

}  // namespace
}  // namespace pelorus::feed
