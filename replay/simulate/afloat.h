#pragma once

#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/identity.h"
#include "replay/simulate/ship_motion.h"

namespace pelorus {

/// A stay that has ended, or that the simulation ends in. Seconds since the start.
struct TrueCall {
  enum class Place : std::uint8_t { kBerth, kAnchorage, kOutside };
  Place place = Place::kBerth;
  std::string port;
  std::optional<int> arrived_s;   ///< nothing: before the start
  std::optional<int> departed_s;  ///< nothing: after the end
};

/// A vessel as its transponder, the stations and the truth see it. Moves in steps of a second.
class Afloat {
 public:
  virtual ~Afloat() = default;

  /// Advances from second `now_s` - 1 to `now_s`; call for 1, 2, 3 …
  virtual void Step(int now_s) = 0;

  virtual const VesselIdentity& identity() const = 0;
  virtual const ShipMotion& motion() const = 0;
  /// Outside the simulated area: sends nothing, has no position.
  virtual bool away() const = 0;
  /// AIS navigational status as the crew has set it.
  virtual int shown_status() const = 0;
  /// Destination as the crew has entered it.
  virtual const std::string& destination() const = 0;
  /// Expected arrival, seconds since the start; nothing when not bound anywhere.
  virtual std::optional<int> eta_s() const = 0;
  /// The stays that have ended since the last call.
  virtual std::vector<TrueCall> TakePortCalls() = 0;
  /// The stay that goes on.
  virtual const std::optional<TrueCall>& open_call() const = 0;
};

}  // namespace pelorus
