#include "fusion/ship_tracks.h"

#include <algorithm>
#include <cmath>

namespace pelorus {

KinematicState ShipKind::Restart(const State&, const Report& z, const TrackBankParams& params) {
  return Initiate(z, params);
}

ShipKind::Packed ShipKind::Pack(const State& s) {
  Packed out{s.frame.origin(), s.time, s.modes.mu, {}, {}};
  for (std::size_t j = 0; j < kShipModes; ++j) {
    std::size_t n = 0;
    for (Eigen::Index c = 0; c < 4; ++c) {
      out.x[j][static_cast<std::size_t>(c)] = s.modes.mode[j].x(c);
      for (Eigen::Index r = 0; r <= c; ++r) out.p[j][n++] = s.modes.mode[j].p(r, c);
    }
  }
  return out;
}

KinematicState ShipKind::Unpack(const Packed& s) {
  State out{LocalFrame(s.origin), s.time, {}};
  out.modes.mu = s.mu;
  for (std::size_t j = 0; j < kShipModes; ++j) {
    std::size_t n = 0;
    for (Eigen::Index c = 0; c < 4; ++c) {
      out.modes.mode[j].x(c) = s.x[j][static_cast<std::size_t>(c)];
      for (Eigen::Index r = 0; r <= c; ++r, ++n) {
        out.modes.mode[j].p(r, c) = out.modes.mode[j].p(c, r) = s.p[j][n];
      }
    }
  }
  return out;
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
