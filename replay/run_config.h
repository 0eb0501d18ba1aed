#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fusion/anomaly/silence_judge.h"
#include "io/export/track_line.h"
#include "io/recording/recorder.h"
#include "replay/session.h"

namespace pelorus {

/// What a configuration file may set.
struct RunConfig {
  SessionParams session;
  TrackLine::Rules lines;  ///< how tracks.gpkg thins its lines and points
  SilenceParams silences;
  ArrivalRules arrivals;             ///< of live runs
  std::uint32_t live_queue_mb = 64;  ///< what live sources may be ahead of the engine
};

/// One number of a RunConfig that a configuration file may set.
struct Setting {
  std::string key;  ///< `sequencer.reorder_s`; the unit is the last part of the name
  std::string meaning;
  double least = 0.0;
  double most = 0.0;
  bool whole = false;  ///< only whole numbers
  std::function<double()> get;
  std::function<void(double)> set;
};

/// All settings, bound to `config`, in the order of docs/CONFIGURATION.md.
std::vector<Setting> SettingsOf(RunConfig& config);

/// Takes over the settings of a TOML file. Throws InputError naming file and line for an unknown
/// key, a value of the wrong type or one out of range.
void ApplyConfigFile(const std::string& path, RunConfig& config);

}  // namespace pelorus
