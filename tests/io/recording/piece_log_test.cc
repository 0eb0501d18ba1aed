#include "io/recording/piece_log.h"

#include <gtest/gtest.h>

#include "tests/io/recording/recordings.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

RecorderOptions OfALiveRun() {
  RecorderOptions options;
  options.flush_after = std::chrono::hours(1);
  options.arrivals = ArrivalRules{std::chrono::seconds(3), std::chrono::milliseconds(250),
                                  std::chrono::seconds(20)};
  return options;
}

TEST(PieceLog, GivesWhatArrivedInItsOrder) {
  const TemporaryFolder folder;
  {
    Recorder recorder(folder.path(), OfALiveRun());
    const auto b = recorder.AddSource({"udp://b:1", "nmea"});
    const auto a = recorder.AddSource({"a.nmea", "", false});
    recorder.Write(b, At(1.0), 7, "one");
    recorder.Write(a, At(1.5), 0, "two");
    recorder.NoteLull(At(2.0));
    recorder.NoteEnd(a, At(2.5));
    recorder.Write(b, At(0.5), 8, "three");  // a clock that was set back
  }
  PieceLog log(RecordingsIn(folder.path().string()), {});
  ASSERT_TRUE(log.rules());
  EXPECT_EQ(log.rules()->reorder, std::chrono::seconds(3));
  EXPECT_EQ(log.rules()->epoch, std::chrono::milliseconds(250));
  EXPECT_EQ(log.rules()->idle_after, std::chrono::seconds(20));
  ASSERT_EQ(log.channels().size(), 2U);
  EXPECT_EQ(log.channels()[0].topic, "udp://b:1");
  EXPECT_EQ(log.channels()[0].format, Format::kNmea);
  EXPECT_FALSE(log.channels()[1].live);
  struct Want {
    Piece::Kind kind;
    std::size_t source;
    double at;
    std::uint64_t sender;
    std::string bytes;
  };
  using Kind = Piece::Kind;
  for (const Want& want : {Want{Kind::kBytes, 0, 1.0, 7, "one"},
                           {Kind::kBytes, 1, 1.5, 0, "two"},
                           {Kind::kLull, 0, 2.0, 0, ""},
                           {Kind::kEnd, 1, 2.5, 0, ""},
                           {Kind::kBytes, 0, 0.5, 8, "three"}}) {
    Piece piece;
    ASSERT_TRUE(log.Next(piece));
    EXPECT_EQ(piece.kind, want.kind);
    EXPECT_EQ(piece.received_at, At(want.at));
    EXPECT_EQ(piece.bytes, want.bytes);
    if (want.kind != Kind::kLull) {
      EXPECT_EQ(piece.source, want.source);
    }
    if (want.kind == Kind::kBytes) {
      EXPECT_EQ(piece.sender, want.sender);
    }
  }
  Piece none;
  EXPECT_FALSE(log.Next(none));
}

TEST(PieceLog, WhatWasFlushedIsThereAfterAKill) {
  const TemporaryFolder folder;
  const TemporaryFolder copy;
  Recorder recorder(folder.path(), OfALiveRun());
  const auto a = recorder.AddSource({"udp://a:1", ""});
  recorder.Write(a, At(1.0), 0, "kept");
  recorder.Flush();
  recorder.Write(a, At(2.0), 0, "lost");
  const std::string file = RecordingsIn(folder.path().string()).front();
  const std::string killed = copy.Write("0.mcap", Slurp(file)).string();
  copy.Write("1.mcap", "");
  PieceLog log(RecordingsIn(copy.path().string()), {});
  Piece piece;
  ASSERT_TRUE(log.Next(piece));
  EXPECT_EQ(piece.bytes, "kept");
  EXPECT_FALSE(log.Next(piece));
}

TEST(PieceLog, OrdinaryRecordingsHaveNoRules) {
  const TemporaryFolder folder;
  {
    Recorder recorder(folder.path(), {});
    recorder.Write(recorder.AddSource({"udp://a:1", ""}), At(1.0), 0, "x");
  }
  EXPECT_FALSE(PieceLog(RecordingsIn(folder.path().string()), {}).rules());
}

TEST(McapReader, EntersARecordingByItsTimes) {
  const TemporaryFolder folder;
  RecorderOptions options;
  options.flush_after = std::chrono::milliseconds(0);  // a chunk a message
  {
    Recorder recorder(folder.path(), options);
    const auto a = recorder.AddSource({"udp://a:1", "nmea"});
    for (int hour = 0; hour < 24; ++hour) {
      recorder.Write(a, At(3600.0 * hour), 0, std::to_string(hour) + "\n");
    }
  }
  const auto read = [&folder](RecordingSpan wanted) {
    RecordedChannel channel = RawChannels(RecordingsIn(folder.path().string())).front();
    channel.wanted = wanted;
    ChannelBytes bytes(channel, {});
    std::string text;
    char block[64];
    while (const std::size_t n = bytes.Read(block, sizeof block)) text.append(block, n);
    return text;
  };
  EXPECT_EQ(read({At(3600.0 * 20), {}}), "20\n21\n22\n23\n");
  EXPECT_EQ(read({At(3600.0 * 3), At(3600.0 * 3)}), "3\n4\n5\n6\n");
  // Times that the file does not have: the payload's clock was another one.
  EXPECT_EQ(read({At(3600.0 * 1000), {}}).size(), 10U * 2 + 14U * 3);
}

}  // namespace
}  // namespace pelorus
