#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/silence_judge.h"
#include "io/reader.h"

namespace pelorus::silences {

/// A table in memory, as the generic CSV names its columns, to be run like any input.
std::unique_ptr<ReportReader> ReaderOfTable(std::string table);

/// Removes what `drop` says from what another reader gives.
class PlantingReader : public ReportReader {
 public:
  using Drop = std::function<bool(const Report&, const std::string& station)>;
  PlantingReader(std::unique_ptr<ReportReader> from, Drop drop)
      : from_(std::move(from)), drop_(std::move(drop)) {}
  bool Read(ReportBatch& out) override;
  const Counters& counters() const override { return from_->counters(); }
  ByteSource::Progress progress() const override { return from_->progress(); }
  const std::vector<std::string>& stations() const override { return from_->stations(); }

 private:
  std::unique_ptr<ReportReader> from_;
  Drop drop_;
};

/// One whole run, and its events.
std::vector<Event> EventsOf(ReportReader& reader, const SilenceParams& params, int threads = 1);

/// How well verdicts fit the truth.
struct Score {
  int right = 0, wrong = 0, missed = 0;
  double vessel_days = 0.0;
  double precision() const {
    return right == 0 ? 0.0 : static_cast<double>(right) / (right + wrong);
  }
  double recall() const { return right == 0 ? 0.0 : static_cast<double>(right) / (right + missed); }
  double f05() const;
  double false_a_day() const { return vessel_days > 0.0 ? wrong / vessel_days : 0.0; }
};
void PrintScore(const std::string& name, const Score& score);

/// The stated probabilities against what was so, in five bins.
void PrintReliability(const std::vector<std::pair<double, bool>>& stated);

/// The sections of the table.
void InjectedCases(const std::string& data);
void EdgeCandidates(const std::string& data);
void PlantedTraffic();

}  // namespace pelorus::silences
