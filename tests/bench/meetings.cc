// Meetings and loitering: published cases, false alarms over the recordings, cost with the number
// of vessels: one table.
//   meetings [DATA] [cases|alarms|cost]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

#include "fusion/anomaly/loitering_detector.h"
#include "fusion/anomaly/rendezvous_detector.h"
#include "geo/geodesic.h"
#include "geo/land_gdal.h"
#include "io/input.h"
#include "replay/session.h"
#include "tests/io/memory_bytes.h"

namespace pelorus {
namespace {

/// Who was heard in which five minutes.
class Presence : public PictureSink {
 public:
  void Write(const PictureBatch& batch) override {
    for (const TrackUpdate& update : batch.updates) {
      if (!IsShipKey(update.track.key)) continue;
      const auto bin = std::chrono::floor<std::chrono::minutes>(update.time).time_since_epoch();
      bins_.insert(update.track.key.bits() * 4'000'000'007ULL +
                   static_cast<std::uint64_t>(bin.count() / 5));
      ++updates_;
    }
  }
  double vessel_days() const { return static_cast<double>(bins_.size()) / 288.0; }
  std::size_t updates() const { return updates_; }

 private:
  std::unordered_set<std::uint64_t> bins_;
  std::size_t updates_ = 0;
};

struct Outcome {
  std::vector<Event> events;
  RendezvousCounts counts;
  double vessel_days = 0.0;
};

Outcome Run(ReportReader& reader) {
  static const PlaceIndex places(EmbeddedPlaces());
  static const ShoreIndex shores = EmbeddedShores();
  static const WaterRoutes routes;
  Executor executor(1);
  IdentityBook book;
  Presence presence;
  RendezvousDetector meetings({}, book, places, shores, routes);
  LoiteringDetector loitering({}, book, places, shores);
  Session session({}, {&reader}, executor, {&book, &presence, &meetings, &loitering});
  while (session.Step()) {
  }
  const Time now = session.span() ? session.span()->last : Time{};
  Outcome outcome{meetings.Findings(now, {}), {}, presence.vessel_days()};
  outcome.counts = meetings.counts();
  for (Event& event : loitering.Findings(now, {})) outcome.events.push_back(std::move(event));
  return outcome;
}

Outcome RunTable(std::string table) {
  OpenedInput input{Format::kShipCsv, "memory", std::make_unique<MemoryBytes>(std::move(table))};
  return Run(*MakeReader(std::move(input), SourceId(0), {}));
}

std::string Span(const Event& event) {
  return FormatIso8601(event.start) + " .. " + (event.end ? FormatIso8601(*event.end) : "open");
}

void Print(const Event& event) {
  std::string who;
  for (const Participant& p : event.participants) who += ToString(p.key) + " ";
  fmt::print("  {} {}{} p={:.2f} at {:.3f} {:.3f}\n", Name(event.kind), who, Span(event),
             event.probability(), event.at.lat_deg(), event.at.lon_deg());
  for (const Evidence& item : event.evidence) {
    fmt::print("      {} {:.2f} {} {:+.2f}\n", item.name, item.value, item.unit, item.llr);
  }
}

nlohmann::json Load(const std::string& file) {
  std::ifstream in(file);
  return nlohmann::json::parse(in);
}

void EncounterCases(const std::string& data) {
  fmt::print("Encounters: cases as published (500 m rule), and ours\n");
  const auto json = Load(data + "/events/encounters/encounter_cases.json");
  for (const auto& one : json.at("cases")) {
    auto positions = one.at("positions").get<std::vector<nlohmann::json>>();
    std::stable_sort(positions.begin(), positions.end(), [](const auto& a, const auto& b) {
      return a.at("t").template get<std::string>() < b.at("t").template get<std::string>();
    });
    std::string table = "t,mmsi,lat,lon,sog_kn,cog_deg\n";
    for (const auto& p : positions) {
      table += fmt::format("{},21100000{},{},{},{},{}\n", p.at("t").get<std::string>(),
                           p.at("vessel").get<std::string>(), p.at("lat").get<double>(),
                           p.at("lon").get<double>(), p.at("sog_kn").get<double>(),
                           p.at("cog_deg").get<double>());
    }
    fmt::print("{}\n", one.at("case_id").get<std::string>());
    for (const auto& e : one.at("expected_raw_30min_no_extrapolation")) {
      fmt::print("  expected {} {} {} .. {} {:.0f} m\n", e.at("vessel_1").get<std::string>(),
                 e.at("vessel_2").get<std::string>(), e.at("start").get<std::string>(),
                 e.at("end").get<std::string>(), e.at("median_distance_km").get<double>() * 1e3);
    }
    for (const Event& event : RunTable(table).events) {
      if (event.kind == EventKind::kRendezvous) Print(event);
    }
  }
}

/// All positions of a table of the cases, as our generic table.
std::string TableOf(const std::string& file, std::vector<Time>& times) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  std::string table = "t,mmsi,lat,lon,sog_kn,cog_deg\n";
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    table += fmt::format("{},{},{},{},{},{}\n", cells.at(1), cells.at(0), cells.at(2), cells.at(3),
                         cells.at(4), cells.at(5));
    if (const auto t = ParseIso8601(cells.at(1))) times.push_back(*t);
  }
  std::sort(times.begin(), times.end());
  return table;
}

