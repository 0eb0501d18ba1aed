#include "replay/simulate/plant_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Mean chance that a message would be heard, from which a regime has its name.
constexpr double kCovered = 0.7;
constexpr double kEdge = 0.2;
/// A vessel that goes no farther meanwhile lies at a berth or at anchor.
constexpr Length kLying = Length::Kilometers(1.0);

}  // namespace

void PlantLog::Observe(int now_s) {
  for (std::size_t i = 0; i < traces_.size(); ++i) {
    const GeoPoint at = plants_.players[i].vessel->motion().position();
    traces_[i].push_back({at, reception_.Clarity(at, std::chrono::seconds(now_s))});
  }
}

void PlantLog::Affected(std::size_t area, Mmsi who) {
  affected_.resize(plants_.jammed.size());
  std::vector<Mmsi>& all = affected_[area];
  if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
}

std::optional<int> PlantLog::Resolve(const Moment& moment) const {
  if (moment.at_s) return moment.at_s;
  return plants_.players[moment.player].vessel->began_s(moment.step);
}

void PlantLog::Locate(const PlantRecord& record, int from_s, int to_s, PlantedTruth& truth) const {
  double clarity = 0.0;
  std::size_t minutes = 0;
  for (const std::size_t player : record.players) {
    const std::vector<Minute>& trace = traces_[player];
    const std::size_t last = std::min(trace.size() - 1, static_cast<std::size_t>(to_s / 60));
    for (std::size_t m = static_cast<std::size_t>(std::max(0, from_s) / 60); m <= last; ++m) {
      clarity += trace[m].clarity;
      ++minutes;
    }
  }
  const double mean = minutes > 0 ? clarity / static_cast<double>(minutes) : 1.0;
  truth.regime = mean >= kCovered ? "covered" : mean >= kEdge ? "edge" : "uncovered";
  const bool of_a_way = record.event == "position_fault" || record.event == "dark_transit";
  if (of_a_way && Farthest(record.players.front(), from_s, to_s) < kLying) truth.regime = "lying";
  if (record.at) {
    truth.at = *record.at;
  } else {
    const std::vector<Minute>& trace = traces_[record.players.front()];
    truth.at =
        trace[std::min(trace.size() - 1, static_cast<std::size_t>((from_s + to_s) / 120))].at;
  }
}

Length PlantLog::Farthest(std::size_t player, int from_s, int to_s) const {
  const std::vector<Minute>& trace = traces_[player];
  const std::size_t last = std::min(trace.size() - 1, static_cast<std::size_t>(to_s / 60));
  const std::size_t first = std::min(last, static_cast<std::size_t>(std::max(0, from_s) / 60));
  Length farthest;
  for (std::size_t m = first; m <= last; ++m) {
    farthest = std::max(farthest, FastDistance(trace[first].at, trace[m].at));
  }
  return farthest;
}

std::optional<PlantedTruth> PlantLog::TruthOf(const PlantRecord& record, int seconds) const {
  const std::optional<int> start_s = Resolve(record.start);
  if (!start_s || *start_s >= seconds) return std::nullopt;
  PlantedTruth truth;
  truth.record = &record;
  truth.start_s = *start_s;
  if (record.end) truth.end_s = Resolve(*record.end);
  if (truth.end_s && *truth.end_s >= seconds) truth.end_s.reset();
  Locate(record, *start_s, truth.end_s.value_or(seconds), truth);
  truth.participants = record.participants;
  return truth;
}

void PlantLog::Write(TruthWriter& truth, int seconds) const {
  std::size_t area = 0;
  for (const PlantRecord& record : plants_.records) {
    std::optional<PlantedTruth> planted = TruthOf(record, seconds);
    if (record.event == "gnss_interference") {
      const std::size_t index = area++;
      if (!planted || index >= affected_.size()) continue;
      for (const Mmsi who : affected_[index]) {
        planted->participants.push_back(fmt::format("mmsi:{}", who.value()));
      }
    }
    if (planted) truth.WritePlanted(*planted);
  }
}

}  // namespace pelorus
