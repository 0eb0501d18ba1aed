#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/position_incident.h"
#include "geo/shore.h"
#include "geo/water_channels.h"
#include "trackers/observation.h"

namespace pelorus {

/// Where vessels cannot be, by the land data: beyond its tolerance, and not near a channel, canal
/// or river that the data leaves out. Counts who was there all the same: where several vessels come
/// and go, the data misses a waterway.
class DryLand {
 public:
  /// `shores` outlives this; null knows no land.
  DryLand(const ShoreIndex* shores, std::vector<Channel> channels);

  /// How far behind the shore `p` is, where no vessel can be there; nothing where one can or where
  /// nothing is known.
  std::optional<Length> Behind(GeoPoint p) const;

  /// Everything nearer to `p` than this is no land that Behind tells of; zero where that is not
  /// known.
  Length ClearAround(GeoPoint p) const;

  /// A vessel was there, and had not jumped there.
  void Witness(GeoPoint p, TargetKey key);
  /// How many different vessels were within some 5 km of `p`; counted up to 3.
  int Witnesses(GeoPoint p) const;

 private:
  bool NearChannel(GeoPoint p) const;

  const ShoreIndex* shores_;
  std::vector<Channel> channels_;
  std::unordered_map<std::uint32_t, std::vector<TargetKey>> seen_;  ///< by cell of 0.05 degrees
};

/// Watches one vessel for positions on land.
class LandWatch {
 public:
  std::optional<PositionIncident> Take(const Observation& z, DryLand& land);
  /// What goes on; nothing when it is none yet. Whether the data misses a waterway is asked of the
  /// land as known by then.
  std::optional<PositionIncident> Open() const;

 private:
  std::optional<PositionIncident> Told(bool over) const;
  std::optional<Length> Behind(GeoPoint p, const DryLand& land);

  /// Water around the last place that was looked up: most reports need no other look.
  GeoPoint clear_at_;
  Length clear_;
  std::optional<Contact> last_;
  struct Ashore {
    PositionIncident incident;
    std::uint32_t reports = 0;
    double deepest_m = 0.0;
    double way_m = 0.0;   ///< of the positions
    double sent_m = 0.0;  ///< by the speeds sent
  };
  std::optional<Ashore> ashore_;
};

}  // namespace pelorus
