#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/modes/message_source.h"
#include "io/modes/to_report.h"
#include "io/reader.h"

namespace pelorus::modes {

/// Messages about aircraft as reports for tracking. A message without a time of its own, as a
/// multilateration server makes them, is taken to be of the time of the last one that has one;
/// where none has had one yet, it is rejected as no-time.
class AircraftReader final : public ReportReader {
 public:
  AircraftReader(std::unique_ptr<MessageSource> messages, SourceId source);

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return messages_->progress(); }
  const std::vector<std::string>& stations() const override { return messages_->stations(); }

 private:
  void Take(const Message& message, ReportBatch& out);
  void UpdateCounters();

  std::unique_ptr<MessageSource> messages_;
  ReportMaker maker_;
  std::optional<Time> last_;
  std::uint64_t reported_ = 0;  // records that went out as reports
  Counters own_;                // rejected here
  Counters counters_;
};

}  // namespace pelorus::modes
