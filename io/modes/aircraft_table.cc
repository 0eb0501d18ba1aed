#include "io/modes/aircraft_table.h"

#include <algorithm>

namespace pelorus::modes {

AircraftTable::AircraftTable() { Rebuild(1024); }

Aircraft& AircraftTable::Add(std::uint32_t key) {
  if (Aircraft* known = Find(key)) return *known;
  if (aircraft_.size() >= kMost) ForgetOlderHalf();
  if (2 * (aircraft_.size() + 1) > slots_.size()) Rebuild(2 * slots_.size());
  std::size_t at = First(key);
  while (slots_[at].place != 0) at = (at + 1) & mask_;
  Aircraft& added = aircraft_.emplace_back();
  added.key = key;
  slots_[at] = {key, static_cast<std::uint32_t>(aircraft_.size())};
  return added;
}

void AircraftTable::ForgetOlderHalf() {
  const auto middle = aircraft_.begin() + static_cast<std::ptrdiff_t>(aircraft_.size() / 2);
  std::nth_element(
      aircraft_.begin(), middle, aircraft_.end(),
      [](const Aircraft& a, const Aircraft& b) { return a.last_frame > b.last_frame; });
  aircraft_.erase(middle, aircraft_.end());
  Rebuild(slots_.size());
}

void AircraftTable::Rebuild(std::size_t slots) {
  slots_.assign(slots, Slot{});
  mask_ = slots - 1;
  for (std::size_t i = 0; i < aircraft_.size(); ++i) {
    std::size_t at = First(aircraft_[i].key);
    while (slots_[at].place != 0) at = (at + 1) & mask_;
    slots_[at] = {aircraft_[i].key, static_cast<std::uint32_t>(i + 1)};
  }
}

}  // namespace pelorus::modes
