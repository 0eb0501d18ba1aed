#include "io/recording/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "io/bytes.h"
#include "io/recording/channel_bytes.h"
#include "tests/io/recording/recordings.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(Recorder, WhatWasWrittenComesBackBySourceWithItsTimesAndSenders) {
  const TemporaryFolder folder;
  {
    Recorder recorder(folder.path(), {});
    const auto a = recorder.AddSource({"udp://0.0.0.0:1", ""});
    const auto b = recorder.AddSource({"tcp://host:2", "beast"});
    recorder.Write(a, At(1.0), 7, "one\n");
    recorder.Write(b, At(1.5), 0, std::string("\x1a\0\n", 3));
    recorder.Write(a, At(2.0), 7, "two\n");
    recorder.Write(a, At(3.0), 8, "three\n");
    recorder.Close();
  }
  const auto channels = RawChannels(FilesIn(folder.path()));
  ASSERT_THAT(channels, SizeIs(2));
  EXPECT_EQ(channels[0].topic, "tcp://host:2");
  EXPECT_EQ(channels[0].format, Format::kBeast);
  EXPECT_EQ(channels[1].format, std::nullopt);
  EXPECT_THAT(PiecesOf(channels[0]),
              ElementsAre(GivenPiece{std::string("\x1a\0\n", 3), At(1.5), 0}));
  EXPECT_THAT(PiecesOf(channels[1]),
              ElementsAre(GivenPiece{"one\n", At(1.0), 7}, GivenPiece{"two\n", At(2.0), 7},
                          GivenPiece{"three\n", At(3.0), 8}));
}

TEST(Recorder, ANewFileBeginsWhenOneIsLargeEnoughAndAllAreOneChannel) {
  const TemporaryFolder folder;
  RecorderOptions options;
  options.rotate_bytes = 10'000;
  std::string all;
  {
    Recorder recorder(folder.path(), options);
    const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
    for (int i = 0; i < 1000; ++i) {
      const std::string line = "line " + std::to_string(i * 7919) + "\n";
      recorder.Write(source, At(i), 3, line);
      all += line;
    }
    recorder.Close();
  }
  const auto files = FilesIn(folder.path());
  EXPECT_GE(files.size(), 3U);
  const auto channels = RawChannels(files);
  ASSERT_THAT(channels, SizeIs(1));
  std::string back;
  for (const GivenPiece& piece : PiecesOf(channels[0])) {
    back += piece.bytes;
    EXPECT_EQ(piece.sender, 3U);
  }
  EXPECT_EQ(back, all);
}

TEST(Recorder, ANewFileBeginsWhenOneIsOldEnough) {
  const TemporaryFolder folder;
  RecorderOptions options;
  options.rotate_after = std::chrono::seconds(0);
  Recorder recorder(folder.path(), options);
  const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
  recorder.Write(source, At(1), 0, "a\n");
  recorder.Tick();
  recorder.Write(source, At(2), 0, "b\n");
  recorder.Close();
  EXPECT_THAT(FilesIn(folder.path()), SizeIs(2));
}

TEST(Recorder, FilesKeepTheirOrderWhenTheClockIsSetBack) {
  const TemporaryFolder folder;
  RecorderOptions options;
  options.rotate_after = std::chrono::seconds(0);
  Recorder recorder(folder.path(), options);
  const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
  for (const double t : {100'000.0, 50'000.0, 200'000.0}) {
    recorder.Write(source, At(t), 0, std::to_string(t) + "\n");
    recorder.Tick();
  }
  const auto channels = RawChannels(FilesIn(folder.path()));
  ASSERT_THAT(channels, SizeIs(1));
  const auto pieces = PiecesOf(channels[0]);
  ASSERT_THAT(pieces, SizeIs(3));
  EXPECT_EQ(pieces[0].received_at, At(100'000.0));
  EXPECT_EQ(pieces[1].received_at, At(50'000.0));
  EXPECT_EQ(pieces[2].received_at, At(200'000.0));
}

TEST(Recorder, WhatIsOlderThanTheLimitCanBeReadWhileTheFileIsOpen) {
  const TemporaryFolder folder;
  RecorderOptions options;
  options.flush_after = std::chrono::milliseconds(20);
  Recorder recorder(folder.path(), options);
  const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
  recorder.Write(source, At(1), 0, "a\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  recorder.Tick();
  const auto channels = RawChannels(FilesIn(folder.path()));
  ASSERT_THAT(channels, SizeIs(1));
  EXPECT_THAT(PiecesOf(channels[0]), ElementsAre(GivenPiece{"a\n", At(1), 0}));
}

TEST(Recorder, ADiskThatIsFullIsToldAndCostsWhatDidNotFit) {
  const TemporaryFolder folder;
  Recorder recorder(folder.path(), {});
  const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
  recorder.Write(source, At(1), 0, "a\n");
  const FileSizeLimit limit(2000);  // stands for a disk without room
  std::string noise;
  std::uint64_t x = 1;
  for (int i = 0; i < 300'000; ++i) {
    x = x * 6364136223846793005ULL + 1442695040888963407ULL;
    noise.push_back(static_cast<char>(x >> 56));
  }
  EXPECT_THROW(
      {
        for (int i = 0; i < 10; ++i) recorder.Write(source, At(2), 0, noise);
      },
      std::runtime_error);
  const auto channels = RawChannels(FilesIn(folder.path()));
  EXPECT_THAT(channels, SizeIs(1));
}

TEST(Recorder, AFolderThatCannotBeMadeIsToldAtOnce) {
  const TemporaryFolder folder;
  const auto file = folder.Write("file", "x");
  EXPECT_THROW(Recorder(file / "below", {}), InputError);
}

}  // namespace
}  // namespace pelorus
