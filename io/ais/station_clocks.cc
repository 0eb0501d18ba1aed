#include "io/ais/station_clocks.h"

#include <algorithm>
#include <cmath>

namespace pelorus::ais {
namespace {

constexpr std::size_t kHeard = 1 << 10;
constexpr Duration kAgree = std::chrono::seconds(10);
constexpr std::size_t kLeastSamples = 5;
// Positions before their seconds say something, and how often these are looked at again.
constexpr std::uint32_t kLeastSeconds = 32;
constexpr std::uint32_t kLookEvery = 32;
constexpr std::uint32_t kFade = 1024;  // then the older half of the seconds loses its weight
constexpr int kWidth = 4;              // of their peak, to either side
constexpr int kConsistent = 8;
// Below this it may be a slow relay; an offset of a minute hides from seconds anyway.
constexpr int kSecondsOff = 12;
// GPS weeks are counted modulo 1024: base stations with old receivers are off by so much.
constexpr Duration kRollover = std::chrono::hours(24 * 7 * 1024);

constexpr Duration kFarthest = std::chrono::hours(24 * 365 * 140);

bool Near(Duration a, Duration b) { return (a > b ? a - b : b - a) <= kAgree; }

/// Modulo a minute, -30..29.
int Wrapped(std::int64_t seconds) {
  const auto m = static_cast<int>(((seconds % 60) + 60) % 60);
  return m >= 30 ? m - 60 : m;
}

bool IsRollover(Duration offset) {
  const Duration away = std::chrono::abs(offset) % kRollover;
  return std::chrono::abs(offset) > kRollover / 2 &&
         std::min(away, kRollover - away) < std::chrono::hours(24);
}

/// SecondOf for the types that make up nearly all traffic, without a visit of the variant.
std::optional<std::uint8_t> SecondIn(const Message& message) {
  if (const auto* a = std::get_if<PositionReport>(&message.body)) return a->second.value;
  if (const auto* b = std::get_if<ClassBPosition>(&message.body)) return b->second.value;
  return std::nullopt;
}

bool Consistent(Duration offset, std::optional<int> late_by) {
  if (!late_by) return true;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(offset).count();
  return std::abs(Wrapped(seconds - *late_by)) <= kConsistent;
}

}  // namespace

std::optional<Time> SentTime(const Message& message) {
  const auto* m = std::get_if<BaseStation>(&message.body);
  if (m == nullptr || !m->year || !m->month || !m->day || !m->hour || !m->minute || !m->second) {
    return std::nullopt;
  }
  return TimeFromCivil(*m->year, *m->month, *m->day, *m->hour, *m->minute, *m->second);
}

StationClocks::StationClocks() : heard_(kHeard) {}

StationClocks::Finding StationClocks::Of(StationId station) const {
  return station.value() < stations_.size() ? stations_[station.value()].finding : Finding{};
}

const StationClocks::Finding& StationClocks::Take(StationId id, Time stamp, const Message& message,
                                                  std::uint64_t payload_hash) {
  static constexpr Finding kNotJudged;
  const std::uint32_t number = id.value();
  if (number >= kMaxStations) return kNotJudged;
  if (number >= stations_.size()) stations_.resize(number + 1);
  Station& station = stations_[number];
  bool news = false;
  if (const auto second = SecondIn(message)) {
    news = TakeSecond(station, stamp, *second);
    if (number != 0) news |= TakeOther(number, stamp, payload_hash);
  } else if (const auto sent = SentTime(message)) {
    // Stamps are of 2000 to 2099; the difference to what lies far outside would not fit.
    const bool in_reach = std::chrono::abs(sent->time_since_epoch()) < kFarthest;
    if (in_reach && !IsRollover(stamp - *sent)) {
      station.base.Add({stamp - *sent, message.mmsi});
      news = true;
    }
  }
  if (news) station.finding = Judge(station);
  if (station.finding.off()) {
    station.fault = station.finding;
    ++station.distrusted;
  }
  return station.finding;
}

std::vector<StationClocks::Fault> StationClocks::Faults() const {
  std::vector<Fault> faults;
  for (std::uint32_t number = 0; number < stations_.size(); ++number) {
    const Station& station = stations_[number];
    if (station.distrusted == 0) continue;
    faults.push_back({StationId(number), station.fault, station.distrusted});
  }
  return faults;
}

/// True when it is time to judge the station again.
bool StationClocks::TakeSecond(Station& station, Time stamp, std::uint8_t second) {
  const auto now = std::chrono::floor<std::chrono::seconds>(stamp).time_since_epoch().count();
  ++station.late_by[static_cast<std::size_t>((now % 60 + 60 - second) % 60)];
  if (++station.dated >= kFade) {
    station.dated = 0;
    for (std::uint16_t& n : station.late_by) {
      n = static_cast<std::uint16_t>(n / 2);
      station.dated += n;
    }
  }
  return station.dated >= kLeastSeconds && station.dated % kLookEvery == 0;
}

/// Compares the stamp with that of another station for the same position, if one is remembered.
bool StationClocks::TakeOther(std::uint32_t number, Time stamp, std::uint64_t hash) {
  Heard& heard = heard_[hash % kHeard];
  if (heard.hash != hash) {
    heard = {hash, stamp, number};
    return false;
  }
  if (heard.station == number) return false;
  Station& other = stations_[heard.station];
  if (other.finding.verdict == Verdict::kOffBySeconds) return false;
  const bool corrected = other.finding.verdict == Verdict::kOff;
  const Duration apart =
      stamp - heard.stamp + (corrected ? other.finding.offset : Duration::zero());
  Samples& own = stations_[number].others;
  own.Add({apart, heard.station});
  if (stations_[number].finding.off() || corrected) return own.count % 4 == 0;
  other.others.Add({-apart, number});
  return own.count % 4 == 0;
}

std::optional<StationClocks::Agreed> StationClocks::AgreedOffset(const Samples& samples) {
  const std::size_t n = samples.size();
  if (n < kLeastSamples) return std::nullopt;
  std::array<Duration, kSamples> sorted{};
  for (std::size_t i = 0; i < n; ++i) sorted[i] = samples.ring[i].offset;
  std::sort(sorted.begin(), sorted.begin() + n);
  Agreed agreed;
  agreed.offset = sorted[n / 2];
  std::size_t support = 0;
  std::optional<std::uint32_t> first;
  for (std::size_t i = 0; i < n; ++i) {
    const Sample& sample = samples.ring[i];
    if (!Near(sample.offset, agreed.offset)) continue;
    ++support;
    agreed.by_two |= first && *first != sample.whose;
    if (!first) first = sample.whose;
  }
  if (support * 3 < n * 2) return std::nullopt;
  return agreed;
}

/// Where the seconds of positions say that the stamps are, in seconds modulo a minute.
std::optional<int> StationClocks::LateBy(const Station& station) {
  if (station.dated < kLeastSeconds) return std::nullopt;
  const auto at = [&station](int i) {
    return std::uint32_t{station.late_by[static_cast<std::size_t>((i + 60) % 60)]};
  };
  std::uint32_t sum = 0;
  for (int i = -kWidth; i <= kWidth; ++i) sum += at(i);
  std::uint32_t most = sum;
  int best = 0;
  for (int centre = 1; centre < 60; ++centre) {
    sum += at(centre + kWidth) - at(centre - kWidth - 1);
    if (sum > most) most = sum, best = centre;
  }
  if (most * 10 < station.dated * 7) return std::nullopt;
  // The window fits in many places around a sharp peak: its mean is the peak.
  std::int64_t moment = 0;
  for (int i = -kWidth; i <= kWidth; ++i) moment += std::int64_t{i} * at(best + i);
  const auto mean = std::lround(static_cast<double>(moment) / most);
  return Wrapped(best + mean);
}

StationClocks::Finding StationClocks::Judge(const Station& station) {
  const std::optional<int> late_by = LateBy(station);
  const bool seconds_off = late_by && std::abs(*late_by) >= kSecondsOff;
  for (const Samples* samples : {&station.base, &station.others}) {
    const auto agreed = AgreedOffset(*samples);
    if (!agreed || !Consistent(agreed->offset, late_by)) continue;
    if (std::chrono::abs(agreed->offset) <= kTolerance) return {Verdict::kGood, agreed->offset};
    if (agreed->by_two || seconds_off) return {Verdict::kOff, agreed->offset};
  }
  if (seconds_off) return {Verdict::kOffBySeconds, std::chrono::seconds(*late_by)};
  return {};
}

}  // namespace pelorus::ais
