#pragma once

#include <cstdint>
#include <optional>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/fixed_text.h"
#include "trackers/provenance.h"

namespace pelorus {

/// What a radar, a camera or a satellite saw without being told who it is. `from.station` is the
/// sensor, where the input names several.
struct ContactReport {
  Provenance from;
  TargetKey key;  ///< none: a contact claims no identity
  Time measured_at;
  std::optional<GeoPoint> position;  ///< nothing: the scan looked and saw nothing
  Length position_sigma;             ///< 1-sigma a horizontal axis
  std::optional<Length> length;
  std::optional<Heading> heading;     ///< of the hull's axis; bow and stern may be confused
  std::optional<std::uint64_t> scan;  ///< stands for the sensor's name of its scan
  FixedText<40> scan_name;            ///< that name's beginning
  std::uint64_t row = 0;              ///< from 1: of the table, or of the collection
};

}  // namespace pelorus
