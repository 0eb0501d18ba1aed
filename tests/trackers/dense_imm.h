#pragma once

#include <Eigen/Core>

#include <vector>

namespace pelorus {

/// The interacting multiple model filter as the textbook writes it, [BarShalom2001] 11.6.6: dense
/// matrices, the full transition matrix, explicit inverses, likelihoods as such, in long double.
/// Slow and independent of trackers/; the truth that the fast filter is held against.
class DenseImm {
 public:
  using Vector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;
  using Matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;

  struct Mode {
    long double q = 0.0L;        ///< noise density, m^2/s^3
    long double gamma = 0.0L;    ///< decay of velocity, 1/s; 0 is none
    long double dwell_s = 1.0L;  ///< mean time in the mode
    long double entry = 1.0L;    ///< probability of being drawn when a mode ends
    Vector x;
    Matrix p;
    long double mu = 1.0L;
  };

  DenseImm(std::vector<Mode> modes, long double mu_floor)
      : modes_(std::move(modes)), mu_floor_(mu_floor) {}

  void Predict(long double dt_s);
  void Update(const Vector& z, const Matrix& h, const Matrix& r);

  const std::vector<Mode>& modes() const { return modes_; }
  Vector Mean() const;
  Matrix Covariance() const;

 private:
  long double TransitionProbability(std::size_t i, std::size_t j, long double dt_s) const;
  void Mix(long double dt_s);

  std::vector<Mode> modes_;
  long double mu_floor_;
};

}  // namespace pelorus
