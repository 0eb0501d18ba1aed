#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "geo/time.h"
#include "replay/simulate/scenario.h"
#include "replay/simulate/vessel.h"

namespace pelorus {

/// Seconds between the positions that the truth holds of a vessel.
inline constexpr int kTruthEvery_s = 60;

/// Writes truth.jsonl as docs/SIMULATION.md describes it.
class TruthWriter {
 public:
  TruthWriter(std::ostream& out, Time start) : out_(out), start_(start) {}

  /// First line: what was asked for.
  void WriteRun(const Scenario& scenario, std::uint64_t seed, int seconds);
  void WriteStation(const ShoreStation& station);
  void WriteVessel(const Vessel& vessel);
  /// Where the vessel is; nothing while it is outside the area.
  void WritePosition(const Vessel& vessel, int now_s);
  void WritePortCall(const Vessel& vessel, const PortCall& call);

 private:
  void Flush();

  std::ostream& out_;
  Time start_;
  std::string line_;
};

}  // namespace pelorus
