#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "replay/evaluate/matching.h"

namespace pelorus {

/// Counts of one kind of event, or of all.
struct ScoreTally {
  std::size_t planted = 0;       ///< real ones, that should be found
  std::size_t found = 0;         ///< of those
  std::size_t false_alarms = 0;  ///< look-alikes included
  std::size_t repeated = 0;      ///< further findings of what was found
  std::size_t explained = 0;     ///< findings that something planted of another kind brings about

  /// found / (found + false alarms); nothing without findings.
  std::optional<double> precision() const;
  /// found / planted; nothing where nothing was planted.
  std::optional<double> recall() const;
  /// 1.25 P R / (0.25 P + R): precision counts more (van Rijsbergen 1979, beta 1/2). Nothing where
  /// one of them is, 0 where both are 0.
  std::optional<double> f05() const;
};

/// Of what was planted in one regime or as one look-alike.
struct Share {
  std::size_t planted = 0;
  std::size_t found = 0;  ///< of look-alikes: taken for the event
};

/// Findings whose stated probability lies in a tenth of the scale.
struct ReliabilityBin {
  std::size_t findings = 0;
  std::size_t right = 0;
  double stated_sum = 0.0;  ///< of the probabilities
};

/// Something planted that was not found.
struct Missed {
  std::string id, event, regime;
  std::string seen_as;  ///< what was said of it instead, `silence unobservable`; may be empty
};

/// A false alarm.
struct FalseAlarm {
  std::string id, kind;
  std::string look_alike;  ///< empty: about nothing planted
  double probability = 0.0;
};

/// How good findings are, over one run or several.
struct Evaluation {
  std::size_t runs = 0;
  double vessel_days = 0.0;
  ScoreTally total;
  std::map<std::string, ScoreTally> by_kind;
  std::map<std::string, std::map<std::string, Share>> by_regime;      ///< kind, then regime
  std::map<std::string, std::map<std::string, Share>> by_look_alike;  ///< kind, then look-alike
  std::size_t partners_asked = 0;  ///< found things with somebody hidden
  std::size_t partners_named = 0;  ///< of those, where the finding names the hidden one
  std::array<ReliabilityBin, 10> reliability{};
  double squared_error_sum = 0.0;  ///< of stated probabilities
  std::vector<Missed> missed;
  std::vector<FalseAlarm> false_alarms;

  /// Per ship and aircraft and day; nothing when the truth holds no positions.
  std::optional<double> false_alarms_per_vessel_day(const ScoreTally& tally) const;
  /// Mean squared error of the stated probabilities (Brier 1950); nothing without findings.
  std::optional<double> brier() const;
  /// Mean distance between stated and observed share over the tenths, weighted by findings.
  std::optional<double> calibration_error() const;
};

/// Adds a run to `evaluation`.
void Score(const TruthFile& truth, std::span<const Finding> findings, Evaluation& evaluation);

}  // namespace pelorus
