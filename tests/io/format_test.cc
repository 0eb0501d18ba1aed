#include "io/format.h"

#include <gmock/gmock.h>

#include <map>

#include "tests/io/memory_bytes.h"
#include "tests/io/modes/frame_bytes.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

std::string Told(const std::string& text) {
  const auto format = DetectFormat(text, true);
  return format ? std::string(Name(*format)) : "?";
}

std::string FormatOfFile(const std::filesystem::path& file) {
  HeadBytes bytes(OpenBytes(file.string()));
  const auto format = DetectFormat(bytes);
  return format ? std::string(Name(*format)) : "?";
}

TEST(FormatNamed, KnowsTheNamesOfTheManual) {
  for (const char* name : {"nmea", "csv", "aisstream", "beast", "avr", "modes-csv", "sbs", "readsb",
                           "trace", "opensky", "contacts", "mcap", "air-csv"}) {
    ASSERT_TRUE(FormatNamed(name)) << name;
    EXPECT_EQ(Name(*FormatNamed(name)), name);
  }
  EXPECT_EQ(FormatNamed("ais-csv"), Format::kShipCsv);
  EXPECT_EQ(FormatNamed("xlsx"), std::nullopt);
  EXPECT_EQ(FormatNamed(""), std::nullopt);
}

TEST(DetectFormat, KnowsSentencesInEveryStampForm) {
  for (const char* line :
       {"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C", "!BSVDO,1,1,,A,1,0*00",
        "\\c:1565218798*53\\!BSVDM,1,1,,A,1,0*00", "1452468552.938 !AIVDM,1,1,,A,1,0*00",
        "$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17", "\\si:AISD*3F\\",
        "$GPRMC,092204.999,,,,,,,,,,*00", "2016-01-12T13:02:11Z,!AIVDM,1,1,,A,1,0*00",
        "# a comment\n\n$AIVSI,r1,1*00"}) {
    EXPECT_EQ(Told(line), "nmea") << line;
  }
}

TEST(DetectFormat, KnowsTables) {
  EXPECT_EQ(Told("t,mmsi,lat,lon\n"), "csv");
  EXPECT_EQ(Told("\xef\xbb\xbf# Timestamp;Type of mobile;MMSI;Latitude;Longitude\n"), "csv");
  EXPECT_EQ(Told("t,icao,lat,lon,alt_baro_ft\n"), "air-csv");
  EXPECT_EQ(Told("t,lat,lon,sigma_m\n"), "contacts");
  EXPECT_EQ(Told("unix,hex\n"), "modes-csv");
  EXPECT_EQ(Told("1452603731.2,8d4840d6202cc371c32ce0576098\n"), "modes-csv");
}

TEST(DetectFormat, KnowsTheOthersByTheirMarks) {
  EXPECT_EQ(Told("\x89MCAP0\r\n"), "mcap");
  EXPECT_EQ(Told("*8D4840D6202CC371C32CE0576098;\n"), "avr");
  EXPECT_EQ(Told("@0123456789AB8D4840D6202CC371C32CE0576098;\n"), "avr");
  EXPECT_EQ(
      Told("MSG,3,1,1,4CA1B2,1,2020/01/01,00:00:00.000,2020/01/01,00:00:00.000,,3000,,,1.5,2.5,"
           ",,0,0,0,0\n"),
      "sbs");
  EXPECT_EQ(Told(R"({"now":1.5,"messages":3,"aircraft":[]})"), "readsb");
  EXPECT_EQ(Told(R"({"icao":"4ca1b2","timestamp":1,"trace":[]})"), "trace");
  EXPECT_EQ(Told(R"({"time":1,"states":[]})"), "opensky");
  EXPECT_EQ(Told(R"({"type":"FeatureCollection","features":[]})"), "contacts");
  EXPECT_EQ(Told(R"([{"Message":{},"MessageType":"PositionReport"}])"), "aisstream");
  std::string beast;
  for (int i = 0; i < 3; ++i) {
    beast += std::string("\x1a") + "2" + std::string(6, '\1') + "\x40" + "\x5d\1\2\3\4\5\x1a\x1a";
  }
  EXPECT_EQ(Told(beast), "beast");
  EXPECT_EQ(Told("\3\4" + beast), "beast");
}

TEST(DetectFormat, SaysNothingOfTheRest) {
  for (const char* text : {"", "\n \n", "# Notes\n\nProse, with commas.\n", "{\"a\":1}", "{",
                           "date,year,month\n2019,1,1\n", "\x1a", "<html>;"}) {
    EXPECT_EQ(Told(text), "?") << text;
  }
}

TEST(DetectFormat, ChunksDoNotChangeTheAnswerAndNoByteIsLost) {
  for (const std::string& text :
       {std::string("# Timestamp,x\n# two\n\nt,mmsi,lat,lon\n1,2,3,4\n"),
        std::string("prose\r\n!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"),
        std::string(3000, 'x') + "\n!AIVDM,1,1,,A,1,0*00\n"}) {
    const auto expected = DetectFormat(text.substr(0, kFormatHead), true);
    for (const std::size_t largest : {1UL, 5UL, 1000UL, 1'000'000UL}) {
      HeadBytes bytes(InPieces(text, largest, 9));
      EXPECT_EQ(DetectFormat(bytes), expected);
      EXPECT_EQ(ReadAll(bytes, 777), text);
    }
  }
}

TEST(DetectFormat, LooksNoFurtherThanTheHead) {
  const std::string text = std::string(kFormatHead, 'x') + "\n!AIVDM,1,1,,A,1,0*00\n";
  HeadBytes bytes(InPieces(text, 9000, 9));
  EXPECT_EQ(DetectFormat(bytes), std::nullopt);
  EXPECT_EQ(bytes.head().size(), kFormatHead);
  EXPECT_EQ(ReadAll(bytes), text);
}

