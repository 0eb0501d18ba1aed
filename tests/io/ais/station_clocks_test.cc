#include "io/ais/station_clocks.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "io/ais/sentence.h"
#include "tests/io/ais/recordings.h"
#include "tests/io/read_reports.h"
#include "tests/support/data_dir.h"

namespace pelorus::ais {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Verdict = StationClocks::Verdict;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2013} / 11 / 12} + hours{12}};

Message BaseSays(Time utc, std::uint32_t mmsi) {
  const auto day = std::chrono::floor<std::chrono::days>(utc);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(utc - day));
  BaseStation said;
  said.year = static_cast<std::uint16_t>(static_cast<int>(date.year()));
  said.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
  said.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
  said.hour = static_cast<std::uint8_t>(clock.hours().count());
  said.minute = static_cast<std::uint8_t>(clock.minutes().count());
  said.second = static_cast<std::uint8_t>(clock.seconds().count());
  Message message;
  message.type = 4;
  message.mmsi = mmsi;
  message.body = said;
  return message;
}

Message PositionAt(Time utc) {
  PositionReport said;
  const auto second = std::chrono::floor<seconds>(utc).time_since_epoch().count() % 60;
  said.second.value = static_cast<std::uint8_t>(second);
  Message message;
  message.type = 1;
  message.body = said;
  return message;
}

/// A receiver with a clock of its own that hears base stations and ships.
class Receiver {
 public:
  Receiver(StationClocks& clocks, std::uint32_t number, Duration ahead)
      : clocks_(clocks), number_(number), ahead_(ahead) {}

  void HearBases(const std::map<std::uint32_t, Duration>& ahead_of_utc, int rounds = 10) {
    for (int i = 0; i < rounds; ++i) {
      const Time now = kStart + seconds{10 * i};
      for (const auto& [mmsi, ahead] : ahead_of_utc) {
        clocks_.Take(StationId(number_), now + milliseconds{700} + ahead_,
                     BaseSays(now + ahead, mmsi), 0);
      }
    }
  }
  void HearShips(int count = 200, std::uint64_t first_hash = 1) {
    for (int i = 0; i < count; ++i) {
      const Time now = kStart + milliseconds{2300 * i};
      clocks_.Take(StationId(number_), now + milliseconds{700} + ahead_, PositionAt(now),
                   first_hash + static_cast<std::uint64_t>(i));
    }
  }
  StationClocks::Finding finding() const { return clocks_.Of(StationId(number_)); }
  double offset_s() const { return ToSeconds(finding().offset); }

 private:
  StationClocks& clocks_;
  std::uint32_t number_;
  Duration ahead_;
};

TEST(StationClocks, TwoBaseStationsThatAgreeTellTheOffset) {
  for (const Duration ahead : {Duration{seconds{45}}, Duration{hours{-1}}, Duration{hours{9000}}}) {
    StationClocks clocks;
    Receiver receiver(clocks, 1, ahead);
    receiver.HearBases({{2190001, {}}, {2190002, {}}});
    EXPECT_EQ(receiver.finding().verdict, Verdict::kOff);
    EXPECT_NEAR(receiver.offset_s(), ToSeconds(ahead), 2.0);
  }
}

TEST(StationClocks, ATwentySecondDelayIsNoFault) {
  StationClocks clocks;
  Receiver receiver(clocks, 1, seconds{20});
  receiver.HearBases({{2190001, {}}, {2190002, {}}});
  EXPECT_EQ(receiver.finding().verdict, Verdict::kGood);
}

TEST(StationClocks, ABaseStationWithAWrongClockIsNotBelieved) {
  StationClocks alone;
  Receiver hears_one(alone, 1, {});
  hears_one.HearBases({{2190001, hours{24 * 365 * 7}}});
  EXPECT_EQ(hears_one.finding().verdict, Verdict::kUnknown);
  StationClocks many;
  Receiver hears_three(many, 1, {});
  hears_three.HearBases({{2190001, hours{24 * 365 * 7}}, {2190002, {}}, {2190003, {}}});
  EXPECT_EQ(hears_three.finding().verdict, Verdict::kGood);
}

TEST(StationClocks, GpsWeekRolloverOfBaseStationsIsNoFaultOfTheReceiver) {
  StationClocks clocks;
  Receiver receiver(clocks, 1, {});
  const Duration rollover = -hours{24 * 7 * 1024};
  receiver.HearBases({{2190001, rollover}, {2190002, rollover}});
  EXPECT_EQ(receiver.finding().verdict, Verdict::kUnknown);
}

