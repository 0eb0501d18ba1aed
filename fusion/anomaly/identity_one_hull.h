#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"

namespace pelorus {

/// What the judgement of two identities on one hull takes for given.
struct OneHullParams {
  double threshold = 0.5;
  Duration least = std::chrono::hours{2};            ///< together and under way
  Duration broken_after = std::chrono::minutes{15};  ///< without a common sample
};

/// Finds two numbers that travel within one hull's length of each other for two hours and more,
/// under way. Where one lies in the other's frame must stay the same: a tug alongside lies outside
/// the hull, a tow astern of it. Only neighbours on a grid are compared.
class OneHullDetector : public Detector {
 public:
  /// `book` outlives this.
  OneHullDetector(const OneHullParams& params, const IdentityBook& book)
      : params_(params), book_(book) {}

  void Write(const PictureBatch& batch) override;
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// Two numbers together under way: where the second is in the frame of the first.
  struct Company {
    Contact first;
    Contact last;
    RawRef first_raw, last_raw;
    std::uint32_t samples = 0;
    double ahead_m = 0.0, abeam_m = 0.0;  ///< sums, from the first key to the second
    double square_m2 = 0.0;               ///< sum of squares of both
  };

 private:
  using Pair = std::pair<TargetKey, TargetKey>;
  struct Fix {
    Contact contact;
    Speed sog;
    Course cog;
    std::uint64_t cell = 0;
  };
  void Take(const Observation& z);
  void Meet(const Pair& pair, const Observation& z, const Fix& a, const Fix& b);
  void Forget(Time now);
  Event EventOf(const Pair& pair, const Company& company, Time now) const;

  OneHullParams params_;
  const IdentityBook& book_;
  std::unordered_map<TargetKey, Fix> fixes_;  ///< of those under way
  std::unordered_map<std::uint64_t, std::vector<TargetKey>> cells_;
  std::map<Pair, Company> together_;
  std::vector<std::pair<Pair, Company>> kept_;  ///< long enough, and over
  Time forgot_at_;
};

}  // namespace pelorus
