#pragma once

#include <cstdint>
#include <vector>

#include "geo/time.h"
#include "trackers/observation.h"

namespace pelorus {

/// Remembers which payloads were heard and when each was heard first, so that copies from other
/// stations, a multiplexer or a late relay are seen as such. Times are event time and may go back
/// by less than `near`.
///
/// What was heard lies in generations, each `near` long, so that the usual questions touch the two
/// newest and small ones only. An entry costs 51 to 102 bytes with the free slots beside it and
/// no allocation of its own; it is forgotten `far` to `far` + 2 `near` after it was heard.
class RecentPayloads {
 public:
  /// The hearing that made a payload known.
  struct First {
    Time at;
    RawRef raw;
  };

  /// Both positive; `near` at most `far`.
  RecentPayloads(Duration near, Duration far);

  /// The newest first hearing of `hash` that is at most `within` (at most `near`) from `t`; null
  /// when there is none, and always for hash 0, which stands for "not known". Valid until Remember.
  const First* FindNear(std::uint64_t hash, Time t, Duration within) const;

  /// The same among all that is remembered, at most `far` from `t`; costs a look into each
  /// generation.
  const First* FindFar(std::uint64_t hash, Time t) const;

  /// Makes this the first hearing of a transmission.
  void Remember(std::uint64_t hash, const First& first);

 private:
  struct Entry {
    std::uint64_t hash = 0;  ///< 0 is an empty slot
    First first;
  };
  /// Open addressing with linear probing; grows by doubling, at most 5/8 full.
  class Table {
   public:
    const First* Find(std::uint64_t hash) const;
    void Put(std::uint64_t hash, const First& first);
    void Clear();

   private:
    Entry& Slot(std::uint64_t hash);
    std::vector<Entry> slots_;
    std::size_t size_ = 0;
  };

  const First* Find(std::uint64_t hash, Time t, Duration within, std::size_t generations) const;
  void AdvanceTo(Time t);

  Duration near_;
  Duration far_;
  std::vector<Table> generations_;  ///< a ring
  std::size_t newest_ = 0;
  Time newest_since_ = Time::min();
};

}  // namespace pelorus
