#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cmath>
#include <numbers>

namespace pelorus {

/// A normal distribution over N numbers: mean `x` and covariance `p`. Both are left uninitialised.
template <int N>
struct Gaussian {
  Eigen::Matrix<double, N, 1> x;
  Eigen::Matrix<double, N, N> p;
};

/// What a measurement did to a Gaussian. When `failed`, the innovation covariance was not positive
/// definite: `posterior` is the prior with its covariance symmetrised and inflated (InflatedPrior),
/// the measurement was not used, and the first two numbers are 0. The caller counts it.
template <int N>
struct KalmanOutcome {
  Gaussian<N> posterior;
  double nis = 0.0;          ///< normalised innovation squared, chi-square of the size of z
  double determinant = 0.0;  ///< of S
  int size = 0;              ///< of z
  bool failed = false;

  /// ln N(z; Hx, S); not for a failed update. A logarithm that few callers need.
  double log_likelihood() const {
    return -0.5 * (nis + std::log(determinant) + size * std::log(2.0 * std::numbers::pi));
  }
};

/// The time update x = F x, P = F P F' + Q. [BarShalom2001] 5.2.3.
template <int N>
Gaussian<N> Predict(const Gaussian<N>& prior, const Eigen::Matrix<double, N, N>& f,
                    const Eigen::Matrix<double, N, N>& q) {
  Gaussian<N> out;
  out.x.noalias() = f * prior.x;
  const Eigen::Matrix<double, N, N> fp = f * prior.p;
  out.p = q;
  out.p.noalias() += fp * f.transpose();
  return out;
}

/// The state to go on from after numerical trouble: the mean, a symmetric covariance with its
/// diagonal doubled (a positive diagonal is forced), correlations dropped.
template <int N>
Gaussian<N> InflatedPrior(const Gaussian<N>& prior) {
  Gaussian<N> out{prior.x, Eigen::Matrix<double, N, N>::Zero()};
  for (int i = 0; i < N; ++i) {
    const double variance = std::abs(prior.p(i, i));
    out.p(i, i) = variance > 0.0 && std::isfinite(variance) ? 2.0 * variance : 1.0;
  }
  return out;
}

/// The measurement update for z = H x + w, w ~ N(0, R), in Joseph's form
/// P = (I - K H) P (I - K H)' + K R K', symmetrised. [BarShalom2001] 5.2.3.
template <int N, int M>
KalmanOutcome<N> Update(const Gaussian<N>& prior, const Eigen::Matrix<double, M, 1>& z,
                        const Eigen::Matrix<double, M, N>& h,
                        const Eigen::Matrix<double, M, M>& r) {
  const Eigen::Matrix<double, M, 1> innovation = z - h * prior.x;
  const Eigen::Matrix<double, M, N> hp = h * prior.p;
  const Eigen::Matrix<double, M, M> s = hp * h.transpose() + r;
  const Eigen::LLT<Eigen::Matrix<double, M, M>> llt(s);
  const Eigen::Matrix<double, M, 1> whitened = llt.matrixL().solve(innovation);
  const double root_det = llt.matrixLLT().diagonal().prod();
  if (llt.info() != Eigen::Success || !(root_det > 0.0) || !std::isfinite(root_det)) {
    return {InflatedPrior(prior), 0.0, 0.0, M, true};
  }
  const Eigen::Matrix<double, N, M> k = llt.solve(hp).transpose();
  const Eigen::Matrix<double, N, N> i_kh = Eigen::Matrix<double, N, N>::Identity() - k * h;
  const Eigen::Matrix<double, N, N> joseph =
      i_kh * prior.p * i_kh.transpose() + k * r * k.transpose();
  KalmanOutcome<N> out;
  out.posterior.x = prior.x + k * innovation;
  out.posterior.p = 0.5 * (joseph + joseph.transpose());
  out.nis = whitened.squaredNorm();
  out.determinant = root_det * root_det;
  out.size = M;
  return out;
}

/// The factors of a symmetric 2x2 matrix S = L D L' with L = [1 0; l 1]: a closed-form solve in
/// place of an inverse. Only the lower triangle of S is read.
class Ldl2 {
 public:
  explicit Ldl2(const Eigen::Matrix2d& s)
      : d0_(s(0, 0)),
        per_d0_(1.0 / d0_),
        l_(s(1, 0) * per_d0_),
        d1_(s(1, 1) - l_ * s(1, 0)),
        per_d1_(1.0 / d1_) {}

  /// Whether S is positive definite and finite.
  bool ok() const { return d0_ > 0.0 && d1_ > 0.0 && std::isfinite(d0_ * d1_); }
  double determinant() const { return d0_ * d1_; }

  /// v' S^-1 v.
  double SquaredNorm(const Eigen::Vector2d& v) const {
    const double w = v(1) - l_ * v(0);
    return v(0) * v(0) * per_d0_ + w * w * per_d1_;
  }
  /// B S^-1 for an N x 2 matrix B.
  template <int N>
  Eigen::Matrix<double, N, 2> SolveRight(const Eigen::Matrix<double, N, 2>& b) const {
    Eigen::Matrix<double, N, 2> out;
    out.col(1) = (b.col(1) - l_ * b.col(0)) * per_d1_;
    out.col(0) = b.col(0) * per_d0_ - l_ * out.col(1);
    return out;
  }

 private:
  double d0_, per_d0_, l_, d1_, per_d1_;
};

/// ln N(v; 0, S) for two numbers, S given by its factors and nis = v' S^-1 v.
inline double LogNormal2(const Ldl2& s, double nis) {
  return -0.5 * (nis + std::log(s.determinant())) - std::log(2.0 * std::numbers::pi);
}

/// Update for a measurement of the two state components from `First` on: H is zero but for an
/// identity there, which turns H P and P H' into rows and columns of P. Same result as the general
/// form to rounding.
template <int First, int N>
KalmanOutcome<N> UpdatePair(const Gaussian<N>& prior, const Eigen::Vector2d& z,
                            const Eigen::Matrix2d& r) {
  const Eigen::Vector2d innovation = z - prior.x.template segment<2>(First);
  const Eigen::Matrix2d s = prior.p.template block<2, 2>(First, First) + r;
  const Ldl2 factors(s);
  if (!factors.ok()) return {InflatedPrior(prior), 0.0, 0.0, 2, true};
  const Eigen::Matrix<double, N, 2> ph = prior.p.template middleCols<2>(First);
  const Eigen::Matrix<double, N, 2> k = factors.SolveRight<N>(ph);
  // Joseph's form with A = (I - K H) P: A (I - K H)' + K R K' = A + (K R - A H') K'.
  const Eigen::Matrix<double, N, N> a = prior.p - k * ph.transpose();
  const Eigen::Matrix<double, N, 2> rest = k * r - a.template middleCols<2>(First);
  const Eigen::Matrix<double, N, N> joseph = a + rest * k.transpose();
  KalmanOutcome<N> out;
  out.posterior.x = prior.x + k * innovation;
  out.posterior.p = 0.5 * (joseph + joseph.transpose());
  out.nis = factors.SquaredNorm(innovation);
  out.determinant = factors.determinant();
  out.size = 2;
  return out;
}

}  // namespace pelorus
