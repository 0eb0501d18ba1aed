// What must hold for every recording, whatever is in it.
#include <gtest/gtest.h>

#include <string>

#include "tests/io/ais/recordings.h"
#include "tests/io/read_reports.h"
#include "tests/support/data_dir.h"
#include "tests/trackers/counting_new.h"

namespace pelorus::ais {
namespace {

struct Recording {
  const char* file;
  std::uint64_t messages;  // that three other decoders agree to be whole (PROVENANCE.md)
  std::uint64_t more;      // that we read besides, and why below
};

// More: DMA's stream holds 18 sentences with talker `--`; AISHub's six and the one of 2007 are
// messages of lengths that the others refuse; hakefjord and panama agree exactly.
constexpr Recording kRecordings[] = {{"aishub-global-85k.nmea.gz", 82742, 6},
                                     {"dma-aislib-stream_example.txt", 4033, 18},
                                     {"dma-drift-538004030-20140928.ais.gz", 5252, 0},
                                     {"dma-multistation-20131112.txt.gz", 26077, 0},
                                     {"dma-speedchange-219165000.ais.gz", 80, 0},
                                     {"hakefjord-ownship-gps-ais-20150720.log.gz", 15824, 0},
                                     {"kystverket-1000-tagblock-c.nm4", 877, 0},
                                     {"panama-28736.nmea.gz", 27392, 0},
                                     {"satellite-tagblock-20211101.nm4", 979, 0},
                                     {"seattle-636.nmea", 614, 0},
                                     {"socal-two-talkers-20160110.ais.gz", 9471, 0},
                                     {"us-2007-sar-13k.nmea.gz", 12752, 1},
                                     {"uscg-nais-20060715.ais", 853, 0}};

class Recordings : public testing::TestWithParam<Recording> {};

std::uint64_t Messages(const Counters& counters) {
  std::uint64_t n = 0;
  for (const auto count : counters.messages) n += count;
  return n;
}

TEST_P(Recordings, GivesTheMessagesThatOthersAgreeOnAndConservesRecords) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  NmeaDecoder decoder(OpenBytes(file->string()), {});
  while (decoder.Next() != nullptr) {
  }
  EXPECT_EQ(Messages(decoder.counters()), GetParam().messages + GetParam().more);
  EXPECT_TRUE(decoder.counters().Conserved());
}

TEST_P(Recordings, ReaderConservesRecords) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  NmeaReader reader(OpenBytes(file->string()), {});
  EXPECT_TRUE(ReadWhole(reader).Conserved());
}

std::string AllJson(std::unique_ptr<ByteSource> bytes) {
  NmeaDecoder decoder(std::move(bytes), {});
  std::string all;
  while (const Received* got = decoder.Next()) {
    AppendJson(*got, decoder.stations()[got->station.value()], all);
    all += std::to_string(got->offset) + " " + std::to_string(got->payload_hash) + "\n";
  }
  return all;
}

TEST_P(Recordings, ChunksDoNotMatter) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  const std::string text = Unpacked(file->string()).substr(0, 1 << 20);
  const std::string whole = AllJson(std::make_unique<MemoryBytes>(text));
  EXPECT_TRUE(whole == AllJson(InPieces(text, 1, 1)));
  EXPECT_TRUE(whole == AllJson(InPieces(text, 200, 2)));
  EXPECT_TRUE(whole == AllJson(InPieces(text, 5000, 3)));
}

TEST_P(Recordings, NoMessageAllocates) {
  PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + GetParam().file);
  const std::string text = Unpacked(file->string());
  // The second pass over the same text knows every station and has every buffer.
  NmeaDecoder decoder(std::make_unique<MemoryBytes>(text + "\n" + text), {});
  std::string out;
  out.reserve(1 << 16);
  std::uint64_t half = 0;
  long before = 0;
  for (std::uint64_t n = 0; const Received* got = decoder.Next(); ++n) {
    out.clear();
    AppendJson(*got, decoder.stations()[got->station.value()], out);
    if (half == 0 && got->offset >= text.size()) {
      half = n;
      before = CountedAllocations();
    }
  }
  ASSERT_GT(half, 0u);
  EXPECT_EQ(CountedAllocations(), before);
}

INSTANTIATE_TEST_SUITE_P(Files, Recordings, testing::ValuesIn(kRecordings),
                         [](const auto& param) { return "n" + std::to_string(param.index); });

}  // namespace
}  // namespace pelorus::ais
