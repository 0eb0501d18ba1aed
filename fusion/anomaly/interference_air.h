#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/event_facts.h"
#include "trackers/observation.h"

namespace pelorus {

/// A square of 2 degrees in half an hour.
struct IntegrityCell {
  std::int64_t bin = 0;  ///< half hours since 1970
  std::int16_t row = 0;  ///< from the south pole
  std::int16_t column = 0;
  friend constexpr auto operator<=>(const IntegrityCell&, const IntegrityCell&) = default;

  static IntegrityCell At(GeoPoint p, Time t);
  Time start() const;
  Time end() const;
  double south_deg() const { return row * 2.0 - 90.0; }
  double west_deg() const { return column * 2.0 - 180.0; }
};

/// How the satellite navigation of one aircraft showed itself in a cell, as bits.
enum AirSign : std::uint8_t {
  kSignCollapse = 1,  ///< NACp or NIC of 6 and less
  kSignStale = 2,     ///< a position more than a minute old in a row of an aggregator that is live
  kSignSplit = 4,     ///< geometric and pressure altitude more than 1 km apart
};

/// Counts, for each cell, the aircraft there and those whose satellite navigation fails. Keeps
/// whole only the last hours, and of those before what may belong to an interference.
class AirIntegrity {
 public:
  struct Seen {
    TargetKey key;
    std::uint8_t signs = 0;
    RawRef raw;
  };
  struct Cell {
    std::vector<Seen> aircraft;
    std::size_t affected() const;
    /// 3 affected and more, 30 % and more.
    bool strong() const;
    /// 30 % and more: belongs to a strong neighbour.
    bool weak() const;
  };

  void Take(const AircraftReport& z);

  const std::map<IntegrityCell, Cell>& cells() const { return cells_; }

 private:
  struct Last {
    GeoPoint position;
    Time at;
  };
  void Note(GeoPoint where, const AircraftReport& z, std::uint8_t signs);
  void Retire(std::int64_t bin);

  std::map<IntegrityCell, Cell>
      cells_;  ///< in order, so that what comes out is the same in every run
  std::unordered_map<TargetKey, Last> last_;
  std::int64_t newest_bin_ = 0;
};

}  // namespace pelorus
