#pragma once

#include <algorithm>
#include <vector>

#include "geo/geodesic.h"
#include "tests/support/world.h"
#include "trackers/observation.h"

namespace pelorus {

/// An aircraft drawn leg by leg, heard exactly: positions and velocities in turn, `every` apart.
/// Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(440.0_kn).Level(35'000).For(10min).
class Aircraft {
 public:
  explicit Aircraft(std::uint32_t address, Duration every = std::chrono::milliseconds{500})
      : key_(TargetKey::Of(Icao24(address))), every_(every) {}

  Aircraft& From(double lat_deg, double lon_deg) {
    here_ = GeoPoint::Degrees(lat_deg, lon_deg);
    return *this;
  }
  Aircraft& Steer(double track_deg) {
    track_ = Course::Degrees(track_deg);
    return *this;
  }
  Aircraft& At(Speed speed) {
    speed_ = speed;
    return *this;
  }
  Aircraft& Level(double altitude_ft) {
    altitude_ft_ = altitude_ft;
    climb_fpm_ = 0.0;
    return *this;
  }
  Aircraft& Climb(double fpm) {
    climb_fpm_ = fpm;
    return *this;
  }
  /// Flies on and is heard.
  Aircraft& For(Duration span) { return Fly(span, true); }
  Aircraft& Silent(Duration span) { return Fly(span, false); }
  /// Says who it is.
  Aircraft& Identify(std::string_view callsign) {
    StaticReport said;
    said.from = NextProvenance();
    said.key = key_;
    said.callsign = FixedText<8>(callsign);
    said.emitter_category = std::uint8_t{0xA3};
    reports_.emplace_back(said);
    return *this;
  }
  /// One report of the caller's making, now.
  Aircraft& Say(const AircraftReport& claims) {
    AircraftReport z = claims;
    z.from = NextProvenance();
    z.key = key_;
    z.measured_at = now_;
    z.position_sigma = Length::Meters(10.0);
    z.velocity_sigma = Speed::MetersPerSecond(2.0);
    z.source = AirSource::kAdsb;
    reports_.emplace_back(z);
    return *this;
  }

  const ReportBatch& reports() const { return reports_; }
  GeoPoint here() const { return here_; }
  Time now() const { return now_; }

 private:
  Provenance NextProvenance() {
    Provenance from;
    from.received_at = now_;
    from.raw.offset = reports_.size();
    from.payload_hash = MixBits(key_.bits() + (++sent_ << 32U));
    return from;
  }
  Aircraft& Fly(Duration span, bool heard) {
    for (const Time end = now_ + span; now_ < end; now_ += every_) {
      if (heard) Report();
      const double s = ToSeconds(every_);
      here_ = GeodesicDirect(here_, Azimuth::Degrees(track_.degrees()),
                             Length::Meters(speed_.mps() * s));
      altitude_ft_ += climb_fpm_ * s / 60.0;
    }
    return *this;
  }
  void Report() {
    AircraftReport z;
    if (positions_turn_) {
      z.position = here_;
      z.pressure_altitude_ft = static_cast<std::int32_t>(altitude_ft_);
    } else {
      z.ground_speed = speed_;
      z.track = track_;
      z.vertical_rate_fpm = static_cast<std::int32_t>(climb_fpm_);
    }
    positions_turn_ = !positions_turn_;
    Say(z);
  }

  TargetKey key_;
  Duration every_;
  GeoPoint here_;
  Course track_;
  Speed speed_;
  double altitude_ft_ = 10'000.0;
  double climb_fpm_ = 0.0;
  bool positions_turn_ = true;
  Time now_ = kWorldStart;
  std::uint64_t sent_ = 0;
  ReportBatch reports_;
};

/// Several lists of reports as one, by time.
inline ReportBatch Merged(const std::vector<ReportBatch>& lists) {
  ReportBatch all;
  for (const ReportBatch& list : lists) all.insert(all.end(), list.begin(), list.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return From(a).received_at < From(b).received_at;
  });
  return all;
}

}  // namespace pelorus