TEST(DetectFormat, StopsLookingAtTheFirstLineThatDecides) {
  HeadBytes bytes(std::make_unique<MemoryBytes>(
      std::string("t,mmsi,lat,lon\n") + std::string(50'000, '1'), std::vector<std::size_t>{100}));
  EXPECT_EQ(DetectFormat(bytes), Format::kShipCsv);
  EXPECT_EQ(bytes.head().size(), 100U);
}

TEST(DetectFormat, KnowsBeastBehindOtherRecordsAndTheEndOfAFrame) {
  using modes::BeastFrame;
  using modes::BeastRecord;
  const std::string frame = BeastFrame(7, '\x1a', "8d4840d6202cc371c32ce0576098");
  const std::string receiver = BeastRecord('\xe3', "receiver");
  EXPECT_EQ(Told(receiver + frame + receiver + frame + receiver + frame), "beast");
  EXPECT_EQ(Told(BeastRecord('4', std::string(21, 's')) + frame + frame + frame), "beast");
  EXPECT_EQ(Told("tail" + frame + frame + frame), "beast");
  EXPECT_EQ(Told(frame + frame), "?");
  EXPECT_EQ(Told(frame + "?" + frame + "?" + frame), "?");
}

TEST(DetectFormat, KnowsLogsOfFramesInEveryForm) {
  for (
      const char* text :
      {"2015-03-03T16:12:24.846557    5D4840D6F87407\n",
       "1457996400,\"8D406B909945DE10000405999BE4\",\"406B90\",19\n",
       "\xef\xbb\xbf"
       "1495353600,4D010D,A00015B7C26E1370AA00005DD34A\n",
       R"({"timestamp":1.5,"frame":"8c3461ce399e40586b4ee4932241","df":"17","icao24":"3461ce"})"}) {
    EXPECT_EQ(Told(text), "modes-csv") << text;
  }
  EXPECT_EQ(Told("<0123456789AB408D4840D6202CC371C32CE0576098;\n"), "avr");
}

TEST(DetectFormat, KnowsAllAircraftRecordings) {
  PELORUS_REQUIRE_DATA(adsb, "adsb");
  const std::map<std::string, std::string> formats = {
      {"beast/ulss7-beast-bin-utc-1522782148.136310917.beast", "beast"},
      {"beast/ulss7_extract_71be34.beast", "beast"},
      {"beast/ulss7_decoded_dump1090.txt.gz", "avr"},
      {"beast/ulss7_decoded_sbs.csv.gz", "sbs"},
      {"iq/modes1.avr", "avr"},
      {"iq/modes1.bin", "?"},
      {"opensky/state_vectors_20170205.csv.gz", "opensky"},
      {"opensky/states_all_global_20260519.json.gz", "opensky"},
      {"opensky/westasia_20260318T071243.json", "opensky"},
      {"rawhex/ehrd_20150303.txt", "modes-csv"},
      {"rawhex/lfbo_400f99_20240606_part1.jsonl.gz", "modes-csv"},
      {"rawhex/pymodes_golden_v2.json.gz", "?"},
      {"rawhex/pymodes_sample_data_adsb.csv.gz", "modes-csv"},
      {"rawhex/pymodes_sample_data_commb_df20.csv.gz", "modes-csv"},
      {"rawhex/pymodes_sample_data_commb_df21.csv.gz", "modes-csv"},
      {"rawhex/rs1090_short_flights_20250729.csv.gz", "modes-csv"},
      {"readsb/aircraft_1.json", "readsb"},
      {"readsb/json_port_1.json", "readsb"},
      {"readsb/brc_1hr_20230829.jsonl.gz", "readsb"},
      {"readsb/grid_20250601_36_-122.gz", "readsb"},
      {"sbs/stratux_es_20150902.log.gz", "sbs"},
      {"trace/2023-08-20/trace_full_34718d.json", "trace"},
      {"tracks/ambulances/rega_sg.json.gz", "opensky"},
      {"tracks/collections/switzerland.json.gz", "opensky"},
      {"gnss/2022-02-20-h3_4.csv.gz", "?"},
  };
  for (const auto& [name, format] : formats) {
    EXPECT_EQ(FormatOfFile(*adsb / name), format) << name;
  }
}

TEST(DetectFormat, KnowsAllRecordings) {
  PELORUS_REQUIRE_DATA(ais, "ais");
  for (const auto& entry : std::filesystem::directory_iterator(*ais / "nmea")) {
    EXPECT_EQ(FormatOfFile(entry.path()), "nmea") << entry.path();
  }
  EXPECT_EQ(FormatOfFile(*ais / "csv/solent-20160112.csv.gz"), "csv");
  EXPECT_EQ(FormatOfFile(*ais / "csv/noaa-marinecadastre-20230111-1000.csv"), "csv");
  EXPECT_EQ(FormatOfFile(*ais / "csv/exactearth-style-global-20210701.csv.gz"), "csv");
  EXPECT_EQ(FormatOfFile(*ais / "csv/portwatch-hormuz-daily-2019-2026.csv.gz"), "?");
  EXPECT_EQ(FormatOfFile(*ais / "csv/aegean-5vessels-20240801.csv.gz"), "?");
  EXPECT_EQ(FormatOfFile(*ais / "PROVENANCE.md"), "?");
  for (const auto& entry : std::filesystem::directory_iterator(*ais / "expected")) {
    EXPECT_EQ(FormatOfFile(entry.path()), "?") << entry.path();
  }
}

}  // namespace
}  // namespace pelorus
