#include "replay/cli/feed_screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "io/feed/topics.h"
#include "tests/io/feed/feed_world.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

feed::Received TrackMessage(const TrackUpdate& update, std::uint64_t epoch = 1) {
  feed::Received received;
  received.topic = feed::TrackTopic(update.estimate.position);
  received.header.stream_epoch = epoch;
  received.payload = feed::Encode(update);
  return received;
}

TEST(FeedScreen, FitsIntoTheTerminalAndCountsTracksByRegion) {
  FeedScreen screen("tcp://127.0.0.1:5556");
  for (std::uint32_t ship = 1; ship <= 200; ++ship) {
    screen.Take(TrackMessage(feed::Update(ship, 10.0)));
    if (ship % 2 == 0) screen.Take(TrackMessage(feed::Update(1000 + ship, 10.0, 40.5, 50.5)));
  }
  const std::string text = screen.Text(80, 24, 2.0, {});
  std::istringstream lines(text);
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) EXPECT_LE(line.size(), 80U) << line;
  EXPECT_LE(rows, 24U);
  EXPECT_THAT(text, HasSubstr("300 tracks  150 msg/s"));
  EXPECT_THAT(text, HasSubstr("caspian: 100  world: 200"));
  EXPECT_THAT(text, HasSubstr("mmsi:1200 "));
}

TEST(FeedScreen, ForgetsTracksThatEndAndAllOfThemWhenTheStreamBeginsAnew) {
  FeedScreen screen("feed");
  feed::Received message = TrackMessage(feed::Update(1, 10.0));
  screen.Take(message);
  message.payload = feed::Ended(message.payload);
  screen.Take(message);
  EXPECT_THAT(screen.Text(80, 24, 1.0, {}), HasSubstr("0 tracks"));
  screen.Take(TrackMessage(feed::Update(2, 10.0)));
  screen.Take(TrackMessage(feed::Update(3, 10.0), 2));
  const std::string text = screen.Text(80, 24, 1.0, {});
  EXPECT_THAT(text, HasSubstr("1 tracks"));
  EXPECT_THAT(text, Not(HasSubstr("mmsi:2 ")));
}

TEST(FeedScreen, AHostileFeedCannotOrderTheTerminalAround) {
  feed::Received message;
  message.topic = "v1.evt.rendezvous.world.";
  // Event.kind, field 2, holds an escape sequence.
  message.payload = std::string("\x12\x05\x1b[2Jx");
  EXPECT_THAT(FeedLine(message), Not(HasSubstr("\x1b")));
  EXPECT_THAT(FeedLine(message), HasSubstr("?[2Jx"));
}

}  // namespace
}  // namespace pelorus
