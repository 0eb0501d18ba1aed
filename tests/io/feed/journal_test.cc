#include "io/feed/journal.h"

#include <gtest/gtest.h>

#include "io/bytes.h"
#include "io/feed/store.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::feed {
namespace {

TEST(Journal, NumbersGoOnWhereTheyWere) {
  const TemporaryFolder folder;
  std::uint64_t epoch = 0;
  {
    Journal journal(folder / "feed");
    epoch = journal.stream_epoch();
    EXPECT_NE(epoch, 0U);
    EXPECT_FALSE(journal.sent_until());
    Store store(1, 0, false, {}, &journal);
    EXPECT_EQ(store.Add("v1.hb.", "", 0).sequence, 1U);
    EXPECT_EQ(store.Add("v1.trk.world.n00e000.", "", 0).sequence, 2U);
    EXPECT_EQ(DecodeHeader(store.Add("v1.hb.", "", 0).header)->topic_sequence, 2U);
    journal.NoteEvent();
    journal.NoteSentUntil(Time(std::chrono::seconds(7)));
  }
  Journal journal(folder / "feed");
  EXPECT_EQ(journal.stream_epoch(), epoch);
  EXPECT_EQ(journal.sent_events(), 1U);
  EXPECT_EQ(journal.sent_until(), Time(std::chrono::seconds(7)));
  Store store(1, 0, false, {}, &journal);
  const Sent& sent = store.Add("v1.hb.", "", 0);
  EXPECT_EQ(sent.sequence, 4U);
  EXPECT_EQ(DecodeHeader(sent.header)->topic_sequence, 3U);
  EXPECT_EQ(DecodeHeader(sent.header)->stream_epoch, epoch);
}

TEST(Journal, AfterTheMachineWentDownTheStreamBeginsAnew) {
  const TemporaryFolder folder;
  std::uint64_t epoch = 0;
  {
    Journal journal(folder / "feed");
    epoch = journal.stream_epoch();
    journal.NoteSequence(5);
  }
  std::string page = Slurp(folder / "feed");
  page[8] = page[8] == 'x' ? 'y' : 'x';  // the name of another start of the machine
  folder.Write("feed", page);
  const Journal journal(folder / "feed");
  EXPECT_NE(journal.stream_epoch(), epoch);
  EXPECT_GT(journal.last_sequence(), 5U);
}

TEST(Journal, AFolderThatIsNotThereIsOneLine) {
  EXPECT_THROW(Journal("/nonexistent/feed"), InputError);
}

}  // namespace
}  // namespace pelorus::feed
