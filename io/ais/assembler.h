#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "geo/ids.h"
#include "geo/time.h"
#include "io/ais/armor.h"
#include "io/ais/stamp.h"
#include "io/counters.h"

namespace pelorus::ais {

/// How a sentence, or the first sentence of a message, came in.
struct Origin {
  Stamp stamp;
  StationId station;
  std::uint64_t offset = 0;
  std::uint16_t flags = 0;
  bool own = false;
  char channel = 0;
};

/// One sentence of a message of several.
struct Fragment {
  std::uint16_t talker = 0;
  std::uint8_t sequence = 0;
  std::uint8_t count = 0;   ///< 2..9
  std::uint8_t number = 0;  ///< 1..count
  std::uint8_t fill_bits = 0;
  std::string_view payload;
  /// Tells receivers apart that use the same sequence ids: a hash of the tag block group, else of
  /// the station on the same line; 0 when the line says neither, which fits any.
  std::uint64_t sender = 0;
  std::uint64_t peer = 0;  ///< ByteSource::sender of the line; parts of two peers never join
  Origin origin;
  std::optional<Time> feed_time;  ///< the last receive time that the input gave
  std::uint64_t tick = 0;         ///< how many sentences came before
};

/// Puts the sentences of messages together: in any order, interleaved, from several receivers. A
/// bounded table; what it gives up is counted.
class Assembler {
 public:
  /// Parts of one message come within this span of message time...
  static constexpr Duration kWindow = std::chrono::seconds(15);
  /// ...or, in inputs without time, within so many sentences.
  static constexpr std::uint64_t kMaxSentencesApart = 4000;
  /// Longer payloads of one part are cut there.
  static constexpr std::size_t kMaxPartChars = 192;

  /// A message that is whole: its bits stand in the buffer given to Add.
  struct Whole {
    Origin origin;  ///< offset of the first part that came; the best stamp of any part
    std::uint16_t records = 0;
  };

  /// Takes a part. When it makes a message whole, appends its bits to `bits` (cleared before).
  /// Counts kFragmentOrphan for parts whose others did not come in time or that were replaced by
  /// another message under the same key, kFragmentTableFull for parts pushed out, `duplicate` for
  /// a part that came twice, kBadPayload (all parts) for a message with bad characters.
  std::optional<Whole> Add(const Fragment& part, BitBuffer& bits, Counters& counters);

  /// At the end of the input: what still waits is counted as kFragmentOrphan.
  void Flush(Counters& counters);

 private:
  static constexpr std::size_t kSets = 16;
  static constexpr std::size_t kWays = 16;

  struct Part {
    std::uint16_t size = 0;
    std::uint8_t fill_bits = 0;
    bool cut = false;
  };
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t sender = 0;
    std::uint16_t have = 0;  // bit n-1: part n is here; 0: free
    std::uint8_t count = 0;
    std::array<Part, 9> parts{};
    Origin origin;
    std::optional<Time> feed_time;
    std::uint64_t tick = 0;
    std::array<char, 9 * kMaxPartChars> text{};

    std::string_view payload(std::size_t i) const {
      return {text.data() + i * kMaxPartChars, parts[i].size};
    }
  };

  static std::uint64_t KeyOf(const Fragment& part);
  static bool Expired(const Slot& slot, const Fragment& part);
  static void Drop(Slot& slot, Reject cause, Counters& counters);
  static void Begin(Slot& slot, std::uint64_t key, const Fragment& part);
  static void Store(Slot& slot, const Fragment& part);
  static void MergeOrigin(Slot& slot, const Fragment& part);
  Slot* Find(std::uint64_t key, const Fragment& part);
  Slot& MakeRoom(std::uint64_t key, const Fragment& part, Counters& counters);
  std::optional<Whole> Finish(Slot& slot, BitBuffer& bits, Counters& counters);

  std::vector<Slot> slots_;  // all of them from the first part on
};

}  // namespace pelorus::ais
