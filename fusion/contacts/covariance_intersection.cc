#include "fusion/contacts/covariance_intersection.h"

#include <cmath>
#include <numbers>

namespace pelorus {
namespace {

Eigen::Matrix2d InformationOf(const Eigen::Matrix2d& p) {
  return Ldl2(p).SolveRight<2>(Eigen::Matrix2d::Identity());
}

}  // namespace

Intersection Intersect(const Gaussian<2>& a, const Gaussian<2>& b) {
  if (!Ldl2(a.p).ok() || !Ldl2(b.p).ok()) return {a, 1.0, false};
  const Eigen::Matrix2d ia = InformationOf(a.p), ib = InformationOf(b.p);
  const auto information = [&](double w) -> Eigen::Matrix2d { return w * ia + (1.0 - w) * ib; };
  const auto determinant = [&](double w) { return Ldl2(information(w)).determinant(); };
  // ln det is concave in w, so golden sections close in on its one maximum.
  constexpr double kGolden = 1.0 / std::numbers::phi;
  double low = 0.0, high = 1.0;
  while (high - low > 1e-6) {
    const double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
    if (determinant(left) < determinant(right)) {
      low = left;
    } else {
      high = right;
    }
  }
  double w = 0.5 * (low + high);
  for (const double end : {0.0, 1.0}) {
    if (determinant(end) >= determinant(w)) w = end;
  }
  Intersection out;
  out.omega = w;
  out.fused.p = InformationOf(information(w));
  out.fused.x = out.fused.p * (w * ia * a.x + (1.0 - w) * ib * b.x);
  out.ok = true;
  return out;
}

}  // namespace pelorus
