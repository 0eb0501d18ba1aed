// What the detectors find in cases with a known answer, and what they tell of real recordings in
// which nothing is known to be wrong: all detectors, wired as in `pelorus replay`.
//   cases_bench [DATA] [list]      `list` prints each event of the recordings
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/input.h"
#include "replay/detectors.h"
#include "replay/session.h"
#include "tests/io/memory_bytes.h"

namespace pelorus {
namespace {

using Readers = std::vector<std::unique_ptr<ReportReader>>;

/// Who was heard in which five minutes: vessel-days, of ships and aircraft.
class Presence : public PictureSink {
 public:
  void Write(const PictureBatch& batch) override {
    for (const TrackUpdate& update : batch.updates) {
      const auto bin = std::chrono::floor<std::chrono::minutes>(update.time).time_since_epoch();
      bins_.insert(update.track.key.bits() * 4'000'000'007ULL +
                   static_cast<std::uint64_t>(bin.count() / 5));
    }
  }
  double days() const { return static_cast<double>(bins_.size()) / 288.0; }

 private:
  std::unordered_set<std::uint64_t> bins_;
};

struct Outcome {
  std::vector<Event> events;
  double vessel_days = 0.0;
};

Outcome Run(const Readers& readers) {
  std::vector<ReportReader*> borrowed;
  for (const auto& reader : readers) borrowed.push_back(reader.get());
  Executor executor(1);
  const RunConfig config;
  RunDetectors detectors(config, executor);
  Presence presence;
  Session session(config.session, borrowed, executor, {&presence, &detectors});
  while (session.Step()) {
  }
  return {detectors.Findings(session.span() ? session.span()->last : Time{}), presence.days()};
}

Outcome RunFiles(const std::vector<std::string>& files) {
  Readers readers;
  for (const std::string& file : files) {
    const SourceId source(static_cast<std::uint16_t>(readers.size()));
    readers.push_back(MakeReader(OpenInput(InputSpec::Parse(file)), source, {}));
  }
  return Run(readers);
}

nlohmann::json Load(const std::string& file) {
  std::ifstream in(file);
  return nlohmann::json::parse(in);
}

bool Overlaps(const Event& event, Time from, Time to) {
  return event.start < to && event.end.value_or(event.detected_at) > from;
}

bool Names(const Event& event, TargetKey key) {
  return std::any_of(event.participants.begin(), event.participants.end(),
                     [key](const Participant& who) { return who.key == key; });
}

/// The events of the kinds that a case is not about.
std::string Others(const Outcome& out, EventKind about) {
  std::string text;
  for (const Event& event : out.events) {
    if (event.kind == about || event.kind == EventKind::kSilence) continue;
    const std::string name(Name(event.kind));
    if (text.find(name) == std::string::npos) text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

void CaseRow(const std::string& name, std::string_view expected, int found, int of, int wrong,
             const std::string& others) {
  fmt::print("{:<34} {:<34} {:>3} of {:<3} {:>5}  {}\n", name, expected, found, of, wrong, others);
}

TargetKey KeyOf(const std::string& vessel) {
  return TargetKey::Of(Mmsi(static_cast<std::uint32_t>(211000000 + std::stoi(vessel))));
}

std::string TableOf(const nlohmann::json& one) {
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
  return table;
}

void EncounterCases(const std::string& data) {
  const auto json = Load(data + "/events/encounters/encounter_cases.json");
  for (const auto& one : json.at("cases")) {
    Readers readers;
    OpenedInput input{Format::kShipCsv, "memory", std::make_unique<MemoryBytes>(TableOf(one))};
    readers.push_back(MakeReader(std::move(input), SourceId(0), {}));
    const Outcome out = Run(readers);
    std::set<const Event*> right;
    std::set<std::pair<std::string, std::string>> pairs;
    int found = 0;
    for (const auto& e : one.at("expected_raw_30min_no_extrapolation")) {
      auto a = e.at("vessel_1").get<std::string>();
      auto b = e.at("vessel_2").get<std::string>();
      if (b < a) std::swap(a, b);
      if (!pairs.insert({a, b}).second) continue;  // symmetric
      const Time from = *ParseIso8601(e.at("start").get<std::string>());
      const Time to = *ParseIso8601(e.at("end").get<std::string>());
      const auto event = std::find_if(out.events.begin(), out.events.end(), [&](const Event& x) {
        return x.kind == EventKind::kRendezvous && Overlaps(x, from, to) && Names(x, KeyOf(a)) &&
               Names(x, KeyOf(b));
      });
      if (event == out.events.end()) continue;
      ++found;
      right.insert(&*event);
    }
    const auto told = std::count_if(out.events.begin(), out.events.end(), [](const Event& event) {
      return event.kind == EventKind::kRendezvous;
    });
    CaseRow(one.at("case_id").get<std::string>(), "each pair, once", found,
            static_cast<int>(pairs.size()), static_cast<int>(told) - static_cast<int>(right.size()),
            Others(out, EventKind::kRendezvous));
  }
}

/// The times of all positions of a table whose second column they are.
std::vector<Time> TimesOf(const std::string& file) {
  std::ifstream in(file);
  std::vector<Time> times;
  for (std::string line; std::getline(in, line);) {
    const std::size_t comma = line.find(',');
    const std::size_t next = line.find(',', comma + 1);
    if (const auto t = ParseIso8601(line.substr(comma + 1, next - comma - 1))) times.push_back(*t);
  }
  std::sort(times.begin(), times.end());
  return times;
}

double LongestSilence_h(const std::vector<Time>& times, Time from, Time to) {
  Duration longest{};
  Time before = from;
  for (auto t = std::lower_bound(times.begin(), times.end(), from); t != times.end() && *t <= to;
       ++t) {
    longest = std::max(longest, *t - before);
    before = *t;
  }
  return ToSeconds(std::max(longest, to - before)) / 3600.0;
}

/// Published ones of four hours and more that go over no silence of more than three; one of ours
/// that does go over one is wrong.
void LoiteringCases(const std::string& data) {
  const auto json = Load(data + "/events/loitering/loitering_cases.json");
  for (const auto& one : json.at("cases")) {
    const std::string file = data + "/events/" + one.at("input_positions").get<std::string>();
    const Outcome out = RunFiles({file});
    const auto is_ours = [](const Event& event) { return event.kind == EventKind::kLoitering; };
    int expected = 0;
    int found = 0;
    for (const auto& e : one.at("expected_all")) {
      if (e.at("hours").get<double>() < 4.0 || e.at("max_internal_silence_h").get<double>() > 3.0) {
        continue;
      }
      const Time from = *ParseIso8601(e.at("start").get<std::string>());
      const Time to = *ParseIso8601(e.at("end").get<std::string>());
      ++expected;
      const bool hit = std::any_of(out.events.begin(), out.events.end(), [&](const Event& x) {
        return is_ours(x) && Overlaps(x, from, to);
      });
      found += hit ? 1 : 0;
    }
    const std::vector<Time> times = TimesOf(file);
    int wrong = 0;
    for (const Event& event : out.events) {
      if (!is_ours(event)) continue;
      const Time end = event.end.value_or(times.back());
      wrong += LongestSilence_h(times, event.start, end) > 3.0 ? 1 : 0;
    }
    CaseRow(one.at("case_id").get<std::string>(), "loitering, not over silences", found, expected,
            wrong, Others(out, EventKind::kLoitering));
  }
}

/// Files in which one number has several users, and files in which it has not.
void IdentityCases(const std::string& data) {
  struct Case {
    const char* file;
    const char* says;
    int users;  ///< events of shared identity that there should be
  };
  constexpr std::array<Case, 4> kCases = {
      {{"many_vessels_one_mmsi_416000000_201401.csv", "shared identity, 29 segments", 1},
       {"t150402944_2022jul.csv", "shared identity, short segment", 1},
       {"invalid_course_263576000_201510.csv", "one vessel", 0},
       {"implausible_speed_positions.csv", "single reports, none shared", 0}}};
  for (const Case& one : kCases) {
    const Outcome out = RunFiles({data + "/events/identity/" + one.file});
    const auto told = static_cast<int>(
        std::count_if(out.events.begin(), out.events.end(),
                      [](const Event& event) { return event.kind == EventKind::kSharedIdentity; }));
    CaseRow(std::string(one.file).substr(0, 33), one.says, std::min(told, one.users), one.users,
            std::max(0, told - one.users), Others(out, EventKind::kSharedIdentity));
  }
}

constexpr std::array kColumns = {
    EventKind::kRendezvous,     EventKind::kLoitering,          EventKind::kOffPortStop,
    EventKind::kSharedIdentity, EventKind::kIdentityChange,     EventKind::kOneHullTwoIdentities,
    EventKind::kPositionFault,  EventKind::kGnssInterference,   EventKind::kDarkTransit,
    EventKind::kTransponderGap, EventKind::kOffAirfieldDescent, EventKind::kAirSeaRendezvous};
using Tally = std::array<int, kColumns.size()>;

void PrintEvent(const Event& event) {
  std::string who;
  for (const Participant& p : event.participants) {
    if (who.size() > 120) break;
    who += " " + ToString(p.key);
    if (p.identity.name) who += " '" + std::string(p.identity.name->view()) + "'";
  }
  fmt::print("    {} p={:.2f} {} {:.3f} {:.3f}{}\n", Name(event.kind), event.probability(),
             FormatIso8601(event.start), event.at.lat_deg(), event.at.lon_deg(), who);
  std::string terms;
  for (const Evidence& item : event.evidence) {
    terms += fmt::format(" {}={:.4g}({:+.1f})", item.name, item.value, item.llr);
  }
  fmt::print("       {}\n", terms);
}

void Row(const std::string& name, const Outcome& out, bool list, Tally& sum) {
  Tally counts{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    counts[i] = static_cast<int>(
        std::count_if(out.events.begin(), out.events.end(),
                      [i](const Event& event) { return event.kind == kColumns[i]; }));
    sum[i] += counts[i];
  }
  fmt::print("{:<42} {:>9.2f}", name, out.vessel_days);
  for (const int n : counts) fmt::print(" {:>5}", n);
  fmt::print("\n");
  if (!list) return;
  for (const Event& event : out.events) {
    if (event.kind != EventKind::kSilence) PrintEvent(event);
  }
}

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Rows for the recordings of some folders; snapshots of one hour are one recording.
void Recordings(const std::string& title, const std::vector<std::vector<std::string>>& recordings,
                bool list) {
  fmt::print(
      "\n{:<42} {:>9}  meet loite  stop share chang  hull posit inter  dark  tgap  desc"
      "   air\n",
      title, "days");
  Tally sum{};
  double days = 0.0;
  for (const auto& files : recordings) {
    std::string name = std::filesystem::path(files.front()).filename().string().substr(0, 40);
    if (files.size() > 1) name = fmt::format("{} +{}", name.substr(0, 34), files.size() - 1);
    try {
      const Outcome out = RunFiles(files);
      days += out.vessel_days;
      Row(name, out, list, sum);
    } catch (const InputError&) {
      fmt::print("{:<42} no input of ours\n", name);
    }
  }
  fmt::print("{:<42} {:>9.2f}", "all", days);
  for (const int n : sum) fmt::print(" {:>5}", n);
  fmt::print("\n{:<42} {:>9}", "per vessel-day", "");
  for (const int n : sum) fmt::print(" {:>5.3f}", n / days);
  fmt::print("\n");
}

void All(const std::string& data, bool list) {
  fmt::print("{:<34} {:<34} {:>10} {:>5}  {}\n", "case", "expected", "found", "wrong",
             "other kinds told");
  EncounterCases(data);
  LoiteringCases(data);
  IdentityCases(data);
  std::vector<std::vector<std::string>> ships;
  for (const char* folder : {"/ais/nmea", "/ais/csv"}) {
    for (const std::string& file : FilesIn(data + folder)) ships.push_back({file});
  }
  Recordings("recordings of ships", ships, list);
  std::vector<std::vector<std::string>> aircraft(1);
  for (const std::string& file : FilesIn(data + "/adsb/opensky")) {
    if (file.find("westasia_") != std::string::npos) {
      aircraft.front().push_back(file);
    } else {
      aircraft.push_back({file});
    }
  }
  for (const char* folder : {"/adsb/readsb", "/adsb/beast"}) {
    for (const std::string& file : FilesIn(data + folder)) aircraft.push_back({file});
  }
  Recordings("recordings of aircraft", aircraft, list);
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : PELORUS_SOURCE_DIR "/../shared/data";
  pelorus::All(data, argc > 2 && std::string_view(argv[2]) == "list");
  return 0;
}
