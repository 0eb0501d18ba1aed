#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/transponder_plan.h"

namespace pelorus {

/// A corner of a flight.
struct FlightPoint {
  GeoPoint at;
  double altitude_ft = 0.0;
  double speed_kt = 0.0;  ///< over ground
};

/// Where an aircraft is and how it moves.
struct FlightState {
  GeoPoint at;
  double altitude_ft = 0.0;
  double north_kt = 0.0, east_kt = 0.0, climb_fpm = 0.0;
};

/// One flight: geodesics between its points, altitude and speed changing evenly on each.
class Flight {
 public:
  std::uint32_t icao = 0;
  std::string callsign;
  int category = 3;  ///< of set A: 1 light, 3 large, 5 heavy, 7 rotorcraft
  int start_s = 0;   ///< at the first point
  std::vector<Spell> off;

  /// Adds a point; `wait_s` is how long it stays there (on the ground, say).
  void Add(const FlightPoint& point, double wait_s = 0.0);
  /// Adds a round of `radius` about `centre`, `times` times, from its north.
  void AddOrbit(GeoPoint centre, Length radius, double altitude_ft, double speed_kt, int times);

  /// Seconds from the start of the simulation at which point `index` is left.
  double LeaveTime(std::size_t index) const { return start_s + leave_s_[index]; }
  std::size_t size() const { return points_.size(); }
  /// Nothing before the start and after the end.
  std::optional<FlightState> At(double now_s) const;

 private:
  std::vector<FlightPoint> points_;
  std::vector<double> arrive_s_, leave_s_;  ///< since the start of the flight
};

}  // namespace pelorus
