#include "io/feed/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/feed/topics.h"

namespace pelorus::feed {
namespace {

using ::testing::ElementsAre;

Store::Take Into(std::vector<std::string>& texts) {
  return [&texts](const Sent& sent) {
    const auto header = DecodeHeader(sent.header);
    ASSERT_TRUE(header);
    texts.push_back(sent.topic + " " + std::to_string(header->sequence) + "/" +
                    std::to_string(header->topic_sequence) + " " + sent.payload);
  };
}

TEST(Store, NumbersCountOverAllTopicsAndInEach) {
  Store store(7, 0, false, {});
  const auto numbers = [&](const std::string& topic) {
    const auto header = DecodeHeader(store.Add(topic, "", 5).header);
    EXPECT_TRUE(header);
    EXPECT_EQ(header->stream_epoch, 7U);
    EXPECT_EQ(header->published_ns, 5);
    return std::pair(header->sequence, header->topic_sequence);
  };
  EXPECT_EQ(numbers("a."), std::pair(std::uint64_t{1}, std::uint64_t{1}));
  EXPECT_EQ(numbers("b."), std::pair(std::uint64_t{2}, std::uint64_t{1}));
  EXPECT_EQ(numbers("a."), std::pair(std::uint64_t{3}, std::uint64_t{2}));
}

TEST(Store, NumbersGoOnFromWhereTheyWere) {
  Store store(7, 41, false, {});
  EXPECT_EQ(store.Add("a.", "", 0).sequence, 42U);
}

TEST(Store, ASnapshotHasTheLastValueOfWhatLivesUnderAPrefix) {
  Store store(7, 0, false, {});
  store.KeepTrack("one", "v1.trk.caspian.n40e050.", "old");
  store.KeepTrack("one", "v1.trk.caspian.n41e050.", "new");
  store.KeepTrack("two", "v1.trk.world.n57e011.", "elsewhere");
  store.KeepTrack("three", "v1.trk.caspian.n40e050.", "gone");
  EXPECT_EQ(store.DropTrack("three"),
            std::pair(std::string("v1.trk.caspian.n40e050."), std::string("gone")));
  store.Add("v1.hb.", "", 0);
  std::vector<std::string> texts;
  store.Snapshot("v1.trk.caspian.", 0, Into(texts));
  EXPECT_THAT(texts, ElementsAre("v1.trk.caspian.n41e050. 1/0 new", "v1.end. 1/0 "));
  texts.clear();
  store.Snapshot("", 0, Into(texts));
  EXPECT_EQ(texts.size(), 3U);
}

TEST(Store, SinceGivesWhatTheRingStillHolds) {
  Store store(7, 0, false, {3, 10});
  for (const char* payload : {"a", "b", "c", "d"}) store.Add("t.", payload, 0);
  EXPECT_EQ(store.oldest_sequence(), 2U);
  std::vector<std::string> texts;
  store.Since(2, 0, Into(texts));
  EXPECT_THAT(texts, ElementsAre("t. 3/3 c", "t. 4/4 d", "v1.end. 4/0 "));
  texts.clear();
  store.Since(0, 0, Into(texts));
  EXPECT_THAT(texts, ElementsAre("t. 2/2 b", "t. 3/3 c", "t. 4/4 d", "v1.end. 4/0 "));
}

TEST(Store, EventsAreKeptUpToALimitAndTheOldestGoFirst) {
  Store store(7, 0, false, {3, 2});
  store.KeepEvent("1", "v1.evt.", "first");
  store.KeepEvent("2", "v1.evt.", "second");
  store.KeepEvent("2", "v1.evt.", "second again");
  store.KeepEvent("3", "v1.evt.", "third");
  std::vector<std::string> texts;
  store.Snapshot("v1.evt.", 0, Into(texts));
  EXPECT_THAT(texts, ElementsAre("v1.evt. 0/0 second again", "v1.evt. 0/0 third", "v1.end. 0/0 "));
}

}  // namespace
}  // namespace pelorus::feed