double LongestSilence_h(const std::vector<Time>& times, Time from, Time to) {
  double longest = 0.0;
  Time before = from;
  for (auto t = std::lower_bound(times.begin(), times.end(), from); t != times.end() && *t <= to;
       ++t) {
    longest = std::max(longest, ToSeconds(*t - before) / 3600.0);
    before = *t;
  }
  return std::max(longest, ToSeconds(to - before) / 3600.0);
}

void LoiteringCases(const std::string& data) {
  fmt::print("Loitering: published ones of 4 h and more without a silence over 3 h, found by us\n");
  const auto json = Load(data + "/events/loitering/loitering_cases.json");
  for (const auto& one : json.at("cases")) {
    std::vector<Time> times;
    const Outcome ours =
        RunTable(TableOf(data + "/events/" + one.at("input_positions").get<std::string>(), times));
    int expected = 0;
    int found = 0;
    for (const auto& e : one.at("expected_all")) {
      if (e.at("hours").get<double>() < 4.0 || e.at("max_internal_silence_h").get<double>() > 3.0) {
        continue;
      }
      const Time from = *ParseIso8601(e.at("start").get<std::string>());
      const Time to = *ParseIso8601(e.at("end").get<std::string>());
      ++expected;
      found += std::any_of(ours.events.begin(), ours.events.end(),
                           [&](const Event& event) {
                             return event.kind == EventKind::kLoitering &&
                                    event.probability() >= 0.5 && event.start < to &&
                                    event.end.value_or(event.detected_at) > from;
                           })
                   ? 1
                   : 0;
    }
    int told = 0;
    int over = 0;
    for (const Event& event : ours.events) {
      if (event.kind != EventKind::kLoitering || event.probability() < 0.5) continue;
      ++told;
      if (LongestSilence_h(times, event.start, event.end.value_or(times.back())) > 3.0) ++over;
    }
    fmt::print("  {:<28} {} of {} found; {} told, {} over a silence of more than 3 h\n",
               one.at("case_id").get<std::string>(), found, expected, told, over);
  }
}

void Alarms(const std::string& data) {
  fmt::print(
      "Recordings: vessel-days heard, pairs in company, events of probability .5 and more\n");
  for (const std::string folder : {"/ais/nmea", "/ais/csv"}) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(data + folder)) {
      files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
      std::unique_ptr<ReportReader> reader;
      try {
        reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
      } catch (const std::exception& error) {
        fmt::print("{}: no input of ours\n", std::filesystem::path(file).filename().string());
        continue;
      }
      const Outcome outcome = Run(*reader);
      const auto alarms = std::count_if(outcome.events.begin(), outcome.events.end(),
                                        [](const Event& e) { return e.probability() >= 0.5; });
      fmt::print("{:<48} {:>8.2f} {:>5} {:>4}\n", std::filesystem::path(file).filename().string(),
                 outcome.vessel_days, outcome.counts.encounters, alarms);
      for (const Event& event : outcome.events) {
        if (event.probability() >= 0.5) Print(event);
      }
    }
  }
}

/// Ships that lie or drift at random in a sea that is as crowded whatever their number: one in four
/// has company. Each reports every ten seconds for an hour.
void Cost() {
  fmt::print("Cost: vessels, reports, ns a report of both detectors, pairs found\n");
  for (const std::uint32_t vessels : {1'000U, 10'000U, 100'000U}) {
    IdentityBook book;
    const PlaceIndex places(EmbeddedPlaces());
    const ShoreIndex shores;
    const WaterRoutes routes;
    RendezvousDetector meetings({}, book, places, shores, routes);
    LoiteringDetector loitering({}, book, places, shores);
    std::mt19937 random(1);
    const double side_deg = std::sqrt(vessels / 200.0);
    std::uniform_real_distribution<double> place(0.0, side_deg);
    PictureBatch batch;
    std::vector<TrackUpdate> ships(vessels);
    for (std::uint32_t i = 0; i < vessels; ++i) {
      ships[i].track.key = TargetKey::Of(Mmsi(211000000 + i));
      const GeoPoint near = i % 4 == 0 && i > 0
                                ? GeodesicDirect(ships[i - 1].estimate.position,
                                                 Azimuth::Degrees(0.0), Length::Meters(60.0))
                                : GeoPoint::Degrees(place(random) - side_deg / 2, place(random));
      ships[i].estimate.position = near;
      ships[i].estimate.v_mps = Eigen::Vector2d::Zero();
      ships[i].estimate.cov_m2 = 25.0 * Eigen::Matrix2d::Identity();
    }
    double spent_s = 0.0;
    std::size_t reports = 0;
    const int rounds = 360;
    for (int round = 0; round < rounds; ++round) {
      batch.updates = ships;
      for (TrackUpdate& update : batch.updates)
        update.time = Time{} + round * std::chrono::seconds{10};
      const auto begin = std::chrono::steady_clock::now();
      meetings.Write(batch);
      loitering.Write(batch);
      spent_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      reports += ships.size();
    }
    (void)meetings.Findings(Time{} + std::chrono::hours{1}, {});
    fmt::print("{:>8} {:>10} {:>6.0f} {:>8}\n", vessels, reports,
               spent_s * 1e9 / static_cast<double>(reports), meetings.counts().encounters);
  }
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : PELORUS_SOURCE_DIR "/../shared/data";
  const std::string only = argc > 2 ? argv[2] : "";
  if (only.empty() || only == "cases") {
    pelorus::EncounterCases(data);
    pelorus::LoiteringCases(data);
  }
  if (only.empty() || only == "alarms") pelorus::Alarms(data);
  if (only.empty() || only == "cost") pelorus::Cost();
  return 0;
}
