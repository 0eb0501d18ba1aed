#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "io/ais/nmea_reader.h"
#include "io/line_reader.h"
#include "tests/support/ais_encoder.h"

namespace pelorus {
namespace {

/// Gives the pieces one at a time and pauses before each.
class PausingBytes : public ByteSource {
 public:
  explicit PausingBytes(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}
  std::size_t Read(char* data, std::size_t size) override {
    paused_ = !paused_ && next_ < pieces_.size();
    if (paused_ || next_ == pieces_.size()) return 0;
    const std::string& piece = pieces_[next_++];
    EXPECT_LE(piece.size(), size);
    std::copy(piece.begin(), piece.end(), data);
    return piece.size();
  }
  bool paused() const override { return paused_; }

 private:
  std::vector<std::string> pieces_;
  std::size_t next_ = 0;
  bool paused_ = false;
};

std::unique_ptr<PausingBytes> ByteByByte(const std::string& text) {
  std::vector<std::string> pieces;
  for (const char c : text) pieces.emplace_back(1, c);
  return std::make_unique<PausingBytes>(std::move(pieces));
}

TEST(LineReader, APauseAnywhereDoesNotChangeTheLines) {
  LineReader lines(ByteByByte("one\r\ntwo\r\rthree\n\nlast"));
  std::vector<std::string> found;
  std::vector<std::uint64_t> offsets;
  LineReader::Line line;
  for (int calls = 0; calls < 100; ++calls) {
    if (lines.Next(line)) {
      found.emplace_back(line.text);
      offsets.push_back(line.offset);
    } else if (!lines.bytes().paused()) {
      break;
    }
  }
  EXPECT_EQ(found, (std::vector<std::string>{"one", "two", "", "three", "", "last"}));
  EXPECT_EQ(offsets, (std::vector<std::uint64_t>{0, 5, 9, 10, 16, 17}));
  EXPECT_FALSE(line.ended);
}

TEST(LineReader, APauseInsideALineThatIsTooLongIsNoLineEnd) {
  const std::string half(LineReader::kMaxLine, 'x');
  LineReader lines(std::make_unique<PausingBytes>(std::vector<std::string>{half, half, "x\nb\n"}));
  std::vector<std::size_t> sizes;
  LineReader::Line line;
  for (int calls = 0; calls < 20; ++calls) {
    if (lines.Next(line)) sizes.push_back(line.text.size());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{LineReader::kMaxLine, 1}));
}

TEST(NmeaDecoder, TellsAPauseFromTheEnd) {
  const std::string text = AisText(AisPositionA{}.Bits());
  ais::NmeaDecoder decoder(ByteByByte(text), {});
  std::size_t pauses = 0;
  while (decoder.Next() == nullptr && decoder.paused()) ++pauses;
  EXPECT_EQ(pauses, text.size());  // one before each byte
  EXPECT_EQ(decoder.counters().used, 1U);
  EXPECT_EQ(decoder.Next(), nullptr);
  EXPECT_FALSE(decoder.paused());
}

TEST(NmeaDecoder, PartsThatComeAPauseApartMakeOneMessage) {
  AisStatic ship;
  ship.name = "EVER DIADEM";
  ais::NmeaDecoder decoder(ByteByByte(AisText(ship.Bits())), {});
  const ais::Received* received = nullptr;
  while ((received = decoder.Next()) == nullptr && decoder.paused()) continue;
  ASSERT_NE(received, nullptr);
  EXPECT_EQ(received->records, 2);
  EXPECT_EQ(decoder.counters().rejected_total(), 0U);
}

TEST(NmeaReader, APauseGivesTheReportsThatAreThere) {
  AisPositionA ship;
  ship.lat = 57 * 600000;
  ship.lon = 11 * 600000;
  const std::string report = "1452468551.5 " + AisText(ship.Bits());
  ais::NmeaReader reader(std::make_unique<PausingBytes>(std::vector<std::string>{report, report}),
                         {});
  std::vector<std::size_t> sizes;
  ReportBatch batch;
  while (sizes.size() < 10 && reader.Read(batch)) {
    sizes.push_back(batch.size());
    batch.clear();
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{0, 1, 1}));
}

}  // namespace
}  // namespace pelorus
