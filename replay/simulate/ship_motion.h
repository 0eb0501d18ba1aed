#pragma once

#include "geo/geo_point.h"
#include "geo/units.h"
#include "replay/simulate/flat_metric.h"
#include "replay/simulate/random.h"

namespace pelorus {

/// How a vessel answers helm and engine.
struct Handling {
  Speed cruising;
  TurnRate hardest_turn;            ///< under way
  TurnRate hardest_pivot;           ///< on the spot, with thrusters or tugs
  double turn_lag_s = 10;           ///< time constant of the rate of turn (Nomoto's first order)
  double acceleration_mps2 = 0.02;  ///< ahead and astern
};

/// A vessel's true motion, one second at a time. Speeds, courses and rates of turn change at
/// bounded rates, so that tracks have no corners. The position is that of the antenna.
class ShipMotion {
 public:
  ShipMotion(GeoPoint at, Heading heading, const Handling& handling, RandomSequence& random);

  GeoPoint position() const { return position_; }
  /// Over ground.
  double north_mps() const { return north_mps_; }
  double east_mps() const { return east_mps_; }
  Speed sog() const;
  /// Direction of travel; the heading when the vessel lies still.
  Course cog() const;
  Heading heading() const { return Heading::Degrees(heading_deg_); }
  /// Heading not wrapped, so that it can be averaged.
  double heading_deg() const { return heading_deg_; }
  TurnRate turn() const;
  const Handling& handling() const { return handling_; }

  /// Puts a vessel that was not to be seen somewhere else, at this course and speed.
  void Appear(GeoPoint at, Course course, Speed speed);
  /// A second under way: turns to `course`, changes to `speed`.
  void Steer(Course course, Speed speed);
  /// A second on the spot: turns to `heading`. True when it is within 3° of it.
  bool Pivot(Heading heading);
  /// A second of berthing: moves sideways to `berth` at no more than 0.4 m/s and turns to
  /// `heading`. True when it lies there, within half a metre.
  bool DriftTo(GeoPoint berth, Heading heading);
  /// A second of keeping `offset` from another vessel, made fast to it or in formation: moves as it
  /// moves, on its heading, and towards its own place by at most `closing`. True when it is there.
  bool KeepStation(const ShipMotion& other, const FlatOffset& offset, Speed closing);
  /// A second alongside.
  void LieStill();
  /// Drops the anchor `scope` ahead of the antenna.
  void DropAnchor(Length scope);
  /// A second at anchor, swinging slowly to where wind and current put the bow.
  void HangOnAnchor(Heading heading);

 private:
  void TurnBy(double wanted_dps, double lag_s);
  void MoveBy(double north_m, double east_m);

  Handling handling_;
  GeoPoint position_;
  double north_mps_ = 0.0, east_mps_ = 0.0;
  double speed_mps_ = 0.0;  ///< through Steer()
  double course_deg_;       ///< not wrapped
  double heading_deg_;      ///< not wrapped
  double heading_rate_dps_ = 0.0;
  double turn_dps_ = 0.0;  ///< of the course, or of the hull when it lies
  GeoPoint anchor_;
  double scope_m_ = 0.0;
  // The bow yaws about the course: two waves of their own periods, phases advancing each second.
  double yaw_phase_, yaw_step_, leeway_phase_, leeway_step_;
};

}  // namespace pelorus
