#include "tests/bench/silence_cases.h"

#include <fmt/format.h>

#include <array>

#include "fusion/anomaly/silence_detector.h"
#include "geo/places.h"
#include "io/input.h"
#include "replay/session.h"
#include "tests/io/memory_bytes.h"

namespace pelorus::silences {

std::unique_ptr<ReportReader> ReaderOfTable(std::string table) {
  OpenedInput input{Format::kShipCsv, "memory", std::make_unique<MemoryBytes>(std::move(table))};
  return MakeReader(std::move(input), SourceId(0), {});
}

bool PlantingReader::Read(ReportBatch& out) {
  const std::size_t before = out.size();
  if (!from_->Read(out)) return false;
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(before);
  out.erase(std::remove_if(begin, out.end(),
                           [this](const Report& report) {
                             const std::size_t station = From(report).station.value();
                             return drop_(report, from_->stations()[station]);
                           }),
            out.end());
  return true;
}

std::vector<Event> EventsOf(ReportReader& reader, const SilenceParams& params, int threads) {
  Executor executor(threads);
  IdentityBook identities;
  SilenceDetector detector(params, EmbeddedPlaces(), identities);
  Session session({}, {&reader}, executor, {&identities, &detector});
  while (session.Step()) {
  }
  const auto span = session.span();
  return detector.Findings(span ? span->last : Time{}, {});
}

double Score::f05() const {
  const double p = precision();
  const double r = recall();
  return p + r > 0.0 ? 1.25 * p * r / (0.25 * p + r) : 0.0;
}

void PrintScore(const std::string& name, const Score& score) {
  fmt::print("{:<44} {:>5.2f} {:>5.2f} {:>6.3f} {:>8.3f} {:>4} {:>4} {:>4}\n", name,
             score.precision(), score.recall(), score.f05(), score.false_a_day(), score.right,
             score.wrong, score.missed);
}

void PrintReliability(const std::vector<std::pair<double, bool>>& stated) {
  struct Bin {
    int count = 0, so = 0;
    double sum = 0.0;
  };
  std::array<Bin, 5> bins;
  for (const auto& [p, so] : stated) {
    Bin& bin = bins[std::min<std::size_t>(4, static_cast<std::size_t>(p * 5.0))];
    ++bin.count;
    bin.so += so ? 1 : 0;
    bin.sum += p;
  }
  fmt::print("  stated probability, mean : share that was so (silences)\n");
  for (const Bin& bin : bins) {
    if (bin.count == 0) continue;
    fmt::print("    {:.2f} : {:.2f} ({})\n", bin.sum / bin.count,
               static_cast<double>(bin.so) / bin.count, bin.count);
  }
}

}  // namespace pelorus::silences
