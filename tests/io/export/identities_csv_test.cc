#include "io/export/identities_csv.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using std::chrono::seconds;

std::string TextOf(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(IdentitiesCsv, TellsEveryChangeWithTheReportThatSaidItFirst) {
  PictureBatch batch;
  const auto say = [&batch](int after_s, std::string_view name, std::uint64_t offset) {
    StaticReport said;
    said.key = TargetKey::Of(Mmsi(211000001));
    said.from.received_at = Time(seconds{1'452'603'600 + after_s});
    said.from.raw = {SourceId(1), offset};
    said.name = FixedText<34>(name);
    batch.reports.emplace_back(said);
    batch.dispositions.push_back(Disposition::kUsed);
  };
  say(0, "ALPHA", 10);
  say(60, "ALPHA", 20);
  say(120, "BETA, \"II\"", 30);
  std::get<StaticReport>(batch.reports.back()).dimensions = StaticReport::Dimensions{90, 30, 8, 12};
  IdentityBook book;
  book.Write(batch);
  const TemporaryFolder folder;
  const std::vector<std::string> inputs = {"a.nmea", "b.nmea"};
  WriteIdentitiesCsv(folder / "identities.csv", book, inputs);
  EXPECT_EQ(TextOf(folder / "identities.csv"),
            "key,field,value,first,last,times,input,offset\n"
            "mmsi:211000001,name,ALPHA,2016-01-12T13:00:00Z,2016-01-12T13:01:00Z,2,b.nmea,10\n"
            "mmsi:211000001,name,\"BETA, \"\"II\"\"\",2016-01-12T13:02:00Z,2016-01-12T13:02:00Z,1,"
            "b.nmea,30\n"
            "mmsi:211000001,dimensions,90/30/8/12,2016-01-12T13:02:00Z,2016-01-12T13:02:00Z,1,"
            "b.nmea,30\n");
}

TEST(IdentitiesCsv, APathThatCannotBeWrittenIsNamed) {
  EXPECT_THROW(WriteIdentitiesCsv("/nowhere/identities.csv", IdentityBook(), {}),
               std::runtime_error);
}

}  // namespace
}  // namespace pelorus
