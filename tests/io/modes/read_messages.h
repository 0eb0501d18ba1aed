#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "io/modes/message_source.h"
#include "tests/io/memory_bytes.h"

namespace pelorus::modes {

/// All that a source gives.
struct ReadMessages {
  std::vector<Message> messages;
  Counters counters;
  std::vector<std::string> stations;

  std::uint64_t rejected(Reject cause) const {
    return counters.rejected[static_cast<std::size_t>(cause)];
  }
  std::uint64_t rows() const {
    return counters.messages[static_cast<std::size_t>(MessageKind::kAircraftRow)];
  }
  template <class Test>
  std::int64_t Count(Test test) const {
    return std::count_if(messages.begin(), messages.end(), test);
  }
};

inline ReadMessages ReadWhole(MessageSource& source) {
  ReadMessages all;
  for (;;) {
    const Message* message = source.Next();
    if (message != nullptr) {
      all.messages.push_back(*message);
    } else if (!source.paused()) {
      break;
    }
  }
  all.counters = source.counters();
  all.stations = source.stations();
  return all;
}

/// True when two readings gave the same; chunks must not matter.
inline bool SameReading(const ReadMessages& a, const ReadMessages& b) {
  const auto same = [](const Message& x, const Message& y) {
    return x.t == y.t && x.position_t == y.position_t && x.contact_t == y.contact_t &&
           x.offset == y.offset && x.payload_hash == y.payload_hash && x.address == y.address &&
           x.non_icao == y.non_icao && x.position == y.position && x.alt_baro_ft == y.alt_baro_ft &&
           x.gs_kt == y.gs_kt && x.callsign == y.callsign &&
           x.position_repeated == y.position_repeated;
  };
  return a.counters.received == b.counters.received && a.counters.rejected == b.counters.rejected &&
         a.counters.used == b.counters.used &&
         std::equal(a.messages.begin(), a.messages.end(), b.messages.begin(), b.messages.end(),
                    same);
}

}  // namespace pelorus::modes
