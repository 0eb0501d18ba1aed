#include "io/modes/receiver_clock.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pelorus::modes {
namespace {

using std::chrono::days;

constexpr std::int64_t kTicksPerSecond = 12'000'000;
constexpr std::int64_t kFarBack = 60 * kTicksPerSecond;
constexpr std::int64_t kFarAhead = 86'400 * kTicksPerSecond;
constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;
constexpr Duration kDay = days{1};
// Geometric mean of the gaps between an aircraft's squitters that parts ticks from nanoseconds:
// half a second in the unit between both, sqrt(12e6 * 1e9) a second.
constexpr double kPartingGap = 0.5 * 1.0954e8;
constexpr std::uint64_t kFewGaps = 2;
constexpr std::uint64_t kMidnight = std::uint64_t{10} << 30;  // GPS stamps of the first 10 s

/// From `from` to `to`, the shorter way round 48 bits.
std::int64_t TicksBetween(std::uint64_t from, std::uint64_t to) {
  return static_cast<std::int64_t>((to - from) << 16) >> 16;
}

/// Ticks of 250/3 ns as a duration.
Duration OfTicks(std::int64_t ticks) { return Duration(ticks * 250 / 3); }

std::uint64_t SecondOfDay(std::uint64_t stamp) { return (stamp & kMask) >> 30; }
std::uint64_t Nanoseconds(std::uint64_t stamp) { return stamp & ((std::uint64_t{1} << 30) - 1); }

/// A leap second is second 86,400.
bool IsTimeOfDay(std::uint64_t stamp) {
  return SecondOfDay(stamp) <= 86'400 && Nanoseconds(stamp) < 1'000'000'000;
}

Duration TimeOfDay(std::uint64_t stamp) {
  return std::chrono::seconds(SecondOfDay(stamp)) + Duration(Nanoseconds(stamp));
}

/// True where a day more or less is still a Time.
bool HasRoom(Time t) { return t > Time::min() + 2 * kDay && t < Time::max() - 2 * kDay; }

}  // namespace

ReceiverClock::ReceiverClock(ClockKind kind, const ClockOptions& options)
    : kind_(kind), start_(options.start), day_from_(options.day_from) {
  constexpr std::int64_t kMost = std::int64_t{1} << 54;  // times 250 fits
  const std::int64_t at = start_.time_since_epoch().count();
  most_ = std::min(kMost,
                   (Time::max().time_since_epoch().count() - std::max<std::int64_t>(at, 0)) / 84);
  least_ = std::max(-kMost,
                    (Time::min().time_since_epoch().count() - std::min<std::int64_t>(at, 0)) / 84);
}

std::optional<Time> ReceiverClock::At(std::uint64_t stamp) {
  if (stamp == kNone || stamp == kMlat) return std::nullopt;
  return kind_ == ClockKind::kCounter ? AtTicks(stamp) : AtSecondOfDay(stamp);
}

std::optional<Time> ReceiverClock::AtTicks(std::uint64_t stamp) {
  if (!begun_) {
    begun_ = true;
    last_ = stamp;
    return start_;
  }
  const std::int64_t ticks = TicksBetween(last_, stamp);
  if (ticks < -kFarBack || ticks > kFarAhead) return AfterJump(stamp, ticks);
  return Advance(stamp, ticks);
}

std::optional<Time> ReceiverClock::AfterJump(std::uint64_t stamp, std::int64_t ticks) {
  const bool believed = suspect_ && std::abs(TicksBetween(*suspect_, stamp)) <= kFarBack;
  if (!believed) {
    suspect_ = stamp;
    return std::nullopt;
  }
  return Advance(stamp, std::max<std::int64_t>(ticks, 0));
}

std::optional<Time> ReceiverClock::Advance(std::uint64_t stamp, std::int64_t ticks) {
  suspect_.reset();
  if (ticks_ + ticks < least_ || ticks_ + ticks > most_) return std::nullopt;
  last_ = stamp;
  ticks_ += ticks;
  return start_ + OfTicks(ticks_);
}

std::optional<Time> ReceiverClock::AtSecondOfDay(std::uint64_t stamp) {
  if (!day_from_ || !IsTimeOfDay(stamp)) return std::nullopt;
  const Time near = gps_ ? *gps_ - kDay / 2 : *day_from_;
  if (!HasRoom(near)) return std::nullopt;
  Time t = std::chrono::floor<days>(near) + TimeOfDay(stamp);
  if (t < near) t += kDay;
  gps_ = t;
  return t;
}

void ClockJudge::Gaps::Add(std::uint64_t from, std::uint64_t to) {
  const std::int64_t gap = TicksBetween(from, to);
  if (gap <= 0) return;
  ++count;
  sum_of_logs += std::log(static_cast<double>(gap));
}

void ClockJudge::Add(const Frame& frame) {
  if (frame.stamp == ReceiverClock::kNone || frame.mlat) return;
  if (!IsTimeOfDay(frame.stamp)) ++impossible_;
  if (stamps_++ > 0) {
    all_.Add(last_, frame.stamp);
    over_midnight_ = over_midnight_ || (SecondOfDay(last_) / 10 == 8639 && frame.stamp < kMidnight);
  }
  last_ = frame.stamp;
  const int format = frame.bytes[0] >> 3;
  if (frame.size != Frame::kLong || (format != 17 && format != 18)) return;
  const auto address =
      static_cast<std::uint32_t>(frame.bytes[1] << 16 | frame.bytes[2] << 8 | frame.bytes[3]);
  const auto known = std::find_if(heard_.begin(), heard_.end(),
                                  [address](const Heard& h) { return h.address == address; });
  if (known == heard_.end()) {
    heard_.push_back({address, frame.stamp});
    return;
  }
  aircraft_.Add(known->stamp, frame.stamp);
  known->stamp = frame.stamp;
}

ClockKind ClockJudge::verdict() const {
  if (impossible_ * 4 > stamps_ || impossible_ > 2 + stamps_ / 64) return ClockKind::kCounter;
  if (over_midnight_) return ClockKind::kGps;
  const Gaps& gaps = aircraft_.count >= kFewGaps ? aircraft_ : all_;
  if (gaps.count < kFewGaps) return ClockKind::kCounter;
  const double mean = gaps.sum_of_logs / static_cast<double>(gaps.count);
  return mean < std::log(kPartingGap) ? ClockKind::kCounter : ClockKind::kGps;
}

ClockKind JudgeClock(FrameSource& head) {
  ClockJudge judge;
  std::array<Frame, 64> frames;
  while (const std::size_t n = head.Read(frames)) {
    for (std::size_t i = 0; i < n; ++i) judge.Add(frames[i]);
  }
  return judge.verdict();
}

}  // namespace pelorus::modes
