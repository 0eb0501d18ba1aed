#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"

namespace pelorus {

/// What the judgement of shared identities takes for given.
struct SharedIdentityParams {
  double threshold = 0.5;
  std::uint32_t least_messages = 10;     ///< of each of two users
  std::uint32_t least_alternations = 3;  ///< between two places that one hull cannot take
};

/// Finds identities that several hulls or aircraft use: two ways, each possible for itself, between
/// which the reports alternate faster than one could go; and IMO numbers that two identities claim
/// at once in places far apart. Every position that came in is laid on the way that it fits best.
class SharedIdentityDetector : public Detector {
 public:
  /// `book` outlives this.
  SharedIdentityDetector(const SharedIdentityParams& params, const IdentityBook& book)
      : params_(params), book_(book) {}

  void Write(const PictureBatch& batch) override;
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// One user of an identity, as far as its positions tell.
  struct Way {
    Contact first;
    Contact last;
    RawRef first_raw, last_raw;
    std::uint32_t messages = 0;
    std::uint32_t class_a = 0, class_b = 0;
  };

 private:
  /// Ways of one identity followed side by side; the least of them makes room for another.
  static constexpr std::size_t kMostWays = 8;

  struct User {
    std::vector<Way> ways;
    std::uint32_t alternations = 0;  ///< impossible ones, between two ways
    std::uint32_t newest = 0;        ///< way of the last report
    Time first_alternation, last_alternation;
    std::uint32_t replaced = 0;  ///< ways of some weight that made room
  };
  struct Fix;
  static bool MayBeLate(const Fix& fix, const Contact& newest);
  void Take(const Fix& fix);
  void AddEvent(TargetKey key, const User& user, Time now, std::vector<Event>& events) const;
  void AddTwins(Time now, std::vector<Event>& events) const;

  SharedIdentityParams params_;
  const IdentityBook& book_;
  std::unordered_map<TargetKey, User> users_;
};

}  // namespace pelorus
