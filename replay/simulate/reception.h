#pragma once

#include <cstdint>
#include <iosfwd>
#include <queue>
#include <string>
#include <vector>

#include "geo/time.h"
#include "replay/simulate/random.h"
#include "replay/simulate/scenario.h"
#include "replay/simulate/transponder.h"
#include "replay/simulate/troubles.h"

namespace pelorus {

/// What the shore stations made of the traffic.
struct ReceptionCounts {
  std::uint64_t receptions = 0;  ///< messages times stations that heard them
  std::uint64_t sentences = 0;   ///< written
  std::uint64_t damaged = 0;     ///< of those, with a checksum that does not fit
};

/// The chance that a station hears a message over `share` of its range: 1 at the mast, 1/2 at its
/// range, 1 in 100 at 1.4 times the range.
double HearingProbability(double share);

/// Shore stations that hear transmissions, put their stamps on them and pass them on over lines of
/// different delay, and satellites. Memory is bounded by the messages of two seconds, and what
/// satellites have not brought down yet.
class Reception {
 public:
  Reception(const Scenario& scenario, Time start, const RandomSequence& random,
            std::vector<StationTrouble> troubles = {});

  /// The stations that may hear a vessel about `p` within the next minutes.
  std::vector<std::size_t> Candidates(GeoPoint p) const;

  /// Lets `candidates` hear what is sent at `p`.
  void Hear(const Transmission& sent, GeoPoint p, const std::vector<std::size_t>& candidates);
  /// Lets the satellites hear it that pass over just then.
  void HearFromOrbit(const Transmission& sent);
  /// The chance that some shore station hears a message of class A sent at `p`.
  double Clarity(GeoPoint p, Duration at) const;
  /// What station `own` itself sends is in its own feed for certain.
  void HearStation(const Transmission& sent, std::size_t own);

  /// Writes what arrived before `until`, in order of arrival.
  void WriteUntil(Duration until, std::ostream& out);

  const ReceptionCounts& counts() const { return counts_; }

 private:
  struct Station {
    Length range;
    double line_delay_s;
    double fading_phase, fading_step;  ///< of the range over the day
    int sequence = 0;
    int group = 0;
  };
  struct Arrival {
    std::int64_t at_ms;
    std::uint64_t order;  ///< keeps equal stamps in the order they were made
    std::string text;
    bool operator>(const Arrival& other) const {
      return at_ms != other.at_ms ? at_ms > other.at_ms : order > other.order;
    }
  };

  Length RangeAt(std::size_t station, Duration at, bool class_b) const;
  /// 1 in the range, more with ducting, 0 in an outage.
  double RangeFactor(std::size_t station, Duration at) const;
  Duration ClockError(std::size_t station, Duration at) const;
  void Record(const Transmission& sent, std::size_t index);
  void Deliver(const Transmission& sent, Station& station, const std::string& name, Time stamp,
               Duration arrives);
  void DamageSome(std::string& sentences);

  const Scenario& scenario_;
  Time start_;
  RandomSequence random_;
  std::vector<StationTrouble> troubles_;
  std::vector<Station> stations_;
  std::vector<Station> satellites_;
  std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> under_way_;
  std::uint64_t order_ = 0;
  ReceptionCounts counts_;
};

}  // namespace pelorus
