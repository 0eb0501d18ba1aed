#include "fusion/recent_payloads.h"

#include <algorithm>
#include <utility>

#include "geo/ids.h"

namespace pelorus {

bool RecentPayloads::HeardBefore(std::uint64_t hash, Time t) {
  if (hash == 0) return false;
  if (now_since_ == Time::min()) now_since_ = t;
  if (t - now_since_ > window_) {
    // After more than two windows of silence nothing of either table can matter.
    if (t - now_since_ > 2 * window_) now_.Clear();
    std::swap(now_, before_);
    now_.Clear();
    now_since_ = t;
  }
  for (const Table* table : {&now_, &before_}) {
    const Entry* entry = table->Find(hash);
    if (entry != nullptr && std::chrono::abs(t - entry->first_heard) <= window_) return true;
  }
  now_.Put(hash, t);
  return false;
}

const RecentPayloads::Entry* RecentPayloads::Table::Find(std::uint64_t hash) const {
  if (size_ == 0) return nullptr;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = MixBits(hash) & mask;; i = (i + 1) & mask) {
    if (slots_[i].hash == hash) return &slots_[i];
    if (slots_[i].hash == 0) return nullptr;
  }
}

RecentPayloads::Entry& RecentPayloads::Table::Slot(std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = MixBits(hash) & mask;
  while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) & mask;
  return slots_[i];
}

void RecentPayloads::Table::Put(std::uint64_t hash, Time t) {
  if ((size_ + 1) * 2 > slots_.size()) {
    std::vector<Entry> old(std::max<std::size_t>(64, slots_.size() * 2));
    old.swap(slots_);
    for (const Entry& entry : old) {
      if (entry.hash != 0) Slot(entry.hash) = entry;
    }
  }
  Entry& slot = Slot(hash);
  if (slot.hash == 0) ++size_;
  slot = {hash, t};
}

void RecentPayloads::Table::Clear() {
  if (size_ == 0) return;
  std::fill(slots_.begin(), slots_.end(), Entry{});
  size_ = 0;
}

}  // namespace pelorus
