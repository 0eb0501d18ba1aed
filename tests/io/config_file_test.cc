#include "io/config_file.h"

#include <gmock/gmock.h>

#include "io/bytes.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using testing::HasSubstr;

std::string ErrorOf(const std::string& content) {
  const TemporaryFolder folder;
  try {
    ReadConfigFile(folder.Write("run.toml", content));
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

TEST(ConfigFile, FlattensTablesAndKnowsItsLines) {
  const TemporaryFolder folder;
  const auto entries =
      ReadConfigFile(folder.Write("run.toml",
                                  "# settings\n[sequencer]\nreorder_s = 7200\n\n[a.b]\nc = 0.5\n"
                                  "d = true\ne = 'text'\n"));
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].key, "a.b.c");
  EXPECT_EQ(std::get<double>(entries[0].value), 0.5);
  EXPECT_TRUE(std::get<bool>(entries[1].value));
  EXPECT_EQ(std::get<std::string>(entries[2].value), "text");
  EXPECT_EQ(entries[3].key, "sequencer.reorder_s");
  EXPECT_EQ(std::get<std::int64_t>(entries[3].value), 7200);
  EXPECT_THAT(entries[3].where, HasSubstr("run.toml:3"));
}

TEST(ConfigFile, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_THAT(ErrorOf("[a]\nb = \n"), HasSubstr("run.toml:2"));
  EXPECT_THAT(ErrorOf("[a]\nb = [1, 2]\n"), HasSubstr("run.toml:2: a.b"));
  EXPECT_EQ(ErrorOf("[a]\nb = \n").find('\n'), std::string::npos) << "one line";
  EXPECT_THROW(ReadConfigFile("/nowhere/run.toml"), InputError);
}

}  // namespace
}  // namespace pelorus
