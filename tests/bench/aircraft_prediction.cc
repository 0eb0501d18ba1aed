// The aircraft filter on recordings: how far its prediction 10, 30 and 60 s ahead lies from the fix
// that came then, whether the fix lies in the 90 % region, and the same for straight lines.
//   aircraft_prediction [--tuning-half] [FILE [SPACING_S]]
// Without FILE: the 842 aircraft over Switzerland, at their own rate and thinned; half of them, by
// address, served for tuning, the other half is reported. A FILE is reported whole, every report
// used unless SPACING_S is given. Exits 0 without the data.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/geodesic.h"
#include "io/input.h"
#include "tests/support/data_dir.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {
namespace {

constexpr std::array<int, 3> kHorizons_s = {10, 30, 60};
constexpr double kEllipse90 = 4.605;   // chi-square, 2 degrees of freedom
constexpr double kInterval90 = 1.645;  // normal
constexpr Duration kFlightBreak = std::chrono::minutes{30};
constexpr Duration kScoreEvery = std::chrono::seconds{5};
constexpr Duration kTruthWithin = std::chrono::seconds{1};
constexpr Duration kTwoFixesApart = std::chrono::seconds{4};

using Flights = std::map<TargetKey, std::vector<AircraftReport>>;

Flights ReadFlights(const std::string& file) {
  Flights flights;
  const std::unique_ptr<ReportReader> reader =
      MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  ReportBatch batch;
  while (reader->Read(batch)) {
    for (const Report& report : batch) {
      const auto* z = std::get_if<AircraftReport>(&report);
      if (z != nullptr && !z->implausible) flights[z->key].push_back(*z);
    }
    batch.clear();
  }
  for (auto& [key, reports] : flights) {
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& a, const auto& b) { return a.measured_at < b.measured_at; });
  }
  return flights;
}

void KeepHalf(Flights& flights, bool tuning_half) {
  std::erase_if(flights, [tuning_half](const auto& flight) {
    return (MixBits(flight.first.number()) % 2 == 0) != tuning_half;
  });
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
  const double time_sigma_s = std::hypot(ToSeconds(truth.time_sigma), params.time_sigma_s);
  const Eigen::Matrix2d s = e.cov_m2 + PositionCovariance(truth.position_sigma.meters(),
                                                          time_sigma_s, e.v_mps, params.position);
  errors.inside += Ldl2(s).SquaredNorm(off) < kEllipse90 ? 1 : 0;
  if (!e.vertical || !truth.pressure_altitude_ft) return;
  const double off_ft = *truth.pressure_altitude_ft - e.vertical->altitude.feet();
  const double noise_ft = Length::Meters(params.vertical.altitude_sigma_m).feet();
  errors.vertical_ft.push_back(std::abs(off_ft));
  const double sigma_ft = std::hypot(e.vertical->sigma.feet(), noise_ft);
  errors.inside_vertical += std::abs(off_ft) < kInterval90 * sigma_ft ? 1 : 0;
}

/// What an aircraft said last, for the straight lines.
class LastSaid {
 public:
  void Take(const AircraftReport& z) {
    if (z.ground_speed && z.track) velocity_ = z;
    if (z.vertical_rate_fpm) rate_fpm_ = *z.vertical_rate_fpm;
    if (!z.position) return;
    if (fix_ && z.measured_at - fix_->measured_at > kFlightBreak) fixes_.clear();
    fix_ = z;
    fixes_.push_back(z);
    while (fixes_.size() > 2 && z.measured_at - fixes_[1].measured_at >= kTwoFixesApart) {
      fixes_.erase(fixes_.begin());
    }
  }
  void Score(const AircraftReport& truth, Figures& figures, std::size_t h) const {
    const double ahead_s = ToSeconds(truth.measured_at - fix_->measured_at);
    if (velocity_) {
      const GeoPoint p = Ahead(*fix_->position, Azimuth::Degrees(velocity_->track->degrees()),
                               velocity_->ground_speed->mps() * ahead_s);
      Add(figures.last_velocity[h], p, truth, rate_fpm_ * ahead_s / 60.0);
    }
    const AircraftReport& before = fixes_.front();
    const double step_s = ToSeconds(fix_->measured_at - before.measured_at);
    if (step_s < ToSeconds(kTwoFixesApart)) return;
    const Geodesic leg = GeodesicInverse(*before.position, *fix_->position);
    const GeoPoint p = Ahead(*fix_->position, Azimuth::Degrees(leg.end.degrees()),
                             leg.distance.meters() * ahead_s / step_s);
    if (!before.pressure_altitude_ft || !fix_->pressure_altitude_ft) return;
    const double climb_ft = *fix_->pressure_altitude_ft - *before.pressure_altitude_ft;
    Add(figures.last_two[h], p, truth, climb_ft * ahead_s / step_s);
  }

 private:
  void Add(Errors& errors, GeoPoint p, const AircraftReport& truth, double climb_ft) const {
    errors.horizontal_m.push_back(MetersBetween(p, *truth.position));
    if (!fix_->pressure_altitude_ft || !truth.pressure_altitude_ft) return;
    const double ft = *fix_->pressure_altitude_ft + climb_ft;
    errors.vertical_ft.push_back(std::abs(*truth.pressure_altitude_ft - ft));
  }
  std::optional<AircraftReport> fix_, velocity_;
  std::vector<AircraftReport> fixes_;
  double rate_fpm_ = 0.0;
};

/// One aircraft and its filter, which starts anew at the third refusal in a row.
class Follower {
 public:
  Follower(const AircraftFilterParams& params, Figures& figures)
      : params_(params), figures_(figures) {}

