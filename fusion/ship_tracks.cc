#include "fusion/ship_tracks.h"

#include <algorithm>
#include <cmath>

namespace pelorus {

KinematicState ShipKind::Restart(const State&, const Report& z, const TrackBankParams& params) {
  return Initiate(z, params);
}

Observation ShipKind::Restore(const Claim& claim, Time measured_at) {
  Observation z;
  z.measured_at = measured_at;
  z.position = claim.position;
  z.position_sigma = claim.position_sigma;
  z.time_sigma = claim.time_sigma;
  if (claim.has_sog) z.sog = claim.sog;
  if (claim.has_cog) z.cog = claim.cog;
  return z;
}

void ShipKind::Merge(Identity& identity, const Report& z, bool late) {
  if (z.ais_class == AisClass::kUnknown) return;
  if (!late || identity.ais_class == AisClass::kUnknown) identity.ais_class = z.ais_class;
}

void ShipKind::Describe(TrackUpdate& update, const Report& z, const Identity& identity, bool late) {
  update.ais_class = identity.ais_class;
  if (late) return;
  update.heading = z.heading;
  update.nav_status = z.nav_status;
}

bool HasMovedOn(const ShipTracks& ships, const Observation& z) {
  constexpr Speed kUnderWay = Speed::Knots(1.0);
  if (!z.sog || *z.sog < kUnderWay) return false;
  const auto* target = ships.table().Look(z.key);
  if (target == nullptr || target->now.live.empty()) return false;
  return std::all_of(target->now.live.begin(), target->now.live.end(), [&z](const auto& track) {
    const double since_s = std::abs(ToSeconds(z.measured_at - track.life.heard_at));
    const Length within = Length::Meters(50.0 + 1.5 * z.sog->mps() * since_s);
    return FastDistance(track.life.heard, z.position) > within;
  });
}

}  // namespace pelorus
