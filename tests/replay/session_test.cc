#include "replay/session.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Gives prepared reports in chunks, counting as a reader does.
class PreparedReader : public ReportReader {
 public:
  PreparedReader(ReportBatch reports, SourceId source, std::size_t chunk)
      : reports_(std::move(reports)), chunk_(chunk) {
    for (std::size_t i = 0; i < reports_.size(); ++i) {
      std::visit([&](auto& r) { r.from.raw = {source, i}; }, reports_[i]);
    }
  }
  bool Read(ReportBatch& out) override {
    const std::size_t n = std::min(chunk_, reports_.size() - next_);
    for (std::size_t i = 0; i < n; ++i) out.push_back(reports_[next_ + i]);
    next_ += n;
    counters_.received += n;
    return n > 0;
  }
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return {next_, reports_.size()}; }
  const std::vector<std::string>& stations() const override { return stations_; }

 private:
  ReportBatch reports_;
  std::size_t chunk_;
  std::size_t next_ = 0;
  Counters counters_;
  std::vector<std::string> stations_{""};
};

/// Keeps what it is given.
class KeepingSink : public PictureSink {
 public:
  void Write(const PictureBatch& batch) override {
    updates.insert(updates.end(), batch.updates.begin(), batch.updates.end());
    ended.insert(ended.end(), batch.ended.begin(), batch.ended.end());
  }
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;
};

struct Ran {
  KeepingSink sink;
  Counters counters;
  std::optional<Session::Span> span;
};

Ran RunOver(const std::vector<ReportBatch>& inputs, const SessionParams& params = {},
            int threads = 2, std::size_t chunk = 500) {
  Executor executor(threads);
  std::vector<std::unique_ptr<PreparedReader>> readers;
  std::vector<ReportReader*> views;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    readers.push_back(std::make_unique<PreparedReader>(
        inputs[i], SourceId(static_cast<std::uint16_t>(i)), chunk));
    views.push_back(readers.back().get());
  }
  Ran ran;
  Session session(params, views, executor, {&ran.sink});
  while (session.Step()) {
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    ran.counters += session.counters(SourceId(static_cast<std::uint16_t>(i)));
  }
  ran.span = session.span();
  return ran;
}

Ship Coaster() { return Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{6}); }

TEST(Session, EveryRecordIsAccountedFor) {
  ReportBatch reports = InOrder({Coaster()});
  reports.push_back(reports[1000]);                                  // late
  const ReportBatch copies(reports.end() - 100, reports.end() - 1);  // all duplicates
  const Ran ran = RunOver({reports, copies});
  EXPECT_EQ(ran.counters.received, reports.size() + 99);
  EXPECT_EQ(ran.counters.late, 1U);
  EXPECT_EQ(ran.counters.duplicate, 99U);
  EXPECT_TRUE(ran.counters.Conserved());
  EXPECT_EQ(ran.sink.updates.size(), reports.size() - 1);
  EXPECT_EQ(ran.sink.ended.size(), 1U);
}

TEST(Session, WritesTheEndOfEveryTrackOnce) {
  std::vector<Ship> fleet;
  for (std::uint32_t i = 0; i < 100; ++i) {
    fleet.push_back(Ship(211000000 + i).From(40.0, 50.0).At(5.0_kn).For(minutes{2}));
  }
  EXPECT_EQ(RunOver({InOrder(fleet)}).sink.ended.size(), 100U);
}

TEST(Session, UsesOnlyTheAskedTimeAndRegion) {
  SessionParams params;
  params.from = kWorldStart + hours{1};
  params.to = kWorldStart + hours{2};
  const Ran timed = RunOver({InOrder({Coaster()})}, params);
  EXPECT_EQ(timed.sink.updates.size(), 361U);
  EXPECT_EQ(timed.span->first, params.from);
  EXPECT_EQ(timed.span->last, params.to);
  EXPECT_TRUE(timed.counters.Conserved());

  SessionParams regional;
  regional.region = Region::FromDegrees(50.0, 41.0, 50.1, 43.0);
  const Ran inside = RunOver({InOrder({Coaster()})}, regional);
  EXPECT_GT(inside.sink.updates.size(), 100U);
  for (const TrackUpdate& update : inside.sink.updates) {
    EXPECT_LT(update.estimate.position.lon_deg(), 50.101);
  }
  EXPECT_TRUE(inside.counters.Conserved());
}

TEST(Session, NoInputGivesAnEmptyRun) {
  const Ran ran = RunOver({{}});
  EXPECT_TRUE(ran.sink.updates.empty());
  EXPECT_FALSE(ran.span.has_value());
}

TEST(Session, TheUpdatesComeInOrderOfReceipt) {
  const Ran ran =
      RunOver({InOrder({Coaster(), Ship(7).From(1.0, 1.0).At(3.0_kn).For(hours{3})})}, {}, 2, 33);
  for (std::size_t i = 1; i < ran.sink.updates.size(); ++i) {
    ASSERT_LE(ran.sink.updates[i - 1].time, ran.sink.updates[i].time);
  }
}

TEST(Session, SpeedSetsThePaceAndNotTheResult) {
  const ReportBatch reports =
      InOrder({Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(minutes{10})});
  SessionParams paced;
  paced.speed = 1200.0;  // ten minutes in half a second
  const auto start = std::chrono::steady_clock::now();
  const Ran slow = RunOver({reports}, paced);
  const double took_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const Ran fast = RunOver({reports});
  EXPECT_GE(took_s, 0.49);
  ASSERT_EQ(slow.sink.updates.size(), fast.sink.updates.size());
  for (std::size_t i = 0; i < fast.sink.updates.size(); ++i) {
    EXPECT_EQ(slow.sink.updates[i].estimate.position, fast.sink.updates[i].estimate.position);
  }
}

}  // namespace
}  // namespace pelorus
