#pragma once

#include <string>
#include <vector>

#include "geo/geodesic.h"
#include "trackers/observation.h"

namespace pelorus {

/// Start of every drawn world.
inline constexpr Time kWorldStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

/// A ship drawn leg by leg, heard exactly (no noise): Ship(211000001).From(42.0, 50.0).Steer(90.0)
/// .At(12.0_kn).For(1h).Silent(2h).For(30min). The legs are geodesics.
class Ship {
 public:
  explicit Ship(std::uint32_t mmsi, Duration every = std::chrono::seconds{10})
      : key_(TargetKey::Of(Mmsi(mmsi))), every_(every) {}

  Ship& From(double lat_deg, double lon_deg) {
    here_ = GeoPoint::Degrees(lat_deg, lon_deg);
    return *this;
  }
  Ship& Steer(double course_deg) {
    course_ = Course::Degrees(course_deg);
    return *this;
  }
  Ship& At(Speed speed) {
    speed_ = speed;
    return *this;
  }
  /// Sails on and reports.
  Ship& For(Duration span) { return Sail(span, true); }
  /// Sails on and is not heard.
  Ship& Silent(Duration span) { return Sail(span, false); }
  /// One report from somewhere else, as a fault or another hull would send it.
  Ship& StrayReport(double lat_deg, double lon_deg) {
    Observe(GeoPoint::Degrees(lat_deg, lon_deg));
    now_ += every_;
    return *this;
  }

  const std::vector<Observation>& reports() const { return reports_; }
  GeoPoint here() const { return here_; }
  Time now() const { return now_; }

 private:
  Ship& Sail(Duration span, bool heard) {
    for (const Time end = now_ + span; now_ < end; now_ += every_) {
      if (heard) Observe(here_);
      here_ = GeodesicDirect(here_, Azimuth::Degrees(course_.degrees()),
                             Length::Meters(speed_.mps() * ToSeconds(every_)));
    }
    return *this;
  }
  void Observe(GeoPoint at) {
    Observation z;
    z.from.received_at = now_;
    z.from.raw.offset = reports_.size();
    z.from.payload_hash = MixBits(key_.bits() + (++sent_ << 32U));
    z.key = key_;
    z.measured_at = now_;
    z.position = at;
    z.position_sigma = Length::Meters(8.0);
    z.sog = speed_;
    z.cog = course_;
    reports_.push_back(z);
  }

  TargetKey key_;
  Duration every_;
  GeoPoint here_;
  Course course_;
  Speed speed_;
  Time now_ = kWorldStart;
  std::uint64_t sent_ = 0;
  std::vector<Observation> reports_;
};

/// The reports of several ships in the order of their times.
ReportBatch InOrder(const std::vector<Ship>& ships);

}  // namespace pelorus
