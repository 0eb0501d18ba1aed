#include "io/recording/channel_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/ais/nmea_reader.h"
#include "io/recording/recorder.h"
#include "tests/io/recording/recordings.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// A recording of one source in chunks of one message each.
std::string RecordChunks(const TemporaryFolder& folder, const std::vector<std::string>& messages) {
  RecorderOptions options;
  options.flush_after = std::chrono::milliseconds(0);
  Recorder recorder(folder.path(), options);
  const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
  for (std::size_t i = 0; i < messages.size(); ++i) {
    recorder.Write(source, At(1000.0 + static_cast<double>(i)), 0, messages[i]);
  }
  recorder.Close();
  return FilesIn(folder.path()).front();
}

TEST(ChannelBytes, ALineEndStandsWhereAChunkWasLost) {
  const TemporaryFolder folder;
  const std::string file = RecordChunks(folder, {"first half of ", "a line\nsecond", " line\n"});
  std::string bytes = Slurp(file);
  // The second chunk: the second packed block behind its mark.
  const std::string mark("\x04\0\0\0zstd", 8);
  const std::size_t second = bytes.find(mark, bytes.find(mark) + 1);
  bytes[second + 30] = static_cast<char>(bytes[second + 30] ^ 1);
  folder.Write(std::filesystem::path(file).filename().string(), bytes);
  std::vector<std::string> faults;
  const auto channels = RawChannels({file});
  ASSERT_THAT(channels, SizeIs(1));
  const auto pieces =
      PiecesOf(channels[0], [&](const std::string& line) { faults.push_back(line); });
  ASSERT_THAT(pieces, SizeIs(3));
  EXPECT_EQ(pieces[0].bytes + pieces[1].bytes + pieces[2].bytes, "first half of \n line\n");
  EXPECT_THAT(faults, ElementsAre(HasSubstr(file + ": at byte ")));
}

TEST(ChannelBytes, ReportsWithoutAStampAreOfTheTimeAtWhichTheyWereReceived) {
  const TemporaryFolder folder;
  AisPositionA ship;
  ship.mmsi = 244660001;
  ship.lat = 57 * 600000;
  ship.lon = 11 * 600000;
  ship.second = 40;
  const Time received = *ParseIso8601("2026-11-23T09:15:42.250Z");
  {
    Recorder recorder(folder.path(), {});
    const auto source = recorder.AddSource({"udp://0.0.0.0:1", ""});
    recorder.Write(source, received, 0, AisText(ship.Bits()));
    recorder.Close();
  }
  const auto channels = RawChannels(FilesIn(folder.path()));
  ASSERT_THAT(channels, SizeIs(1));
  OpenedInput input = OpenChannel(channels[0], "recording", {});
  EXPECT_EQ(input.format, Format::kNmea);
  EXPECT_EQ(input.location, "recording#udp://0.0.0.0:1");
  const auto reader = MakeReader(std::move(input), SourceId{0}, {});
  ReportBatch batch;
  ASSERT_TRUE(reader->Read(batch));
  ASSERT_THAT(batch, SizeIs(1));
  EXPECT_EQ(From(batch[0]).received_at, received);
  EXPECT_EQ(std::get<Observation>(batch[0]).measured_at, *ParseIso8601("2026-11-23T09:15:40Z"));
}

TEST(ChannelBytes, AFileThatWasCopiedHasNoReceiveTimes) {
  const TemporaryFolder folder;
  {
    Recorder recorder(folder.path(), {});
    const auto source = recorder.AddSource({"a.nmea", "nmea", false});
    recorder.Write(source, At(5), 0, "text\n");
    recorder.Close();
  }
  const auto channels = RawChannels(FilesIn(folder.path()));
  ASSERT_THAT(channels, SizeIs(1));
  EXPECT_THAT(PiecesOf(channels[0]), ElementsAre(GivenPiece{"text\n", std::nullopt, 0}));
}

TEST(ChannelBytes, AFileWithoutRawChannelsIsRefused) {
  const TemporaryFolder folder;
  const auto file = folder / "other.mcap";
  mcap::Writer writer(file, {});
  writer.Write(writer.AddChannel({"/camera", "ros1"}), At(1), "x");
  writer.Close();
  EXPECT_THROW(RawChannels({file.string()}), InputError);
}

}  // namespace
}  // namespace pelorus
