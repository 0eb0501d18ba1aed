#pragma once

#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/afloat.h"
#include "replay/simulate/lane_follower.h"

namespace pelorus {

/// What a scripted vessel does for a while.
struct ScriptStep {
  enum class Kind : std::uint8_t {
    kLie,        ///< alongside at `spot`, until `until_s`
    kAnchor,     ///< at anchor where it is, until `until_s`
    kSail,       ///< along `route` to its end
    kHold,       ///< drifts or trawls about where it is at `speed`, until `until_s`
    kAlongside,  ///< comes alongside `partner` as soon as that lies still; until `until_s`
    kFormation   ///< keeps its place beside `partner` from the first second; until `until_s`
  };
  Kind kind = Kind::kHold;
  int until_s = 0;
  Route route;
  HarbourEnds ends;
  double skip = 0.0;  ///< share of the route that lies behind at the start of the simulation
  GeoPoint spot;      ///< berth
  Heading quay;
  std::string port;    ///< of the stay, for the truth; empty: none
  Speed speed;         ///< of kHold; of kAlongside, with which it closes up
  Length radius;       ///< of kHold: turns back beyond it
  double ahead_m = 0;  ///< of kAlongside and kFormation: from the partner, along its heading
  double right_m = 0;  ///< and to starboard
  bool chase = false;  ///< of kAlongside: also of a partner under way
  int status = 0;      ///< AIS navigational status meanwhile
};

/// A vessel that does what it is told, one step after the other; after the last it stays in it. For
/// what is planted into the traffic.
class ScriptedVessel final : public Afloat {
 public:
  /// Begins at second 0 with the first step. `partner` may be null where no step needs one; it
  /// outlives this and steps before it.
  ScriptedVessel(const VesselIdentity& identity, const Handling& handling,
                 std::vector<ScriptStep> script, std::string destination, const Afloat* partner,
                 const RandomSequence& random);

  void Step(int now_s) override;
  const VesselIdentity& identity() const override { return identity_; }
  const ShipMotion& motion() const override { return motion_; }
  bool away() const override { return false; }
  int shown_status() const override { return script_[at_].status; }
  const std::string& destination() const override { return destination_; }
  std::optional<int> eta_s() const override { return std::nullopt; }
  std::vector<TrueCall> TakePortCalls() override;
  const std::optional<TrueCall>& open_call() const override { return call_; }

  /// When step `index` began to be what it is: alongside counts from being there. Nothing when it
  /// did not come to that.
  std::optional<int> began_s(std::size_t index) const { return began_s_[index]; }

 private:
  const ScriptStep& step() const { return script_[at_]; }
  GeoPoint StartPlace(const RandomSequence& random) const;
  void Enter(std::size_t index, int now_s);
  void Leave(int now_s);
  void Lie(int now_s);
  void Sail(int now_s);
  void Hold(int now_s);
  void ComeAlongside(int now_s);
  FlatOffset StationOffset() const;

  VesselIdentity identity_;
  std::vector<ScriptStep> script_;
  std::string destination_;
  const Afloat* partner_;
  RandomSequence random_;
  ShipMotion motion_;
  std::size_t at_ = 0;
  std::vector<std::optional<int>> began_s_;
  std::optional<LaneFollower> follower_;
  bool turned_ = false;  ///< off the berth, towards the first leg
  GeoPoint centre_;      ///< of kHold
  Course wander_;
  int next_course_s_ = 0;
  std::optional<TrueCall> call_;
  std::vector<TrueCall> ended_calls_;
};

}  // namespace pelorus
