#include "geo/local_frame.h"

#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.h"

namespace pelorus {
namespace {

/// Every tangent plane's limb is at least b - a e²/2 = 6,335 km from the point of contact.
constexpr double kReach_m = 6.3e6;
/// (a/b)² - 1: the ellipsoid is x² + y² + (1 + k) z² = a².
constexpr double kStretch = 1.0 / (1.0 - kWgs84E2) - 1.0;

Eigen::Vector2d Shortened(const Eigen::Vector2d& p_enu) {
  if (!(p_enu.squaredNorm() > kReach_m * kReach_m)) return p_enu;
  // Scaled in two steps, as the length itself may overflow.
  const double largest = std::max(std::abs(p_enu.x()), std::abs(p_enu.y()));
  const Eigen::Vector2d q = p_enu / largest;
  return q * (kReach_m / std::hypot(q.x(), q.y()));
}

}  // namespace

LocalFrame::LocalFrame(GeoPoint origin)
    : origin_(origin), origin_ecef_(ToEcef(origin)), r_enu_ecef_(EnuAxes(origin)) {
  const double sin_lat = r_enu_ecef_(2, 2);
  const double cos_lat = r_enu_ecef_(1, 2);
  uu_ = 1.0 + kStretch * sin_lat * sin_lat;
  nu_ = kStretch * sin_lat * cos_lat;
  nn_ = 1.0 + kStretch * cos_lat * cos_lat;
  normal_radius_m_ = kWgs84A_m / std::sqrt(1.0 - kWgs84E2 * sin_lat * sin_lat);
}

Eigen::Vector2d LocalFrame::ToEnu(GeoPoint p) const {
  const Eigen::Vector3d d_ecef = ToEcef(p) - origin_ecef_;
  return r_enu_ecef_.topRows<2>() * d_ecef;
}

// With the point written as origin + e E + n N + u U and D = diag(1, 1, 1 + k), the ellipsoid reads
//   uu u² + 2 (R + nu n) u + e² + nn n² = 0,   uu = U·DU, nu = U·DN, nn = N·DN,
// because D origin = R U (R the prime vertical radius). The root near zero, in its stable form:
double LocalFrame::Height(const Eigen::Vector2d& p_enu) const {
  const double b = normal_radius_m_ + nu_ * p_enu.y();
  const double c = p_enu.x() * p_enu.x() + nn_ * p_enu.y() * p_enu.y();
  return -c / (b + std::sqrt(b * b - uu_ * c));
}

LocalFrame::Surface LocalFrame::SurfaceAt(const Eigen::Vector2d& p_enu) const {
  Surface at;
  at.u_m = Height(p_enu);
  // Implicit differentiation of the quadratic, once and twice.
  const double s = uu_ * at.u_m + normal_radius_m_ + nu_ * p_enu.y();
  const double ue = -p_enu.x() / s;
  const double un = -(nu_ * at.u_m + nn_ * p_enu.y()) / s;
  at.gradient << ue, un;
  const double uee = -(1.0 + uu_ * ue * ue) / s;
  const double uen = -(uu_ * un + nu_) * ue / s;
  const double unn = -(nn_ + 2.0 * nu_ * un + uu_ * un * un) / s;
  at.hessian_per_m << uee, uen, uen, unn;
  return at;
}

Eigen::Vector3d LocalFrame::EcefAt(const Eigen::Vector2d& p_enu) const {
  const Eigen::Vector3d d_enu(p_enu.x(), p_enu.y(), Height(p_enu));
  return origin_ecef_ + r_enu_ecef_.transpose() * d_enu;
}

GeoPoint LocalFrame::FromEnu(const Eigen::Vector2d& p_enu) const {
  return OnEllipsoid(EcefAt(Shortened(p_enu)));
}

Eigen::Matrix3d LocalFrame::RotationTo(const Eigen::Vector2d& p_enu) const {
  const Eigen::Vector3d at = EcefAt(p_enu);
  const double rho = std::sqrt(at.x() * at.x() + at.y() * at.y());
  const double cos_lon = rho > 0.0 ? at.x() / rho : 1.0;
  const double sin_lon = rho > 0.0 ? at.y() / rho : 0.0;
  const double z = (1.0 + kStretch) * at.z();
  const double length = std::sqrt(rho * rho + z * z);
  const double cos_lat = rho / length;
  const double sin_lat = z / length;
  Eigen::Matrix3d r_point_ecef;
  r_point_ecef << -sin_lon, cos_lon, 0.0,               //
      -sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat,  //
      cos_lat * cos_lon, cos_lat * sin_lon, sin_lat;
  return r_point_ecef * r_enu_ecef_.transpose();
}

Eigen::Matrix2d LocalFrame::ToGround(const Eigen::Vector2d& p_enu) const {
  const Eigen::Matrix3d r = RotationTo(Shortened(p_enu));
  // A displacement along the surface has no part along the point's own up: that gives du.
  return r.topLeftCorner<2, 2>() -
         r.topRightCorner<2, 1>() * (r.bottomLeftCorner<1, 2>() / r(2, 2));
}

Eigen::Matrix2d LocalFrame::FromGround(const Eigen::Vector2d& p_enu) const {
  return RotationTo(Shortened(p_enu)).topLeftCorner<2, 2>().transpose();
}

void Reanchor(const LocalFrame& from, const LocalFrame& to, Eigen::Vector4d& x,
              Eigen::Matrix4d& p) {
  const Eigen::Vector2d p_from = Shortened(x.head<2>());
  const LocalFrame::Surface surface = from.SurfaceAt(p_from);
  const Eigen::Matrix3d r = to.r_enu_ecef_ * from.r_enu_ecef_.transpose();
  const Eigen::Vector3d origin_to = to.r_enu_ecef_ * (from.origin_ecef_ - to.origin_ecef_);
  // f(e, n) = K [e, n] + k u(e, n) + constant, so its derivatives are those of u.
  const Eigen::Vector2d k = r.topRightCorner<2, 1>();
  const Eigen::Vector2d v = x.tail<2>();
  const Eigen::Matrix2d j = r.topLeftCorner<2, 2>() + k * surface.gradient.transpose();
  Eigen::Matrix4d jacobian = Eigen::Matrix4d::Zero();
  jacobian.topLeftCorner<2, 2>() = j;
  jacobian.bottomRightCorner<2, 2>() = j;
  jacobian.bottomLeftCorner<2, 2>() = k * (surface.hessian_per_m * v).transpose();
  x.head<2>() = r.topLeftCorner<2, 2>() * p_from + k * surface.u_m + origin_to.head<2>();
  x.tail<2>() = j * v;
  const Eigen::Matrix4d moved = jacobian * p * jacobian.transpose();
  p = 0.5 * (moved + moved.transpose());
}

}  // namespace pelorus
