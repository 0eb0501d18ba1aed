// Memory of tracks and time per report: `track_memory [tracks] [seconds]` feeds so many ships, each
// heard every so many seconds (100,000 and 180), for 40 minutes at least, and prints bytes a track,
// the process's memory, and the processor's time for a report on one core at the end, when all
// tracks have lived for long.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

#include "fusion/track_bank.h"

namespace pelorus {
namespace {

constexpr std::size_t kBatch = 4096;

/// Bytes that the allocator has handed out.
std::size_t InUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// A line of /proc/self/status in kB, 0 where there is none.
std::size_t Status(const std::string& name) {
  std::ifstream in("/proc/self/status");
  for (std::string word; in >> word;) {
    std::size_t kb = 0;
    if (word == name + ":" && in >> kb) return kb;
  }
  return 0;
}

/// Report number `n` of a fleet on a grid that reports in turn, every ship once in `every`.
Observation ReportOf(std::size_t n, std::size_t ships, double every_s) {
  const std::size_t ship = n % ships;
  const double t_s = every_s * static_cast<double>(n) / static_cast<double>(ships);
  const double course_deg = static_cast<double>(ship * 37 % 360);
  const double course = Angle::Degrees(course_deg).radians();
  const double speed_kn = ship % 3 == 0 ? 0.0 : 12.0;
  const double sailed_deg = speed_kn * t_s / 216'000.0;
  const double lat = -55.0 + 0.1 * static_cast<double>(ship % 1100);
  Observation z;
  z.key = TargetKey::Of(Mmsi(static_cast<std::uint32_t>(200'000'000 + ship)));
  z.measured_at = Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + FromSeconds(t_s);
  z.from.received_at = z.measured_at;
  z.from.raw.offset = n;
  z.from.payload_hash = MixBits(n + 1);
  z.position = GeoPoint::Degrees(
      lat + sailed_deg * std::cos(course),
      -170.0 + 0.3 * static_cast<double>(ship / 1100 % 1100) +
          sailed_deg * std::sin(course) / std::cos(Angle::Degrees(lat).radians()));
  z.position_sigma = Length::Meters(8.0);
  z.time_sigma = std::chrono::milliseconds{300};
  z.sog = Speed::Knots(speed_kn);
  z.cog = Course::Degrees(course_deg);
  return z;
}

void Measure(std::size_t ships, double every_s) {
  Executor executor(1);
  TrackBankParams params;
  const std::size_t before = InUse();
  TrackBank bank(params, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  ReportBatch batch;
  std::size_t timed = 0, peak = 0;
  double spent_s = 0.0;
  const std::size_t all =
      ships * std::max<std::size_t>(8, static_cast<std::size_t>(2400.0 / every_s));
  for (std::size_t n = 0; n < all;) {
    batch.clear();
    for (; batch.size() < kBatch && n < all; ++n) batch.emplace_back(ReportOf(n, ships, every_s));
    const std::clock_t start = std::clock();
    bank.Process(batch, picture, dispositions);
    if (n > all - 5 * ships) {
      spent_s += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      timed += batch.size();
    }
    if (n / kBatch % 16 == 0) peak = std::max(peak, InUse() - before);
  }
  peak = std::max(peak, InUse() - before);
  const TrackerCounts counts = bank.counts();
  fmt::print("{} tracks of {} identities, {} reports ({} updates, {} gated)\n", counts.tracks,
             counts.identities, all, counts.updates, counts.gated);
  fmt::print("bytes a track at most   {:8.0f}\n",
             static_cast<double>(peak) / static_cast<double>(ships));
  fmt::print("tracks and journal, GiB {:8.3f}\n", static_cast<double>(peak) / (1U << 30U));
  fmt::print("process at most, GiB    {:8.3f}\n",
             static_cast<double>(Status("VmHWM")) / (1U << 20U));
  fmt::print("a report, one core, us  {:8.3f}\n", 1e6 * spent_s / static_cast<double>(timed));
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  const auto number = [&](int i, std::size_t otherwise) -> std::size_t {
    return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
  };
  pelorus::Measure(std::max<std::size_t>(1, number(1, 100'000)),
                   static_cast<double>(std::clamp<std::size_t>(number(2, 180), 1, 600)));
}
