#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "io/modes/aircraft_state.h"

namespace pelorus::modes {

/// The aircraft that were heard, by address: open addressing with linear probing. At kMost of them
/// (about 60 MB) the half that was heard longest ago is forgotten, so that no flood of made-up
/// addresses takes more.
class AircraftTable {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 17;

  AircraftTable();

  /// The aircraft of that key; null when it is not known. Valid until the next Add.
  Aircraft* Find(std::uint32_t key) {
    for (std::size_t at = First(key); slots_[at].place != 0; at = (at + 1) & mask_) {
      if (slots_[at].key == key) return &aircraft_[slots_[at].place - 1];
    }
    return nullptr;
  }
  /// The same, made when it is not there.
  Aircraft& Add(std::uint32_t key);

  std::size_t size() const { return aircraft_.size(); }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t place = 0;  ///< in aircraft_, plus one; 0 is free
  };
  std::size_t First(std::uint32_t key) const { return ((key * 0x9E3779B1U) >> 7U) & mask_; }
  void ForgetOlderHalf();
  void Rebuild(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::vector<Aircraft> aircraft_;
};

}  // namespace pelorus::modes
