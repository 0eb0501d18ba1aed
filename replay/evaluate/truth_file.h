#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// Something that a simulation put into its traffic on purpose: a line `planted` of truth.jsonl.
struct Planted {
  std::string id;
  std::string event;       ///< kind of the event that should be found, as in events.jsonl
  std::string look_alike;  ///< what it only looks like it, `tug`, `pilot`, …; empty: it is one
  std::string regime;      ///< how well it could be seen, `covered`, `edge`, `uncovered`, …
  Time start;
  std::optional<Time> end;                ///< nothing while it lasts
  GeoPoint at;                            ///< its middle
  std::optional<Length> radius;           ///< about that; nothing where the place says little
  std::vector<std::string> participants;  ///< keys; those that were heard, if any was
  std::size_t needed = 1;                 ///< of the participants, that a finding has to name
  std::vector<std::string> hidden;        ///< keys of others in it, that were not heard then
  std::vector<std::string> also;  ///< kinds that it may bring about too, neither right nor wrong
};

/// What is needed of a truth.jsonl.
struct TruthFile {
  Time start, end;
  double vessel_days = 0.0;  ///< of ships and aircraft, from their positions
  std::vector<Planted> planted;
};

/// Reads a truth.jsonl as docs/SIMULATION.md describes it. Throws InputError with file, line and
/// cause; also when no run line is there.
TruthFile ReadTruth(const std::filesystem::path& file);

}  // namespace pelorus
