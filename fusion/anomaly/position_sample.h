#pragma once

#include <cstddef>
#include <vector>

#include "fusion/anomaly/event_facts.h"

namespace pelorus {

/// At most 200 of the contacts that it is given, spread evenly over all of them; the first is
/// always among them. What is kept depends on nothing but their number.
class PositionSample {
 public:
  static constexpr std::size_t kMost = 200;

  void Add(const Contact& contact);
  void Clear();

  const std::vector<Contact>& contacts() const { return kept_; }

 private:
  std::vector<Contact> kept_;
  std::size_t stride_ = 1;  ///< every so many are kept
  std::size_t given_ = 0;
};

}  // namespace pelorus
