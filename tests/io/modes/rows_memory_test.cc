// Endless documents and feeds: nothing is kept of rows that were read.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "io/modes/aggregators.h"
#include "tests/trackers/counting_new.h"

namespace pelorus::modes {
namespace {

/// `head`, then `row` again and again, up to `size` bytes.
class RepeatedRow : public ByteSource {
 public:
  RepeatedRow(std::string head, std::string row, std::size_t size)
      : text_(std::move(head)), row_(std::move(row)), left_(size) {}

  std::size_t Read(char* data, std::size_t size) override {
    std::size_t done = 0;
    while (done < size && left_ > 0) {
      if (at_ == text_.size()) {
        text_ = row_;
        at_ = 0;
      }
      const std::size_t n = std::min({size - done, text_.size() - at_, left_});
      std::memcpy(data + done, text_.data() + at_, n);
      at_ += n;
      done += n;
      left_ -= n;
    }
    return done;
  }

 private:
  std::string text_;
  std::string row_;
  std::size_t at_ = 0;
  std::size_t left_;
};

struct Endless {
  const char* name;
  std::unique_ptr<MessageSource> (*open)(std::unique_ptr<ByteSource>);
  std::string head;
  std::string row;
};

std::unique_ptr<MessageSource> OpenPlainSbs(std::unique_ptr<ByteSource> bytes) {
  return OpenSbs(std::move(bytes));
}
std::unique_ptr<MessageSource> OpenNamedOpensky(std::unique_ptr<ByteSource> bytes) {
  return OpenOpensky(std::move(bytes), "endless");
}
std::unique_ptr<MessageSource> OpenNamedTable(std::unique_ptr<ByteSource> bytes) {
  return OpenAircraftTable(std::move(bytes), "endless");
}

class EndlessRows : public ::testing::TestWithParam<Endless> {};

TEST_P(EndlessRows, CostNoMemory) {
  constexpr std::size_t kRows = 300'000;
  const auto& [name, open, head, row] = GetParam();
  const std::size_t bytes = head.size() + kRows * row.size();
  const auto source = open(std::make_unique<RepeatedRow>(head, row, bytes));
  for (int i = 0; i < 100; ++i) ASSERT_NE(source->Next(), nullptr);
  const long before = CountedAllocations();
  std::uint64_t rows = 100;
  while (source->Next() != nullptr) ++rows;
  EXPECT_EQ(CountedAllocations(), before);
  EXPECT_EQ(rows, kRows);
  EXPECT_TRUE(source->counters().Conserved());
}

INSTANTIATE_TEST_SUITE_P(
    Of, EndlessRows,
    ::testing::Values(
        Endless{"Sbs", OpenPlainSbs, "",
                "MSG,3,1,1,71BE34,1,2018/04/03,19:02:28.951,,,,35000,,,59.7,31.9,,,,,,0\n"},
        Endless{"Readsb", OpenReadsb, R"({"now":1700513836.875,"aircraft":[)",
                R"({"hex":"a3e31a","type":"adsb_icao","lat":35.2,"lon":-110.3,"seen_pos":1.9},)"},
        Endless{"Trace", OpenTrace, R"({"icao":"34718d","timestamp":1693353600,"trace":[)",
                R"([266.8,43.39,-116.78,39975,null,null,1,null,{"nic":8},"adsb_icao"],)"},
        Endless{"States", OpenNamedOpensky, R"({"time":1779201650,"states":[)",
                R"(["39de4e","TVF","F",1779201649,1779201649,5.2,44.8,11887.2,false,255.4],)"},
        Endless{"History", OpenNamedOpensky, "time,icao24,lat,lon,lastposupdate\n",
                "1486310402,406d95,43.45,1.77,1486310398.653\n"},
        Endless{
            "Samples", OpenNamedOpensky, "[",
            R"({"icao24":"39ac45","timestamp":1558092195000,"latitude":43.6,"longitude":1.4},)"},
        Endless{"Table", OpenNamedTable, "t,icao,lat,lon\n", "1486310402,406d95,43.45,1.77\n"}),
    [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace pelorus::modes
