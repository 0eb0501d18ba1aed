#include "io/bytes.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>

#include "tests/io/memory_bytes.h"
#include "tests/io/packing.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// Text that does not pack to nothing.
std::string SomeText(std::size_t lines) {
  std::string text;
  std::uint64_t x = 7;
  for (std::size_t i = 0; i < lines; ++i) {
    x = x * 6364136223846793005ULL + 1442695040888963407ULL;
    text += std::to_string(i) + "," + std::to_string(x) + "\n";
  }
  return text;
}

std::string FailureOf(const std::string& location) {
  try {
    OpenBytes(location);
  } catch (const InputError& e) {
    return e.what();
  }
  return "opened";
}

TEST(OpenBytes, ReadsAPlainFileWithProgress) {
  const TemporaryFolder folder;
  const std::string text = SomeText(50'000);
  const auto bytes = OpenBytes(folder.Write("plain.csv", text));
  EXPECT_EQ(ReadAll(*bytes), text);
  EXPECT_FALSE(bytes->damaged());
  EXPECT_EQ(bytes->progress().done, text.size());
  EXPECT_EQ(bytes->progress().size, text.size());
}

TEST(OpenBytes, RecognisesCompressionWhateverTheNameSays) {
  const TemporaryFolder folder;
  const std::string text = SomeText(20'000);
  for (const auto& packed : {Gzip(text), Zstd(text)}) {
    const auto bytes = OpenBytes(folder.Write("trace_full_4ca1b2.json", packed));
    EXPECT_EQ(ReadAll(*bytes), text);
    EXPECT_FALSE(bytes->damaged());
    EXPECT_EQ(bytes->progress().done, packed.size());
  }
  const auto named_only = OpenBytes(folder.Write("really_plain.gz", text));
  EXPECT_EQ(ReadAll(*named_only), text);
}

TEST(OpenBytes, SaysPathAndCauseOfWhatCannotBeOpened) {
  const TemporaryFolder folder;
  const std::string missing = (folder.path() / "none.nmea").string();
  EXPECT_THAT(FailureOf(missing), AllOf(HasSubstr(missing), HasSubstr("No such file")));
  const std::string here = folder.path().string();
  EXPECT_THAT(FailureOf(here), AllOf(HasSubstr(here), HasSubstr("folder")));
  // Opens for everybody and fails on its first read: address 0 is not mapped.
  EXPECT_THAT(FailureOf("/proc/self/mem"), AllOf(HasSubstr("/proc/self/mem"), HasSubstr("error")));
}

TEST(OpenBytes, ReadsStandardInput) {
  const TemporaryFolder folder;
  const std::string text = SomeText(1000);
  const std::string name = folder.Write("in.gz", Gzip(text));
  const pid_t child = ::fork();
  if (child == 0) {
    if (std::freopen(name.c_str(), "rb", stdin) == nullptr) ::_exit(2);
    ::_exit(ReadAll(*OpenBytes("-")) == text ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(OpenBytes, ReadsANamedPipe) {
  const TemporaryFolder folder;
  const std::string name = (folder.path() / "pipe").string();
  const std::string text = SomeText(30'000);
  ASSERT_EQ(std::system(("mkfifo " + name).c_str()), 0);
  const std::string from = folder.Write("from", Zstd(text));
  ASSERT_EQ(std::system(("cat " + from + " > " + name + " &").c_str()), 0);
  EXPECT_EQ(ReadAll(*OpenBytes(name)), text);
}

class Packing : public ::testing::TestWithParam<std::string (*)(const std::string&)> {
 protected:
  static std::unique_ptr<ByteSource> Open(std::string data, std::size_t largest = 100'000) {
    return Decompress(InPieces(std::move(data), largest, 1));
  }
};

TEST_P(Packing, PartsInARowAreOneStream) {
  const std::string packed = GetParam()("first\n") + GetParam()("") + GetParam()(SomeText(9000));
  for (const std::size_t largest : {1UL, 7UL, 1000UL, 1'000'000UL}) {
    const auto bytes = Open(packed, largest);
    EXPECT_EQ(ReadAll(*bytes, largest), "first\n" + SomeText(9000));
    EXPECT_FALSE(bytes->damaged());
  }
}

TEST_P(Packing, ACutStreamGivesWhatCameAndSaysSo) {
  const std::string text = SomeText(20'000);
  const std::string packed = GetParam()(text);
  for (std::size_t keep = 5; keep < packed.size(); keep += packed.size() / 23) {
    const auto bytes = Open(packed.substr(0, keep));
    const std::string got = ReadAll(*bytes);
    EXPECT_TRUE(bytes->damaged()) << keep;
    EXPECT_TRUE(text.starts_with(got)) << keep;
    // Both formats hold back at most one block (zstd: 128 KiB) or window.
    EXPECT_GE(got.size() + 200'000, text.size() * keep / packed.size()) << keep;
  }
}

TEST_P(Packing, DamageInsideIsSeen) {
  const std::string text = SomeText(20'000);
  std::string packed = GetParam()(text);
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x10);
  const auto bytes = Open(packed);
  ReadAll(*bytes);
  EXPECT_TRUE(bytes->damaged());
}

TEST_P(Packing, WrongCheckAtTheEndIsSeenAfterTheContent) {
  const std::string text = SomeText(2000);
  std::string packed = GetParam()(text);
  // The last four bytes are the size of the content (gzip) or its checksum (zstd).
  packed[packed.size() - 4] = static_cast<char>(packed[packed.size() - 4] ^ 1);
  const auto bytes = Open(packed);
  const std::string got = ReadAll(*bytes);
  EXPECT_TRUE(text.starts_with(got));
  EXPECT_TRUE(bytes->damaged());
}

TEST_P(Packing, GarbageBehindIsDamageButNotLoss) {
  const auto bytes = Open(GetParam()("whole\n") + "garbage");
  EXPECT_EQ(ReadAll(*bytes), "whole\n");
  EXPECT_TRUE(bytes->damaged());
}

TEST_P(Packing, LayersAreUndoneUpToThree) {
  const std::string two = Gzip(GetParam()("inner\n"));
  EXPECT_EQ(ReadAll(*Open(two)), "inner\n");
  std::string deep = "inner\n";
  for (int i = 0; i < 5; ++i) deep = GetParam()(deep);
  EXPECT_NE(ReadAll(*Open(deep)), "inner\n");
}

INSTANTIATE_TEST_SUITE_P(Both, Packing, ::testing::Values(&Gzip, &Zstd));

TEST(Decompress, PassesPlainBytesThroughInPiecesOfAnySize) {
  for (const std::string& text : {std::string(), std::string("\x1f"), std::string("\x1f\x8b"),
                                  std::string("abc"), SomeText(500)}) {
    const auto bytes = Decompress(InPieces(text, 3, 5));
    EXPECT_EQ(ReadAll(*bytes, 11), text);
    EXPECT_FALSE(bytes->damaged());
  }
}

TEST(Decompress, ZeroPaddingBehindGzipIsNoDamage) {
  const auto bytes = Decompress(InPieces(Gzip("tape\n") + std::string(512, '\0'), 100, 3));
  EXPECT_EQ(ReadAll(*bytes), "tape\n");
  EXPECT_FALSE(bytes->damaged());
}

}  // namespace
}  // namespace pelorus
