// What is planted must be in the bytes, and the truth must say so.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/geodesic.h"
#include "io/ais/nmea_reader.h"
#include "io/modes/open_messages.h"
#include "replay/simulate/simulation.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using nlohmann::json;

struct Report {
  std::int64_t t;
  GeoPoint at;
};

class SimulatedIncidents : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    Simulate({"harbour-incidents", 5, 12.0, {}},
             {*folder_ / "a", *folder_ / "t", Beast(), {}, *folder_ / "c"});
    std::ifstream in(*folder_ / "t");
    for (std::string line; std::getline(in, line);) truth_.push_back(json::parse(line));
    ais::NmeaDecoder decoder(OpenBytes((*folder_ / "a").string()), {});
    while (const ais::Received* received = decoder.Next()) {
      const auto* report = std::get_if<ais::PositionReport>(&received->message.body);
      if (report == nullptr || !report->place.lat) continue;
      const auto t = std::chrono::duration_cast<std::chrono::seconds>(
          received->stamp.received_at->time_since_epoch());
      reports_[received->message.mmsi].push_back(
          {t.count(), GeoPoint::Degrees(ais::Place::Degrees(*report->place.lat),
                                        ais::Place::Degrees(*report->place.lon))});
    }
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::filesystem::path Beast() { return *folder_ / "m-utc-1772323200.beast"; }

  /// Real ones of a kind.
  static std::vector<json> Planted(const std::string& event, const std::string& detail = "") {
    std::vector<json> found;
    for (const json& line : truth_) {
      if (line["kind"] != "planted" || line["event"] != event || !line["look_alike"].is_null()) {
        continue;
      }
      if (detail.empty() || line["detail"] == detail) found.push_back(line);
    }
    return found;
  }
  static std::uint32_t MmsiOf(const std::string& key) {
    return static_cast<std::uint32_t>(std::stoul(key.substr(5)));
  }
  static std::map<std::int64_t, GeoPoint> TrackOf(std::uint32_t mmsi) {
    std::map<std::int64_t, GeoPoint> track;
    for (const json& line : truth_) {
      if (line["kind"] == "position" && line["mmsi"] == mmsi) {
        track[line["t"]] = GeoPoint::Degrees(line["lat"], line["lon"]);
      }
    }
    return track;
  }
  static std::int64_t EndOf(const json& planted) {
    return planted["end"].is_null() ? 1772323200 + 12 * 3600 : planted["end"].get<std::int64_t>();
  }

  static inline TemporaryFolder* folder_ = nullptr;
  static inline std::vector<json> truth_;
  static inline std::map<std::uint32_t, std::vector<Report>> reports_;
};

TEST_F(SimulatedIncidents, EveryKindIsThere) {
  std::map<std::string, int> kinds, look_alikes;
  for (const json& line : truth_) {
    if (line["kind"] != "planted") continue;
    if (line["look_alike"].is_null())
      ++kinds[line["event"]];
    else
      ++look_alikes[line["look_alike"]];
  }
  for (const char* kind :
       {"dark_transit", "rendezvous", "loitering", "off_port_stop", "shared_identity",
        "identity_change", "one_hull_two_identities", "position_fault", "gnss_interference"}) {
    EXPECT_GT(kinds[kind], 0) << kind;
  }
  for (const char* name :
       {"pilot", "tug", "bunker", "pair-trawl", "queue", "ferry", "anchorage", "outage"}) {
    EXPECT_GT(look_alikes[name], 0) << name;
  }
}

TEST_F(SimulatedIncidents, DarkShipsSendNothingMeanwhile) {
  int checked = 0;
  for (const json& planted : Planted("dark_transit")) {
    for (const Report& report : reports_[MmsiOf(planted["participants"][0])]) {
      // Sent just before, stamped up to two seconds later, or by a clock that is a minute ahead.
      EXPECT_FALSE(report.t > planted["start"].get<std::int64_t>() + 62 &&
                   report.t < EndOf(planted))
          << planted["id"];
      ++checked;
    }
  }
  EXPECT_GT(checked, 100);
}

TEST_F(SimulatedIncidents, ShipsThatMeetLieBesideEachOther) {
  const auto meetings = Planted("rendezvous", "both");
  ASSERT_FALSE(meetings.empty());
  for (const json& planted : meetings) {
    const auto a = TrackOf(MmsiOf(planted["participants"][0]));
    const auto b = TrackOf(MmsiOf(planted["participants"][1]));
    const std::int64_t from = (planted["start"].get<std::int64_t>() / 60 + 1) * 60;
    ASSERT_GT(EndOf(planted) - from, 1800);
    for (std::int64_t t = from; t < EndOf(planted); t += 60) {
      EXPECT_LT(FastDistance(a.at(t), b.at(t)).meters(), 60.0);
      EXPECT_GT(FastDistance(a.at(t), b.at(t)).meters(), 5.0);
    }
  }
}

