#include "fusion/anomaly/contact_scenes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "geo/local_frame.h"
#include "trackers/bridge.h"

namespace pelorus {
namespace {

constexpr double kMetresADegree = 111'195.0;
/// A look is at the same place when its middle lies in the box of the one before, or this near it.
const Length kSamePlace = Length::Kilometers(5.0);
/// Noise of a vessel that was heard on one side alone: between the bridge's calm and violent.
constexpr double kOneSided_m2s3 = 0.01;

/// `lon` moved by whole turns to lie nearest to `near`.
double Unwrapped(double lon, double near) { return lon + 360.0 * std::round((near - lon) / 360.0); }

void Widen(ContactScene& scene, GeoPoint p) {
  const double lon = scene.contacts.empty()
                         ? p.lon_deg()
                         : Unwrapped(p.lon_deg(), 0.5 * (scene.west + scene.east));
  scene.south = std::min(scene.south, p.lat_deg());
  scene.north = std::max(scene.north, p.lat_deg());
  scene.west = std::min(scene.west, lon);
  scene.east = std::max(scene.east, lon);
}

GeoPoint MiddleOf(const ContactScene& scene) {
  return GeoPoint::Degrees(0.5 * (scene.south + scene.north),
                           std::remainder(0.5 * (scene.west + scene.east), 360.0));
}

bool Continues(const ContactScene& scene, const ContactReport& contact, std::size_t most) {
  const ContactReport& last = scene.contacts.back();
  if (scene.contacts.size() >= most || last.scan != contact.scan) return false;
  return contact.scan || last.measured_at == contact.measured_at;
}

bool IsVessel(TargetKey key) { return key.kind() == TargetKey::Kind::kMmsi; }

Gaussian<4> StateOf(const VesselFix& fix, const LocalFrame& frame) {
  Gaussian<4> state;
  state.x << frame.ToEnu(fix.estimate.position), fix.estimate.v_mps;
  state.p.setZero();
  state.p.topLeftCorner<2, 2>() = fix.estimate.cov_m2;
  state.p.bottomRightCorner<2, 2>() = fix.estimate.cov_mps2;
  return state;
}

/// `dt_s` seconds on; backwards in time where negative, which turns the velocity round.
Gaussian<4> Carried(Gaussian<4> state, double dt_s) {
  const Transition step =
      MotionModel::NearlyConstantVelocity(kOneSided_m2s3).Discretise(std::abs(dt_s));
  if (dt_s < 0.0) state.x.tail<2>() *= -1.0;
  state = Predict<4>(state, step.F(), step.Q());
  if (dt_s < 0.0) state.x.tail<2>() *= -1.0;
  return state;
}

std::optional<Gaussian<4>> StateAt(const ContactScene::Sides& sides, Time at,
                                   const LocalFrame& frame, const ContactSceneParams& params) {
  if (sides.before && sides.after) {
    const double gap_s = ToSeconds(sides.after->time - sides.before->time);
    if (gap_s > 0.0 && gap_s <= ToSeconds(params.settle)) {
      return Bridge(StateOf(*sides.before, frame), StateOf(*sides.after, frame),
                    ToSeconds(at - sides.before->time), gap_s)
          .state;
    }
  }
  if (sides.before && at - sides.before->time <= params.one_sided) {
    return Carried(StateOf(*sides.before, frame), ToSeconds(at - sides.before->time));
  }
  if (sides.after && sides.after->time - at <= params.one_sided) {
    return Carried(StateOf(*sides.after, frame), ToSeconds(at - sides.after->time));
  }
  return std::nullopt;
}

std::optional<Heading> HeadingAt(const VesselFix& fix, const Eigen::Vector2d& v_mps) {
  if (v_mps.norm() > 1.0) return Heading::Radians(std::atan2(v_mps.x(), v_mps.y()));
  return fix.heading;
}

}  // namespace

bool ContactScene::Covers(GeoPoint p, Length margin) const {
  const double lat_deg = margin.meters() / kMetresADegree;
  if (p.lat_deg() < south - lat_deg || p.lat_deg() > north + lat_deg) return false;
  const double widest = std::min(std::max(std::abs(south), std::abs(north)) + lat_deg, 89.0);
  const double lon_deg = lat_deg / std::cos(widest * std::numbers::pi / 180.0);
  const double lon = Unwrapped(p.lon_deg(), 0.5 * (west + east));
  return lon >= west - lon_deg && lon <= east + lon_deg;
}

void ContactScenes::Take(const PictureBatch& batch) {
  std::size_t u = 0;
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    Settle(From(batch.reports[i]).received_at);
    // A contact's updates tell of the scan that this report ended.
    for (; u < batch.updates.size() && batch.updates[u].report == i; ++u) {
      TakeUpdate(batch.updates[u]);
    }
    const auto* contact = std::get_if<ContactReport>(&batch.reports[i]);
    const bool used = i >= batch.dispositions.size() || batch.dispositions[i] == Disposition::kUsed;
    if (contact != nullptr && used && contact->position) TakeContact(*contact);
  }
  for (; u < batch.updates.size(); ++u) TakeUpdate(batch.updates[u]);
}

