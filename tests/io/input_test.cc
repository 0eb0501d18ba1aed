#include "io/input.h"

#include <gmock/gmock.h>

#include <functional>

#include "tests/io/packing.h"
#include "tests/io/read_reports.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kTable = "t,mmsi,lat,lon\n1452603731,244123456,55.1,10.1\n";
constexpr const char* kSentence =
    "\\c:1565218798*53\\!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";

std::string FailureOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const InputError& e) {
    return e.what();
  }
  return "no failure";
}

std::string ParseFailure(const std::string& text) {
  return FailureOf([&] { InputSpec::Parse(text); });
}

std::string OpenFailure(const std::string& text) {
  return FailureOf([&] { MakeReader(OpenInput(InputSpec::Parse(text)), SourceId{0}, {}); });
}

ReadReports ReadInput(const std::string& text) {
  return ReadWhole(*MakeReader(OpenInput(InputSpec::Parse(text)), SourceId{0}, {}));
}

TEST(InputSpec, TakesFormatAndLocationApart) {
  EXPECT_EQ(InputSpec::Parse("a/b.csv").location, "a/b.csv");
  EXPECT_EQ(InputSpec::Parse("a/b.csv").format, std::nullopt);
  EXPECT_EQ(InputSpec::Parse("ais-csv@-").location, "-");
  EXPECT_EQ(InputSpec::Parse("ais-csv@-").format, Format::kShipCsv);
  EXPECT_EQ(InputSpec::Parse("data/me@home.nmea").location, "data/me@home.nmea");
  EXPECT_EQ(InputSpec::Parse("nmea@me@home.nmea").location, "me@home.nmea");
  EXPECT_TRUE(InputSpec::Parse("beast@tcp://host:30005").is_network());
  EXPECT_EQ(InputSpec::Parse("beast@tcp://host:30005").location, "tcp://host:30005");
}

TEST(InputSpec, RefusesUnknownFormatsAndSchemesInOneLine) {
  EXPECT_THAT(ParseFailure("xlsx@a.xlsx"),
              AllOf(HasSubstr("xlsx"), HasSubstr("nmea, csv"), HasSubstr("./xlsx@a.xlsx")));
  EXPECT_THAT(ParseFailure("http://a/b"), AllOf(HasSubstr("http://"), HasSubstr("udp")));
  EXPECT_THAT(ParseFailure("nmea@"), HasSubstr("without a location"));
  EXPECT_THAT(ParseFailure(""), HasSubstr("without a location"));
}

TEST(ExpandInput, FindsSortedInputBelowAFolderAndListsTheRest) {
  const TemporaryFolder folder;
  const std::string b = folder.Write("b/ships.csv", kTable);
  const std::string a = folder.Write("a.log", kSentence);
  const std::string c = folder.Write("c.json", Gzip(kTable));
  const std::string notes = folder.Write("README.md", "# Notes\n\nProse, with commas.\n");
  const std::string hidden = folder.Write(".cache", kTable);
  folder.Write(".git/ships.csv", kTable);
  const auto found = ExpandInput(InputSpec::Parse(folder.path().string()));
  std::vector<std::string> files;
  for (const auto& file : found.files) files.push_back(file.location);
  EXPECT_THAT(files, ElementsAre(a, b, c));
  EXPECT_EQ(found.files[0].format, Format::kNmea);
  EXPECT_EQ(found.files[2].format, Format::kShipCsv);
  EXPECT_THAT(found.skipped, ElementsAre(hidden, (folder.path() / ".git").string(), notes));
}

TEST(ExpandInput, AGivenFormatPicksTheFilesOfThatFormat) {
  const TemporaryFolder folder;
  folder.Write("ships.csv", kTable);
  const std::string log = folder.Write("a.log", kSentence);
  const auto found = ExpandInput(InputSpec::Parse("nmea@" + folder.path().string()));
  ASSERT_EQ(found.files.size(), 1U);
  EXPECT_EQ(found.files[0].location, log);
  EXPECT_EQ(found.skipped.size(), 1U);
}

TEST(ExpandInput, AFileExpandsToItselfAndAnEmptyFolderIsAnError) {
  EXPECT_EQ(ExpandInput(InputSpec::Parse("-")).files.size(), 1U);
  const TemporaryFolder folder;
  folder.Write("notes", "prose\n");
  EXPECT_THAT(FailureOf([&] { ExpandInput(InputSpec::Parse(folder.path().string())); }),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("1 files skipped")));
}

