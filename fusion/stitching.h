#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "fusion/identity.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// Where and how a track began or ended.
struct TrackTip {
  Time at;
  GeoPoint position;
  Speed sog;
  Course course;
};

/// A track with both of its tips and what its target had said of itself by its end.
struct StitchTrack {
  TrackId track;
  TrackTip begin, end;
  Identity identity;
};

/// Values of the score; sources: docs/FORMULAS.md, "Stitching".
struct StitchParams {
  Duration most_gap = std::chrono::hours{24};
  Duration most_gap_air = std::chrono::minutes{30};
  double least_margin = 6.0;      ///< nats
  double births_per_m2s = 1e-13;  ///< tracks of new targets: see BirthRate
  /// Links that were taken back: never made again.
  std::vector<std::pair<TrackId, TrackId>> undone;
};

/// The terms of a link's score, in order.
inline constexpr std::array<std::string_view, 12> kStitchTerms = {
    "position", "velocity", "gap",        "birth",     "imo",  "name",
    "callsign", "type",     "dimensions", "ais_class", "keys", "registration"};
/// So many of them, from the first, are about motion alone, the others about identity.
inline constexpr std::size_t kStitchMotionTerms = 4;

/// That the target of one track went on as another, under another key; or that this was weighed
/// and not done. Tracks are never changed by it, so it can be taken back at any time.
struct StitchDecision {
  TrackId from, to;
  std::array<double, kStitchTerms.size()> terms{};  ///< nats, as kStitchTerms
  double score = 0.0;                               ///< their sum
  /// By how much the best explanation of all tracks is better than the best without this link;
  /// negative for a link that is not part of it.
  double margin = 0.0;
  bool accepted = false;
};

/// New tracks a square metre and second in these tracks: those begun later than a tenth of the
/// whole time, over the area of the cells of a quarter degree that any tip lies in. At least one
/// is counted. For StitchParams::births_per_m2s.
double BirthRate(std::span<const StitchTrack> tracks);

/// Weighs every pair of a track that ended and one of the same kind, ship or aircraft, under
/// another key that began at most `most_gap` later: ln p(begin | prediction of the end) + ln f(gap)
/// - ln births + the identities' ratios. Each track gets at most one successor and one predecessor
/// so that the sum is greatest (a minimum-cost flow); a link of it is accepted when it is worth
/// `least_margin` more than doing without. Returns all pairs with a positive score, by `from`, then
/// `to`. The result does not depend on the order of the tracks. METHODS: identity.
std::vector<StitchDecision> Stitch(std::span<const StitchTrack> tracks, const StitchParams& params);

}  // namespace pelorus
