#include "io/export/track_line.h"

#include <cmath>

namespace pelorus {
namespace {

// Metres a degree on a sphere of the mean Earth radius; thinning needs no more.
constexpr double kMetersPerDegree = 111'195.0;

}  // namespace

bool TrackLine::Add(Time time, GeoPoint position, Speed sog, Course course) {
  newest_ = position;
  if (!kept_.empty()) {
    const GeoPoint& from = kept_.back();
    const double dt_s = ToSeconds(time - kept_at_);
    const double cos_lat = std::cos(from.lat().radians());
    const double east_m =
        WrapLongitudeDeg(position.lon_deg() - from.lon_deg()) * cos_lat * kMetersPerDegree;
    const double north_m = (position.lat_deg() - from.lat_deg()) * kMetersPerDegree;
    const double off_m = std::hypot(east_m - east_mps_ * dt_s, north_m - north_mps_ * dt_s);
    if (off_m < rules_.tolerance.meters() && time - kept_at_ < rules_.at_least_every) return false;
  }
  kept_.push_back(position);
  kept_at_ = time;
  east_mps_ = sog.mps() * std::sin(course.radians());
  north_mps_ = sog.mps() * std::cos(course.radians());
  return true;
}

std::vector<GeoPoint> TrackLine::Vertices() const {
  std::vector<GeoPoint> vertices = kept_;
  if (!vertices.empty() && vertices.back() != newest_) vertices.push_back(newest_);
  return vertices;
}

std::vector<std::vector<TrackLine::Vertex>> TrackLine::Parts() const {
  std::vector<std::vector<Vertex>> parts;
  std::vector<Vertex> part;
  for (const GeoPoint& p : Vertices()) {
    if (!part.empty() && std::abs(p.lon_deg() - part.back().lon_deg) > 180.0) {
      const Vertex from = part.back();
      const double edge = from.lon_deg > 0.0 ? 180.0 : -180.0;
      const double across = WrapLongitudeDeg(p.lon_deg() - from.lon_deg);
      const double share = across == 0.0 ? 0.0 : (edge - from.lon_deg) / across;
      const double lat = from.lat_deg + share * (p.lat_deg() - from.lat_deg);
      part.push_back({edge, lat});
      parts.push_back(part);
      part.assign(1, {-edge, lat});
    }
    part.push_back({p.lon_deg(), p.lat_deg()});
  }
  if (part.size() >= 2) parts.push_back(part);
  return parts;
}

}  // namespace pelorus