void ContactScenes::TakeUpdate(const TrackUpdate& update) {
  if (update.track.key.kind() == TargetKey::Kind::kContact) return NameContact(update);
  if (!IsVessel(update.track.key)) return;
  const VesselFix fix{update.track, update.time, update.estimate, update.heading};
  const auto [place, first] = vessels_.try_emplace(update.track.key, fix);
  VesselFix& newest = place->second;
  if (!first && fix.time < newest.time) return;
  if (first) newest.time = Time::min();
  for (ContactScene& scene : waiting_) Hear(scene, newest, fix);
  for (auto& [name, sensor] : sensors_) {
    if (sensor.open) Hear(*sensor.open, newest, fix);
  }
  newest = fix;
}

/// Notes a vessel's two reports around the scene's time; a `before` at the beginning of time is
/// none.
void ContactScenes::Hear(ContactScene& scene, const VesselFix& before,
                         const VesselFix& after) const {
  if (before.time > scene.at || after.time <= scene.at) return;
  if (after.time > scene.at + params_.settle) return;
  if (!scene.Covers(after.estimate.position, params_.margin) &&
      !scene.Covers(before.estimate.position, params_.margin))
    return;
  ContactScene::Sides sides;
  if (before.time != Time::min() && scene.at - before.time <= params_.settle) {
    sides.before = before;
  }
  sides.after = after;
  scene.heard.push_back(sides);
}

void ContactScenes::TakeContact(const ContactReport& contact) {
  Sensor& sensor = sensors_[{contact.from.raw.source, contact.from.station}];
  if (sensor.stares) return;
  if (sensor.open && !Continues(*sensor.open, contact, params_.most_contacts)) Close(sensor);
  if (!sensor.open) {
    sensor.open.emplace();
    sensor.open->at = contact.measured_at;
    sensor.open->first = contact.from.raw;
    sensor.open->station = contact.from.station;
  }
  Widen(*sensor.open, *contact.position);
  sensor.open->contacts.push_back(contact);
}

void ContactScenes::NameContact(const TrackUpdate& update) {
  const auto name = [&](ContactScene& scene) {
    if (scene.first.source != update.raw.source) return false;
    const auto it = std::lower_bound(
        scene.contacts.begin(), scene.contacts.end(), update.raw,
        [](const ContactReport& contact, RawRef raw) { return contact.from.raw < raw; });
    if (it == scene.contacts.end() || it->from.raw != update.raw) return false;
    it->key = update.track.key;
    return true;
  };
  for (auto scene = waiting_.rbegin(); scene != waiting_.rend(); ++scene) {
    if (name(*scene)) return;
  }
  for (auto& [sensor_name, sensor] : sensors_) {
    if (!sensor.open || sensor_name.source != update.raw.source) continue;
    std::sort(sensor.open->contacts.begin(), sensor.open->contacts.end(),
              [](const auto& a, const auto& b) { return a.from.raw < b.from.raw; });
    if (name(*sensor.open)) return;
  }
}

