// The aircraft filter on recorded trajectories: how far its prediction 10, 30 and 60 s ahead lies
// from the fix that came then, whether the fix lies in the 90 % region, and the same for straight
// lines. A deterministic half of the aircraft served for tuning; the other half is reported unless
// `--tuning-half` is said. Exits 0 without the data.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "geo/geodesic.h"
#include "io/bytes.h"
#include "tests/support/data_dir.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {
namespace {

constexpr std::array<int, 3> kHorizons_s = {10, 30, 60};
constexpr double kEllipse90 = 4.605;   // chi-square, 2 degrees of freedom
constexpr double kInterval90 = 1.645;  // normal
constexpr Duration kFlightBreak = std::chrono::minutes{30};

using Flights = std::map<std::string, std::vector<AircraftReport>>;

std::string TextOf(const std::string& file) {
  const std::unique_ptr<ByteSource> bytes = OpenBytes(file);
  std::string text;
  std::vector<char> chunk(std::size_t{1} << 20);
  while (const std::size_t n = bytes->Read(chunk.data(), chunk.size()))
    text.append(chunk.data(), n);
  return text;
}

/// A row as a reader makes it of a source that tells neither NACp nor NACv.
std::optional<AircraftReport> ReportOf(const nlohmann::json& row) {
  for (const char* key :
       {"latitude", "longitude", "groundspeed", "track", "altitude", "vertical_rate"}) {
    if (!row.contains(key) || !row[key].is_number()) return std::nullopt;
  }
  AircraftReport z;
  z.measured_at = Time(std::chrono::milliseconds(row["timestamp"].get<std::int64_t>()));
  z.position = GeoPoint::FromDegrees(row["latitude"], row["longitude"]);
  z.position_sigma = Length::Meters(37.8);
  z.ground_speed = Speed::Knots(row["groundspeed"]);
  z.track = Course::Degrees(row["track"]);
  z.velocity_sigma = Speed::MetersPerSecond(4.1);
  z.pressure_altitude_ft = static_cast<std::int32_t>(row["altitude"].get<double>());
  z.vertical_rate_fpm = static_cast<std::int32_t>(row["vertical_rate"].get<double>());
  if (!z.position) return std::nullopt;
  return z;
}

Flights ReadHalf(const std::string& file, bool tuning_half) {
  Flights flights;
  for (const nlohmann::json& row : nlohmann::json::parse(TextOf(file))) {
    const std::string icao = row["icao24"];
    const std::uint64_t address = std::stoull(icao, nullptr, 16);
    if ((MixBits(address) % 2 == 0) != tuning_half) continue;
    if (const std::optional<AircraftReport> z = ReportOf(row)) flights[icao].push_back(*z);
  }
  for (auto& [icao, reports] : flights) {
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& a, const auto& b) { return a.measured_at < b.measured_at; });
  }
  return flights;
}

/// What one way of predicting did at one horizon.
struct Errors {
  std::vector<double> horizontal_m, vertical_ft;
  int inside = 0, inside_vertical = 0;
};

struct Figures {
  std::array<Errors, kHorizons_s.size()> filter, last_two, last_velocity;
  std::vector<double> nis;
  int updates = 0, gated = 0, velocity_gated = 0, restarts = 0;
};

double MetersBetween(GeoPoint a, GeoPoint b) { return GeodesicInverse(a, b).distance.meters(); }

GeoPoint Ahead(GeoPoint from, Azimuth azimuth, double meters) {
  return GeodesicDirect(from, azimuth, Length::Meters(meters));
}

/// Scores the filter's prediction against a later fix. The fix has noise of its own, so the region
/// is that of the prediction and of the fix.
void ScoreFilter(const AircraftState& state, const AircraftReport& truth,
                 const AircraftFilterParams& params, Errors& errors) {
  const KinematicEstimate e = Estimate(Predict(state, truth.measured_at, params), params);
  errors.horizontal_m.push_back(MetersBetween(e.position, *truth.position));
  const Eigen::Vector2d off = LocalFrame(e.position).ToEnu(*truth.position);
  const Eigen::Matrix2d s =
      e.cov_m2 + PositionCovariance(params.position_share * truth.position_sigma.meters(),
                                    params.time_sigma_s, e.v_mps, params.position);
  errors.inside += Ldl2(s).SquaredNorm(off) < kEllipse90 ? 1 : 0;
  if (!e.vertical) return;
  const double off_ft = *truth.pressure_altitude_ft - e.vertical->altitude.feet();
  const double noise_ft = Length::Meters(params.vertical.altitude_sigma_m).feet();
  errors.vertical_ft.push_back(std::abs(off_ft));
  const double sigma_ft = std::hypot(e.vertical->sigma.feet(), noise_ft);
  errors.inside_vertical += std::abs(off_ft) < kInterval90 * sigma_ft ? 1 : 0;
}

