#include <gtest/gtest.h>

#include "io/counters.h"

namespace pelorus {
namespace {

TEST(MessageKindName, NamesEveryDownlinkFormatByItsNumber) {
  const auto first = static_cast<std::size_t>(MessageKind::kDownlinkFormat0);
  for (std::size_t df = 0; df <= 24; ++df) {
    EXPECT_EQ(MessageKindName(first + df), "df" + std::to_string(df));
  }
  EXPECT_EQ(MessageKindName(static_cast<std::size_t>(MessageKind::kModeAc)), "mode-ac");
}

}  // namespace
}  // namespace pelorus
