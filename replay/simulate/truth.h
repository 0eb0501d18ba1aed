#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "geo/time.h"
#include "replay/simulate/afloat.h"
#include "replay/simulate/flight.h"
#include "replay/simulate/plant.h"
#include "replay/simulate/scenario.h"
#include "replay/simulate/troubles.h"

namespace pelorus {

/// Seconds between the positions that the truth holds of a vessel.
inline constexpr int kTruthEvery_s = 60;

/// Something planted, as it came about.
struct PlantedTruth {
  const PlantRecord* record = nullptr;
  int start_s = 0;
  std::optional<int> end_s;  ///< nothing: goes on at the end of the run
  GeoPoint at;
  std::string regime;
  std::vector<std::string> participants;
};

/// Writes truth.jsonl as docs/SIMULATION.md describes it.
class TruthWriter {
 public:
  TruthWriter(std::ostream& out, Time start) : out_(out), start_(start) {}

  /// First line: what was asked for.
  void WriteRun(const Scenario& scenario, std::uint64_t seed, int seconds);
  void WriteStation(const ShoreStation& station);
  void WriteVessel(const Afloat& vessel);
  /// Where the vessel is; nothing while it is outside the area.
  void WritePosition(const Afloat& vessel, int now_s);
  void WriteTrouble(const ShoreStation& station, const StationTrouble& trouble);
  void WritePlanted(const PlantedTruth& planted);
  void WriteAircraft(std::uint32_t icao, const std::string& callsign, int category);
  void WriteAircraftPosition(std::uint32_t icao, const FlightState& state, int now_s);
  void WritePortCall(const Afloat& vessel, const TrueCall& call);

 private:
  void Flush();

  std::ostream& out_;
  Time start_;
  std::string line_;
};

}  // namespace pelorus