/// Scores the line through the last two fixes, and the one along the last reported velocity.
void ScoreLines(const AircraftReport* before, const AircraftReport& last,
                const AircraftReport& truth, Figures& figures, std::size_t h) {
  const double ahead_s = ToSeconds(truth.measured_at - last.measured_at);
  const GeoPoint by_velocity = Ahead(*last.position, Azimuth::Degrees(last.track->degrees()),
                                     last.ground_speed->mps() * ahead_s);
  figures.last_velocity[h].horizontal_m.push_back(MetersBetween(by_velocity, *truth.position));
  const double by_rate_ft = *last.pressure_altitude_ft + *last.vertical_rate_fpm * ahead_s / 60.0;
  figures.last_velocity[h].vertical_ft.push_back(
      std::abs(*truth.pressure_altitude_ft - by_rate_ft));
  if (before == nullptr) return;
  const double step_s = ToSeconds(last.measured_at - before->measured_at);
  const Geodesic leg = GeodesicInverse(*before->position, *last.position);
  const GeoPoint by_fixes = Ahead(*last.position, Azimuth::Degrees(leg.end.degrees()),
                                  leg.distance.meters() * ahead_s / step_s);
  figures.last_two[h].horizontal_m.push_back(MetersBetween(by_fixes, *truth.position));
  const double climb_ft = *last.pressure_altitude_ft - *before->pressure_altitude_ft;
  figures.last_two[h].vertical_ft.push_back(std::abs(
      *truth.pressure_altitude_ft - (*last.pressure_altitude_ft + climb_ft * ahead_s / step_s)));
}

/// One aircraft and its filter, which starts anew at the third refusal in a row.
class Follower {
 public:
  Follower(const AircraftFilterParams& params, Figures& figures)
      : params_(params), figures_(figures) {}

  void Use(const AircraftReport& z) {
    if (!state_ || z.measured_at - state_->time > kFlightBreak) {
      state_ = Initiate(z, params_);
      before_.reset();
      last_ = z;
      return;
    }
    before_ = last_;
    last_ = z;
    const AircraftOutcome out = Update(*state_, z, params_);
    ++figures_.updates;
    figures_.velocity_gated += out.velocity == VelocityUse::kOutsideGate ? 1 : 0;
    const bool refused = out.result == UpdateResult::kOutsideGate;
    if (!refused && out.nis) figures_.nis.push_back(*out.nis);
    figures_.gated += refused ? 1 : 0;
    rejects_ = refused ? rejects_ + 1 : 0;
    state_ = rejects_ == 3 ? Initiate(z, params_) : out.state;
    figures_.restarts += rejects_ == 3 ? 1 : 0;
    if (rejects_ == 3) rejects_ = 0;
  }

  void Score(const AircraftReport& truth, std::size_t h) const {
    ScoreFilter(*state_, truth, params_, figures_.filter[h]);
    ScoreLines(before_ ? &*before_ : nullptr, *last_, truth, figures_, h);
  }

 private:
  AircraftFilterParams params_;
  Figures& figures_;
  std::optional<AircraftState> state_;
  std::optional<AircraftReport> before_, last_;
  int rejects_ = 0;
};

/// Uses one report every `spacing` and scores the reports at the horizons after each of them.
Figures Follow(const Flights& flights, Duration spacing, const AircraftFilterParams& params) {
  Figures figures;
  for (const auto& [icao, reports] : flights) {
    Follower follower(params, figures);
    std::optional<Time> used;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      if (used && reports[i].measured_at - *used < spacing) continue;
      follower.Use(reports[i]);
      used = reports[i].measured_at;
      for (std::size_t h = 0, k = i + 1; h < kHorizons_s.size(); ++h) {
        const Time at = *used + std::chrono::seconds(kHorizons_s[h]);
        while (k < reports.size() && reports[k].measured_at < at) ++k;
        if (k < reports.size() && reports[k].measured_at == at) follower.Score(reports[k], h);
      }
    }
  }
  return figures;
}

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0.0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void PrintErrors(const char* what, const Errors& e) {
  std::printf("  %-22s %8.0f %8.0f", what, Quantile(e.horizontal_m, 0.5),
              Quantile(e.horizontal_m, 0.9));
  if (e.inside > 0) {
    std::printf("   %.3f", e.inside / static_cast<double>(e.horizontal_m.size()));
  } else {
    std::printf("       -");
  }
  std::printf(" %8.0f %8.0f", Quantile(e.vertical_ft, 0.5), Quantile(e.vertical_ft, 0.9));
  if (e.inside > 0) {
    std::printf("   %.3f", e.inside_vertical / static_cast<double>(e.vertical_ft.size()));
  }
  std::printf("\n");
}

void Print(const Figures& f, Duration spacing) {
  std::printf(
      "one report every %.0f s: %d updates, %d refused, %d velocities refused, %d restarts, "
      "NIS median %.2f (1.39 expected)\n",
      ToSeconds(spacing), f.updates, f.gated, f.velocity_gated, f.restarts, Quantile(f.nis, 0.5));
  std::printf("  %-22s %8s %8s  in 90%% %8s %8s  in 90%%\n", "", "median m", "p90 m", "med. ft",
              "p90 ft");
  for (std::size_t h = 0; h < kHorizons_s.size(); ++h) {
    std::printf(" %d s ahead, %zu predictions\n", kHorizons_s[h], f.filter[h].horizontal_m.size());
    PrintErrors("filter", f.filter[h]);
    PrintErrors("last two fixes", f.last_two[h]);
    PrintErrors("last velocity and rate", f.last_velocity[h]);
  }
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  using namespace std::chrono_literals;
  const auto file = pelorus::DataFile("adsb/tracks/collections/switzerland.json.gz");
  if (!file) {
    std::puts("needs adsb/tracks/collections/switzerland.json.gz; set PELORUS_DATA");
    return 0;
  }
  const bool tuning_half = argc > 1 && std::strcmp(argv[1], "--tuning-half") == 0;
  const pelorus::Flights flights = pelorus::ReadHalf(file->string(), tuning_half);
  std::printf("%zu aircraft\n", flights.size());
  for (const pelorus::Duration spacing : {10s, 30s, 60s}) {
    pelorus::Print(pelorus::Follow(flights, spacing, {}), spacing);
  }
}
