#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "geo/time.h"

namespace pelorus {

/// When every simulation begins: 2026-03-01T00:00Z.
inline constexpr Time kSimulationStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

/// What to simulate.
struct SimulationRequest {
  std::string scenario;  ///< one of ScenarioNames()
  std::uint64_t seed = 1;
  double hours = 24.0;  ///< above 0 and at most 744
  /// Called with seconds simulated and seconds in all, once a simulated minute; may throw to stop.
  std::function<void(int done_s, int all_s)> progress;
};

/// What came of it.
struct SimulationResult {
  Time start, end;
  std::uint64_t vessels = 0;
  std::uint64_t stations = 0;
  std::uint64_t transmissions = 0;  ///< messages of vessels and shore stations on the air
  std::uint64_t receptions = 0;     ///< messages times stations that heard them
  std::uint64_t sentences = 0;      ///< written to the NMEA file
  std::uint64_t damaged = 0;        ///< of those, with a wrong checksum
  std::uint64_t frames = 0;         ///< of aircraft
  std::uint64_t truth_positions = 0;
  std::uint64_t port_calls = 0;
};

/// Files of a simulation; what is empty is not written.
struct SimulationFiles {
  std::filesystem::path nmea{};       ///< !AIVDM with tag blocks, in order of receipt
  std::filesystem::path truth{};      ///< what really happened
  std::filesystem::path beast{};      ///< Mode S frames, stamped by a GPS clock
  std::filesystem::path modes_csv{};  ///< the same frames as `unix,hex`
  std::filesystem::path contacts{};   ///< what a radar satellite saw, CSV
};

/// Simulates the traffic of a sea and what its shore stations hear of it, as docs/SIMULATION.md
/// describes the files. Equal requests give equal bytes (of one build; another
/// machine's sine may differ in its last bit). Throws InputError for an unknown scenario (with
/// those there are), hours out of range or a file that cannot be created, std::runtime_error when
/// writing fails.
SimulationResult Simulate(const SimulationRequest& request, const SimulationFiles& files);

}  // namespace pelorus
