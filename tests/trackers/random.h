#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cmath>
#include <random>

namespace pelorus {

/// A repeatable source of random numbers for simulations.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  double Uniform(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  double LogUniform(double low, double high) {
    return std::exp(Uniform(std::log(low), std::log(high)));
  }
  double Normal() { return normal_(engine_); }

  /// A draw from N(0, P); P positive semi-definite.
  template <int N>
  Eigen::Matrix<double, N, 1> Normal(const Eigen::Matrix<double, N, N>& p) {
    Eigen::Matrix<double, N, 1> white;
    for (int i = 0; i < N; ++i) white(i) = Normal();
    const Eigen::LDLT<Eigen::Matrix<double, N, N>> ldlt(p);
    const Eigen::Matrix<double, N, 1> scaled =
        ldlt.vectorD().cwiseMax(0.0).cwiseSqrt().cwiseProduct(white);
    const Eigen::Matrix<double, N, 1> mixed = ldlt.matrixL() * scaled;
    return ldlt.transpositionsP().transpose() * mixed;
  }

  /// A random symmetric positive definite matrix with eigenvalues of about `low` to `high`.
  template <int N>
  Eigen::Matrix<double, N, N> Covariance(double low, double high) {
    Eigen::Matrix<double, N, N> p = Eigen::Matrix<double, N, N>::Zero();
    for (int i = 0; i < N; ++i) {
      Eigen::Matrix<double, N, 1> v;
      for (int k = 0; k < N; ++k) v(k) = Normal();
      p += LogUniform(low, high) * v * v.transpose();
    }
    return p + low * Eigen::Matrix<double, N, N>::Identity();
  }

 private:
  std::mt19937_64 engine_;
  std::normal_distribution<double> normal_;
};

}  // namespace pelorus