TEST(OpenInput, ReadsEachFormatByItsContent) {
  const TemporaryFolder folder;
  EXPECT_EQ(ReadInput(folder.Write("a.json", Zstd(kTable))).positions.size(), 1U);
  EXPECT_EQ(ReadInput(folder.Write("b.csv", kSentence)).positions.size(), 1U);
  const auto stream = ReadInput(folder.Write(
      "c.txt",
      R"({"MessageType":"PositionReport","MetaData":{"MMSI":5,"time_utc":"2022-12-29 18:22:32 +0000 UTC"},)"
      R"("Message":{"PositionReport":{"UserID":244123456,"Latitude":1,"Longitude":2}}})"));
  EXPECT_EQ(stream.positions.size(), 1U);
}

TEST(OpenInput, AnEmptyInputGivesNothing) {
  const TemporaryFolder folder;
  const std::string empty = folder.Write("empty.csv", "");
  EXPECT_EQ(ReadInput(empty).counters.received, 0U);
  EXPECT_EQ(ReadInput("csv@" + empty).counters.received, 0U);
}

TEST(OpenInput, SaysInOneLineWhyItCannot) {
  const TemporaryFolder folder;
  const std::string prose = folder.Write("prose", "Call me Ishmael\n");
  const std::string binary = folder.Write("binary", std::string("\0\1\2,\3\0", 6));
  const std::string daily = folder.Write("daily.csv", "date,year,n_tanker\n2019-01-01,2019,33\n");
  const std::string radar = folder.Write("radar", "t,lat,lon\n");
  EXPECT_THAT(OpenFailure(prose), AllOf(HasSubstr(prose), HasSubstr("no known format")));
  EXPECT_THAT(OpenFailure(binary), AllOf(HasSubstr(binary), HasSubstr("no known format")));
  EXPECT_THAT(OpenFailure(daily), AllOf(HasSubstr(daily), HasSubstr("date, year, n_tanker")));
  EXPECT_THAT(OpenFailure("contacts@" + radar), AllOf(HasSubstr(radar), HasSubstr("contacts")));
  EXPECT_THAT(OpenFailure("mcap@" + prose), HasSubstr("mcap"));
  EXPECT_THAT(OpenFailure("air-csv@" + prose), HasSubstr(prose));
  EXPECT_THAT(OpenFailure("udp://0.0.0.0:5000"), AllOf(HasSubstr("udp://"), HasSubstr("live")));
  EXPECT_THAT(OpenFailure(prose + ".none"), HasSubstr("No such file"));
  for (const auto& text : {prose, binary, daily, radar})
    EXPECT_THAT(OpenFailure(text), Not(HasSubstr("\n")));
}

TEST(OpenInput, EveryAircraftRecordingIsReadAndObeysTheLaw) {
  PELORUS_REQUIRE_DATA(adsb, "adsb");
  std::size_t with_reports = 0;
  for (const char* kind : {"beast", "iq", "rawhex", "sbs", "opensky", "readsb", "trace"}) {
    for (const auto& spec : ExpandInput(InputSpec::Parse((*adsb / kind).string())).files) {
      const auto all = ReadWhole(*MakeReader(OpenInput(spec), SourceId{0}, {}));
      EXPECT_TRUE(all.Conserved()) << spec.location;
      EXPECT_GT(all.counters.received, 0U) << spec.location;
      if (all.records > 0) ++with_reports;
    }
  }
  // All 50 but three without times and the two of replies whose addresses nothing verifies.
  EXPECT_EQ(with_reports, 45U);
}

TEST(OpenInput, EveryShipRecordingObeysTheLaw) {
  PELORUS_REQUIRE_DATA(ais, "ais");
  std::size_t readable = 0;
  for (const auto& spec : ExpandInput(InputSpec::Parse(ais->string())).files) {
    const auto all = ReadWhole(*MakeReader(OpenInput(spec), SourceId{0}, {}));
    EXPECT_TRUE(all.Conserved()) << spec.location;
    EXPECT_GT(all.counters.received, 0U) << spec.location;
    ++readable;
  }
  EXPECT_GE(readable, 24U);
}

}  // namespace
}  // namespace pelorus
