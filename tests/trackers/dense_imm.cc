#include "tests/trackers/dense_imm.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pelorus {
namespace {

using Matrix = DenseImm::Matrix;
using Vector = DenseImm::Vector;

/// Position, velocity of one axis on both axes.
Matrix OnBothAxes(long double pp, long double pv, long double vp, long double vv) {
  Matrix out = Matrix::Zero(4, 4);
  for (int axis = 0; axis < 2; ++axis) {
    out(axis, axis) = pp;
    out(axis, axis + 2) = pv;
    out(axis + 2, axis) = vp;
    out(axis + 2, axis + 2) = vv;
  }
  return out;
}

Matrix TransitionMatrix(const DenseImm::Mode& mode, long double dt) {
  if (mode.gamma == 0.0L) return OnBothAxes(1.0L, dt, 0.0L, 1.0L);
  const long double a = std::exp(-mode.gamma * dt);
  return OnBothAxes(1.0L, (1.0L - a) / mode.gamma, 0.0L, a);
}

/// The integral of F(s) G q G' F(s)' over the step, by Gauss-Legendre quadrature with five nodes on
/// each of many panels: exact for a polynomial, to 1e-18 for a decaying exponential.
Matrix ProcessNoise(const DenseImm::Mode& mode, long double dt) {
  const std::vector<long double> node = {0.0L, 0.538469310105683091036314L,
                                         0.906179845938663992797627L};
  const std::vector<long double> weight = {0.568888888888888888888889L, 0.478628670499366468041292L,
                                           0.236926885056189087514264L};
  const int panels = 1 + static_cast<int>(std::ceil(4.0L * mode.gamma * dt));
  const long double half = dt / (2.0L * panels);
  Matrix q = Matrix::Zero(4, 4);
  for (int k = 0; k < panels; ++k) {
    for (int n = -2; n <= 2; ++n) {
      const std::size_t i = static_cast<std::size_t>(std::abs(n));
      const long double s = half * (2 * k + 1 + (n < 0 ? -node[i] : node[i]));
      const Matrix fg = TransitionMatrix(mode, s).rightCols(2);
      q += half * weight[i] * mode.q * fg * fg.transpose();
    }
  }
  return q;
}

}  // namespace

long double DenseImm::TransitionProbability(std::size_t i, std::size_t j, long double dt_s) const {
  const long double stay = std::exp(-dt_s / modes_[i].dwell_s);
  return stay * (i == j ? 1.0L : 0.0L) + (1.0L - stay) * modes_[j].entry;
}

void DenseImm::Mix(long double dt_s) {
  const std::size_t m = modes_.size();
  std::vector<Mode> mixed = modes_;
  for (std::size_t j = 0; j < m; ++j) {
    long double c = 0.0L;
    for (std::size_t i = 0; i < m; ++i) c += TransitionProbability(i, j, dt_s) * modes_[i].mu;
    mixed[j].mu = c;
    mixed[j].x = Vector::Zero(4);
    mixed[j].p = Matrix::Zero(4, 4);
    for (std::size_t i = 0; i < m; ++i) {
      mixed[j].x += TransitionProbability(i, j, dt_s) * modes_[i].mu / c * modes_[i].x;
    }
    for (std::size_t i = 0; i < m; ++i) {
      const Vector d = modes_[i].x - mixed[j].x;
      mixed[j].p +=
          TransitionProbability(i, j, dt_s) * modes_[i].mu / c * (modes_[i].p + d * d.transpose());
    }
  }
  modes_ = mixed;
}

void DenseImm::Predict(long double dt_s) {
  Mix(dt_s);
  for (Mode& mode : modes_) {
    const Matrix f = TransitionMatrix(mode, dt_s);
    mode.x = f * mode.x;
    mode.p = f * mode.p * f.transpose() + ProcessNoise(mode, dt_s);
  }
}

void DenseImm::Update(const Vector& z, const Matrix& h, const Matrix& r) {
  long double total = 0.0L;
  for (Mode& mode : modes_) {
    const Matrix s = h * mode.p * h.transpose() + r;
    const Matrix k = mode.p * h.transpose() * s.inverse();
    const Vector innovation = z - h * mode.x;
    const long double d2 = (innovation.transpose() * s.inverse() * innovation)(0, 0);
    const long double density =
        std::exp(-0.5L * d2) /
        std::sqrt((2.0L * std::numbers::pi_v<long double> * s).determinant());
    mode.x += k * innovation;
    mode.p = mode.p - k * s * k.transpose();
    mode.mu *= density;
    total += mode.mu;
  }
  long double floored = 0.0L;
  for (Mode& mode : modes_) floored += (mode.mu = std::max(mode.mu / total, mu_floor_));
  for (Mode& mode : modes_) mode.mu /= floored;
}

Vector DenseImm::Mean() const {
  Vector x = Vector::Zero(4);
  for (const Mode& mode : modes_) x += mode.mu * mode.x;
  return x;
}

Matrix DenseImm::Covariance() const {
  const Vector x = Mean();
  Matrix p = Matrix::Zero(4, 4);
  for (const Mode& mode : modes_) {
    p += mode.mu * (mode.p + (mode.x - x) * (mode.x - x).transpose());
  }
  return p;
}

}  // namespace pelorus
