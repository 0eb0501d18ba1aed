// How well identities and positions are told apart from what they should be: one table.
//   identity_bench [DATA]
#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/identity_change.h"
#include "fusion/anomaly/identity_one_hull.h"
#include "fusion/anomaly/interference_detector.h"
#include "fusion/anomaly/position_detector.h"
#include "fusion/anomaly/shared_identity.h"
#include "fusion/anomaly/suspension.h"
#include "geo/geodesic.h"
#include "geo/land_gdal.h"
#include "io/input.h"
#include "replay/session.h"

namespace pelorus {
namespace {

using Keys = std::map<TargetKey, TargetKey>;

/// Gives what another reader gives, some of it under another identity.
class RenumberingReader : public ReportReader {
 public:
  RenumberingReader(std::unique_ptr<ReportReader> from, Keys keys)
      : from_(std::move(from)), keys_(std::move(keys)) {}
  bool Read(ReportBatch& out) override {
    const std::size_t before = out.size();
    const bool more = from_->Read(out);
    for (std::size_t i = before; i < out.size(); ++i) {
      std::visit(
          [this](auto& report) {
            const auto place = keys_.find(report.key);
            if (place != keys_.end()) report.key = place->second;
          },
          out[i]);
    }
    return more;
  }
  const Counters& counters() const override { return from_->counters(); }
  ByteSource::Progress progress() const override { return from_->progress(); }
  const std::vector<std::string>& stations() const override { return from_->stations(); }

