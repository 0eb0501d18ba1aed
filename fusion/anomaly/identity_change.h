#pragma once

#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"

namespace pelorus {

/// What the judgement of changed identities takes for given.
struct IdentityChangeParams {
  double threshold = 0.5;
  /// Between the last position under one number and the first under the next; one IMO number may
  /// come back after any time.
  Duration longest_gap = std::chrono::hours{24};
};

/// Finds vessels that go on under another identity: with the same MMSI another name, call sign or
/// IMO number, said twice and more and for good; with another MMSI the same IMO number, or the same
/// name or call sign and dimensions, in a place that the first can have come to. Reads the book
/// alone.
class IdentityChangeDetector : public Detector {
 public:
  /// `book` outlives this.
  IdentityChangeDetector(const IdentityChangeParams& params, const IdentityBook& book)
      : params_(params), book_(book) {}

  void Write(const PictureBatch& /*batch*/) override {}
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

 private:
  void AddWithin(TargetKey key, std::vector<Event>& events) const;
  void AddBetween(std::vector<Event>& events) const;
  void AddHandOver(TargetKey before, TargetKey after, std::vector<Event>& events) const;

  IdentityChangeParams params_;
  const IdentityBook& book_;
};

}  // namespace pelorus
