#include "fusion/aircraft_tracks.h"

#include <cmath>
#include <limits>

namespace pelorus {

AircraftState AircraftKind::Restart(const State& was, const Report& z,
                                    const TrackBankParams& params) {
  State state = Initiate(z, params);
  if (was.vertical) state.vertical = was.vertical;
  return state;
}

double AircraftKind::Unlikeness(const Hypothesis<State>& track, const Report& z,
                                const TrackBankParams& params) {
  if (z.position) return FastDistance(track.life.heard, *z.position).meters();
  const KinematicEstimate e = Believed(track.state, params);
  if (SaysMotion(z)) {
    const double course = z.track->radians();
    const Eigen::Vector2d direction(std::sin(course), std::cos(course));
    return (z.ground_speed->mps() * direction - e.v_mps).norm();
  }
  if (!e.vertical || !z.pressure_altitude_ft) return std::numeric_limits<double>::max();
  return std::abs(e.vertical->altitude.feet() - *z.pressure_altitude_ft);
}

AircraftKind::Claim AircraftKind::Keep(const Report& z) {
  return {z.position,
          z.position_sigma,
          z.ground_speed,
          z.track,
          z.velocity_sigma,
          z.time_sigma,
          z.pressure_altitude_ft,
          z.geometric_height_ft,
          z.vertical_rate_fpm,
          z.gva,
          z.rate_is_geometric,
          z.implausible};
}

AircraftReport AircraftKind::Restore(const Claim& claim, Time measured_at) {
  AircraftReport z;
  z.measured_at = measured_at;
  z.position = claim.position;
  z.position_sigma = claim.position_sigma;
  z.ground_speed = claim.ground_speed;
  z.track = claim.track;
  z.velocity_sigma = claim.velocity_sigma;
  z.time_sigma = claim.time_sigma;
  z.pressure_altitude_ft = claim.pressure_altitude_ft;
  z.geometric_height_ft = claim.geometric_height_ft;
  z.vertical_rate_fpm = claim.vertical_rate_fpm;
  z.gva = claim.gva;
  z.rate_is_geometric = claim.rate_is_geometric;
  z.implausible = claim.implausible;
  return z;
}

void AircraftKind::Merge(Identity& identity, const Report& z, bool late) {
  if (!late) {
    pelorus::Merge(identity, z);
    return;
  }
  Report news = z;
  if (identity.squawk) news.squawk.reset();
  if (identity.emergency) news.emergency.reset();
  if (identity.on_ground) news.on_ground.reset();
  pelorus::Merge(identity, news);
}

void AircraftKind::Describe(TrackUpdate& update, const Report&, const Identity& identity, bool) {
  update.on_ground = identity.on_ground;
}

}  // namespace pelorus
