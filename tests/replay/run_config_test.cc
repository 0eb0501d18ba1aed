#include "replay/run_config.h"

#include <gmock/gmock.h>

#include "io/bytes.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using testing::HasSubstr;

std::string ErrorOf(const std::string& content) {
  const TemporaryFolder folder;
  RunConfig config;
  try {
    ApplyConfigFile(folder.Write("run.toml", content), config);
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

TEST(RunConfig, SetsWhatTheFileNames) {
  const TemporaryFolder folder;
  RunConfig config;
  ApplyConfigFile(folder.Write("run.toml",
                               "[sequencer]\nreorder_s = 86400\n[tracking]\n"
                               "max_ship_speed_kn = 45.5\nconfirm_updates = 2\n"),
                  config);
  EXPECT_EQ(config.session.sequencer.reorder, std::chrono::hours{24});
  EXPECT_NEAR(config.session.tracking.max_ship_speed.knots(), 45.5, 1e-12);
  EXPECT_EQ(config.session.tracking.confirm_updates, 2U);
  EXPECT_EQ(config.session.tracking.end_after, std::chrono::hours{2}) << "left alone";
}

TEST(RunConfig, NamesTheLineOfAnUnknownKey) {
  EXPECT_THAT(ErrorOf("[sequencer]\nreorder_s = 1\nreorder = 1\n"),
              HasSubstr("run.toml:3: unknown key sequencer.reorder"));
}

TEST(RunConfig, RefusesValuesThatDoNotFit) {
  EXPECT_THAT(ErrorOf("[sequencer]\nreorder_s = -1\n"), HasSubstr("run.toml:2"));
  EXPECT_THAT(ErrorOf("[sequencer]\nreorder_s = '2 h'\n"), HasSubstr("must be a number"));
  EXPECT_THAT(ErrorOf("[tracking]\nconfirm_updates = 2.5\n"), HasSubstr("whole number"));
  EXPECT_THAT(ErrorOf("[ship]\ngate_tail = nan\n"), HasSubstr("run.toml:2"));
}

TEST(RunConfig, EveryDefaultLiesInItsOwnRangeAndSurvivesBeingSet) {
  RunConfig config;
  for (const Setting& setting : SettingsOf(config)) {
    const double value = setting.get();
    EXPECT_GE(value, setting.least) << setting.key;
    EXPECT_LE(value, setting.most) << setting.key;
    setting.set(value);
    EXPECT_DOUBLE_EQ(setting.get(), value) << setting.key;
  }
}

TEST(RunConfig, EverySettingIsInTheDocument) {
  const std::string page = Slurp(std::string(PELORUS_SOURCE_DIR) + "/docs/CONFIGURATION.md");
  RunConfig config;
  for (const Setting& setting : SettingsOf(config)) {
    EXPECT_THAT(page, HasSubstr("`" + setting.key + "`"));
  }
}

}  // namespace
}  // namespace pelorus
