#include "fusion/track_bank.h"

#include <algorithm>

#include "fusion/shard.h"

namespace pelorus {
namespace {

/// How often silent tracks are looked for, in event time. A track's life does not depend on it:
/// a report after a long silence begins a new track anyway.
constexpr Duration kSweepEvery = std::chrono::minutes{10};

}  // namespace

TrackerCounts& TrackerCounts::operator+=(const TrackerCounts& other) {
  updates += other.updates;
  stale += other.stale;
  rewound += other.rewound;
  gated += other.gated;
  reseeded += other.reseeded;
  numerical += other.numerical;
  tracks += other.tracks;
  splits += other.splits;
  identities += other.identities;
  static_reports += other.static_reports;
  late_copies += other.late_copies;
  vertical_only += other.vertical_only;
  heard_only += other.heard_only;
  return *this;
}

TrackBank::TrackBank(const TrackBankParams& params, Executor& executor)
    : params_(params), executor_(executor) {
  for (std::size_t i = 0; i < kShards; ++i) shards_.push_back(std::make_unique<Shard>(params_));
}

TrackBank::~TrackBank() = default;

void TrackBank::Process(std::span<const Report> reports, PictureBatch& picture,
                        std::vector<Disposition>& dispositions) {
  picture.Clear();
  if (reports.empty()) {
    dispositions.clear();
    return;
  }
  Partition(reports);
  dispositions.resize(reports.size());
  slots_.resize(reports.size());
  firsts_.resize(reports.size());
  const Time now = From(reports.back()).received_at;
  const bool sweep = now >= next_sweep_;
  if (sweep) next_sweep_ = now + kSweepEvery;
  executor_.ForEach(kShards, [&](std::size_t s) {
    for (std::uint32_t m = starts_[s]; m < starts_[s + 1]; ++m) {
      const std::uint32_t i = members_[m];
      const Shard::Taken taken = shards_[s]->Take(reports[i], slots_[i]);
      dispositions[i] = taken.disposition;
      firsts_[i] = taken.first;
    }
    if (sweep) shards_[s]->EndSilent(now);
  });
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (!slots_[i]) continue;
    picture.updates.push_back(*slots_[i]);
    picture.updates.back().report = static_cast<std::uint32_t>(i);
  }
  CollectHearings(reports, picture);
  CollectEnded(picture);
}

/// Counting sort of the reports by shard; order within a shard is kept.
void TrackBank::Partition(std::span<const Report> reports) {
  shard_of_.resize(reports.size());
  members_.resize(reports.size());
  starts_.fill(0);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    shard_of_[i] = static_cast<std::uint8_t>(MixBits(KeyOf(reports[i]).bits()) % kShards);
    ++starts_[shard_of_[i] + 1U];
  }
  for (std::size_t s = 0; s < kShards; ++s) starts_[s + 1] += starts_[s];
  std::array<std::uint32_t, kShards> next{};
  std::copy_n(starts_.begin(), kShards, next.begin());
  for (std::size_t i = 0; i < reports.size(); ++i) {
    members_[next[shard_of_[i]]++] = static_cast<std::uint32_t>(i);
  }
}

void TrackBank::CollectEnded(PictureBatch& picture) {
  for (const auto& shard : shards_) shard->MoveEnded(picture.ended);
  std::sort(picture.ended.begin(), picture.ended.end(),
            [](const TrackEnd& a, const TrackEnd& b) { return a.track < b.track; });
}

/// The second report of a message was heard together with its first.
void TrackBank::CollectHearings(std::span<const Report> reports, PictureBatch& picture) const {
  picture.hearings.reserve(reports.size());
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const Provenance& from = From(reports[i]);
    if (from.records == 0) continue;
    picture.hearings.push_back(
        {KeyOf(reports[i]), from.station, from.received_at, from.raw, firsts_[i]});
  }
}

void TrackBank::Finish(PictureBatch& picture) {
  picture.Clear();
  executor_.ForEach(kShards, [&](std::size_t s) { shards_[s]->EndAll(); });
  CollectEnded(picture);
}

TrackerCounts TrackBank::counts() const {
  TrackerCounts total;
  for (const auto& shard : shards_) total += shard->counts();
  return total;
}

}  // namespace pelorus
