#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "tests/support/ais_encoder.h"

namespace pelorus {

/// Three hours of thirty ships in the North Sea, where no land is built in, as stamped sentences in
/// the order of time: some meet and lie together, some fall silent for more than two hours, the
/// rest sails on. `step_s` seconds apart for each ship.
inline std::string DrawnSea(int step_s = 30, int seconds = 3 * 3600) {
  constexpr std::int64_t kStart = 1'452'470'400;  // 2016-01-11T00:00:00Z
  constexpr int kShips = 30;
  std::string text;
  for (int t = 0; t < seconds; t += step_s) {
    for (int i = 0; i < kShips; ++i) {
      const bool falls_silent = i % 5 == 1;
      if (falls_silent && t > 1200 && t < 9600) continue;
      // Those that meet sail for half an hour, lie for an hour and a half, and part.
      const bool meets = i % 5 == 0 || i % 5 == 4;
      const int sailed = meets ? (t < 1800 ? t : t < 7200 ? 1800 : t - 5400) : t;
      const bool lies = meets && t >= 1800 && t < 7200;
      const double knots = lies ? 0.1 : 10.0;
      const double north_deg = sailed * 10.0 / 3600.0 / 60.0;
      const int pair = (i + 1) / 5;
      AisPositionA ship;
      ship.mmsi = static_cast<std::uint32_t>(244'660'000 + i);
      ship.sog = static_cast<int>(std::lround(knots * 10.0));
      ship.cog = 0;
      ship.heading = 0;
      ship.second = t % 60;
      const double lat = meets ? 55.0 + 0.3 * pair + north_deg : 55.0 + 0.1 * i + north_deg;
      const double lon = meets ? 3.0 + (i % 5 == 0 ? 0.0008 : 0.0) : 4.0 + 0.05 * i;
      ship.lat = static_cast<int>(std::lround(lat * 600'000.0));
      ship.lon = static_cast<int>(std::lround(lon * 600'000.0));
      text += fmt::format("{}.{} {}", kStart + t, i % 10, AisText(ship.Bits()));
    }
  }
  return text;
}

/// The box in which all of it lies, for --region.
inline constexpr const char* kDrawnSeaRegion = "0,50,10,60";

}  // namespace pelorus
