// A Beast capture against its decode by another decoder, as SBS-1.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "geo/time.h"
#include "io/line_reader.h"
#include "io/modes/beast_frames.h"
#include "tests/io/modes/field_tally.h"
#include "tests/io/modes/listed_frames.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

constexpr const char* kBeast = "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast";
constexpr const char* kHeld = "held back until corroborated";
constexpr const char* kSbs = "adsb/beast/ulss7_decoded_sbs.csv.gz";

std::vector<std::string> Split(std::string_view line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// Aircraft and millisecond.
using Key = std::pair<std::uint32_t, std::int64_t>;

std::int64_t Millisecond(Time t) {
  return std::chrono::floor<std::chrono::milliseconds>(t).time_since_epoch().count();
}

/// The rows by aircraft and receive time (fields 7 and 8).
std::map<Key, std::set<std::vector<std::string>>> ReadRows(const std::string& path) {
  LineReader lines(OpenBytes(path));
  LineReader::Line line;
  std::map<Key, std::set<std::vector<std::string>>> rows;
  while (lines.Next(line)) {
    auto fields = Split(line.text);
    if (fields.size() < 22 || fields[0] != "MSG") continue;
    fields[6][4] = fields[6][7] = '-';
    const auto t = ParseIso8601(fields[6] + ' ' + fields[7]);
    if (!t) continue;
    fields[8].clear(), fields[9].clear();  // when it was written
    const auto icao = static_cast<std::uint32_t>(std::stoul(fields[4], nullptr, 16));
    rows[{icao, Millisecond(*t)}].insert(std::move(fields));
  }
  return rows;
}

/// Whether a row of SBS was made of such a message (its transmission type).
bool IsOf(const Message& m, const std::vector<std::string>& row) {
  const int tc = m.tc ? *m.tc : 0;
  switch (row[1][0]) {
    case '1':
      return tc >= 1 && tc <= 4;
    case '2':
      return tc >= 5 && tc <= 8;
    case '3':
      return tc >= 9 && tc <= 18;
    case '4':
      return tc == 19;
    case '6':
      return m.df == std::uint8_t{5} || m.df == std::uint8_t{21} || tc == 28;
    default:
      return tc == 0 && m.df != std::uint8_t{5} && m.df != std::uint8_t{21};
  }
}

class Ulss7 {
 public:
  void Compare(const Message& m, const std::vector<std::string>& f) {
    const std::string what = f[4] + ' ' + f[7];
    const auto number = [&f](std::size_t i) {
      return f[i].empty() ? std::optional<double>() : std::optional(std::stod(f[i]));
    };
    if (number(14)) {
      ++positions;
      const GeoPoint at = m.position.value_or(GeoPoint());
      tally.Compare("lat", number(14), std::optional(at.lat_deg()), 1.1e-5, what);
      tally.Compare("lon", number(15), std::optional(at.lon_deg()), 1.1e-5, what);
    }
    if (number(11) && !m.alt_baro_ft) return tally.Except(kHeld);
    if (number(11)) tally.Compare("altitude", number(11), m.alt_baro_ft, 0.0, what);
    if (number(12) && m.tc) tally.Compare("speed", number(12), m.gs_kt, 1.0, what);
    if (!f[17].empty()) Text("squawk", f[17], SquawkText(m), what);
    if (f[10].empty()) return;
    const std::string callsign = f[10].substr(0, f[10].find_last_not_of(' ') + 1);
    Text("callsign", callsign, m.callsign ? std::string(m.callsign->view()) : "", what);
  }
  FieldTally tally;
  std::size_t positions = 0;

 private:
  void Text(const char* name, const std::string& theirs, const std::string& ours,
            const std::string& what) {
    if (ours.empty()) return tally.Except(kHeld);
    tally.CompareText(name, theirs, ours, what);
  }
};

TEST(Ulss7, EveryPositionOfTheRecordedDecodeIsReproduced) {
  PELORUS_REQUIRE_DATA(beast, kBeast);
  PELORUS_REQUIRE_DATA(sbs, kSbs);
  const auto rows = ReadRows(sbs->string());
  ClockOptions clock;
  clock.start = Time(Duration(1522782148136310917));
  Decoder decoder(std::make_unique<BeastFrames>(OpenBytes(beast->string()), clock), {});
  Ulss7 comparison;
  std::set<std::vector<std::string>> done;
  while (const Message* m = decoder.Next()) {
    EXPECT_FALSE(m->implausible);
    const Key key{m->address, Millisecond(*m->t)};
    const auto found = rows.find(key);
    if (found == rows.end()) continue;
    for (const auto& row : found->second) {
      if (IsOf(*m, row) && done.insert(row).second) comparison.Compare(*m, row);
    }
  }
  comparison.tally.Print("ulss7");
  std::cout << "  " << comparison.positions << " positions\n";
  EXPECT_THAT(comparison.tally.differing(), ::testing::IsEmpty());
  EXPECT_EQ(comparison.positions, 728U);  // distinct rows with one
  EXPECT_LE(comparison.tally.exceptions(kHeld), 20U);
  EXPECT_TRUE(decoder.counters().Conserved());
  EXPECT_EQ(decoder.counters().received, 13'954U);
}

}  // namespace
}  // namespace pelorus::modes
