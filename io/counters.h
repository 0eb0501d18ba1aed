#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "io/reject.h"

namespace pelorus {

/// What became of the records of one input. A record is the smallest thing that is received alone:
/// an AIS sentence, a table row, a Mode S frame. The law: received == used + rejected + duplicate +
/// late + dropped, at the end of a run.
struct Counters {
  static constexpr std::size_t kMessageKinds = 64;

  std::uint64_t received = 0;
  std::uint64_t used = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t late = 0;
  std::uint64_t dropped = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Reject::kCount)> rejected{};
  /// Whole messages by kind (see MessageKindName): AIS types 1..27 stand at their number.
  std::array<std::uint64_t, kMessageKinds> messages{};

  void Count(Reject cause, std::uint64_t records = 1) {
    rejected[static_cast<std::size_t>(cause)] += records;
  }
  std::uint64_t rejected_total() const;
  /// True when every received record is accounted for.
  bool Conserved() const;
  Counters& operator+=(const Counters& other);
};

/// Slots of Counters::messages beyond the AIS types.
enum class MessageKind : std::uint8_t {
  kCsvPosition = 32,
  kCsvStatic = 33,
  kAisstream = 34,
  kModeAc = 35,
  kDownlinkFormat0 = 36,  ///< Mode S downlink formats 0..24 follow, to 60
  kContact = 62,          ///< a detection without identity
  kAircraftRow = 61,      ///< a row or object of an aggregator: SBS, readsb, trace, OpenSky, CSV
};

/// `1`..`27` for AIS types, `df17` for Mode S, a word for others; empty where nothing is defined.
std::string MessageKindName(std::size_t slot);

}  // namespace pelorus
