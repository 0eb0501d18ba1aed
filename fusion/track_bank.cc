#include "fusion/track_bank.h"

#include <algorithm>
#include <functional>

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
    : params_(params), executor_(executor), contacts_(params.contacts) {
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
  const auto track_shard = [&](std::size_t s) {
    for (std::uint32_t m = starts_[s]; m < starts_[s + 1]; ++m) {
      const std::uint32_t i = members_[m];
      const Shard::Taken taken = shards_[s]->Take(reports[i], slots_[i]);
      dispositions[i] = taken.disposition;
      firsts_[i] = taken.first;
    }
    if (sweep) shards_[s]->EndSilent(now);
  };
  executor_.ForEach(kShards, std::ref(track_shard));  // without a copy, which would be allocated
  CollectUpdates(reports, dispositions, picture);
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

/// Those of shards and of contacts in the order of the reports that caused them.
void TrackBank::CollectUpdates(std::span<const Report> reports,
                               const std::vector<Disposition>& dispositions,
                               PictureBatch& picture) {
  const auto add = [&picture](const TrackUpdate& update, std::size_t report) {
    picture.updates.push_back(update);
    picture.updates.back().report = static_cast<std::uint32_t>(report);
  };
  for (std::size_t i = 0; i < reports.size(); ++i) {
    contacts_.Advance(From(reports[i]).received_at, contact_changes_);
    const auto* contact = std::get_if<ContactReport>(&reports[i]);
    if (contact != nullptr && dispositions[i] == Disposition::kUsed) {
      contacts_.Take(*contact, contact_changes_);
    }
    for (const TrackUpdate& update : contact_changes_.updates) add(update, i);
    contact_changes_.updates.clear();
    if (slots_[i]) add(*slots_[i], i);
  }
}

void TrackBank::CollectEnded(PictureBatch& picture) {
  for (const auto& shard : shards_) shard->MoveEnded(picture.ended);
  picture.ended.insert(picture.ended.end(), contact_changes_.ended.begin(),
                       contact_changes_.ended.end());
  contact_changes_.ended.clear();
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
  contacts_.Finish(contact_changes_);
  picture.updates.swap(contact_changes_.updates);
  CollectEnded(picture);
}

TrackerCounts TrackBank::counts() const {
  TrackerCounts total;
  for (const auto& shard : shards_) total += shard->counts();
  return total;
}

}  // namespace pelorus
