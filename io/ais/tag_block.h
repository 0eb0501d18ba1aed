#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/time.h"

namespace pelorus::ais {

/// What the tag blocks before a sentence say (IEC 61162-450 and its forerunners); views into the
/// line.
struct TagBlock {
  std::optional<Time> received_at;   ///< `c:`
  std::optional<Time> delivered_at;  ///< `t:` when it is a time
  std::string_view station;          ///< `s:`
  std::string_view provider;         ///< `si:`
  std::string_view group;            ///< the id of `g:1-2-id` or `1G2:id`
  bool damaged = false;              ///< a checksum is wrong, or a block is not closed
  bool bad_time = false;             ///< a `c:` that is no time, or out of range
};

/// Takes all tag blocks off the front of `text` (which begins with a backslash) into `out`; of two
/// values the later one, nearer to the sentence, holds. False when the first block is not closed:
/// nothing is taken then.
bool TakeTagBlocks(std::string_view& text, TagBlock& out);

}  // namespace pelorus::ais
