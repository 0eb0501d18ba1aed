#pragma once

#include <cstdint>
#include <optional>

#include "geo/ids.h"
#include "geo/time.h"

namespace pelorus {

/// What came next from one of the sources of a run.
struct Arrival {
  enum class Kind : std::uint8_t {
    kBytes,  ///< its reader has something to read
    kEnd,    ///< nothing will come from it any more
    kLull,   ///< nobody has said anything for a while; what is held can go
  };
  Kind kind = Kind::kBytes;
  SourceId source;
  Time at;  ///< by this machine's clock, or that of the recorder
};

/// The order in which a run takes from its sources, where it is that of arrival: from the network,
/// or from the recording of such a run. The same arrivals give the same run, however fast they
/// come.
class Arrivals {
 public:
  virtual ~Arrivals() = default;
  /// The next one; nothing when there is none right now.
  virtual std::optional<Arrival> Next() = 0;
  /// True once there will be no more.
  virtual bool ended() const = 0;
};

}  // namespace pelorus
