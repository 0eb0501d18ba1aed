#include "io/modes/movement.h"

#include <array>

namespace pelorus::modes {

std::optional<Movement> MovementOfCode(std::uint32_t code) {
  struct Range {
    std::uint32_t first;
    float from_kt, step_kt;
  };
  static constexpr std::array<Range, 7> kRanges = {{{2, 0.125F, 0.125F},
                                                    {9, 1.0F, 0.25F},
                                                    {13, 2.0F, 0.5F},
                                                    {39, 15.0F, 1.0F},
                                                    {94, 70.0F, 2.0F},
                                                    {109, 100.0F, 5.0F},
                                                    {124, 175.0F, 5.0F}}};
  if (code == 0 || code > 124) return std::nullopt;
  if (code == 1) return Movement{0.0F, 0.125F};
  std::size_t i = kRanges.size() - 1;
  while (code < kRanges[i].first) --i;
  const Range& range = kRanges[i];
  return Movement{range.from_kt + static_cast<float>(code - range.first) * range.step_kt,
                  range.step_kt};
}

}  // namespace pelorus::modes
