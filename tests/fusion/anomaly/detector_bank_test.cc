#include "fusion/anomaly/detector_bank.h"

#include <gtest/gtest.h>

#include <utility>

namespace pelorus {
namespace {

const TargetKey kShip = TargetKey::Of(Mmsi(244'000'001));

/// Finds one event that starts at `start`, and notes how many it was shown.
class Finder : public Detector {
 public:
  Finder(Time start, std::size_t& shown) : start_(start), shown_(shown) {}
  void Write(const PictureBatch& batch) override { seen_ += batch.reports.size(); }
  std::vector<Event> Findings(Time, std::span<const Event> earlier) override {
    shown_ = earlier.size();
    Event event;
    event.id = std::to_string(seen_);
    event.start = start_;
    event.participants = {{kShip, {}}};
    return {event};
  }

 private:
  Time start_;
  std::size_t& shown_;
  std::size_t seen_ = 0;
};

PictureBatch Named(std::string_view name, Disposition disposition) {
  StaticReport said;
  said.key = kShip;
  said.name = FixedText<34>(name);
  PictureBatch batch;
  batch.reports = {said};
  batch.dispositions = {disposition};
  return batch;
}

TEST(DetectorBank, LaterDetectorsSeeWhatEarlierOnesFoundAndEventsAreInOrder) {
  Executor executor(1);
  IdentityBook book;
  std::size_t first = 99;
  std::size_t second = 99;
  std::vector<std::unique_ptr<Detector>> detectors;
  detectors.push_back(std::make_unique<Finder>(Time{std::chrono::seconds{20}}, first));
  detectors.push_back(std::make_unique<Finder>(Time{std::chrono::seconds{10}}, second));
  DetectorBank bank(std::move(detectors), book, executor);
  bank.Write(Named("ANNA", Disposition::kUsed));
  const std::vector<Event> events = bank.Findings(Time{});
  EXPECT_EQ(first, 0U);
  EXPECT_EQ(second, 1U);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_LT(events[0].start, events[1].start);
  EXPECT_EQ(events[0].id, "1");
}

TEST(DetectorBank, ParticipantsGetTheIdentityThatTheyGaveLast) {
  Executor executor(2);
  IdentityBook book;
  std::size_t shown = 0;
  std::vector<std::unique_ptr<Detector>> detectors;
  detectors.push_back(std::make_unique<Finder>(Time{}, shown));
  DetectorBank bank(std::move(detectors), book, executor);
  bank.Write(Named("ANNA", Disposition::kUsed));
  bank.Write(Named("BERTA", Disposition::kUsed));
  bank.Write(Named("CLARA", Disposition::kDuplicate));
  EXPECT_EQ(bank.Findings(Time{}).front().participants.front().identity.name->view(), "BERTA");
}

}  // namespace
}  // namespace pelorus
