#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"

namespace pelorus {

/// What another tracker believed of the ships of a recording: the states of its tracks.
class ReferenceTracks {
 public:
  /// Reads `track,mmsi,time,lat,lon,v_east,v_north,...`; nothing where the file cannot be opened.
  explicit ReferenceTracks(const std::string& path);

  bool empty() const { return states_.empty(); }
  /// Where a ship is at `at` by the newest state up to `until` that is at least a second older than
  /// `at`, going on as that tracker's model does: straight on.
  std::optional<GeoPoint> At(TargetKey key, Time at, Time until) const;

 private:
  struct State {
    Time at;
    GeoPoint position;
    double east_mps, north_mps;
  };
  std::map<TargetKey, std::vector<State>> states_;  ///< by time
};

}  // namespace pelorus
