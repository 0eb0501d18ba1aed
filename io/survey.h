#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "io/ais/nmea_reader.h"
#include "io/counters.h"
#include "io/modes/message_source.h"
#include "io/reader.h"

namespace pelorus {

/// The smallest box around positions, the shorter way round the earth where they lie on both sides
/// of the antimeridian.
class BoundingBox {
 public:
  void Add(GeoPoint p);
  bool empty() const { return positions_ == 0; }
  std::uint64_t positions() const { return positions_; }
  double south_deg() const { return south_; }
  double north_deg() const { return north_; }
  /// West and east edge; east < west when the box crosses the antimeridian.
  double west_deg() const;
  double east_deg() const;

 private:
  bool CrossesAntimeridian() const;
  std::uint64_t positions_ = 0;
  double south_ = 90.0, north_ = -90.0;
  /// Extremes of the western (lon < 0) and of the eastern half.
  std::array<double, 2> least_ = {180.0, 180.0}, most_ = {-180.0, -180.0};
};

/// What an input holds: the answer of `pelorus info`.
struct Survey {
  Counters counters;
  struct Span {
    Time first;
    Time last;
  };
  std::optional<Span> received;  ///< by the stamps of the input
  std::optional<Span> base_utc;  ///< by the clocks of base stations (types 4 and 11)
  std::unordered_set<TargetKey> identities;
  BoundingBox box;
  std::uint64_t skipped_lines = 0;
  std::size_t stations = 0;
  std::vector<ClockFault> clock_faults;  ///< stations whose clocks are off
  bool damaged = false;
  /// The first rejected lines of each cause that occurred.
  struct Sample {
    Reject cause;
    std::vector<std::string> lines;
  };
  std::vector<Sample> samples;
};

/// Reads NMEA to its end.
Survey SurveyOf(ais::NmeaDecoder& decoder);

/// Reads an input about aircraft to its end.
Survey SurveyOf(modes::MessageSource& messages);

/// Reads any other input to its end.
Survey SurveyOf(ReportReader& reader);

}  // namespace pelorus
