#include "fusion/anomaly/silence_paths.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Duration kLongest = std::chrono::hours{72};
constexpr double kMostSamples = 144.0;
/// A ship that hides does not crawl: its pace where none is known.
constexpr double kUsualPace_mps = 4.0;
/// Share of the room to the side, as far as speed allows, that a detour takes.
constexpr double kDetour = 0.5;
constexpr double kSlowing_s = 5.0 * 3600.0;

/// Where the vessel is, given the time since the silence began, s.
using Way = std::function<GeoPoint(double)>;

struct Room {
  Time start;
  double length_s;
};

Room RoomOf(const Silence& silence, Time now) {
  return {silence.start, ToSeconds(silence.end.value_or(now) - silence.start)};
}

std::vector<Stay> Along(const Way& way, const Room& room, const ReceiverActivity& activity) {
  const double looked_s = std::min(room.length_s, ToSeconds(kLongest));
  const double bins = looked_s / ToSeconds(kTimeBin);
  const double samples = std::clamp(std::floor(bins), 1.0, kMostSamples);
  std::vector<Stay> stays;
  for (double i = 0.5; i < samples; i += 1.0) {
    const double at_s = looked_s * i / samples;
    const GeoPoint p = way(at_s);
    const double works = activity.Working(p, BinOf(room.start + FromSeconds(at_s)));
    const double share = bins / samples;
    stays.push_back({CellOf(p), share, share * works});
  }
  std::sort(stays.begin(), stays.end(),
            [](const Stay& a, const Stay& b) { return a.cell < b.cell; });
  std::vector<Stay> merged;
  for (const Stay& stay : stays) {
    if (merged.empty() || merged.back().cell != stay.cell) {
      merged.push_back(stay);
    } else {
      merged.back().bins += stay.bins;
      merged.back().working += stay.working;
    }
  }
  return merged;
}

/// Points of the line between two contacts, moved to the side like a bow.
struct Line {
  GeoPoint from, to;
  Geodesic line;

  GeoPoint At(double share, double aside_m) const {
    const GeoPoint on =
        GeodesicDirect(from, line.start, line.distance * std::clamp(share, 0.0, 1.0));
    if (aside_m == 0.0) return on;
    const double bow_m = aside_m * (1.0 - std::abs(2.0 * share - 1.0));
    return GeodesicDirect(on, Azimuth::Degrees(line.start.degrees() + 90.0), Length::Meters(bow_m));
  }
};

double PaceOf(const Silence& silence, double implied_mps) {
  const double on_mps = silence.on ? silence.on->v_mps.norm() : 0.0;
  return std::max({implied_mps, silence.off.v_mps.norm(), on_mps, kUsualPace_mps});
}

std::vector<SupposedPath> Closed(const Silence& silence, const Room& room,
                                 const ReceiverActivity& activity) {
  const GeoPoint a = silence.off.contact.position;
  const GeoPoint b = silence.on->contact.position;
  const Line line{a, b, GeodesicInverse(a, b)};
  const double length_m = line.line.distance.meters();
  const double pace_mps = PaceOf(silence, length_m / room.length_s);
  const double sail_s = length_m / pace_mps;
  const double reach_m = 0.5 * pace_mps * room.length_s;
  const double aside_m =
      kDetour * std::sqrt(std::max(0.0, reach_m * reach_m - 0.25 * length_m * length_m));
  const auto even = [&](double s) { return line.At(s / room.length_s, 0.0); };
  const auto waits = [&](double s) { return line.At((s - room.length_s + sail_s) / sail_s, 0.0); };
  const auto hurries = [&](double s) { return line.At(s / sail_s, 0.0); };
  const auto right = [&](double s) { return line.At(s / room.length_s, aside_m); };
  const auto left = [&](double s) { return line.At(s / room.length_s, -aside_m); };
  if (sail_s < 1.0) return {{1.0, Along(even, room, activity), b}};
  return {{0.4, Along(even, room, activity), b},
          {0.15, Along(waits, room, activity), b},
          {0.15, Along(hurries, room, activity), b},
          {0.15, Along(right, room, activity), b},
          {0.15, Along(left, room, activity), b}};
}

/// Dead reckoning; `slowing_s` is the time in which the speed falls to 1/e, 0 for staying.
GeoPoint Onwards(const SilenceEnd& off, double s, double slowing_s) {
  const double effective_s = slowing_s > 0.0 ? slowing_s * -std::expm1(-s / slowing_s) : 0.0;
  const double azimuth = std::atan2(off.v_mps.x(), off.v_mps.y());
  return GeodesicDirect(off.contact.position, Azimuth::Radians(azimuth),
                        Length::Meters(off.v_mps.norm() * effective_s));
}

std::vector<SupposedPath> Open(const Silence& silence, const Room& room,
                               const ReceiverActivity& activity) {
  std::vector<SupposedPath> paths;
  for (const double slowing_s : {0.0, kSlowing_s, 100.0 * kSlowing_s}) {
    const auto way = [&](double s) { return Onwards(silence.off, s, slowing_s); };
    paths.push_back({1.0 / 3.0, Along(way, room, activity), way(room.length_s)});
  }
  return paths;
}

}  // namespace

std::vector<SupposedPath> SupposedPaths(const Silence& silence, Time now,
                                        const ReceiverActivity& activity) {
  const Room room = RoomOf(silence, now);
  return silence.on ? Closed(silence, room, activity) : Open(silence, room, activity);
}

std::vector<Stay> StraightStays(const Silence& silence, Time now,
                                const ReceiverActivity& activity) {
  const Room room = RoomOf(silence, now);
  if (!silence.on) {
    const auto on = [&](double s) { return Onwards(silence.off, s, kSlowing_s); };
    return Along(on, room, activity);
  }
  const GeoPoint a = silence.off.contact.position;
  const Line line{a, silence.on->contact.position,
                  GeodesicInverse(a, silence.on->contact.position)};
  return Along([&](double s) { return line.At(s / room.length_s, 0.0); }, room, activity);
}

}  // namespace pelorus
