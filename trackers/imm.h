#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include "trackers/kalman.h"
#include "trackers/motion_model.h"

namespace pelorus {

/// M >= 1 hypotheses of how a target moves, each with its own Gaussian over N numbers (for a ship
/// [e, n, ve, vn]: m, m/s, one plane) and its probability; the probabilities sum to 1.
template <std::size_t M, int N = 4>
struct ImmState {
  std::array<Gaussian<N>, M> mode;
  std::array<double, M> mu;
};

/// How the modes move and how they follow each other: after a dwell time, exponential with mean
/// `dwell_s[i]`, mode i ends and mode j is drawn with probability `entry[j]` (j = i too):
/// pi_ij(dt) = exp(-dt/T_i) delta_ij + (1 - exp(-dt/T_i)) entry_j.
template <std::size_t M>
struct ImmModel {
  std::array<MotionModel, M> motion;
  std::array<double, M> dwell_s;  ///< > 0
  std::array<double, M> entry;    ///< > 0, sums to 1
  double mu_floor = 1e-6;         ///< no mode is ever less probable than this
};

/// What a measurement did to an ImmState. When `failed`, no mode could use it.
template <std::size_t M, int N = 4>
struct ImmOutcome {
  ImmState<M, N> state;
  double log_likelihood = 0.0;   ///< of the mixture: ln sum_j mu_j Lambda_j
  double least_nis = 0.0;        ///< of the mode that expected the measurement most
  std::size_t failed_modes = 0;  ///< modes whose covariance had to be inflated
  bool failed = false;
};

/// The Gaussian with the mean and covariance of the mixture. [BarShalom2001] 11.6.6, step 5.
template <std::size_t M, int N>
Gaussian<N> Combine(const std::array<Gaussian<N>, M>& mode, const std::array<double, M>& weight) {
  using Vector = Eigen::Matrix<double, N, 1>;
  Gaussian<N> out{Vector::Zero(), Eigen::Matrix<double, N, N>::Zero()};
  for (std::size_t i = 0; i < M; ++i) out.x += weight[i] * mode[i].x;
  for (std::size_t i = 0; i < M; ++i) {
    const Vector d = mode[i].x - out.x;
    out.p += weight[i] * (mode[i].p + d * d.transpose());
  }
  return out;
}

template <std::size_t M, int N>
Gaussian<N> Combine(const ImmState<M, N>& state) {
  return Combine<M, N>(state.mode, state.mu);
}

/// The mean and covariance of the mixture's state components First and First + 1 alone.
template <int First, std::size_t M, int N>
Gaussian<2> CombinedPair(const ImmState<M, N>& state) {
  Gaussian<2> out{Eigen::Vector2d::Zero(), Eigen::Matrix2d::Zero()};
  for (std::size_t i = 0; i < M; ++i) {
    out.x += state.mu[i] * state.mode[i].x.template segment<2>(First);
  }
  for (std::size_t i = 0; i < M; ++i) {
    const Eigen::Vector2d d = state.mode[i].x.template segment<2>(First) - out.x;
    out.p += state.mu[i] * (state.mode[i].p.template block<2, 2>(First, First) + d * d.transpose());
  }
  return out;
}

/// The Gaussian with the mean and covariance of a mixture of two; weights sum to 1.
template <int N>
Gaussian<N> CombinePair(const Gaussian<N>& a, double weight_a, const Gaussian<N>& b,
                        double weight_b) {
  const Eigen::Matrix<double, N, 1> d = a.x - b.x;
  const Eigen::Matrix<double, N, 1> scaled = (weight_a * weight_b) * d;
  Gaussian<N> out;
  out.x = weight_a * a.x + weight_b * b.x;
  out.p = weight_a * a.p + weight_b * b.p + scaled * d.transpose();
  return out;
}

/// Kalman time update for a Transition, in 2x2 blocks (F and Q are multiples of I2 there).
inline Gaussian<4> Predict(const Gaussian<4>& prior, const Transition& t) {
  const Eigen::Matrix2d pp = prior.p.topLeftCorner<2, 2>();
  const Eigen::Matrix2d pv = prior.p.topRightCorner<2, 2>();
  const Eigen::Matrix2d vv = prior.p.bottomRightCorner<2, 2>();
  const Eigen::Matrix2d half = pv + (0.5 * t.b) * vv;  // pv + pv' + b vv = half + half'
  const Eigen::Matrix2d i2 = Eigen::Matrix2d::Identity();
  const Eigen::Matrix2d cross = t.a * (pv + t.b * vv) + t.q_pv * i2;
  Gaussian<4> out;
  out.x.head<2>() = prior.x.head<2>() + t.b * prior.x.tail<2>();
  out.x.tail<2>() = t.a * prior.x.tail<2>();
  out.p.topLeftCorner<2, 2>() = pp + t.b * (half + half.transpose()) + t.q_pp * i2;
  out.p.topRightCorner<2, 2>() = cross;
  out.p.bottomLeftCorner<2, 2>() = cross.transpose();
  out.p.bottomRightCorner<2, 2>() = (t.a * t.a) * vv + t.q_vv * i2;
  return out;
}

/// Raises every probability to `floor` and makes the sum 1 again.
template <std::size_t M>
void FloorAndNormalise(std::array<double, M>& mu, double floor) {
  double sum = 0.0;
  for (double& m : mu) sum += (m = std::max(m, floor));
  const double scale = 1.0 / sum;
  for (double& m : mu) m *= scale;
}

/// Interaction of the modes over `dt_s`. [BarShalom2001] 11.6.6, steps 1 and 2, for the
/// transition above: what leaves any mode goes into one pool, and mode j becomes the mixture of its
/// own stayers and a share entry_j of that pool, so M + 1 mixtures replace M^2 terms (FORMULAS.md
/// "Mixing through a pool"). Of `model` only `dwell_s` and `entry` are read, as in ImmModel.
template <std::size_t M, int N, class Model>
ImmState<M, N> Mix(const ImmState<M, N>& prior, double dt_s, const Model& model) {
  std::array<double, M> stays, leaves;
  double pool_weight = 0.0;
  for (std::size_t i = 0; i < M; ++i) {
    leaves[i] = -prior.mu[i] * std::expm1(-dt_s / model.dwell_s[i]);
    stays[i] = prior.mu[i] - leaves[i];
    pool_weight += leaves[i];
  }
  if (!(pool_weight > 0.0)) return prior;
  for (double& w : leaves) w /= pool_weight;
  const Gaussian<N> pool = Combine<M, N>(prior.mode, leaves);
  ImmState<M, N> out;
  for (std::size_t j = 0; j < M; ++j) {
    const double enters = model.entry[j] * pool_weight;
    out.mu[j] = stays[j] + enters;  // the book's c_j
    const double share = enters / out.mu[j];
    out.mode[j] = CombinePair(prior.mode[j], 1.0 - share, pool, share);
  }
  return out;
}

/// The state `dt_s` >= 0 seconds later: interaction, then every mode by its own model. A dt of 0
/// returns the state as it is.
template <std::size_t M>
ImmState<M> Predict(const ImmState<M>& prior, double dt_s, const ImmModel<M>& model) {
  ImmState<M> out = Mix(prior, dt_s, model);
  for (std::size_t j = 0; j < M; ++j) {
    out.mode[j] = Predict(out.mode[j], model.motion[j].Discretise(dt_s));
  }
  return out;
}

/// New probabilities mu_j ~ mu_j Lambda_j from log-likelihoods, by log-sum-exp; gives the log of
/// the normaliser. [BarShalom2001] 11.6.6, step 4.
template <std::size_t M>
double Reweigh(std::array<double, M>& mu, const std::array<double, M>& log_likelihood) {
  const double top = *std::max_element(log_likelihood.begin(), log_likelihood.end());
  double sum = 0.0;
  for (std::size_t j = 0; j < M; ++j) sum += (mu[j] *= std::exp(log_likelihood[j] - top));
  const double scale = 1.0 / sum;
  for (double& m : mu) m *= scale;
  return top + std::log(sum);
}

/// What a measurement looked like to each mode; a failed mode has an infinite `nis`.
template <std::size_t M>
struct ModeFit {
  std::array<double, M> nis, determinant;
};

/// The same with Lambda_j ~ exp(-nis_j / 2) / sqrt(det S_j), for a measurement of `size` numbers,
/// without a logarithm a mode. All is relative to the mode of the least nis, so that only
/// determinants 10^300 apart, which no filter has, are out of range; then nothing is changed.
template <std::size_t M>
double Reweigh(std::array<double, M>& mu, const ModeFit<M>& fit, int size) {
  const auto best =
      static_cast<std::size_t>(std::min_element(fit.nis.begin(), fit.nis.end()) - fit.nis.begin());
  std::array<double, M> weight;
  double sum = 0.0;
  for (std::size_t j = 0; j < M; ++j) {
    const double off = j == best ? 1.0 : std::exp(-0.5 * (fit.nis[j] - fit.nis[best]));
    weight[j] =
        off > 0.0 ? mu[j] * off * std::sqrt(fit.determinant[best] / fit.determinant[j]) : 0.0;
    sum += weight[j];
  }
  const double log_best = -0.5 * (fit.nis[best] + size * std::log(2.0 * std::numbers::pi));
  if (!(sum > 0.0 && std::isfinite(sum))) return log_best - 0.5 * std::log(fit.determinant[best]);
  const double scale = 1.0 / sum;
  for (std::size_t j = 0; j < M; ++j) mu[j] = weight[j] * scale;
  return log_best + 0.5 * std::log(sum * sum / fit.determinant[best]);
}

/// Every mode updated by `update`, which gives the KalmanOutcome<N> of a mode and its number, then
/// the mode probabilities.
template <std::size_t M, int N, class UpdateOne>
ImmOutcome<M, N> UpdateModes(const ImmState<M, N>& prior, double mu_floor, UpdateOne&& update) {
  ImmOutcome<M, N> out;
  out.state.mu = prior.mu;
  ModeFit<M> fit;
  int size = 0;
  for (std::size_t j = 0; j < M; ++j) {
    const KalmanOutcome<N> one = update(prior.mode[j], j);
    out.state.mode[j] = one.posterior;
    fit.nis[j] = one.failed ? std::numeric_limits<double>::infinity() : one.nis;
    fit.determinant[j] = one.failed ? 1.0 : one.determinant;
    out.failed_modes += one.failed ? 1U : 0U;
    size = one.size;
  }
  out.least_nis = *std::min_element(fit.nis.begin(), fit.nis.end());
  out.failed = out.failed_modes == M;
  if (out.failed) return out;
  out.log_likelihood = Reweigh<M>(out.state.mu, fit, size);
  FloorAndNormalise<M>(out.state.mu, mu_floor);
  return out;
}

/// Every mode updated by a measurement of the state components First and First + 1 (0: position,
/// 2: velocity), then the mode probabilities. Two measurements of the same instant are two calls.
/// Of `model` only `mu_floor` is read.
template <int First, std::size_t M, int N, class Model>
ImmOutcome<M, N> UpdatePair(const ImmState<M, N>& prior, const Eigen::Vector2d& z,
                            const Eigen::Matrix2d& r, const Model& model) {
  return UpdateModes(prior, model.mu_floor, [&z, &r](const Gaussian<N>& mode, std::size_t) {
    return UpdatePair<First, N>(mode, z, r);
  });
}

}  // namespace pelorus
