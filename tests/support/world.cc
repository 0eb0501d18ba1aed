#include "tests/support/world.h"

#include <algorithm>

namespace pelorus {

ReportBatch InOrder(const std::vector<Ship>& ships) {
  ReportBatch all;
  for (const Ship& ship : ships) {
    all.insert(all.end(), ship.reports().begin(), ship.reports().end());
  }
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  return all;
}

}  // namespace pelorus
