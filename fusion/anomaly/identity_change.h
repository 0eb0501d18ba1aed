#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/stitching.h"

namespace pelorus {

/// What the judgement of changed identities takes for given.
struct IdentityChangeParams {
  double threshold = 0.5;
  /// Between the last position under one number and the first under the next; one IMO number may
  /// come back after any time.
  Duration longest_gap = std::chrono::hours{24};
  /// How tracks are linked; the rate of births is the run's own. Its `undone` takes links back.
  StitchParams stitch;
};

/// Finds vessels that go on under another identity: with the same MMSI another name, call sign or
/// IMO number, said twice and more and for good; with another MMSI the same IMO number, or the same
/// name or call sign and dimensions, in a place that the first can have come to; and where tracks
/// are stitched: one ends and one of another number, MMSI or ICAO address, goes on as it would
/// have. A stitch is a decision that its event tells with all terms of its score. The tracks stay
/// as they are, so nothing is to be mended when it is taken back.
class IdentityChangeDetector : public Detector {
 public:
  /// `book` outlives this.
  IdentityChangeDetector(const IdentityChangeParams& params, const IdentityBook& book)
      : params_(params), book_(book) {}

  void Write(const PictureBatch& batch) override;
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

 private:
  /// Where a track began and where it is.
  struct Trace {
    TrackTip begin, end;
    std::uint32_t updates = 0;
  };
  using Stitches = std::vector<StitchDecision>;

  void AddWithin(TargetKey key, std::vector<Event>& events) const;
  void AddBetween(std::vector<Event>& events) const;
  /// `stitch` is the accepted decision on the two, or null.
  void AddHandOver(TargetKey before, TargetKey after, const StitchDecision* stitch,
                   std::vector<Event>& events) const;
  /// The accepted decisions on the tracks of one kind.
  Stitches StitchesOf(TargetKey::Kind kind) const;

  IdentityChangeParams params_;
  const IdentityBook& book_;
  std::unordered_map<TrackId, Trace> traces_;
};

}  // namespace pelorus
