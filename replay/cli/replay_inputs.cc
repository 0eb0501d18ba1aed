#include "replay/cli/replay_inputs.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "replay/cli/inputs.h"

namespace pelorus {

ReplayInputs::ReplayInputs(const std::vector<std::string>& inputs, const ReaderOptions& options,
                           RunConfig& config) {
  if (OpenLiveRun(inputs, options, config)) return;
  for (OpenedInput& input : OpenInputs(inputs, {config.session.from, config.session.to})) {
    facts_.push_back({input.location, std::string(Name(input.format)), {}});
    const auto source = SourceId(static_cast<std::uint16_t>(readers_.size()));
    readers_.push_back(MakeReader(std::move(input), source, options));
  }
}

/// False when the inputs are anything else than the recording of one live run.
bool ReplayInputs::OpenLiveRun(const std::vector<std::string>& inputs, const ReaderOptions& options,
                               RunConfig& config) {
  if (inputs.size() != 1) return false;
  const std::vector<std::string> files = RecordingsOnlyIn(inputs.front());
  if (files.empty()) return false;
  auto past = std::make_unique<PieceLog>(
      files, [](const std::string& fault) { spdlog::warn("{}", fault); });
  if (!past->rules()) return false;
  past_ = std::move(past);
  config.arrivals = *past_->rules();
  config.session.sequencer.by_arrival = true;
  config.session.sequencer.reorder = config.arrivals.reorder;
  config.session.sequencer.epoch = config.arrivals.epoch;
  config.session.sequencer.idle_after = config.arrivals.idle_after;
  std::vector<PieceReader*> pieces;
  for (const RecordedChannel& channel : past_->channels()) {
    // The names that the live run had: references to them are the same bytes.
    facts_.push_back({channel.topic, channel.format ? std::string(Name(*channel.format)) : "", {}});
    const auto source = SourceId(static_cast<std::uint16_t>(readers_.size()));
    auto reader = std::make_unique<PieceReader>(InputSpec{channel.format, channel.topic},
                                                channel.live, source, options);
    pieces.push_back(reader.get());
    readers_.push_back(std::move(reader));
  }
  arrivals_ = std::make_unique<LiveArrivals>(pieces, *past_, none_, std::chrono::milliseconds(0));
  arrivals_->End();
  return true;
}

std::vector<ReportReader*> ReplayInputs::views() const {
  std::vector<ReportReader*> views;
  for (const auto& reader : readers_) views.push_back(reader.get());
  return views;
}

void ReplayInputs::GatherFaults() {
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    facts_[i].clock_faults = readers_[i]->clock_faults();
  }
}

ByteSource::Progress ReplayInputs::progress() const {
  if (past_) return past_->progress();
  ByteSource::Progress all;
  for (const auto& reader : readers_) {
    const ByteSource::Progress one = reader->progress();
    all.done += one.done;
    all.size += one.size;
  }
  return all;
}

}  // namespace pelorus
