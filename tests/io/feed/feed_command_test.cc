#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/feed/curve_keys.h"
#include "tests/io/feed/feed_world.h"
#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::feed {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Watch, PrintsALineAMessageIntoAPipe) {
  Publisher publisher(OnThisMachine());
  Program watch({"watch", publisher.endpoint(), "--snapshot", publisher.snapshot_endpoint()});
  publisher.Write(BatchOf({Update(244123456, 1452468551.0)}));
  EXPECT_THAT(watch.Out("\n"), AllOf(HasSubstr("track 2016-01-10T23:29:11Z mmsi:244123456"),
                                     HasSubstr("12.5 kn"), HasSubstr("confirmed")));
  EXPECT_EQ(watch.Stop(SIGINT), 130);
}

TEST(Watch, ShowsOnlyTheTopicsThatItWasAskedFor) {
  Publisher publisher(OnThisMachine());
  Program watch({"watch", publisher.endpoint(), "--topic", "v1.trk.caspian."});
  ASSERT_TRUE(AwaitSubscriptions(publisher, 2));
  publisher.Write(BatchOf({Update(1, 10.0), Update(2, 10.0, 40.5, 50.5)}));
  const std::string out = watch.Out("\n");
  EXPECT_THAT(out, HasSubstr("mmsi:2 "));
  EXPECT_THAT(out, ::testing::Not(HasSubstr("mmsi:1 ")));
}

TEST(Keygen, MakesKeysWithWhichAFeedCanBeWatched) {
  const TemporaryFolder folder;
  const std::string keys = (folder / "keys").string();
  Program keygen({"keygen", keys});
  EXPECT_EQ(keygen.Finish(), 0);
  PublisherOptions options = OnThisMachine();
  options.curve_keys = keys;
  Publisher publisher(options);
  Program watch({"watch", publisher.endpoint(), "--snapshot", publisher.snapshot_endpoint(),
                 "--curve-keys", keys});
  publisher.Write(BatchOf({Update(244123456, 10.0)}));
  EXPECT_THAT(watch.Out("\n"), HasSubstr("mmsi:244123456"));
  Program again({"keygen", keys});
  EXPECT_EQ(again.Finish(), 2);
  EXPECT_THAT(again.Err(""), HasSubstr("server.key_secret: cannot make"));
}

TEST(ReplayPublish, PublishesTheTracksOfARecording) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/uscg-nais-20060715.ais");
  const TemporaryFolder folder;
  const std::string endpoint = Location("tcp", FreePort(Endpoint::Kind::kTcpListener));
  SubscriberOptions options;
  options.endpoint = endpoint;
  Subscriber subscriber(options);
  Program replay({"replay", file->string(), "--out", (folder / "run").string(), "--publish",
                  endpoint, "--speed", "20", "--no-detect"});
  const auto received = Await(subscriber, IsTrack);
  ASSERT_TRUE(received);
  EXPECT_TRUE(received->header.replay);
  EXPECT_THAT(DecodeTrack(received->payload)->key, HasSubstr("mmsi:"));
  EXPECT_EQ(replay.Stop(SIGTERM), 130);
}

TEST(ReplayPublish, AFeedForAllNeedsKeys) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/uscg-nais-20060715.ais");
  const TemporaryFolder folder;
  Program replay({"replay", file->string(), "--out", (folder / "run").string(), "--publish",
                  "tcp://0.0.0.0:5556"});
  EXPECT_EQ(replay.Finish(), 2);
  EXPECT_THAT(replay.Err(""), HasSubstr("without --curve-keys"));
}

}  // namespace
}  // namespace pelorus::feed
