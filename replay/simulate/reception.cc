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

}  // namespace

double HearingProbability(double share) {
  if (share > kFarthest) return 0.0;
  return 1.0 / (1.0 + std::exp((share - 1.0) / 0.087));
}

Reception::Reception(const Scenario& scenario, Time start, const RandomSequence& random)
    : scenario_(scenario), start_(start), random_(random) {
  constexpr double kTwoPi = 2.0 * std::numbers::pi;
  for (const ShoreStation& station : scenario.stations) {
    stations_.push_back({station.range, random_.Uniform(0.05, 0.6), random_.Uniform(0.0, kTwoPi),
                         kTwoPi / (kDay_s * random_.Uniform(0.3, 1.0))});
  }
}

std::vector<std::size_t> Reception::Candidates(GeoPoint p) const {
  constexpr double kMargin_m = 10000.0;  // sailed until this is asked again
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    const double farthest_m = stations_[i].range.meters() * (1.0 + kFading) * kFarthest;
    if (FastDistance(p, scenario_.stations[i].at).meters() < farthest_m + kMargin_m) {
      found.push_back(i);
    }
  }
  return found;
}

Length Reception::RangeAt(const Station& station, Duration at, bool class_b) const {
  const double fading =
      1.0 + kFading * std::sin(station.fading_phase + station.fading_step * ToSeconds(at));
  return station.range * (class_b ? fading * kClassBShare : fading);
}

void Reception::Hear(const Transmission& sent, GeoPoint p,
                     const std::vector<std::size_t>& candidates) {
  for (const std::size_t i : candidates) {
    const double share =
        FastDistance(p, scenario_.stations[i].at) / RangeAt(stations_[i], sent.at, sent.class_b);
    if (random_.Chance((1.0 - kLoss) * HearingProbability(share))) Record(sent, i);
  }
}

void Reception::HearStation(const Transmission& sent, std::size_t own) {
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    const double share = FastDistance(scenario_.stations[own].at, scenario_.stations[i].at) /
                         RangeAt(stations_[i], sent.at, false);
    if (i == own || random_.Chance(HearingProbability(share))) Record(sent, i);
  }
}

void Reception::Record(const Transmission& sent, std::size_t index) {
  Station& station = stations_[index];
  // Most lines are even; now and then a message hangs. Together below two seconds.
  const double hang_s = random_.Chance(0.04) ? random_.Uniform(0.0, 1.1) : 0.0;
  const double delay_s = station.line_delay_s + random_.Uniform(0.03, 0.25) + hang_s;
  const Time stamp =
      std::chrono::floor<std::chrono::milliseconds>(start_ + sent.at + FromSeconds(delay_s));
  if (sent.payload.bits() > 336) {  // two sentences
    station.sequence = (station.sequence + 1) % 10;
    station.group = station.group % 9999 + 1;
  }
  ais::SentenceOptions options;
  options.channel = sent.channel;
  options.sequence = station.sequence;
  options.tag = ais::ReceiptTag{scenario_.stations[index].name, stamp, station.group};
  Arrival arrival;
  arrival.stamp_ms = std::chrono::duration_cast<std::chrono::milliseconds>(stamp - start_).count();
  arrival.order = order_++;
  ais::AppendSentences(arrival.text, sent.payload, options);
  DamageSome(arrival.text);
  ++counts_.receptions;
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
  while (!under_way_.empty() && under_way_.top().stamp_ms < until_ms) {
    const std::string& text = under_way_.top().text;
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    under_way_.pop();
  }
}

}  // namespace pelorus
