// The ship filter on the Solent recording: NIS with every report used, and the causal leave-out
// error with one report a ship and minute used. Prints one line each; exits 0 without the data.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "geo/geodesic.h"
#include "tests/support/data_dir.h"
#include "trackers/ship_filter.h"

namespace pelorus {
namespace {

constexpr double kUnderWay_kn = 2.0;

using Ships = std::map<std::string, std::vector<Observation>>;

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
  return fields;
}

/// Columns Time, MMSI, latitude, longitude, COG (360: none), SOG.
Ships Read(const std::filesystem::path& file, double sigma_m, double time_sigma_s) {
  Ships ships;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::vector<std::string> f = Fields(line);
    const std::optional<Time> time = ParseIso8601(f.at(0));
    const std::optional<GeoPoint> p = GeoPoint::FromDegrees(std::stod(f.at(2)), std::stod(f.at(3)));
    if (!time || !p) continue;
    Observation z;
    z.measured_at = *time;
    z.time_sigma = FromSeconds(time_sigma_s);
    z.position = *p;
    z.position_sigma = Length::Meters(sigma_m);
    z.sog = Speed::Knots(std::stod(f.at(5)));
    const double cog_deg = std::stod(f.at(4));
    if (cog_deg < 360.0) z.cog = Course::Degrees(cog_deg);
    ships[f.at(1)].push_back(z);
  }
  return ships;
}

struct Figures {
  std::vector<double> nis, nis_under_way, leave_out_m;
  int outside_gate = 0, restarts = 0, inside_90 = 0;
};

/// One ship and its filter, which starts anew at the third reject in a row.
class Follower {
 public:
  explicit Follower(Figures& figures) : figures_(figures) {}

  void Use(const Observation& z) {
    if (!state_) {
      state_ = Initiate(z, params_);
      return;
    }
    const UpdateOutcome out = Update(*state_, z, params_);
    if (out.result == UpdateResult::kApplied) {
      figures_.nis.push_back(out.nis);
      if (z.sog->knots() > kUnderWay_kn) figures_.nis_under_way.push_back(out.nis);
    }
    const bool refused = out.result == UpdateResult::kOutsideGate;
    figures_.outside_gate += refused ? 1 : 0;
    rejects_ = refused ? rejects_ + 1 : 0;
    state_ = out.state;
    if (rejects_ == 3) {
      state_ = Initiate(z, params_);
      rejects_ = 0;
      ++figures_.restarts;
    }
  }

  void LeaveOut(const Observation& z) const {
    if (!state_ || z.sog->knots() <= kUnderWay_kn) return;
    const KinematicEstimate e = Estimate(Predict(*state_, z.measured_at, params_));
    figures_.leave_out_m.push_back(GeodesicInverse(e.position, z.position).distance.meters());
    const Eigen::Matrix2d s =
        e.cov_m2 + PositionCovariance(z.position_sigma.meters(), ToSeconds(z.time_sigma), e.v_mps,
                                      params_.position);
    const Eigen::Vector2d off = LocalFrame(e.position).ToEnu(z.position);
    figures_.inside_90 += Ldl2(s).SquaredNorm(off) < 4.605 ? 1 : 0;
  }

 private:
  ShipFilterParams params_;
  Figures& figures_;
  std::optional<KinematicState> state_;
  int rejects_ = 0;
};

Figures Run(const Ships& ships, Duration spacing) {
  Figures figures;
  for (const auto& [mmsi, reports] : ships) {
    Follower follower(figures);
    std::optional<Time> used;
    for (const Observation& z : reports) {
      if (used && z.measured_at - *used < spacing) {
        follower.LeaveOut(z);
      } else {
        follower.Use(z);
        used = z.measured_at;
      }
    }
  }
  return figures;
}

double Mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (double v : values) sum += v;
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0.0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void Print(const char* what, const Figures& f) {
  std::printf(
      "%s: %zu updates, mean NIS %.2f (under way %.2f, median %.2f), outside gate %d, restarts %d",
      what, f.nis.size(), Mean(f.nis), Mean(f.nis_under_way), Quantile(f.nis_under_way, 0.5),
      f.outside_gate, f.restarts);
  if (!f.leave_out_m.empty()) {
    std::printf("; leave-out %zu, median %.1f m, p90 %.1f m, in the 90 %% region %.3f",
                f.leave_out_m.size(), Quantile(f.leave_out_m, 0.5), Quantile(f.leave_out_m, 0.9),
                f.inside_90 / static_cast<double>(f.leave_out_m.size()));
  }
  std::printf("\n");
}

}  // namespace
}  // namespace pelorus

/// Optional arguments: sigma of a position in m (3), of its time in s (1).
int main(int argc, char** argv) {
  using namespace std::chrono_literals;
  const auto file = pelorus::DataFile("tracks/solent_ais_20160112.csv");
  if (!file) {
    std::puts("needs tracks/solent_ais_20160112.csv; set PELORUS_DATA");
    return 0;
  }
  const double sigma_m = argc > 1 ? std::atof(argv[1]) : 3.0;
  const double time_sigma_s = argc > 2 ? std::atof(argv[2]) : 1.0;
  const pelorus::Ships ships = pelorus::Read(*file, sigma_m, time_sigma_s);
  pelorus::Print("every report", pelorus::Run(ships, 0s));
  pelorus::Print("one a minute", pelorus::Run(ships, 60s));
}
