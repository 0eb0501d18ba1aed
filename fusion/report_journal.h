#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

#include "geo/time.h"

namespace pelorus {

/// Where a report belongs in its target's history. Reports that were true at one instant are told
/// apart by their bits, so that the order does not depend on which came in first.
struct ReportOrder {
  Time at;                 ///< when it was true
  std::uint64_t hash = 0;  ///< of its payload
  friend constexpr auto operator<=>(const ReportOrder&, const ReportOrder&) = default;
};

/// What filters used lately of the reports of many targets: chains of entries, newest first, all in
/// one store, so that memory follows how much is heard and not how many there are. `Claim` is what
/// a filter reads of a report. Nothing is allocated while freed entries last.
template <class Claim>
class ReportJournal {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xffffffffU;

  struct Entry {
    ReportOrder order;
    Claim claim;
    Index earlier = kNone;
    std::uint16_t marks = 0;  ///< what the report did; the caller's
  };

  Entry& operator[](Index i) { return (*blocks_[i / kBlock])[i % kBlock]; }

  /// A new entry, linked to none.
  Index Add(const ReportOrder& order, const Claim& claim) {
    if (free_ == kNone) Grow();
    const Index i = free_;
    Entry& entry = (*this)[i];
    free_ = entry.earlier;
    entry = {order, claim, kNone, 0};
    return i;
  }

  /// Frees a chain from its newest entry `i` on.
  void Free(Index i) {
    while (i != kNone) {
      Entry& entry = (*this)[i];
      const Index earlier = entry.earlier;
      entry.earlier = free_;
      free_ = i;
      i = earlier;
    }
  }

 private:
  static constexpr std::size_t kBlock = 256;

  void Grow() {
    const auto first = static_cast<Index>(blocks_.size() * kBlock);
    blocks_.push_back(std::make_unique<std::array<Entry, kBlock>>());
    for (Index i = kBlock; i-- > 0;) {
      (*this)[first + i].earlier = free_;
      free_ = first + i;
    }
  }

  std::vector<std::unique_ptr<std::array<Entry, kBlock>>> blocks_;
  Index free_ = kNone;
};

}  // namespace pelorus