TEST(StationClocks, AYearFarOffIsPassedOver) {
  StationClocks clocks;
  Receiver receiver(clocks, 1, {});
  const Duration centuries = hours{24 * 365 * 240};
  receiver.HearBases({{2190001, centuries}, {2190002, {}}, {2190003, {}}});
  EXPECT_EQ(receiver.finding().verdict, Verdict::kGood);
}

TEST(StationClocks, ShipsSecondsOverruleBaseStations) {
  StationClocks clocks;
  Receiver receiver(clocks, 1, {});
  receiver.HearShips();
  receiver.HearBases({{2190001, seconds{-100}}, {2190002, seconds{-100}}});
  EXPECT_EQ(receiver.finding().verdict, Verdict::kUnknown);
}

TEST(StationClocks, ShipsSecondsConfirmASingleBaseStation) {
  StationClocks clocks;
  Receiver receiver(clocks, 1, seconds{45});
  receiver.HearShips();
  EXPECT_EQ(receiver.finding().verdict, Verdict::kOffBySeconds);
  EXPECT_NEAR(receiver.offset_s(), -15.0, 1.0);
  receiver.HearBases({{2190001, {}}});
  EXPECT_EQ(receiver.finding().verdict, Verdict::kOff);
  EXPECT_NEAR(receiver.offset_s(), 45.0, 2.0);
}

TEST(StationClocks, TwoOtherStationsThatHeardTheSameTellTheOffset) {
  StationClocks clocks;
  Receiver a(clocks, 1, {}), b(clocks, 2, {}), late(clocks, 3, seconds{1017});
  for (int i = 0; i < 10; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    (i % 2 == 0 ? a : b).HearShips(4, 1 + 4 * n);
    late.HearShips(4, 1 + 4 * n);
  }
  EXPECT_EQ(late.finding().verdict, Verdict::kOff);
  EXPECT_NEAR(late.offset_s(), 1017.0, 1.0);
  EXPECT_FALSE(a.finding().off());
  EXPECT_FALSE(b.finding().off());
}

/// A recording with the `$PGHP` stamps of one base station shifted, checksums made right again.
std::string WithShiftedStation(std::string text, const std::string& station, Duration shift) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    const auto pghp = ParsePghp(line);
    if (pghp && pghp->received_at && pghp->base_station == station) {
      const std::string iso = FormatIso8601(*pghp->received_at + shift);
      std::string body = "PGHP,1," + iso.substr(0, 4) + "," + iso.substr(5, 2) + "," +
                         iso.substr(8, 2) + "," + iso.substr(11, 2) + "," + iso.substr(14, 2) +
                         "," + iso.substr(17, 2) + ",";
      std::size_t field = 0;
      for (int commas = 0; commas < 8; ++field) commas += line[field] == ',' ? 1 : 0;
      body += line.substr(field, line.find('*') - field);
      char sum[4];
      std::snprintf(sum, sizeof sum, "*%02X", static_cast<unsigned>(XorOf(body)));
      line = "$" + body + sum;
    }
    out += line + "\n";
  }
  return out;
}

std::vector<ClockFault> FaultsIn(std::unique_ptr<ByteSource> bytes) {
  NmeaDecoder decoder(std::move(bytes), {});
  while (decoder.Next() != nullptr) {
  }
  return decoder.clock_faults();
}

constexpr const char* kManyStations = "ais/nmea/dma-multistation-20131112.txt.gz";

class ShiftedStation : public testing::TestWithParam<int> {};

TEST_P(ShiftedStation, IsFoundAndItsTimesAreSetRight) {
  PELORUS_REQUIRE_DATA(file, kManyStations);
  const std::string text = Unpacked(file->string());
  const std::string shifted = WithShiftedStation(text, "2190077", seconds{GetParam()});
  const auto faults = FaultsIn(std::make_unique<MemoryBytes>(shifted));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].station, "2190077");
  EXPECT_FALSE(faults[0].modulo_minute);
  EXPECT_NEAR(ToSeconds(faults[0].offset), GetParam(), 3.0);

  NmeaReader before(std::make_unique<MemoryBytes>(text), {});
  NmeaReader after(std::make_unique<MemoryBytes>(shifted), {});
  const ReadReports was = ReadWhole(before), is = ReadWhole(after);
  ASSERT_EQ(was.positions.size(), is.positions.size());
  std::size_t moved = 0;
  for (std::size_t i = 0; i < was.positions.size(); ++i) {
    const Duration apart = is.positions[i].measured_at - was.positions[i].measured_at;
    if (std::chrono::abs(apart) > seconds{30}) ++moved;
  }
  // Only what came before five base reports of it, of 2132 messages, keeps the wrong time.
  EXPECT_LE(moved, 100U);
}

