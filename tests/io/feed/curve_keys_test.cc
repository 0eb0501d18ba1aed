#include "io/feed/curve_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/bytes.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::feed {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(CurveKeys, WhatIsWrittenIsReadBack) {
  const TemporaryFolder folder;
  const CurveKeys made = WriteNewKeys(folder.path(), "server");
  EXPECT_EQ(made.public_key.size(), 40U);
  EXPECT_EQ(made.secret_key.size(), 40U);
  const CurveKeys secret = ReadKeys(folder / "server.key_secret");
  EXPECT_EQ(secret.public_key, made.public_key);
  EXPECT_EQ(secret.secret_key, made.secret_key);
  const CurveKeys open = ReadKeys(folder / "server.key");
  EXPECT_EQ(open.public_key, made.public_key);
  EXPECT_EQ(open.secret_key, "");
}

TEST(CurveKeys, TheSecretIsForItsOwnerOnlyAndNotInThePublicFile) {
  const TemporaryFolder folder;
  const CurveKeys made = WriteNewKeys(folder.path(), "a");
  const auto mode = std::filesystem::status(folder / "a.key_secret").permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THAT(Slurp(folder / "a.key"), Not(HasSubstr(made.secret_key)));
}

TEST(CurveKeys, AFileThatExistsIsNotReplaced) {
  const TemporaryFolder folder;
  const CurveKeys first = WriteNewKeys(folder.path(), "a");
  EXPECT_THROW(WriteNewKeys(folder.path(), "a"), InputError);
  EXPECT_EQ(ReadKeys(folder / "a.key_secret").secret_key, first.secret_key);
  EXPECT_THROW(WriteNewKeys(folder.path(), "../b"), InputError);
}

TEST(CurveKeys, TheAllowListIsAllPublicFilesOfTheFolderAndItsClients) {
  const TemporaryFolder folder;
  const std::string a = WriteNewKeys(folder.path(), "a").public_key;
  const std::string b = WriteNewKeys(folder / "clients", "b").public_key;
  EXPECT_THAT(ReadAllowList(folder.path()),
              UnorderedElementsAre(::testing::Key(a), ::testing::Key(b)));
  folder.Write("clients/c.key", "no key in here\n");
  EXPECT_THROW(ReadAllowList(folder.path()), InputError);
  EXPECT_THROW(ReadAllowList(folder / "missing"), InputError);
}

}  // namespace
}  // namespace pelorus::feed