/// A scene that looks where the one before just looked shows that its sensor stares.
void ContactScenes::Close(Sensor& sensor) {
  ContactScene scene = std::move(*sensor.open);
  sensor.open.reset();
  sensor.stares = sensor.last && scene.at - sensor.last->at < params_.look_again &&
                  sensor.last->Covers(MiddleOf(scene), kSamePlace);
  if (sensor.stares) {
    std::erase_if(waiting_, [&](const ContactScene& other) {
      return other.first.source == scene.first.source && other.station == scene.station;
    });
    sensor.last.reset();
    return;
  }
  sensor.last.emplace();
  std::tie(sensor.last->at, sensor.last->south, sensor.last->north) =
      std::tie(scene.at, scene.south, scene.north);
  std::tie(sensor.last->west, sensor.last->east) = std::tie(scene.west, scene.east);
  std::sort(scene.contacts.begin(), scene.contacts.end(),
            [](const auto& a, const auto& b) { return a.from.raw < b.from.raw; });
  waiting_.push_back(std::move(scene));
  if (waiting_.size() <= params_.most_scenes) return;
  waiting_.pop_front();
  ++dropped_;
}

void ContactScenes::Settle(Time now) {
  for (auto& [name, sensor] : sensors_) {
    if (sensor.open && now > sensor.open->at + params_.look_again) Close(sensor);
  }
  while (!waiting_.empty() && now > waiting_.front().at + params_.settle) {
    AddSilentSince(waiting_.front());
    settled_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

void ContactScenes::AddSilentSince(ContactScene& scene) const {
  for (const auto& [key, fix] : vessels_) {
    if (fix.time > scene.at || scene.at - fix.time > params_.one_sided) continue;
    if (scene.Covers(fix.estimate.position, params_.margin)) scene.heard.push_back({fix, {}});
  }
  std::sort(scene.heard.begin(), scene.heard.end(), [](const auto& a, const auto& b) {
    return (a.before ? a.before : a.after)->track < (b.before ? b.before : b.after)->track;
  });
}

std::vector<ContactScene> ContactScenes::TakeSettled() { return std::exchange(settled_, {}); }

std::vector<ContactScene> ContactScenes::Waiting() const {
  std::vector<ContactScene> scenes(waiting_.begin(), waiting_.end());
  for (const auto& [name, sensor] : sensors_) {
    // A second look that is under way tells as much as one that is over.
    if (!sensor.open) continue;
    const bool again = sensor.last && sensor.open->at - sensor.last->at < params_.look_again &&
                       sensor.last->Covers(MiddleOf(*sensor.open), kSamePlace);
    if (!again) scenes.push_back(*sensor.open);
  }
  for (ContactScene& scene : scenes) AddSilentSince(scene);
  return scenes;
}

std::vector<ExpectedVessel> ExpectVessels(const ContactScene& scene,
                                          const ContactSceneParams& params) {
  std::vector<ExpectedVessel> vessels;
  for (const ContactScene::Sides& sides : scene.heard) {
    const VesselFix& fix = sides.before ? *sides.before : *sides.after;
    const LocalFrame frame(fix.estimate.position);
    const auto state = StateAt(sides, scene.at, frame, params);
    if (!state) continue;
    ExpectedVessel vessel;
    vessel.track = fix.track;
    vessel.position = frame.FromEnu(state->x.head<2>());
    vessel.v_mps = state->x.tail<2>();
    vessel.cov_m2 = state->p.topLeftCorner<2, 2>();
    vessel.heading = HeadingAt(fix, vessel.v_mps);
    vessel.p_inside = scene.Covers(vessel.position, kSamePlace) ? 1.0 : 0.5;
    vessels.push_back(vessel);
  }
  return vessels;
}

}  // namespace pelorus
