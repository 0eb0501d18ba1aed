#pragma once

#include <iosfwd>
#include <vector>

#include "geo/airfields.h"
#include "replay/simulate/flight.h"
#include "replay/simulate/plant.h"
#include "replay/simulate/random.h"
#include "replay/simulate/scenario.h"
#include "replay/simulate/truth.h"

namespace pelorus {

/// The chance that a receiver at sea level with its antenna at 30 m hears a squitter over
/// `distance` from `altitude_ft`: nothing behind the radio horizon, 1.23 nm times the sum of the
/// roots of both heights in feet (4/3 earth), less and less up to 180 nm.
double SquitterProbability(Length distance, double altitude_ft);

/// Aircraft over a sea, and what the receivers beside its AIS stations hear of them: one merged
/// feed in which each frame stands once.
class AirTraffic {
 public:
  /// Flights between the airfields of the scenario, and what is planted among them. `visits` are
  /// the meetings with ships that the planter asks for.
  AirTraffic(const Scenario& scenario, int seconds, const std::vector<AirVisit>& visits,
             const std::vector<JammedArea>& jammed, const RandomSequence& random);

  /// Where frames go to; either may be null.
  void WriteTo(std::ostream* beast, std::ostream* csv, Time start);
  /// Everything that is sent in [now_s, now_s + 1). Call for every second.
  void Tick(int now_s);
  /// Lines `aircraft` and, once a minute, `aircraft_position`.
  void WriteAircraft(TruthWriter& truth) const;
  void WritePositions(TruthWriter& truth, int now_s) const;
  /// What was planted.
  void WritePlanted(TruthWriter& truth) const;

  std::uint64_t frames() const { return frames_; }

 private:
  struct Heard {
    Flight flight;
    double phase_s = 0.0;  ///< of its squitters
    bool odd = false;
  };

  // air_traffic.cc
  void Send(Heard& heard, int now_s);
  void Receive(const std::uint8_t* frame, std::size_t size, double at_s, double chance);
  double Chance(const FlightState& state) const;
  bool Jammed(const FlightState& state, int now_s) const;
  // air_plants.cc
  void PlanFlights(int seconds);
  Flight Between(const Airfield& from, const Airfield& to, int start_s);
  const Airfield& SomeField();
  Flight NewFlight(int start_s, int category);
  void PlantGap(int seconds);
  void PlantDescent(int seconds);
  void PlantVisit(const AirVisit& visit);
  PlantRecord& AddRecord(const std::string& event, const Flight& flight, double from_s,
                         std::optional<double> to_s);

  const Scenario& scenario_;
  const std::vector<JammedArea>& jammed_;
  RandomSequence random_;
  std::vector<Airfield> fields_;
  std::vector<Heard> flights_;
  std::vector<PlantRecord> records_;
  std::vector<PlantedTruth> truths_;
  std::uint32_t next_icao_;
  std::ostream* beast_ = nullptr;
  std::ostream* csv_ = nullptr;
  Time start_{};
  std::uint64_t frames_ = 0;
  std::string bytes_;
};

}  // namespace pelorus