INSTANTIATE_TEST_SUITE_P(By, ShiftedStation, testing::Values(45, -3600),
                         [](const auto& p) { return p.param > 0 ? "45s" : "MinusOneHour"; });

TEST(ClockFaults, DistrustedTimesAreMarked) {
  PELORUS_REQUIRE_DATA(file, kManyStations);
  const std::string text =
      WithShiftedStation(Unpacked(file->string()), "2190077", std::chrono::hours{-1});
  NmeaDecoder decoder(std::make_unique<MemoryBytes>(text), {});
  std::uint64_t distrusted = 0;
  while (const Received* got = decoder.Next()) {
    if (!got->clock.off()) continue;
    ++distrusted;
    EXPECT_EQ(decoder.stations()[got->station.value()], "2190077");
    EXPECT_FALSE(got->stamp.trusted);
  }
  EXPECT_GT(distrusted, 2000U);
  EXPECT_EQ(distrusted, decoder.clock_faults().at(0).messages);
}

TEST(ClockFaults, AWholeInputIsFoundByItsBaseStations) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/socal-two-talkers-20160110.ais.gz");
  std::string shifted = Unpacked(file->string());
  // Each line begins with its epoch, 14524… : an hour and 45 s earlier.
  std::string out;
  for (std::size_t at = 0; at < shifted.size();) {
    const std::size_t end = std::min(shifted.find('\n', at), shifted.size());
    const std::string line = shifted.substr(at, end - at);
    at = end + 1;
    out += std::to_string(std::stol(line.substr(0, 10)) - 3645) + line.substr(10) + "\n";
  }
  const auto faults = FaultsIn(std::make_unique<MemoryBytes>(out));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].station, "");
  EXPECT_NEAR(ToSeconds(faults[0].offset), -3645.0, 3.0);
}

TEST(ClockFaults, PiecesDoNotMatter) {
  PELORUS_REQUIRE_DATA(file, kManyStations);
  const std::string text =
      WithShiftedStation(Unpacked(file->string()), "2190067", seconds{45}).substr(0, 2 << 20);
  const auto whole = FaultsIn(std::make_unique<MemoryBytes>(text));
  const auto pieces = FaultsIn(InPieces(text, 500, 7));
  ASSERT_EQ(whole.size(), 1U);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(whole[0].offset, pieces[0].offset);
  EXPECT_EQ(whole[0].messages, pieces[0].messages);
}

TEST(ClockFaults, RecordingsHaveNoneButOne) {
  for (const char* name :
       {"aishub-global-85k.nmea.gz", "dma-aislib-stream_example.txt", "dma-aislib-replay_dump.txt",
        "dma-multistation-20131112.txt.gz", "dma-speedchange-219165000.ais.gz", "gpsd-sample.aivdm",
        "hakefjord-ownship-gps-ais-20150720.log.gz", "kystverket-1000-tagblock-c.nm4",
        "panama-28736.nmea.gz", "satellite-tagblock-20211101.nm4", "seattle-636.nmea",
        "socal-two-talkers-20160110.ais.gz", "us-2007-sar-13k.nmea.gz", "uscg-nais-20060715.ais"}) {
    PELORUS_REQUIRE_DATA(file, std::string("ais/nmea/") + name);
    EXPECT_TRUE(FaultsIn(OpenBytes(file->string())).empty()) << name;
  }
  // Ten reports of this station bear stamps 1,016 to 1,017 s after those of the others.
  PELORUS_REQUIRE_DATA(file, "ais/nmea/dma-drift-538004030-20140928.ais.gz");
  const auto faults = FaultsIn(OpenBytes(file->string()));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].station, "992190923");
  EXPECT_NEAR(ToSeconds(faults[0].offset), 1016.5, 1.0);
}

}  // namespace
}  // namespace pelorus::ais
