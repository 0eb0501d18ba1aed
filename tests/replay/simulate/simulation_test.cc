#include "replay/simulate/simulation.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "geo/geodesic.h"
#include "io/ais/nmea_reader.h"
#include "io/bytes.h"

namespace pelorus {
namespace {

namespace fs = std::filesystem;

std::string TextOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// One run of the small scenario, read back.
class SimulatedHarbour : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("pelorus-simulation-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    result_ = Simulate({"harbour", 11, 6.0, {}}, {.nmea = Nmea(), .truth = Truth()});
    std::ifstream in(Truth());
    for (std::string line; std::getline(in, line);) {
      truth_.push_back(nlohmann::json::parse(line));
    }
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  static fs::path Nmea() { return folder_ / "ais.nmea"; }
  static fs::path Truth() { return folder_ / "truth.jsonl"; }

  /// True places by MMSI and epoch second.
  static std::map<std::pair<std::uint32_t, std::int64_t>, GeoPoint> Places() {
    std::map<std::pair<std::uint32_t, std::int64_t>, GeoPoint> places;
    for (const auto& line : truth_) {
      if (line["kind"] != "position") continue;
      places[{line["mmsi"], line["t"]}] = GeoPoint::Degrees(line["lat"], line["lon"]);
    }
    return places;
  }

  static inline fs::path folder_;
  static inline SimulationResult result_;
  static inline std::vector<nlohmann::json> truth_;
};

TEST_F(SimulatedHarbour, SameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  const fs::path nmea = folder_ / "again.nmea", truth = folder_ / "again.jsonl";
  Simulate({"harbour", 11, 6.0, {}}, {.nmea = nmea, .truth = truth});
  EXPECT_EQ(TextOf(nmea), TextOf(Nmea()));
  EXPECT_EQ(TextOf(truth), TextOf(Truth()));
  Simulate({"harbour", 12, 6.0, {}}, {.nmea = nmea, .truth = truth});
  EXPECT_NE(TextOf(nmea), TextOf(Nmea()));
  EXPECT_NE(TextOf(truth), TextOf(Truth()));
}

TEST_F(SimulatedHarbour, ChecksumsAreRightButForTheDamagedOnes) {
  std::ifstream in(Nmea(), std::ios::binary);
  std::uint64_t lines = 0, wrong = 0;
  std::int64_t before = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    ASSERT_TRUE(line.ends_with('\r'));
    line.pop_back();
    const std::size_t sentence = line.find('!');
    ASSERT_NE(sentence, std::string::npos);
    EXPECT_LE(line.size() - sentence + 2, 82U);
    const auto sum_fits = [](std::string_view text) {
      unsigned sum = 0;
      const std::size_t star = text.rfind('*');
      for (const char c : text.substr(1, star - 1)) sum ^= static_cast<unsigned char>(c);
      return sum == std::stoul(std::string(text.substr(star + 1, 2)), nullptr, 16);
    };
    EXPECT_TRUE(sum_fits(std::string_view(line).substr(0, sentence - 1))) << line;
    if (!sum_fits(std::string_view(line).substr(sentence))) ++wrong;
    const std::int64_t stamp = std::stoll(line.substr(line.find("c:") + 2));
    EXPECT_GE(stamp, before);
    before = stamp;
  }
  EXPECT_EQ(lines, result_.sentences);
  EXPECT_EQ(wrong, result_.damaged);
  EXPECT_GT(wrong, 0U);
}

TEST_F(SimulatedHarbour, DecodedPositionsAreTheTrueOnesWithinTheErrorOfTheFix) {
  const auto places = Places();
  ais::NmeaDecoder decoder(OpenBytes(Nmea().string()), {});
  double squares = 0;
  int compared = 0;
  while (const ais::Received* received = decoder.Next()) {
    const auto* report = std::get_if<ais::PositionReport>(&received->message.body);
    if (report == nullptr || report->second.value != 0) continue;
    // Fixed at the full minute, received up to three seconds later.
    const auto minute = std::chrono::floor<std::chrono::minutes>(*received->stamp.received_at);
    const std::int64_t t =
        std::chrono::duration_cast<std::chrono::seconds>(minute.time_since_epoch()).count();
    const auto truth = places.find({received->message.mmsi, t});
    ASSERT_NE(truth, places.end());
    const GeoPoint sent = GeoPoint::Degrees(ais::Place::Degrees(*report->place.lat),
                                            ais::Place::Degrees(*report->place.lon));
    const double error_m = FastDistance(sent, truth->second).meters();
    EXPECT_LT(error_m, 15.0);
    squares += error_m * error_m;
    ++compared;
  }
  ASSERT_GT(compared, 200);
  // Two components of 1.1 to 2.6 m.
  EXPECT_GT(std::sqrt(squares / compared), 1.1 * std::sqrt(2.0));
  EXPECT_LT(std::sqrt(squares / compared), 2.6 * std::sqrt(2.0));
}

TEST_F(SimulatedHarbour, DecoderTakesEverythingButTheDamaged) {
  ais::NmeaDecoder decoder(OpenBytes(Nmea().string()), {});
  std::map<int, int> types;
  while (const ais::Received* received = decoder.Next()) {
    ++types[received->message.type];
    EXPECT_EQ(received->message.flags, 0) << "type " << int{received->message.type};
    EXPECT_TRUE(received->stamp.trusted);
  }
  EXPECT_EQ(decoder.counters().received, result_.sentences);
  // A damaged half of a type 5 takes the other with it.
  EXPECT_GE(decoder.counters().used, result_.sentences - 2 * result_.damaged);
  EXPECT_LE(decoder.counters().used, result_.sentences - result_.damaged);
  for (const int type : {1, 3, 4, 5, 18, 24}) EXPECT_GT(types[type], 0) << type;
  EXPECT_EQ(types.size(), 6U);
}

TEST_F(SimulatedHarbour, StaticDataAreTheVesselsOwn) {
  std::map<std::uint32_t, nlohmann::json> vessels;
  for (const auto& line : truth_) {
    if (line["kind"] == "vessel") vessels[line["mmsi"]] = line;
  }
  EXPECT_EQ(vessels.size(), result_.vessels);
  ais::NmeaDecoder decoder(OpenBytes(Nmea().string()), {});
  std::set<std::uint32_t> named;
  while (const ais::Received* received = decoder.Next()) {
    const std::uint32_t mmsi = received->message.mmsi;
    if (const auto* m = std::get_if<ais::StaticVoyage>(&received->message.body)) {
      const nlohmann::json& v = vessels.at(mmsi);
      EXPECT_EQ(m->name.view(), v["name"].get<std::string>());
      EXPECT_EQ(m->imo, v["imo"].is_null() ? 0U : v["imo"].get<std::uint32_t>());
      EXPECT_EQ(m->hull->to_bow + m->hull->to_stern, v["length_m"]);
      named.insert(mmsi);
    } else if (const auto* a = std::get_if<ais::StaticPartA>(&received->message.body)) {
      EXPECT_EQ(a->name.view(), vessels.at(mmsi)["name"].get<std::string>());
      named.insert(mmsi);
    }
  }
  EXPECT_EQ(named.size(), vessels.size());
}

TEST_F(SimulatedHarbour, CopiesOfOneTransmissionComeWithinTwoSeconds) {
  std::map<std::uint64_t, std::pair<Time, StationId>> last;
  ais::NmeaDecoder decoder(OpenBytes(Nmea().string()), {});
  int copies = 0;
  while (const ais::Received* received = decoder.Next()) {
    if (!std::holds_alternative<ais::PositionReport>(received->message.body)) continue;
    const Time at = *received->stamp.received_at;
    const auto [entry, first] = last.try_emplace(received->payload_hash, at, received->station);
    if (first || at - entry->second.first > std::chrono::seconds(30)) {
      entry->second = {at, received->station};
      continue;
    }
    ++copies;
    EXPECT_NE(entry->second.second, received->station);
    EXPECT_LT(at - entry->second.first, std::chrono::seconds(2));
  }
  EXPECT_GT(copies, 1000);
}

TEST_F(SimulatedHarbour, TrueTracksHaveNoJumps) {
  std::map<std::uint32_t, nlohmann::json> last;
  for (const auto& line : truth_) {
    if (line["kind"] != "position") continue;
    const nlohmann::json before = std::exchange(last[line["mmsi"]], line);
    if (before.is_null() || line["t"].get<int>() - before["t"].get<int>() != 60) continue;
    const Length way = FastDistance(GeoPoint::Degrees(before["lat"], before["lon"]),
                                    GeoPoint::Degrees(line["lat"], line["lon"]));
    // The strongest engines gain 0.08 m/s a second: 9 kn in a minute, half of it on average.
    const double fastest_kn =
        std::max(before["sog_kn"].get<double>(), line["sog_kn"].get<double>()) + 4.7;
    EXPECT_LT(way.meters(), Speed::Knots(fastest_kn).mps() * 60.0) << line;
  }
}

TEST_F(SimulatedHarbour, PortCallsFitTheTracks) {
  const auto places = Places();
  std::uint64_t calls = 0;
  for (const auto& line : truth_) {
    if (line["kind"] != "port_call") continue;
    ++calls;
    if (line["arrived"].is_null() || line["departed"].is_null()) continue;
    EXPECT_LT(line["arrived"], line["departed"]);
    if (line["place"] == "outside") continue;
    // Alongside nothing moves; an anchored hull swings.
    const std::int64_t from = (line["arrived"].get<std::int64_t>() / 60 + 1) * 60;
    const std::int64_t to = line["departed"].get<std::int64_t>() / 60 * 60;
    const double room_m = line["place"] == "berth" ? 0.1 : 500.0;
    for (std::int64_t t = from; t < to; t += 60) {
      EXPECT_LT(
          FastDistance(places.at({line["mmsi"], from}), places.at({line["mmsi"], t})).meters(),
          room_m);
    }
  }
  EXPECT_EQ(calls, result_.port_calls);
  EXPECT_GT(calls, 10U);
}

TEST(Simulate, RefusesWhatItCannotDo) {
  const fs::path nowhere = fs::temp_directory_path() / "pelorus-no-such-folder" / "x";
  EXPECT_THROW(Simulate({"atlantis", 1, 1.0, {}}, {.nmea = nowhere, .truth = nowhere}), InputError);
  EXPECT_THROW(Simulate({"harbour", 1, 1.0, {}}, {.nmea = nowhere, .truth = nowhere}), InputError);
  for (const double hours : {0.0, -1.0, 745.0, std::nan("")}) {
    EXPECT_THROW(Simulate({"harbour", 1, hours, {}}, {.nmea = nowhere, .truth = nowhere}),
                 InputError)
        << hours;
  }
}

}  // namespace
}  // namespace pelorus
