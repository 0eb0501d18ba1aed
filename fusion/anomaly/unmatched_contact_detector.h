#pragma once

#include <deque>
#include <span>
#include <vector>

#include "fusion/anomaly/contact_scenes.h"
#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/reception_map.h"
#include "fusion/anomaly/unmatched_contact.h"

namespace pelorus {

struct UnmatchedContactParams {
  ContactSceneParams scenes;
  SceneModel model;
  UnmatchedContactPriors priors;
  double least_unmatched = 0.5;     ///< a contact likelier some vessel's own is no event
  std::size_t most_kept = 100'000;  ///< unmatched contacts; beyond it the eldest go
};

/// Contacts of scenes, such as a satellite takes, that no vessel heard around them made. Each is an
/// event with its posterior, however small, for it is seen and not explained.
class UnmatchedContactDetector : public Detector {
 public:
  /// `identities` and `learned`, the map of reception as of the newest Findings of whoever learns
  /// it, outlive the detector.
  UnmatchedContactDetector(const UnmatchedContactParams& params, const IdentityBook& identities,
                           const ReceptionMap& learned);

  /// Begins with what other runs learned of reception; to be called before the first batch.
  void Seed(const ReceptionMap& coverage) { seed_.Add(coverage); }

  void Write(const PictureBatch& batch) override;

  /// One event a contact, in the order of Before.
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// Unmatched contacts that were forgotten for want of room.
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  std::vector<UnmatchedContactCase> Judge(const ContactScene& scene) const;

  UnmatchedContactParams params_;
  const IdentityBook& identities_;
  const ReceptionMap& learned_;
  ReceptionMap seed_;
  ContactScenes scenes_;
  std::deque<UnmatchedContactCase> kept_;
  std::uint64_t forgotten_ = 0;
};

}  // namespace pelorus
