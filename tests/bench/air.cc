// Silences of aircraft on recordings: transponder switch-offs are planted into real ADS-B by taking
// out one aircraft's reports for 15 to 60 minutes, or to the end; what is found is compared with
// what was planted, aircraft by aircraft.
//   air_bench
// Of each recording the aircraft are split in two by address: those with an odd hash served for
// choosing parameters; switch-offs are planted into the others, and only these are reported.
// Everything that stays silent by itself (holes, edges, landings) is a chance for a false alarm.
// Prints one table; exits 0 without the data.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fusion/anomaly/air_silence_detector.h"
#include "io/input.h"
#include "replay/session.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

constexpr int kSeeds = 5;
/// One in so many aircraft of the half switches off.
constexpr std::uint64_t kOneIn = 8;
/// A planted gap counts where so many minutes of it had held reports: fewer can be had from noise.
constexpr std::size_t kTestableMinutes = 10;

struct Flight {
  Time first;
  Time last;
};
using Flights = std::map<TargetKey, Flight>;

/// A switch-off, and the minutes with reports that it removed.
struct Planted {
  Time from;
  Time to;
  std::size_t minutes = 0;
  Minute newest = 0;
};

bool IsForTesting(TargetKey key) { return MixBits(key.number()) % 2 == 0; }

std::vector<std::unique_ptr<ReportReader>> ReadersOf(const std::vector<std::string>& files) {
  std::vector<std::unique_ptr<ReportReader>> readers;
  for (const std::string& file : files) {
    readers.push_back(MakeReader(OpenInput(InputSpec::Parse(file)),
                                 SourceId(static_cast<std::uint16_t>(readers.size())), {}));
  }
  return readers;
}

/// Removes what was planted from what another reader gives.
class PlantingReader : public ReportReader {
 public:
  PlantingReader(ReportReader& from, std::map<TargetKey, Planted>& planted)
      : from_(from), planted_(planted) {}
  bool Read(ReportBatch& out) override {
    const auto before = static_cast<std::ptrdiff_t>(out.size());
    if (!from_.Read(out)) return false;
    out.erase(std::remove_if(out.begin() + before, out.end(),
                             [this](const Report& report) { return Drops(report); }),
              out.end());
    return true;
  }
  const Counters& counters() const override { return from_.counters(); }
  ByteSource::Progress progress() const override { return from_.progress(); }
  const std::vector<std::string>& stations() const override { return from_.stations(); }

 private:
  bool Drops(const Report& report) {
    const auto place = planted_.find(KeyOf(report));
    if (place == planted_.end()) return false;
    const Time at = From(report).received_at;
    Planted& planted = place->second;
    if (at < planted.from || at >= planted.to) return false;
    if (MinuteOf(at) != planted.newest) ++planted.minutes;
    planted.newest = MinuteOf(at);
    return true;
  }

  ReportReader& from_;
  std::map<TargetKey, Planted>& planted_;
};

/// When each aircraft of the recording is heard.
class FlightNoter : public PictureSink {
 public:
  void Write(const PictureBatch& batch) override {
    for (const TrackUpdate& update : batch.updates) {
      if (update.track.key.kind() != TargetKey::Kind::kIcao) continue;
      const auto [place, added] =
          flights.try_emplace(update.track.key, Flight{update.time, update.time});
      place->second.last = std::max(place->second.last, update.time);
    }
    updates += batch.updates.size();
  }
  Flights flights;
  std::size_t updates = 0;
};

/// Some minutes after an aircraft is first heard, at the latest half of its time, it goes silent.
std::map<TargetKey, Planted> Plan(const Flights& flights, std::uint64_t seed) {
  std::map<TargetKey, Planted> plan;
  for (const auto& [key, flight] : flights) {
    const std::uint64_t dice = MixBits(key.bits() ^ MixBits(seed));
    if (!IsForTesting(key) || dice % kOneIn != 0) continue;
    const double share = 0.1 + 0.4 * static_cast<double>(dice >> 8 & 0xffff) / 65536.0;
    const double minutes = 15.0 + 45.0 * static_cast<double>(dice >> 24 & 0xffff) / 65536.0;
    const Time from = flight.first + FromSeconds(share * ToSeconds(flight.last - flight.first));
    plan.emplace(key, Planted{from, from + FromSeconds(60.0 * minutes), 0, 0});
  }
  return plan;
}

struct Score {
  int right = 0, wrong = 0, missed = 0, hidden = 0;
  std::map<std::string, int> reasons;  ///< of what was missed
  double flight_hours = 0.0;
};

double Ratio(int part, int rest) {
  return part == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(part + rest);
}

void Take(const std::vector<Event>& events, const std::map<TargetKey, Planted>& plan,
          Score& score) {
  std::map<TargetKey, std::string> said;
  for (const Event& event : events) {
    const TargetKey key = event.participants.front().key;
    if (!IsForTesting(key) || event.kind == EventKind::kOffAirfieldDescent) continue;
    const auto place = plan.find(key);
    const bool so = place != plan.end() && event.start < place->second.to &&
                    event.end.value_or(Time::max()) > place->second.from;
    const auto* silence = std::get_if<SilenceFacts>(&event.facts);
    if (silence == nullptr && !so) ++score.wrong;
    if (so) said[key] = silence != nullptr ? std::string(Name(silence->reason)) : "found";
  }
  for (const auto& [key, planted] : plan) {
    const std::string verdict = said.contains(key) ? said[key] : "none";
    if (verdict == "found") {
      ++score.right;
    } else if (planted.minutes >= kTestableMinutes) {
      ++score.missed;
      ++score.reasons[verdict];
    } else {
      ++score.hidden;
    }
  }
}

