#include "replay/simulate/reception.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <ostream>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Beyond this share of the range nothing is heard.
constexpr double kFarthest = 1.5;
/// Two watts instead of twelve and a half, a lower antenna.
constexpr double kClassBShare = 0.55;
constexpr double kFading = 0.12;
/// Lost in collisions and noise, near or far.
constexpr double kLoss = 0.02;
constexpr double kDamage = 4e-4;  ///< of sentences
constexpr double kDay_s = 86400.0;
/// Thousands of ships share the slots under a satellite; few of their messages survive.
constexpr double kFromOrbitA = 0.10;
constexpr double kFromOrbitB = 0.015;

}  // namespace

double HearingProbability(double share) {
  if (share > kFarthest) return 0.0;
  return 1.0 / (1.0 + std::exp((share - 1.0) / 0.087));
}

Reception::Reception(const Scenario& scenario, Time start, const RandomSequence& random,
                     std::vector<StationTrouble> troubles)
    : scenario_(scenario), start_(start), random_(random), troubles_(std::move(troubles)) {
  constexpr double kTwoPi = 2.0 * std::numbers::pi;
  for (const ShoreStation& station : scenario.stations) {
    stations_.push_back({station.range, random_.Uniform(0.05, 0.6), random_.Uniform(0.0, kTwoPi),
                         kTwoPi / (kDay_s * random_.Uniform(0.3, 1.0))});
  }
  satellites_.resize(scenario.satellites.size());
}

std::vector<std::size_t> Reception::Candidates(GeoPoint p) const {
  constexpr double kMargin_m = 10000.0;  // sailed until this is asked again
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    double farthest = 1.0;
    for (const StationTrouble& trouble : troubles_) {
      const bool farther = trouble.kind == StationTrouble::Kind::kDucting;
      if (farther && trouble.station == i) farthest = std::max(farthest, trouble.amount);
    }
    const double farthest_m = farthest * stations_[i].range.meters() * (1.0 + kFading) * kFarthest;
    if (FastDistance(p, scenario_.stations[i].at).meters() < farthest_m + kMargin_m) {
      found.push_back(i);
    }
  }
  return found;
}

double Reception::RangeFactor(std::size_t station, Duration at) const {
  double factor = 1.0;
  for (const StationTrouble& trouble : troubles_) {
    if (trouble.station != station || !trouble.spell.Holds(static_cast<int>(ToSeconds(at)))) {
      continue;
    }
    if (trouble.kind == StationTrouble::Kind::kOutage) return 0.0;
    if (trouble.kind == StationTrouble::Kind::kDucting) factor = trouble.amount;
  }
  return factor;
}

Duration Reception::ClockError(std::size_t station, Duration at) const {
  for (const StationTrouble& trouble : troubles_) {
    if (trouble.kind == StationTrouble::Kind::kClock && trouble.station == station &&
        trouble.spell.Holds(static_cast<int>(ToSeconds(at)))) {
      return FromSeconds(trouble.amount);
    }
  }
  return Duration(0);
}

Length Reception::RangeAt(std::size_t station, Duration at, bool class_b) const {
  const Station& s = stations_[station];
  const double fading = 1.0 + kFading * std::sin(s.fading_phase + s.fading_step * ToSeconds(at));
  return s.range * (fading * RangeFactor(station, at) * (class_b ? kClassBShare : 1.0));
}

double Reception::Clarity(GeoPoint p, Duration at) const {
  double missed = 1.0;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    const Length range = RangeAt(i, at, false);
    if (range <= Length()) continue;
    missed *= 1.0 - HearingProbability(FastDistance(p, scenario_.stations[i].at) / range);
  }
  return 1.0 - missed;
}

void Reception::Hear(const Transmission& sent, GeoPoint p,
                     const std::vector<std::size_t>& candidates) {
  for (const std::size_t i : candidates) {
    const Length range = RangeAt(i, sent.at, sent.class_b);
    const double share =
        range > Length() ? FastDistance(p, scenario_.stations[i].at) / range : kFarthest + 1.0;
    if (random_.Chance((1.0 - kLoss) * HearingProbability(share))) Record(sent, i);
  }
}