TEST_F(SimulatedIncidents, ChangedAndSharedIdentitiesAreOnTheAir) {
  for (const json& planted : Planted("identity_change")) {
    const std::int64_t at = planted["start"].get<std::int64_t>();
    for (const Report& r : reports_[MmsiOf(planted["participants"][0])]) EXPECT_LT(r.t, at + 62);
    ASSERT_FALSE(reports_[MmsiOf(planted["participants"][1])].empty());
    for (const Report& r : reports_[MmsiOf(planted["participants"][1])]) EXPECT_GE(r.t, at);
  }
  const auto shared = Planted("shared_identity", "shared");
  ASSERT_FALSE(shared.empty());
  const auto& reports = reports_[MmsiOf(shared[0]["participants"][0])];
  double farthest_kn = 0.0;
  for (std::size_t i = 1; i < reports.size(); ++i) {
    const double dt_s =
        static_cast<double>(std::max<std::int64_t>(1, reports[i].t - reports[i - 1].t));
    farthest_kn = std::max(
        farthest_kn,
        Speed::MetersPerSecond(FastDistance(reports[i].at, reports[i - 1].at).meters() / dt_s)
            .knots());
  }
  EXPECT_GT(farthest_kn, 100.0);
}

TEST_F(SimulatedIncidents, FalsePositionsAreFarFromTheTrueOnes) {
  for (const char* fault : {"jump", "circle", "on_land"}) {
    for (const json& planted : Planted("position_fault", fault)) {
      const std::uint32_t mmsi = MmsiOf(planted["participants"][0]);
      const auto track = TrackOf(mmsi);
      int meanwhile = 0, far = 0;
      for (const Report& r : reports_[mmsi]) {
        if (r.t < planted["start"].get<std::int64_t>() + 62 || r.t > EndOf(planted) - 5) continue;
        ++meanwhile;
        if (FastDistance(track.at(r.t / 60 * 60), r.at).kilometers() > 5.0) ++far;
      }
      // A circle may lie near the way for a while.
      EXPECT_GE(far, meanwhile / 2) << fault;
    }
  }
}

TEST_F(SimulatedIncidents, FramesSayWhereTheAircraftWere) {
  std::map<std::pair<std::string, std::int64_t>, json> states;
  for (const json& line : truth_) {
    if (line["kind"] == "aircraft_position") states[{line["icao"], line["t"]}] = line;
  }
  auto source = modes::OpenMessages(OpenInput(InputSpec::Parse("beast@" + Beast().string())),
                                    SourceId(0), {});
  int compared = 0;
  while (const modes::Message* message = source->Next()) {
    EXPECT_EQ(message->fixed_bits, 0);
    if (!message->position || !message->t) continue;
    const auto ns = message->t->time_since_epoch();
    const auto second = std::chrono::duration_cast<std::chrono::seconds>(ns).count();
    if (second % 60 > 0) continue;
    char key[8];
    std::snprintf(key, sizeof key, "%06x", message->address);
    const auto state = states.find({key, second});
    if (state == states.end()) continue;
    // Up to a second on the way at up to 500 kt, and half a step of CPR.
    const GeoPoint truth = GeoPoint::Degrees(state->second["lat"], state->second["lon"]);
    EXPECT_LT(FastDistance(truth, *message->position).meters(), 270.0);
    EXPECT_NEAR(*message->alt_baro_ft, state->second["alt_ft"].get<double>(), 80.0);
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST_F(SimulatedIncidents, ContactsLieWhereShipsAreWhetherTheySendOrNot) {
  std::ifstream in(*folder_ / "c");
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "t,lat,lon,sigma_m,length_m,source,scan");
  std::multimap<std::int64_t, GeoPoint> ships;
  for (const json& one : truth_) {
    if (one["kind"] == "position") {
      ships.emplace(one["t"], GeoPoint::Degrees(one["lat"], one["lon"]));
    }
  }
  int near_ships = 0, contacts = 0;
  while (std::getline(in, line)) {
    std::int64_t t = 0;
    double lat = 0.0, lon = 0.0;
    ASSERT_EQ(std::sscanf(line.c_str(), "%ld,%lf,%lf", &t, &lat, &lon), 3);
    ++contacts;
    const auto [from, to] = ships.equal_range(t);
    // Five sigma of 60 m in two axes.
    near_ships += std::any_of(from, to, [&](const auto& ship) {
      return FastDistance(ship.second, GeoPoint::Degrees(lat, lon)).meters() < 300.0;
    });
  }
  EXPECT_GT(near_ships, 20);
  EXPECT_LE(contacts - near_ships, 6);  // three waves a picture
  // Somebody dark is among them.
  EXPECT_FALSE(Planted("unmatched_contact").empty());
}

TEST_F(SimulatedIncidents, SameSeedGivesTheSameBytes) {
  Simulate({"harbour-incidents", 5, 12.0, {}},
           {*folder_ / "a2", *folder_ / "t2", *folder_ / "b2", {}, *folder_ / "c2"});
  EXPECT_EQ(Slurp(*folder_ / "a"), Slurp(*folder_ / "a2"));
  EXPECT_EQ(Slurp(*folder_ / "t"), Slurp(*folder_ / "t2"));
  EXPECT_EQ(Slurp(Beast()), Slurp(*folder_ / "b2"));
  EXPECT_EQ(Slurp(*folder_ / "c"), Slurp(*folder_ / "c2"));
}

}  // namespace
}  // namespace pelorus
