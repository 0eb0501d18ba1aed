#include "replay/sequencer.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace pelorus {
namespace {

/// By arrival: reports that wait for others to catch up, some 500 MB.
constexpr std::size_t kMostUnsealed = 1'000'000;

std::int64_t FloorDiv(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

std::int64_t EpochOf(Time t, Duration epoch) {
  return FloorDiv(t.time_since_epoch().count(), epoch.count());
}

bool Before(const Report& a, const Report& b) {
  const Provenance& x = From(a);
  const Provenance& y = From(b);
  return std::tie(x.received_at, x.raw) < std::tie(y.received_at, y.raw);
}

}  // namespace

Sequencer::Sequencer(std::size_t sources, const SequencerParams& params)
    : params_(params), sources_(sources) {}

void Sequencer::Add(SourceId source, const ReportBatch& batch) {
  Source& from = sources_[source.value()];
  for (const Report& report : batch) AddOne(from, report);
}

void Sequencer::AddOne(Source& source, const Report& report) {
  const Time t = From(report).received_at;
  if (!source.progress || t - *source.progress > params_.max_jump) {
    Suspect(source, report);
    return;
  }
  RejectSuspects(source);
  if (t < *source.progress - params_.reorder) {
    source.losses.late += From(report).records;
    return;
  }
  source.progress = std::max(*source.progress, t);
  Place(source, report);
}

void Sequencer::Suspect(Source& source, const Report& report) {
  if (!source.suspects.empty()) {
    const Duration apart = From(report).received_at - From(source.suspects.back()).received_at;
    // A vessel alone at sea may be heard days apart; a wrong clock is off by years, or goes back.
    constexpr int kSilentJumps = 30;
    if (apart < -params_.max_jump || apart > kSilentJumps * params_.max_jump) {
      RejectSuspects(source);
    }
  }
  source.suspects.push_back(report);
  if (source.suspects.size() >= params_.witnesses) AcceptSuspects(source);
}

void Sequencer::RejectSuspects(Source& source) {
  for (const Report& report : source.suspects) {
    source.losses.implausible_time += From(report).records;
  }
  source.suspects.clear();
}

void Sequencer::AcceptSuspects(Source& source) {
  for (const Report& report : source.suspects) {
    const Time t = From(report).received_at;
    source.progress = std::max(source.progress.value_or(t), t);
  }
  for (const Report& report : source.suspects) Place(source, report);
  source.suspects.clear();
}

void Sequencer::Place(Source& source, const Report& report) {
  const std::int64_t epoch = EpochOf(From(report).received_at, params_.epoch);
  if (epoch < std::max(released_until_, sealed_until_)) {  // an idle source that spoke again
    source.losses.late += From(report).records;
    return;
  }
  auto place = epochs_.find(epoch);
  if (place == epochs_.end()) {
    place = epochs_.try_emplace(epoch).first;
    if (!spare_.empty()) {
      place->second.swap(spare_.back());
      spare_.pop_back();
    }
  }
  place->second.push_back(report);
  ++held_;
  ++unsealed_;
}

void Sequencer::Close(SourceId source) {
  Source& ended = sources_[source.value()];
  AcceptSuspects(ended);  // nothing came after them that says otherwise
  ended.closed = true;
}

std::optional<Time> Sequencer::leader() const {
  std::optional<Time> newest;
  for (const Source& source : sources_) {
    if (source.progress && (!newest || *source.progress > *newest)) newest = source.progress;
  }
  return newest;
}

std::optional<Time> Sequencer::Watermark() const {
  const std::optional<Time> newest = leader();
  std::optional<Time> watermark;
  for (const Source& source : sources_) {
    if (source.closed) continue;
    const bool idle = params_.idle_after && newest &&
                      (!source.progress || *newest - *source.progress > *params_.idle_after);
    if (idle) continue;
    if (!source.progress) return std::nullopt;
    const Time safe = *source.progress - params_.reorder;
    if (!watermark || safe < *watermark) watermark = safe;
  }
  return watermark ? watermark : std::optional<Time>(Time::max());
}

bool Sequencer::AllClosed() const {
  return std::all_of(sources_.begin(), sources_.end(), [](const Source& s) { return s.closed; });
}

void Sequencer::Seal(SourceId source, Time arrived) {
  now_ = std::max(now_.value_or(arrived), arrived);
  sources_[source.value()].arrived = now_;
  if (const auto watermark = ArrivalWatermark()) SealUntil(EpochOf(*watermark, params_.epoch));
  // A source far ahead of the others must not fill the memory.
  while (unsealed_ > kMostUnsealed) SealUntil(epochs_.lower_bound(sealed_until_)->first + 1);
}

void Sequencer::SealAll() {
  if (!epochs_.empty()) SealUntil(epochs_.rbegin()->first + 1);
}

std::optional<Time> Sequencer::ArrivalWatermark() const {
  const auto heeded = [this](const Source& s) {
    return !s.closed && s.progress && s.arrived && *now_ - *s.arrived <= *params_.idle_after;
  };
  const auto off_by = [this](const Source& s) { return std::chrono::abs(*now_ - *s.progress); };
  const Source* believed = nullptr;
  for (const Source& source : sources_) {
    if (!heeded(source)) continue;
    if (believed == nullptr || off_by(source) < off_by(*believed)) believed = &source;
  }
  if (believed == nullptr) return std::nullopt;
  Time watermark = *believed->progress;
  for (const Source& source : sources_) {
    if (!heeded(source)) continue;
    const Duration apart = std::chrono::abs(*source.progress - *believed->progress);
    if (apart <= *params_.idle_after) watermark = std::min(watermark, *source.progress);
  }
  return watermark - params_.reorder;
}

void Sequencer::SealUntil(std::int64_t epoch) {
  if (epoch <= sealed_until_) return;
  const auto end = epochs_.lower_bound(epoch);
  for (auto it = epochs_.lower_bound(sealed_until_); it != end; ++it) {
    unsealed_ -= it->second.size();
  }
  sealed_until_ = epoch;
}

bool Sequencer::Release(ReportBatch& out, std::size_t enough) {
  std::int64_t open = sealed_until_;
  if (!params_.by_arrival || AllClosed()) {
    const std::optional<Time> watermark = Watermark();
    if (!watermark) return false;
    open = EpochOf(*watermark, params_.epoch);
  }
  const std::size_t before = out.size();
  while (!epochs_.empty() && epochs_.begin()->first < open && out.size() - before < enough) {
    ReportBatch& epoch = epochs_.begin()->second;
    AppendSorted(epoch, out);
    held_ -= epoch.size();
    released_until_ = epochs_.begin()->first + 1;
    epoch.clear();
    spare_.push_back(std::move(epoch));
    epochs_.erase(epochs_.begin());
  }
  return out.size() > before;
}

void Sequencer::AppendSorted(const ReportBatch& epoch, ReportBatch& out) {
  if (std::is_sorted(epoch.begin(), epoch.end(), Before)) {
    out.insert(out.end(), epoch.begin(), epoch.end());
    return;
  }
  // Reports are large: their numbers are sorted instead.
  order_.resize(epoch.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(), [&epoch](std::uint32_t a, std::uint32_t b) {
    return Before(epoch[a], epoch[b]);
  });
  for (const std::uint32_t i : order_) out.push_back(epoch[i]);
}

std::optional<SourceId> Sequencer::FurthestBehind() const {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].closed) continue;
    // An unset progress orders before every time.
    if (!best || sources_[i].progress < sources_[*best].progress) best = i;
  }
  if (!best) return std::nullopt;
  return SourceId(static_cast<std::uint16_t>(*best));
}

}  // namespace pelorus
