#include "io/ais/receive_clock.h"

#include <algorithm>

namespace pelorus::ais {
namespace {

constexpr int kLate = 40;  // feeds have more old reports than gaps

// What base stations may send: far enough from the ends of Time for differences and for running on.
constexpr Time kFirst = std::chrono::sys_days(std::chrono::year{1970} / 1 / 1);
constexpr Time kLast = std::chrono::sys_days(std::chrono::year{2200} / 1 / 1);

/// Seconds from the running clock to the next or last time with this second, -40..19.
int Ahead(Duration running, std::uint8_t second) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(running).count() % 60;
  const int ahead = (static_cast<int>(second) - static_cast<int>(now) + 60) % 60;
  return ahead >= 60 - kLate ? ahead - 60 : ahead;
}

}  // namespace

void ReceiveClock::OnSecond(std::uint8_t second) {
  if (second_count_ == 0) {
    running_ = std::chrono::seconds(second);
    seconds_.fill(running_);
  }
  seconds_[second_count_++ % kSeconds] = running_ + std::chrono::seconds(Ahead(running_, second));
  auto sorted = seconds_;
  std::nth_element(sorted.begin(), sorted.begin() + kSeconds / 2, sorted.end());
  running_ = std::max(running_, sorted[kSeconds / 2]);
}

std::size_t ReceiveClock::Supporters(Duration offset) const {
  std::size_t n = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (Near(reports_[i].offset, offset)) ++n;
  }
  return n;
}

/// The middle of the reports that agree with `offset`: some come late, none come early.
Duration ReceiveClock::MedianNear(Duration offset) const {
  std::array<Duration, kReports> near{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (Near(reports_[i].offset, offset)) near[n++] = reports_[i].offset;
  }
  std::sort(near.begin(), near.begin() + n);
  return near[n / 2];
}

bool ReceiveClock::FromTwoStations(Duration offset) const {
  std::optional<std::uint32_t> first;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!Near(reports_[i].offset, offset)) continue;
    if (first && *first != reports_[i].mmsi) return true;
    first = reports_[i].mmsi;
  }
  return false;
}

void ReceiveClock::OnBaseStation(Time sent, std::uint32_t mmsi) {
  if (sent < kFirst || sent >= kLast) return;
  const Duration offset = sent.time_since_epoch() - running_;
  reports_[count_++ % kReports] = {offset, mmsi};
  const std::size_t support = Supporters(offset);
  if (!offset_) {
    if (support >= 3 || FromTwoStations(offset)) offset_ = MedianNear(offset);
    return;
  }
  doubt_ = !Near(offset, *offset_);
  if (!doubt_ || support > kReports / 2) {
    offset_ = MedianNear(offset);
    doubt_ = false;
  }
}

std::optional<Time> ReceiveClock::At(Duration running) const {
  if (!offset_) return std::nullopt;
  return Time{running + *offset_};
}

std::optional<Time> ReceiveClock::AtBest(Duration running) const {
  if (offset_ || count_ == 0) return At(running);
  const BaseReport* best = &reports_[0];
  for (std::size_t i = 1; i < size(); ++i) {
    if (Supporters(reports_[i].offset) > Supporters(best->offset)) best = &reports_[i];
  }
  return Time{running + best->offset};
}

}  // namespace pelorus::ais
