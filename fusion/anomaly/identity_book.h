#pragma once

#include <unordered_map>

#include "fusion/identity.h"
#include "fusion/picture.h"

namespace pelorus {

/// What every target has said about itself by now. Detectors read it while they take a batch: it
/// has taken that batch already.
class IdentityBook : public PictureSink {
 public:
  void Write(const PictureBatch& batch) override;

  /// An empty identity where nothing was said.
  const Identity& Of(TargetKey key) const;

 private:
  std::unordered_map<TargetKey, Identity> identities_;
};

}  // namespace pelorus