 private:
  std::unique_ptr<ReportReader> from_;
  Keys keys_;
};

struct Outcome {
  std::vector<Event> events;
  double vessel_days = 0.0;
  std::vector<std::pair<TargetKey, IdentityHistory>> vessels;  ///< ships with positions
};

Outcome RunOn(const std::vector<std::string>& files, const ShoreIndex* shores,
              const Keys& keys = {}) {
  std::vector<std::unique_ptr<ReportReader>> readers;
  std::vector<ReportReader*> borrowed;
  for (const std::string& file : files) {
    const SourceId source(static_cast<std::uint16_t>(readers.size()));
    readers.push_back(std::make_unique<RenumberingReader>(
        MakeReader(OpenInput(InputSpec::Parse(file)), source, {}), keys));
    borrowed.push_back(readers.back().get());
  }
  IdentityBook book;
  InterferenceDetector interference;
  SharedIdentityDetector shared({}, book);
  PositionIntegrityDetector position({}, shores, EmbeddedChannels());
  IdentityChangeDetector change({}, book);
  OneHullDetector hull({}, book);
  Detector* detectors[] = {&interference, &shared, &position, &change, &hull};
  std::vector<PictureSink*> sinks = {&book, &interference, &shared, &position, &change, &hull};
  Executor executor(1);
  Session session({}, borrowed, executor, sinks);
  while (session.Step()) {
  }
  Outcome out;
  const Time now = session.span() ? session.span()->last : Time{};
  for (Detector* detector : detectors) {
    std::vector<Event> found = detector->Findings(now, out.events);
    out.events.insert(out.events.end(), found.begin(), found.end());
  }
  out.events = Suspend(std::move(out.events));
  for (const TargetKey key : book.Keys()) {
    const IdentityHistory& history = *book.HistoryOf(key);
    if (key.kind() != TargetKey::Kind::kMmsi || !history.first) continue;
    out.vessel_days += ToSeconds(history.last->time - history.first->time) / 86400.0;
    out.vessels.emplace_back(key, history);
  }
  return out;
}

void Print(const Event& event) {
  std::string terms;
  for (const Evidence& item : event.evidence) {
    terms += fmt::format(" {}={:.4g}({:+.1f})", item.name, item.value, item.llr);
  }
  fmt::print("    {} p={:.2f} {} at {:.3f},{:.3f} x{}:{}\n", event.id, event.probability(),
             FormatIso8601(event.start), event.at.lat_deg(), event.at.lon_deg(),
             event.participants.size(), terms);
  const auto* facts = std::get_if<IdentityFacts>(&event.facts);
  if (facts == nullptr) return;
  for (const auto& item : facts->changes) {
    fmt::print("      {}: '{}' -> '{}'\n", item.field, item.before, item.after);
  }
}

void Row(const std::string& name, const Outcome& out, bool list) {
  std::map<EventKind, int> counts;
  for (const Event& event : out.events) ++counts[event.kind];
  const auto rate = [&](EventKind kind) {
    return fmt::format("{:>5} {:>7.3f}", counts[kind],
                       out.vessel_days > 0.0 ? counts[kind] / out.vessel_days : 0.0);
  };
  fmt::print("{:<44} {:>6} {:>9.2f} {} {} {} {} {}\n", name, out.vessels.size(), out.vessel_days,
             rate(EventKind::kGnssInterference), rate(EventKind::kSharedIdentity),
             rate(EventKind::kPositionFault), rate(EventKind::kIdentityChange),
             rate(EventKind::kOneHullTwoIdentities));
  if (!list) return;
  for (const Event& event : out.events) Print(event);
}

void Head(const std::string& title) {
  fmt::print("\n{:<44} {:>6} {:>9} {:>13} {:>13} {:>13} {:>13} {:>13}\n", title, "ships",
             "ship-days", "interference", "shared", "position", "change", "one hull");
}

/// Merges pairs of vessels of a recording under one number, and counts which are found.
void Planted(const std::string& file, const ShoreIndex* shores) {
  const Outcome plain = RunOn({file}, shores);
  int merged = 0;
  int right = 0;
  int apart = 0;
  int apart_right = 0;
  std::vector<std::pair<TargetKey, IdentityHistory>> busy;
  for (const auto& one : plain.vessels) {
    if (one.second.positions >= 30) busy.push_back(one);
  }
  Keys keys;
  std::map<TargetKey, bool> far;
  for (std::size_t i = 0; i + 1 < busy.size() && merged < 40; i += 2, ++merged) {
    keys[busy[i + 1].first] = busy[i].first;
    far[busy[i].first] = FastDistance(busy[i].second.last->position,
                                      busy[i + 1].second.last->position) > Length::Kilometers(5.0);
  }
  for (const auto& [key, is_far] : far) apart += is_far ? 1 : 0;
  const Outcome out = RunOn({file}, shores, keys);
  int wrong = 0;
  for (const Event& event : out.events) {
    if (event.kind != EventKind::kSharedIdentity) continue;
    const auto place = far.find(event.participants.front().key);
    if (place == far.end()) {
      ++wrong;
      continue;
    }
    ++right;
    apart_right += place->second ? 1 : 0;
  }
  fmt::print(
      "{:<44} planted {:>3}  found {:>3}  wrong {:>2}  | more than 5 km apart {:>3} found {:>3}\n",
      file.substr(file.rfind('/') + 1), merged, right, wrong, apart, apart_right);
}

void All(const std::string& data) {
  const ShoreIndex shores = EmbeddedShores();
  Head("cases");
  for (const char* file :
       {"many_vessels_one_mmsi_416000000_201401.csv", "t150402944_2022jul.csv",
        "t150402951_2021a.csv", "t150402951_2021dec_2022feb.csv",
        "invalid_course_263576000_201510.csv", "implausible_speed_positions.csv"}) {
    Row(file, RunOn({data + "/events/identity/" + file}, &shores), true);
  }
  Head("recordings of ships");
  for (const char* file :
       {"csv/solent-20160112.csv.gz", "csv/aegean-5vessels-20240801.csv.gz",
        "csv/exactearth-style-global-20210701.csv.gz", "nmea/dma-multistation-20131112.txt.gz",
        "nmea/dma-aislib-stream_example.txt", "nmea/dma-drift-538004030-20140928.ais.gz",
        "nmea/socal-two-talkers-20160110.ais.gz", "nmea/hakefjord-ownship-gps-ais-20150720.log.gz",
        "nmea/aishub-global-85k.nmea.gz", "nmea/panama-28736.nmea.gz",
        "nmea/us-2007-sar-13k.nmea.gz", "nmea/seattle-636.nmea", "nmea/uscg-nais-20060715.ais",
        "nmea/kystverket-1000-tagblock-c.nm4", "nmea/satellite-tagblock-20211101.nm4"}) {
    Row(file, RunOn({data + "/ais/" + file}, &shores), true);
  }
  Head("recordings of aircraft");
  std::vector<std::string> westasia;
  for (const char* at :
       {"071243", "071424", "075232", "080730", "082742", "084917", "091008", "093334"}) {
    westasia.push_back(fmt::format("{}/adsb/opensky/westasia_20260318T{}.json", data, at));
  }
  Row("westasia 2026-03-18, 8 snapshots", RunOn(westasia, &shores), true);
  for (const char* file :
       {"adsb/opensky/states_all_global_20260519.json.gz",
        "adsb/opensky/state_vectors_20170205.csv.gz", "tracks/adsb_switzerland_20180801.csv.gz",
        "tracks/opensky_uk_20210712.csv", "adsb/readsb/brc_1hr_20230829.jsonl.gz",
        "adsb/readsb/grid_20250601_36_-122.gz",
        "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast"}) {
    Row(file, RunOn({data + "/" + file}, &shores), true);
  }
  fmt::print("\nshared identities planted by merging pairs of vessels\n");
  Planted(data + "/ais/csv/solent-20160112.csv.gz", &shores);
  Planted(data + "/ais/nmea/panama-28736.nmea.gz", &shores);
  Planted(data + "/ais/nmea/dma-multistation-20131112.txt.gz", &shores);
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  pelorus::All(argc > 1 ? argv[1] : PELORUS_SOURCE_DIR "/../shared/data");
  return 0;
}
