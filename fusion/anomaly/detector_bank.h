#pragma once

#include <memory>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/parallel.h"

namespace pelorus {

/// All detectors of a run. They see each batch side by side, and find one after the other, each
/// with what those before it found.
class DetectorBank : public PictureSink {
 public:
  /// `detectors` in the order in which they find. `book` is what they were made with, if anything;
  /// the bank keeps it up to date. Executor and book outlive the bank.
  DetectorBank(std::vector<std::unique_ptr<Detector>> detectors, IdentityBook& book,
               Executor& executor);

  void Write(const PictureBatch& batch) override;

  /// Everything found by `now`, the latest time of the run, in the order of a file. Participants
  /// without an identity get what the book knows of them.
  std::vector<Event> Findings(Time now);

 private:
  std::vector<std::unique_ptr<Detector>> detectors_;
  IdentityBook& book_;
  Executor& executor_;
};

}  // namespace pelorus
