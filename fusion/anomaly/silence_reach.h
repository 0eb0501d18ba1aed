#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/silence.h"
#include "geo/places.h"
#include "geo/water_reach.h"

namespace pelorus {

/// The fastest that a ship of this type (ITU-R M.1371-5 table 53) is taken to be: 16 kn where the
/// type is not known; docs/FORMULAS.md, "Silences".
Speed FastestOf(std::optional<std::uint8_t> ship_type);

/// Works out where vessels can have been while they were silent, over water and at the speed that
/// their type, the two contacts and the way between them allow. Land is loaded when the first is
/// asked for. A silence that was asked for in the round before is not worked out again. Used by one
/// thread at a time.
class SilenceReach {
 public:
  /// Ports, terminals and naval bases of `places` count as ports.
  explicit SilenceReach(const std::vector<Place>& places);

  /// Begins a round: forgets what the one before the last found.
  void NextRound();

  /// Puts the feasible ports, the implied speed and the movement that follows from it into the
  /// event of a silence, and, where asked for, the area. Of a silence that lasts, or has no second
  /// position, the area is all that could be reached by `now` or its end, and the hours at a port
  /// those since it could have been reached; nothing after three days.
  void Locate(const Silence& silence, Time now, bool with_area, Event& event);

 private:
  struct Question {
    Sighting off;
    Sighting on;
    ReachLimits limits;
    bool one_sided = false;
    bool with_area = false;
  };
  struct Answer {
    Question of;
    std::optional<Speed> implied_speed;
    std::vector<PortCall> ports;
    std::vector<GeoPolygon> area;
  };
  using Answers = std::unordered_map<std::string, Answer>;

  static std::optional<Question> QuestionOf(const Silence& silence, Time now,
                                            const Identity& identity);
  static bool Same(const Question& a, const Question& b);
  Answer Work(const Question& question) const;

  WaterRoutes routes_;
  std::vector<Port> ports_;
  Answers before_;
  Answers now_;
};

}  // namespace pelorus