void Reception::HearFromOrbit(const Transmission& sent) {
  for (std::size_t i = 0; i < satellites_.size(); ++i) {
    const Satellite& satellite = scenario_.satellites[i];
    SatellitePass pass;
    if (!PassAt(satellite, ToSeconds(sent.at), pass)) continue;
    if (!random_.Chance(sent.class_b ? kFromOrbitB : kFromOrbitA)) continue;
    const Time stamp = std::chrono::floor<std::chrono::milliseconds>(start_ + sent.at);
    // Down at the next ground station: some ten to fifty minutes after the pass.
    const Duration down =
        std::chrono::seconds(pass.end_s + 600 + pass.number * 977 % 2400) + sent.at / 1000;
    Deliver(sent, satellites_[i], satellite.name, stamp, down);
  }
}

void Reception::HearStation(const Transmission& sent, std::size_t own) {
  if (RangeFactor(own, sent.at) == 0.0) return;  // nor does it send
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    const Length range = RangeAt(i, sent.at, false);
    if (range <= Length()) continue;
    const double share = FastDistance(scenario_.stations[own].at, scenario_.stations[i].at) / range;
    if (i == own || random_.Chance(HearingProbability(share))) Record(sent, i);
  }
}

void Reception::Record(const Transmission& sent, std::size_t index) {
  // Most lines are even; now and then a message hangs. Together below two seconds.
  const double hang_s = random_.Chance(0.04) ? random_.Uniform(0.0, 1.1) : 0.0;
  const double delay_s = stations_[index].line_delay_s + random_.Uniform(0.03, 0.25) + hang_s;
  const Duration arrives = sent.at + FromSeconds(delay_s);
  const Time stamp =
      std::chrono::floor<std::chrono::milliseconds>(start_ + arrives + ClockError(index, sent.at));
  Deliver(sent, stations_[index], scenario_.stations[index].name, stamp, arrives);
}

void Reception::Deliver(const Transmission& sent, Station& station, const std::string& name,
                        Time stamp, Duration arrives) {
  if (sent.payload.bits() > 336) {  // two sentences
    station.sequence = (station.sequence + 1) % 10;
    station.group = station.group % 9999 + 1;
  }
  ais::SentenceOptions options;
  options.channel = sent.channel;
  options.sequence = station.sequence;
  options.tag = ais::ReceiptTag{name, stamp, station.group};
  Arrival arrival;
  arrival.at_ms = std::chrono::duration_cast<std::chrono::milliseconds>(arrives).count();
  arrival.order = order_++;
  ais::AppendSentences(arrival.text, sent.payload, options);
  DamageSome(arrival.text);
  ++counts_.receptions;
  if (scenario_.troubles.copies > 0.0 && random_.Chance(scenario_.troubles.copies)) {
    Arrival copy = arrival;
    copy.at_ms += 900;
    copy.order = order_++;
    counts_.sentences += sent.payload.bits() > 336 ? 2U : 1U;
    under_way_.push(std::move(copy));
  }
  under_way_.push(std::move(arrival));
}

void Reception::DamageSome(std::string& sentences) {
  for (std::size_t at = sentences.find("!AIVDM"); at != std::string::npos;
       at = sentences.find("!AIVDM", at + 1)) {
    ++counts_.sentences;
    if (!random_.Chance(kDamage)) continue;
    // A symbol of the payload, which follows the fifth comma, comes out as another one.
    std::size_t payload = at;
    for (int comma = 0; comma < 5; ++comma) payload = sentences.find(',', payload) + 1;
    const std::size_t size = sentences.find(',', payload) - payload;
    char& symbol = sentences[payload + random_.Below(size)];
    symbol = symbol == '0' ? '1' : static_cast<char>(symbol - 1);
    ++counts_.damaged;
  }
}

void Reception::WriteUntil(Duration until, std::ostream& out) {
  const auto until_ms = std::chrono::duration_cast<std::chrono::milliseconds>(until).count();
  while (!under_way_.empty() && under_way_.top().at_ms < until_ms) {
    const std::string& text = under_way_.top().text;
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    under_way_.pop();
  }
}

}  // namespace pelorus
