#include "replay/evaluate/score.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

std::optional<double> Ratio(double part, double whole) {
  if (whole <= 0.0) return std::nullopt;
  return part / whole;
}

void Count(const Matched& match, ScoreTally& tally) {
  switch (match.outcome) {
    case Outcome::kFound:
      ++tally.found;
      break;
    case Outcome::kRepeated:
      ++tally.repeated;
      break;
    case Outcome::kExplained:
      ++tally.explained;
      break;
    case Outcome::kLookAlike:
    case Outcome::kFalse:
      ++tally.false_alarms;
      break;
    case Outcome::kSilence:
      break;
  }
}

/// Whether a stated probability turned out right; nothing for what is neither.
std::optional<bool> Right(const Matched& match) {
  switch (match.outcome) {
    case Outcome::kFound:
      return true;
    case Outcome::kSilence:
      return match.planted.has_value();
    case Outcome::kLookAlike:
    case Outcome::kFalse:
      return false;
    case Outcome::kRepeated:
    case Outcome::kExplained:
      break;
  }
  return std::nullopt;
}

void Calibrate(const Finding& found, bool right, Evaluation& evaluation) {
  const double stated = std::clamp(found.probability, 0.0, 1.0);
  const auto tenth = std::min<std::size_t>(9, static_cast<std::size_t>(stated * 10.0));
  ReliabilityBin& bin = evaluation.reliability[tenth];
  ++bin.findings;
  if (right) ++bin.right;
  bin.stated_sum += stated;
  const double error = stated - (right ? 1.0 : 0.0);
  evaluation.squared_error_sum += error * error;
}

/// The likeliest other finding about it.
std::string SeenAs(const Planted& planted, std::span<const Finding> findings) {
  const Finding* best = nullptr;
  for (const Finding& found : findings) {
    if (!Fits(planted, found, {})) continue;
    if (best == nullptr || found.probability > best->probability) best = &found;
  }
  if (best == nullptr) return {};
  return best->detail.empty() ? best->kind : best->kind + " " + best->detail;
}

void CountPlanted(const Planted& planted, const std::optional<std::size_t>& by,
                  std::span<const Finding> findings, Evaluation& evaluation) {
  Share& share = evaluation.by_regime[planted.event][planted.regime];
  ++evaluation.total.planted;
  ++evaluation.by_kind[planted.event].planted;
  ++share.planted;
  if (!by) {
    evaluation.missed.push_back(
        {planted.id, planted.event, planted.regime, SeenAs(planted, findings)});
    return;
  }
  ++share.found;
  if (planted.hidden.empty()) return;
  ++evaluation.partners_asked;
  const std::vector<std::string>& named = findings[*by].participants;
  if (std::find_first_of(planted.hidden.begin(), planted.hidden.end(), named.begin(),
                         named.end()) != planted.hidden.end()) {
    ++evaluation.partners_named;
  }
}

void CountLookAlikes(const TruthFile& truth, const Matching& matching, Evaluation& evaluation) {
  for (std::size_t i = 0; i < truth.planted.size(); ++i) {
    const Planted& planted = truth.planted[i];
    if (planted.look_alike.empty()) continue;
    Share& share = evaluation.by_look_alike[planted.event][planted.look_alike];
    ++share.planted;
    const bool taken = std::any_of(
        matching.findings.begin(), matching.findings.end(),
        [i](const Matched& m) { return m.outcome == Outcome::kLookAlike && m.planted == i; });
    if (taken) ++share.found;
  }
}

void CountFinding(const Finding& found, const Matched& match, const TruthFile& truth,
                  Evaluation& evaluation) {
  if (match.outcome != Outcome::kSilence) {
    Count(match, evaluation.total);
    Count(match, evaluation.by_kind[found.kind]);
  }
  if (const auto right = Right(match)) Calibrate(found, *right, evaluation);
  if (match.outcome != Outcome::kLookAlike && match.outcome != Outcome::kFalse) return;
  evaluation.false_alarms.push_back({found.id, found.kind,
                                     match.planted ? truth.planted[*match.planted].look_alike : "",
                                     found.probability});
}

}  // namespace

std::optional<double> ScoreTally::precision() const {
  return Ratio(static_cast<double>(found), static_cast<double>(found + false_alarms));
}

std::optional<double> ScoreTally::recall() const {
  return Ratio(static_cast<double>(found), static_cast<double>(planted));
}

std::optional<double> ScoreTally::f05() const {
  const std::optional<double> p = precision(), r = recall();
  if (!p || !r) return std::nullopt;
  if (*p == 0.0 && *r == 0.0) return 0.0;
  return 1.25 * *p * *r / (0.25 * *p + *r);
}

std::optional<double> Evaluation::false_alarms_per_vessel_day(const ScoreTally& tally) const {
  return Ratio(static_cast<double>(tally.false_alarms), vessel_days);
}

std::optional<double> Evaluation::brier() const {
  std::size_t findings = 0;
  for (const ReliabilityBin& bin : reliability) findings += bin.findings;
  return Ratio(squared_error_sum, static_cast<double>(findings));
}

std::optional<double> Evaluation::calibration_error() const {
  double off = 0.0, findings = 0.0;
  for (const ReliabilityBin& bin : reliability) {
    off += std::abs(bin.stated_sum - static_cast<double>(bin.right));
    findings += static_cast<double>(bin.findings);
  }
  return Ratio(off, findings);
}

void Score(const TruthFile& truth, std::span<const Finding> findings, Evaluation& evaluation) {
  const Matching matching = Match(truth.planted, findings);
  ++evaluation.runs;
  evaluation.vessel_days += truth.vessel_days;
  for (std::size_t i = 0; i < truth.planted.size(); ++i) {
    if (!truth.planted[i].look_alike.empty()) continue;
    CountPlanted(truth.planted[i], matching.planted[i], findings, evaluation);
  }
  CountLookAlikes(truth, matching, evaluation);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    CountFinding(findings[i], matching.findings[i], truth, evaluation);
  }
}

}  // namespace pelorus
