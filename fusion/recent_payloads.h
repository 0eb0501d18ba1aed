#pragma once

#include <cstdint>
#include <vector>

#include "geo/time.h"

namespace pelorus {

/// Remembers which transmissions were heard within a window of event time, so that copies from
/// other stations or a multiplexer are seen as such. Memory follows the number of transmissions
/// in two windows; entries cost 16 bytes and no allocation each.
class RecentPayloads {
 public:
  explicit RecentPayloads(Duration window) : window_(window) {}

  /// True when the same hash was first heard at most one window before `t`; otherwise remembers
  /// (hash, t). Times may go back by less than a window. A hash of 0 is never a copy.
  bool HeardBefore(std::uint64_t hash, Time t);

 private:
  struct Entry {
    std::uint64_t hash = 0;  ///< 0 is an empty slot
    Time first_heard;
  };
  /// Open addressing with linear probing; grows by doubling, at most half full.
  class Table {
   public:
    const Entry* Find(std::uint64_t hash) const;
    void Put(std::uint64_t hash, Time t);
    void Clear();

   private:
    Entry& Slot(std::uint64_t hash);
    std::vector<Entry> slots_;
    std::size_t size_ = 0;
  };

  Duration window_;
  Table now_;     ///< first heard since now_since_
  Table before_;  ///< first heard in the window before that
  Time now_since_ = Time::min();
};

}  // namespace pelorus
