#include "io/output_directory.h"

#include <gtest/gtest.h>

#include <fstream>

#include "io/bytes.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

namespace fs = std::filesystem;

void Fill(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

TEST(OutputDirectory, ShowsNothingBeforeItIsComplete) {
  const TemporaryFolder folder;
  const fs::path out = folder / "deep/out";
  {
    OutputDirectory output(out, false);
    Fill(output.Prepare("run.json"), "1");
    Fill(output.Prepare("tracks.gpkg"), "2");
    EXPECT_FALSE(fs::exists(out / "run.json"));
    output.Commit({});
  }
  EXPECT_EQ(Slurp(out / "run.json"), "1");
  EXPECT_EQ(Slurp(out / "tracks.gpkg"), "2");
  EXPECT_EQ(std::distance(fs::directory_iterator(out), {}), 2) << "nothing else is left";
}

TEST(OutputDirectory, LeavesNothingOfAFailedRun) {
  const TemporaryFolder folder;
  {
    OutputDirectory output(folder / "out", false);
    Fill(output.Prepare("run.json"), "1");
  }
  EXPECT_TRUE(fs::is_empty(folder / "out"));
}

TEST(OutputDirectory, RefusesAFolderWithFilesUnlessForced) {
  const TemporaryFolder folder;
  Fill(folder / "notes.txt", "mine");
  EXPECT_THROW(OutputDirectory(folder.path(), false), InputError);
  Fill(folder / "updates.jsonl", "old");
  Fill(folder / "run.json", "old");
  {
    OutputDirectory output(folder.path(), true);
    Fill(output.Prepare("run.json"), "new");
    EXPECT_EQ(Slurp(folder / "run.json"), "old") << "until the new one is complete";
    output.Commit({"run.json", "updates.jsonl"});
  }
  EXPECT_EQ(Slurp(folder / "run.json"), "new");
  EXPECT_FALSE(fs::exists(folder / "updates.jsonl")) << "of an earlier run";
  EXPECT_EQ(Slurp(folder / "notes.txt"), "mine");
}

TEST(OutputDirectory, ReplacesWholeFolders) {
  const TemporaryFolder folder;
  folder.Write("areas/old.geojson", "old");
  folder.Write("more/old.txt", "old");
  {
    OutputDirectory output(folder.path(), true);
    const fs::path areas = output.Prepare("areas");
    fs::create_directory(areas);
    Fill(areas / "new.geojson", "new");
    output.Commit({"areas", "more"});
  }
  EXPECT_EQ(Slurp(folder / "areas/new.geojson"), "new");
  EXPECT_FALSE(fs::exists(folder / "areas/old.geojson"));
  EXPECT_FALSE(fs::exists(folder / "more"));
}

TEST(OutputDirectory, TakesAFolderThatAKilledRunLeft) {
  const TemporaryFolder folder;
  fs::create_directories(folder / ".pelorus-partial");
  Fill(folder / ".pelorus-partial/run.json", "half");
  OutputDirectory output(folder.path(), false);
  EXPECT_FALSE(fs::exists(output.Prepare("run.json")));
}

TEST(OutputDirectory, RefusesAFile) {
  const TemporaryFolder folder;
  Fill(folder / "file", "x");
  EXPECT_THROW(OutputDirectory(folder / "file", true), InputError);
}

}  // namespace
}  // namespace pelorus