struct Run {
  std::vector<Event> events;
  double flight_hours = 0.0;
};

template <class Sink>
std::optional<Session::Span> RunSession(const std::vector<ReportReader*>& readers, Sink& sink) {
  Executor executor(1);
  Session session({}, readers, executor, {&sink});
  while (session.Step()) {
  }
  return session.span();
}

Run Detect(const std::vector<std::string>& files, std::map<TargetKey, Planted>& plan) {
  const auto inner = ReadersOf(files);
  std::vector<std::unique_ptr<PlantingReader>> planting;
  std::vector<ReportReader*> readers;
  for (const auto& reader : inner) {
    planting.push_back(std::make_unique<PlantingReader>(*reader, plan));
    readers.push_back(planting.back().get());
  }
  const IdentityBook book;
  AirSilenceDetector detector({}, AirfieldList::Embedded(), book);
  const auto span = RunSession(readers, detector);
  return {detector.Findings(span ? span->last : Time{}, {}), detector.flight_hours()};
}

void PrintRow(const std::string& name, const Score& score) {
  const double p = Ratio(score.right, score.wrong);
  const double r = Ratio(score.right, score.missed);
  const double f = p + r > 0.0 ? 1.25 * p * r / (0.25 * p + r) : 0.0;
  fmt::print("{:<28} {:>5.2f} {:>5.2f} {:>6.3f} {:>9.4f} {:>8.0f} {:>4} {:>4} {:>4} {:>4} ", name,
             p, r, f, score.wrong / std::max(1e-9, score.flight_hours), score.flight_hours,
             score.right, score.wrong, score.missed, score.hidden);
  for (const auto& [reason, count] : score.reasons) fmt::print(" {} {}", reason, count);
  fmt::print("\n");
}

void OneRecording(const std::string& name, const std::vector<std::string>& files, Score& all) {
  FlightNoter noter;
  std::vector<ReportReader*> plain;
  const auto readers = ReadersOf(files);
  for (const auto& reader : readers) plain.push_back(reader.get());
  RunSession(plain, noter);
  Score score;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    std::map<TargetKey, Planted> plan = Plan(noter.flights, seed);
    const Run run = Detect(files, plan);
    Take(run.events, plan, score);
    score.flight_hours += 0.5 * run.flight_hours;  // of the half that is reported
  }
  PrintRow(name, score);
  all.right += score.right;
  all.wrong += score.wrong;
  all.missed += score.missed;
  all.hidden += score.hidden;
  all.flight_hours += score.flight_hours;
  for (const auto& [reason, count] : score.reasons) all.reasons[reason] += count;
}

/// What the detector costs beside an empty sink, on one recording.
void PrintCost(const std::vector<std::string>& files) {
  const auto inner = ReadersOf(files);
  ReportBatch reports;
  while (inner.front()->Read(reports)) {
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  Executor executor(1);
  TrackBank bank({}, executor);
  const IdentityBook book;
  AirSilenceDetector detector({}, AirfieldList::Embedded(), book);
  using Clock = std::chrono::steady_clock;
  Clock::duration spent{0};
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  for (std::size_t i = 0; i < reports.size(); i += 4096) {
    const std::size_t n = std::min<std::size_t>(4096, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, n), picture, dispositions);
    const auto begin = Clock::now();
    detector.Write(picture);
    spent += Clock::now() - begin;
  }
  const auto begin = Clock::now();
  const std::size_t found = detector.Findings(From(reports.back()).received_at, {}).size();
  const double findings_ms =
      std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  fmt::print("cost: {:.3f} us a report over {}; {} events judged in {:.0f} ms\n",
             std::chrono::duration<double, std::micro>(spent).count() /
                 static_cast<double>(reports.size()),
             reports.size(), found, findings_ms);
}

struct Recording {
  const char* name;
  std::vector<std::string> files;
};

int Main() {
  const std::vector<Recording> recordings = {
      {"Switzerland, FL300 and up", {"tracks/adsb_switzerland_20180801.csv.gz"}},
      {"southern UK, 20 min", {"tracks/opensky_uk_20210712.csv"}},
      {"Toulouse, one receiver", {"adsb/rawhex/lfbo_400f99_20240606_part1.jsonl.gz"}},
      {"ULSS7, one receiver", {"adsb/beast/ulss7_decoded_sbs.csv.gz"}},
      {"California cell, 31 h", {"adsb/readsb/grid_20250601_36_-122.gz"}},
  };
  fmt::print("{:<28} {:>5} {:>5} {:>6} {:>9} {:>8} {:>4} {:>4} {:>4} {:>4}  {}\n",
             "switch-offs planted into", "P", "R", "F0.5", "FA/fl.h", "fl.hours", "TP", "FP", "FN",
             "hid", "what the missed were said to be");
  Score all;
  for (const Recording& recording : recordings) {
    std::vector<std::string> files;
    for (const std::string& name : recording.files) {
      if (const auto file = DataFile(name)) files.push_back(file->string());
    }
    if (files.empty()) continue;
    OneRecording(recording.name, files, all);
  }
  if (all.flight_hours > 0.0) PrintRow("all", all);
  if (const auto file = DataFile(recordings.front().files.front())) PrintCost({file->string()});
  return 0;
}

}  // namespace
}  // namespace pelorus

int main() {
  try {
    return pelorus::Main();
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
