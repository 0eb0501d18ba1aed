#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/ids.h"
#include "geo/time.h"
#include "io/ais/message.h"

namespace pelorus::ais {

/// Finds the stations of an input whose clocks are off, from what they receive:
/// - the UTC that base stations and ships send (types 4 and 11). Some of these clocks are wrong
///   themselves, so two senders must agree, or the seconds below must confirm the one;
/// - the same positions with the stamps of other stations;
/// - the UTC seconds of positions, which tell an offset but for whole minutes. They must not
///   contradict the other two: then it is the senders that are wrong.
/// A verdict follows from the messages given so far and nothing else. Memory is bounded: what comes
/// beyond kMaxStations is never judged.
class StationClocks {
 public:
  static constexpr std::size_t kMaxStations = 4096;
  /// Stamps that are further off than this make a fault.
  static constexpr Duration kTolerance = std::chrono::seconds(30);

  enum class Verdict : std::uint8_t {
    kUnknown,      ///< too little was heard, or it does not agree
    kGood,         ///< within kTolerance
    kOff,          ///< off by `offset`
    kOffBySeconds  ///< off by `offset` and a number of whole minutes that nothing tells
  };

  struct Finding {
    Verdict verdict = Verdict::kUnknown;
    Duration offset{0};  ///< stamp less UTC, median; within ±30 s for kOffBySeconds
    bool off() const { return verdict >= Verdict::kOff; }
  };

  StationClocks();

  /// Takes a message with its receive stamp and gives what is now known of the station's clock.
  /// Station 0 is the input itself, where it does not name any.
  const Finding& Take(StationId station, Time stamp, const Message& message,
                      std::uint64_t payload_hash);

  /// What is known of a station.
  Finding Of(StationId station) const;

  /// A station that was found to be off at any time.
  struct Fault {
    StationId station;
    Finding finding;             ///< the newest that said so
    std::uint64_t messages = 0;  ///< that came while it was held to be off
  };
  std::vector<Fault> Faults() const;

 private:
  static constexpr std::size_t kSamples = 15;
  static constexpr std::size_t kSeconds = 60;

  struct Sample {
    Duration offset{0};
    std::uint32_t whose = 0;  ///< MMSI of the sender, or number of the other station
  };
  /// The last samples of one kind.
  struct Samples {
    std::array<Sample, kSamples> ring{};
    std::uint32_t count = 0;

    void Add(const Sample& sample) { ring[count++ % kSamples] = sample; }
    std::size_t size() const { return count < kSamples ? count : kSamples; }
  };
  /// The offset on which most samples agree.
  struct Agreed {
    Duration offset{0};
    bool by_two = false;  ///< two of `whose` say so
  };
  struct Station {
    Finding finding;
    Finding fault;
    std::uint64_t distrusted = 0;
    Samples base;
    Samples others;
    std::array<std::uint16_t, kSeconds> late_by{};  ///< stamp less second of the position, modulo
    std::uint32_t dated = 0;
  };
  /// A position that was heard: direct-mapped by its hash, the newest stays.
  struct Heard {
    std::uint64_t hash = 0;
    Time stamp;
    std::uint32_t station = 0;
  };

  static std::optional<Agreed> AgreedOffset(const Samples& samples);
  static std::optional<int> LateBy(const Station& station);
  static Finding Judge(const Station& station);
  bool TakeSecond(Station& station, Time stamp, std::uint8_t second);
  bool TakeOther(std::uint32_t number, Time stamp, std::uint64_t hash);

  std::vector<Station> stations_;
  std::vector<Heard> heard_;
};

/// The UTC that a type 4 or 11 sends, when it is a real one.
std::optional<Time> SentTime(const Message& message);

}  // namespace pelorus::ais
