#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "replay/query.h"

namespace pelorus {

/// What a ship or an aircraft claimed once.
struct Fix {
  TargetKey key;
  Time at, known_at;
  GeoPoint position;
  std::optional<Speed> speed;
  std::optional<Course> course;
};
using Fixes = std::map<TargetKey, std::vector<Fix>>;

/// The positions in a file by target and time, one a time.
Fixes ReadFixes(const std::string& file);

/// How one kind of target is asked about.
struct Protocol {
  std::vector<int> horizons_s, gaps_s;
  int anchor_every_s = 60;
  int keep_every_s = 60;  ///< of leave-out
  double under_way_kn = 2.0;
  double least_slack_s = 30;  ///< how much later than its horizon a truth may be
  double most_mps = 30.0;     ///< no truth is farther off than this speed allows
  std::size_t least_in_gap = 5;
};
Protocol ShipProtocol();
Protocol AircraftProtocol();

/// One question with its truth and what simple methods would say.
struct Case {
  Query query;
  GeoPoint truth;
  std::string row;
  int group = 0;  ///< cases of one gap are averaged
  double straight_m = 0.0, hermite_m = NAN;
};

/// Where will it be: reports of who moves, one every `anchor_every_s`, and the first truth behind
/// each horizon.
std::vector<Case> Horizons(const Fixes& fixes, const Protocol& protocol);

/// Where was it while nothing was heard: all reports of a stretch withheld.
std::vector<Case> Gaps(const Fixes& fixes, const Protocol& protocol);

/// Keeps one report a target and `keep_every_s` in `kept`; the others ask.
std::vector<Case> LeaveOut(const Fixes& fixes, const Protocol& protocol, Fixes& kept);

/// The fixes as a generic table.
std::string TableOf(const Fixes& fixes);

}  // namespace pelorus
