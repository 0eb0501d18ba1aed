#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/ids.h"

namespace pelorus {

/// Numbers by key: open addressing with linear probing, at most half full, so that most look-ups
/// touch one line of memory.
class KeyIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  /// The number of a key, kNone where it has none.
  std::uint32_t Find(TargetKey key) const {
    return slots_.empty() ? kNone : slots_[Place(key)].number;
  }

  /// Gives a key that has no number one, which is not kNone.
  void Put(TargetKey key, std::uint32_t number) {
    if (2 * ++size_ > slots_.size()) Grow();
    slots_[Place(key)] = {key, number};
  }

  void Clear() {
    slots_.assign(slots_.size(), {});
    size_ = 0;
  }

 private:
  struct Slot {
    TargetKey key;
    std::uint32_t number = kNone;
  };

  /// Where the key is, or where it would be put. The bits that chose its shard are left out.
  std::size_t Place(TargetKey key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = (MixBits(key.bits()) >> 8U) & mask;
    while (slots_[i].number != kNone && slots_[i].key != key) i = (i + 1) & mask;
    return i;
  }

  void Grow() {
    constexpr std::size_t kFirst = 16;
    std::vector<Slot> old(slots_.empty() ? kFirst : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != kNone) slots_[Place(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;  ///< a power of two
  std::size_t size_ = 0;
};

}  // namespace pelorus
