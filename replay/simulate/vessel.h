#pragma once

#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/afloat.h"
#include "replay/simulate/berth_plan.h"
#include "replay/simulate/lane_follower.h"

namespace pelorus {

/// What all vessels of a scenario share.
struct Waters {
  const Scenario& scenario;
  const LaneNetwork& lanes;
  BerthPlan& berths;
};

/// How such a vessel answers helm and engine; its cruising speed is drawn from the fleet's.
Handling HandlingOf(const VesselIdentity& vessel, const Fleet& fleet, RandomSequence& random);

/// One vessel and its business: voyages between ports, waiting at anchor, fishing, ferry runs.
/// Moves in steps of a second.
class Vessel final : public Afloat {
 public:
  /// Puts the vessel where it is at the start: alongside, at anchor or somewhere on its way.
  Vessel(const VesselIdentity& identity, const Fleet& fleet, Waters& waters,
         const RandomSequence& random);

  void Step(int now_s) override;

  const VesselIdentity& identity() const override { return identity_; }
  const ShipMotion& motion() const override { return motion_; }
  bool away() const override { return activity_ == Activity::kAway; }
  /// A few minutes late.
  int shown_status() const override { return shown_status_; }
  const std::string& destination() const override { return destination_; }
  std::optional<int> eta_s() const override { return eta_s_; }
  std::vector<TrueCall> TakePortCalls() override;
  const std::optional<TrueCall>& open_call() const override { return call_; }

 private:
  enum class Activity : std::uint8_t {
    kMoored,
    kAnchored,
    kTurning,  ///< off the berth or the anchor, on the spot
    kSailing,
    kBerthing,
    kFishing,
    kStandingBy,  ///< stopped at a ground, as crew boats do
    kAway
  };
  enum class Goal : std::uint8_t { kBerth, kAnchorage, kGround, kGate };

  const SeaPort& port() const { return waters_.scenario.ports[port_]; }
  bool trades() const;
  int HoursFrom(int now_s, double median_h, double spread);

  // The start.
  void StartAtBerth();
  void StartAtAnchor();
  void StartAtSea();
  std::vector<std::size_t> PortsWhere(bool (*fits)(const SeaPort&)) const;

  // Voyages.
  void Depart(int now_s);
  void ChooseGoal();
  void LeaveMooring();
  /// Plans the way from waypoint `from` to the goal; `here` is where the vessel lies.
  void SetCourseFor(const std::string& from, std::optional<GeoPoint> here, int now_s);
  void SetDestination(int now_s);
  std::string GoalWaypoint() const;
  bool IsGate(const std::string& waypoint) const;

  // What a second brings.
  void Sail(int now_s);
  void Arrive(int now_s);
  void Fish(int now_s);
  void StandBy(int now_s);
  void Come(int now_s);
  Heading AnchorHeading(int now_s) const;

  void Begin(Activity activity, int now_s);
  void SetStatus(int status, int now_s);
  void OpenCall(TrueCall::Place place, std::optional<int> arrived_s);
  void CloseCall(int now_s);

  VesselIdentity identity_;
  const Fleet& fleet_;
  Waters& waters_;
  RandomSequence random_;
  double side_;  ///< of the lane, see LaneFollower
  ShipMotion motion_;
  Activity activity_ = Activity::kMoored;
  int until_s_ = 0;       ///< end of a stay or of fishing
  std::size_t port_ = 0;  ///< where it lies, or is bound for
  Goal goal_ = Goal::kBerth;
  std::string lies_at_;                           ///< waypoint of the stay
  std::optional<std::size_t> berth_, anchorage_;  ///< slots held at port_
  std::size_t held_port_ = 0;                     ///< of those slots
  GeoPoint spot_;                                 ///< where the voyage ends
  Heading berth_heading_;                         ///< bow in or out, whichever is nearer
  std::optional<LaneFollower> follower_;
  Course fishing_course_;
  int next_course_s_ = 0;
  double swing_phase_, swing_period_s_;
  int status_ = 0, shown_status_ = 0;
  int status_due_s_ = 0;
  std::string destination_;
  std::optional<int> eta_s_;
  std::optional<TrueCall> call_;
  std::vector<TrueCall> ended_calls_;
};

}  // namespace pelorus
