#include "replay/simulate/contact_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "replay/simulate/berth_plan.h"
#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr double kSigma_m = 60.0;
constexpr int kClutter = 3;
/// A silent hull is planted only where one that sends would be heard.
constexpr double kHeardWell = 0.7;

}  // namespace

double DetectionProbability(Length length) {
  return 0.95 * (1.0 - std::exp(-length.meters() / 35.0));
}

RadarSatellite::RadarSatellite(std::ostream& out, const Scenario& scenario,
                               const Reception& reception, Time start, int seconds,
                               const RandomSequence& random)
    : out_(out),
      scenario_(scenario),
      reception_(reception),
      start_(start),
      seconds_(seconds),
      random_(random) {
  out_ << "t,lat,lon,sigma_m,length_m,source,scan\n";
}

bool RadarSatellite::TakenAt(int now_s) const {
  return now_s == seconds_ * 2 / 5 || now_s == seconds_ * 3 / 4;
}

void RadarSatellite::WriteRow(GeoPoint at, Length length, int now_s) {
  const FlatOffset error{kSigma_m * random_.Normal(), kSigma_m * random_.Normal()};
  const GeoPoint seen = FlatMetric(at).Moved(at, error);
  const double length_m = std::max(8.0, length.meters() * random_.Uniform(0.85, 1.15));
  const auto t = std::chrono::duration_cast<std::chrono::seconds>(start_.time_since_epoch());
  out_ << fmt::format("{},{:.6f},{:.6f},{:.0f},{:.0f},SIMSAR,{}\n", t.count() + now_s,
                      seen.lat_deg(), seen.lon_deg(), kSigma_m, length_m,
                      now_s < seconds_ / 2 ? 1 : 2);
}

void RadarSatellite::Look(const Afloat& vessel, bool transmits, int now_s) {
  const VesselIdentity& identity = vessel.identity();
  if (vessel.away() || !random_.Chance(DetectionProbability(identity.length))) return;
  const GeoPoint at = vessel.motion().position();
  WriteRow(at, identity.length, now_s);
  if (transmits || reception_.Clarity(at, std::chrono::seconds(now_s)) < kHeardWell) return;
  PlantRecord& record = records_.emplace_back();
  record.id = fmt::format("contact-{}", records_.size());
  record.event = "unmatched_contact";
  record.start.at_s = now_s;
  record.end = Moment{now_s, 0, 0};
  record.at = at;
  record.radius = Length::Meters(500.0);
  record.needed = 0;
  record.hidden = {fmt::format("mmsi:{}", identity.mmsi.value())};
}

void RadarSatellite::AddClutter(int now_s) {
  for (int i = 0; i < kClutter; ++i) {
    const Waypoint& near = scenario_.waypoints[random_.Below(scenario_.waypoints.size())];
    WriteRow(PointInDisc(near, Length(), random_), Length::Meters(random_.Uniform(10.0, 60.0)),
             now_s);
  }
}

void RadarSatellite::WritePlanted(TruthWriter& truth) const {
  for (const PlantRecord& record : records_) {
    PlantedTruth planted;
    planted.record = &record;
    planted.start_s = *record.start.at_s;
    planted.end_s = record.end->at_s;
    planted.at = *record.at;
    planted.regime = "covered";
    truth.WritePlanted(planted);
  }
}

}  // namespace pelorus
