#include "fusion/recent_payloads.h"

#include <algorithm>

#include "geo/ids.h"

namespace pelorus {

RecentPayloads::RecentPayloads(Duration near, Duration far)
    : near_(near),
      far_(far),
      generations_(static_cast<std::size_t>((far - Duration{1}) / near) + 2) {}

const RecentPayloads::First* RecentPayloads::FindNear(std::uint64_t hash, Time t,
                                                      Duration within) const {
  return Find(hash, t, within, 2);
}

const RecentPayloads::First* RecentPayloads::FindFar(std::uint64_t hash, Time t) const {
  return Find(hash, t, far_, generations_.size());
}

const RecentPayloads::First* RecentPayloads::Find(std::uint64_t hash, Time t, Duration within,
                                                  std::size_t generations) const {
  if (hash == 0) return nullptr;
  for (std::size_t age = 0; age < generations; ++age) {
    const std::size_t i = (newest_ + generations_.size() - age) % generations_.size();
    const First* first = generations_[i].Find(hash);
    if (first != nullptr && std::chrono::abs(t - first->at) <= within) return first;
  }
  return nullptr;
}

void RecentPayloads::Remember(std::uint64_t hash, const First& first) {
  if (hash == 0) return;
  AdvanceTo(first.at);
  generations_[newest_].Put(hash, first);
}

/// Begins new generations until one holds `t`; the oldest are forgotten.
void RecentPayloads::AdvanceTo(Time t) {
  if (newest_since_ == Time::min()) newest_since_ = t;
  if (t - newest_since_ <= near_) return;
  const auto steps = (t - newest_since_) / near_;
  const auto cleared = std::min<std::int64_t>(steps, std::ssize(generations_));
  for (std::int64_t i = 0; i < cleared; ++i) {
    newest_ = (newest_ + 1) % generations_.size();
    generations_[newest_].Clear();
  }
  newest_since_ += steps * near_;
}

const RecentPayloads::First* RecentPayloads::Table::Find(std::uint64_t hash) const {
  if (size_ == 0) return nullptr;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = MixBits(hash) & mask;; i = (i + 1) & mask) {
    if (slots_[i].hash == hash) return &slots_[i].first;
    if (slots_[i].hash == 0) return nullptr;
  }
}

RecentPayloads::Entry& RecentPayloads::Table::Slot(std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = MixBits(hash) & mask;
  while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) & mask;
  return slots_[i];
}

void RecentPayloads::Table::Put(std::uint64_t hash, const First& first) {
  if ((size_ + 1) * 8 > slots_.size() * 5) {
    std::vector<Entry> old(std::max<std::size_t>(16, slots_.size() * 2));
    old.swap(slots_);
    for (const Entry& entry : old) {
      if (entry.hash != 0) Slot(entry.hash) = entry;
    }
  }
  Entry& slot = Slot(hash);
  if (slot.hash == 0) ++size_;
  slot = {hash, first};
}

void RecentPayloads::Table::Clear() {
  if (size_ == 0) return;
  std::fill(slots_.begin(), slots_.end(), Entry{});
  size_ = 0;
}

}  // namespace pelorus
