#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "replay/evaluate/finding.h"
#include "replay/evaluate/truth_file.h"

namespace pelorus {

/// How much a finding may miss what was planted.
struct MatchTolerance {
  Duration time = std::chrono::minutes(30);  ///< before its start and after its end
  Length place = Length::Meters(5000.0);     ///< beyond its radius
};

/// What became of a finding.
enum class Outcome {
  kFound,      ///< the likeliest finding of something planted
  kRepeated,   ///< a further one of the same
  kExplained,  ///< of another kind, which that planted thing brings about for one of those in it
  kSilence,    ///< a silence that is not called deliberate: no claim
  kLookAlike,  ///< a false alarm about something planted to look like it
  kFalse       ///< a false alarm about nothing planted
};

struct Matched {
  Outcome outcome = Outcome::kFalse;
  std::optional<std::size_t> planted;  ///< what it was about; of kFalse nothing
};

/// Findings and planted things of one run, brought together.
struct Matching {
  std::vector<Matched> findings;                    ///< in the order of the findings
  std::vector<std::optional<std::size_t>> planted;  ///< finding of each, in the order of the truth
};

/// Whether a finding can be about something planted, whatever their kinds: the intervals overlap
/// within the tolerance, the finding names `needed` of the participants, and lies within the radius
/// and the tolerance where a radius is given.
bool Fits(const Planted& planted, const Finding& found, const MatchTolerance& tolerance);

/// Each planted thing is found by at most one finding and each finding finds at most one thing of
/// its kind: the likeliest findings choose first (equal ones by id), each what it overlaps longest.
Matching Match(std::span<const Planted> planted, std::span<const Finding> findings,
               const MatchTolerance& tolerance = {});

}  // namespace pelorus