  void Use(const AircraftReport& z) {
    said_.Take(z);
    if (!state_ || z.measured_at - state_->time > kFlightBreak) {
      state_.reset();
      if (z.position) state_ = Initiate(z, params_);
      return;
    }
    const AircraftOutcome out = Update(*state_, z, params_);
    figures_.updates += SaysMotion(z) ? 1 : 0;
    figures_.velocity_gated += out.velocity == VelocityUse::kOutsideGate ? 1 : 0;
    state_ = out.state;
    if (!z.position) return;
    const bool refused = out.result == UpdateResult::kOutsideGate;
    if (!refused && out.nis) figures_.nis.push_back(*out.nis);
    figures_.gated += refused ? 1 : 0;
    rejects_ = refused ? rejects_ + 1 : 0;
    if (rejects_ < 3) return;
    state_ = Initiate(z, params_);
    ++figures_.restarts;
    rejects_ = 0;
  }

  bool tracks() const { return state_.has_value(); }
  void Score(const AircraftReport& truth, std::size_t h) const {
    ScoreFilter(*state_, truth, params_, figures_.filter[h]);
    said_.Score(truth, figures_, h);
  }

 private:
  AircraftFilterParams params_;
  Figures& figures_;
  std::optional<AircraftState> state_;
  LastSaid said_;
  int rejects_ = 0;
};

/// Scores the first fix behind each horizon after report `i`.
void ScoreAhead(const std::vector<AircraftReport>& reports, std::size_t i, Follower& follower) {
  std::size_t k = i + 1;
  for (std::size_t h = 0; h < kHorizons_s.size(); ++h) {
    const Time at = reports[i].measured_at + std::chrono::seconds(kHorizons_s[h]);
    while (k < reports.size() && (reports[k].measured_at < at || !reports[k].position)) ++k;
    if (k == reports.size()) return;
    if (reports[k].measured_at - at < kTruthWithin) follower.Score(reports[k], h);
  }
}

/// Uses one report every `spacing` and scores what comes after.
Figures Follow(const Flights& flights, Duration spacing, const AircraftFilterParams& params) {
  Figures figures;
  for (const auto& [key, reports] : flights) {
    Follower follower(params, figures);
    std::optional<Time> used, scored;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      const Time at = reports[i].measured_at;
      if (used && at - *used < spacing) continue;
      used = at;
      follower.Use(reports[i]);
      if (!follower.tracks() || !reports[i].position || (scored && at - *scored < kScoreEvery)) {
        continue;
      }
      scored = at;
      ScoreAhead(reports, i, follower);
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

double Share(int part, const std::vector<double>& whole) {
  return whole.empty() ? 0.0 : part / static_cast<double>(whole.size());
}

void PrintErrors(const char* what, const Errors& e, bool is_filter) {
  std::printf("  %-22s %8.0f %8.0f", what, Quantile(e.horizontal_m, 0.5),
              Quantile(e.horizontal_m, 0.9));
  if (is_filter) {
    std::printf("   %.3f", Share(e.inside, e.horizontal_m));
  } else {
    std::printf("       -");
  }
  std::printf(" %8.0f %8.0f", Quantile(e.vertical_ft, 0.5), Quantile(e.vertical_ft, 0.9));
  if (is_filter) std::printf("   %.3f", Share(e.inside_vertical, e.vertical_ft));
  std::printf("\n");
}

void Print(const Figures& f, Duration spacing) {
  std::printf(
      "one report every %.0f s: %d updates, %d positions refused, %d velocities refused, %d "
      "restarts, NIS median %.2f (1.39 expected)\n",
      ToSeconds(spacing), f.updates, f.gated, f.velocity_gated, f.restarts, Quantile(f.nis, 0.5));
  std::printf("  %-22s %8s %8s  in 90%% %8s %8s  in 90%%\n", "", "median m", "p90 m", "med. ft",
              "p90 ft");
  for (std::size_t h = 0; h < kHorizons_s.size(); ++h) {
    std::printf(" %d s ahead, %zu predictions\n", kHorizons_s[h], f.filter[h].horizontal_m.size());
    PrintErrors("filter", f.filter[h], true);
    PrintErrors("last two fixes", f.last_two[h], false);
    PrintErrors("last velocity and rate", f.last_velocity[h], false);
  }
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) {
  using namespace std::chrono_literals;
  const bool tuning_half = argc > 1 && std::strcmp(argv[1], "--tuning-half") == 0;
  const char** rest = const_cast<const char**>(argv) + (tuning_half ? 2 : 1);
  const long given = argv + argc - const_cast<char**>(rest);
  if (given > 0) {
    const pelorus::Duration spacing = pelorus::FromSeconds(given > 1 ? std::atof(rest[1]) : 0.0);
    pelorus::Print(pelorus::Follow(pelorus::ReadFlights(rest[0]), spacing, {}), spacing);
    return 0;
  }
  const auto file = pelorus::DataFile("adsb/tracks/collections/switzerland.json.gz");
  if (!file) {
    std::puts("needs adsb/tracks/collections/switzerland.json.gz; set PELORUS_DATA");
    return 0;
  }
  pelorus::Flights flights = pelorus::ReadFlights(file->string());
  pelorus::KeepHalf(flights, tuning_half);
  std::printf("%zu aircraft\n", flights.size());
  for (const pelorus::Duration spacing : {10s, 30s, 60s}) {
    pelorus::Print(pelorus::Follow(flights, spacing, {}), spacing);
  }
}
