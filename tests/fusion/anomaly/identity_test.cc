#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "fusion/anomaly/flag.h"
#include "fusion/anomaly/identity_change.h"
#include "fusion/anomaly/identity_checks.h"
#include "fusion/anomaly/identity_one_hull.h"
#include "fusion/anomaly/shared_identity.h"
#include "fusion/anomaly/watchlist.h"
#include "tests/fusion/anomaly/identity_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Flag, IsThatOfTheAllocatedDigits) {
  // From the ITU's table.
  EXPECT_EQ(FlagOf(Mmsi(422012345)), "IR");
  EXPECT_EQ(FlagOf(Mmsi(273012345)), "RU");
  EXPECT_EQ(FlagOf(Mmsi(423012345)), "AZ");
  EXPECT_EQ(FlagOf(Mmsi(636012345)), "LR");
  EXPECT_EQ(FlagOf(Mmsi(201012345)), "AL");
  EXPECT_EQ(FlagOf(Mmsi(775012345)), "VE");
  EXPECT_EQ(FlagOf(Mmsi(200012345)), "");
  EXPECT_EQ(FlagOf(Mmsi(776012345)), "");
  EXPECT_EQ(FlagOf(Mmsi(150402951)), "");
}

TEST(Flag, KnowsTheFormsOfNumbers) {
  // Examples of ITU-R M.585: ship, coast, group, aircraft, handheld, craft, aid, beacon.
  EXPECT_EQ(KindOf(Mmsi(232001234)), MmsiKind::kShip);
  EXPECT_EQ(FlagOf(Mmsi(2320001)), "GB");
  EXPECT_EQ(FlagOf(Mmsi(23200001)), "GB");
  EXPECT_EQ(FlagOf(Mmsi(111232001)), "GB");
  EXPECT_EQ(FlagOf(Mmsi(823200001)), "GB");
  EXPECT_EQ(FlagOf(Mmsi(982320001)), "GB");
  EXPECT_EQ(FlagOf(Mmsi(992320001)), "GB");
  EXPECT_EQ(KindOf(Mmsi(972123456)), MmsiKind::kDistressDevice);
  EXPECT_EQ(FlagOf(Mmsi(972123456)), "");
}

TEST(ImoNumber, HasACheckDigit) {
  // 9074729 is the IMO's own example: 9·7 + 0·6 + 7·5 + 4·4 + 7·3 + 2·2 = 139.
  EXPECT_TRUE(IsImoNumber(9074729));
  for (std::uint32_t digit = 0; digit < 9; ++digit) EXPECT_FALSE(IsImoNumber(9074720 + digit));
  EXPECT_FALSE(IsImoNumber(0));
  EXPECT_FALSE(IsImoNumber(90747290));
}

TEST(Likeness, IsOneLessTheSharedEditDistance) {
  EXPECT_DOUBLE_EQ(Likeness("KITTEN", "SITTING"), 1.0 - 3.0 / 7.0);
  EXPECT_DOUBLE_EQ(Likeness("M/V Nord Star", "MV NORD-STAR"), 1.0);
  EXPECT_DOUBLE_EQ(Likeness("", ""), 0.0);
}

TEST(IdentityBook, KeepsEveryValueWithItsTimes) {
  IdentityBook book;
  SharedIdentityDetector detector({}, book);
  FoundBy(detector, book,
          {Says(211000001, seconds{0}, "ALPHA"), Says(211000001, minutes{6}, "ALPHA"),
           Says(211000001, minutes{12}, "BRAVO"), Says(211000001, minutes{18}, "ALPHA")});
  const IdentityHistory* history = book.HistoryOf(TargetKey::Of(Mmsi(211000001)));
  ASSERT_NE(history, nullptr);
  ASSERT_EQ(history->values.size(), 3U);
  EXPECT_EQ(history->values[0].text, "ALPHA");
  EXPECT_EQ(history->values[0].times, 2U);
  EXPECT_EQ(history->values[0].last, kWorldStart + minutes{6});
  EXPECT_EQ(history->values[1].text, "BRAVO");
  EXPECT_EQ(history->Newest(IdentityField::kName)->first, kWorldStart + minutes{18});
  EXPECT_EQ(history->further, 0U);
}

/// Two ships 100 km apart under one number.
ReportBatch TwoUnderOne() {
  Ship one(211000001, seconds{30});
  Ship two(211000001, seconds{37});
  one.From(42.0, 50.0).Steer(90.0).At(10.0_kn).For(hours{1});
  two.From(42.9, 50.0).Steer(180.0).At(8.0_kn).For(hours{1});
  return Mixed({ReportsOf(one), ReportsOf(two)});
}

TEST(SharedIdentity, TwoShipsUnderOneNumberAreTold) {
  IdentityBook book;
  SharedIdentityDetector detector({}, book);
  const std::vector<Event> events = FoundBy(detector, book, TwoUnderOne());
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().kind, EventKind::kSharedIdentity);
  EXPECT_GT(events.front().probability(), 0.9);
}

TEST(SharedIdentity, DoesNotDependOnTheCut) {
  const ReportBatch reports = TwoUnderOne();
  std::vector<std::string> all;
  for (const std::size_t cut : {1U, 7U, 1000U}) {
    IdentityBook book;
    SharedIdentityDetector detector({}, book);
    all.push_back(Summary(FoundBy(detector, book, reports, cut)));
  }
  EXPECT_FALSE(all[0].empty());
  EXPECT_EQ(all[0], all[1]);
  EXPECT_EQ(all[0], all[2]);
}

TEST(SharedIdentity, OneShipWithAFewStraysIsNot) {
  Ship ship(211000001, seconds{30});
  ship.From(42.0, 50.0).Steer(90.0).At(10.0_kn).For(minutes{20}).StrayReport(43.0, 51.0);
  ship.For(minutes{20}).StrayReport(43.0, 51.0).For(minutes{20});
  IdentityBook book;
  SharedIdentityDetector detector({}, book);
  EXPECT_TRUE(FoundBy(detector, book, ReportsOf(ship)).empty());
}

TEST(IdentityChange, ANewNumberWithTheSameHullIsAHandOver) {
  Ship before(211000001, minutes{1});
  Ship after(422000002, minutes{1});
  before.From(42.0, 50.0).Steer(90.0).At(10.0_kn).For(hours{1});
  after.From(42.0, 50.0).Steer(90.0).At(10.0_kn).Silent(hours{1} + minutes{20}).For(hours{1});
  IdentityBook book;
  IdentityChangeDetector detector({}, book);
  const std::vector<Event> events =
      FoundBy(detector, book,
              Mixed({ReportsOf(before),
                     ReportsOf(after),
                     {Says(211000001, minutes{5}, "ALPHA STAR", "DABC", 9074729, 120),
                      Says(422000002, minutes{85}, "OTHER NAME", "EPXY", 9074729, 120)}}));
  ASSERT_EQ(events.size(), 1U);
  const auto& facts = std::get<IdentityFacts>(events.front().facts);
  EXPECT_EQ(facts.keys.size(), 2U);
  ASSERT_GE(facts.changes.size(), 2U);
  EXPECT_EQ(facts.changes[0].field, "mmsi");
  EXPECT_EQ(facts.changes[1].before, "DE");
  EXPECT_EQ(facts.changes[1].after, "IR");
}

/// A ship at 10 kn that falls silent and, ten minutes on, goes on under another number; nothing of
/// its name or IMO number returns, only its size, among others that come and go far away.
ReportBatch Renumbered() {
  Ship before(211000001, minutes{1}), after(422000002, minutes{1}), other(233000003, minutes{1});
  before.From(42.0, 50.0).Steer(90.0).At(10.0_kn).For(hours{1});
  after.From(42.0, 50.0).Steer(90.0).At(10.0_kn).Silent(hours{1} + minutes{10}).For(hours{1});
  other.From(42.6, 50.9).Steer(0.0).At(8.0_kn).Silent(minutes{20}).For(hours{2});
  return Mixed({ReportsOf(before),
                ReportsOf(after),
                ReportsOf(other),
                {Says(211000001, minutes{5}, "ALPHA STAR", "DABC", 0, 120),
                 Says(422000002, minutes{75}, "OTHER NAME", "EPXY", 0, 120),
                 Says(233000003, minutes{30}, "BRAVO", "GXYZ", 0, 90)}});
}

TEST(IdentityChange, TracksThatContinueEachOtherAreStitchedAndTheDecisionIsTold) {
  IdentityBook book;
  IdentityChangeDetector detector({}, book);
  const std::vector<Event> events = FoundBy(detector, book, Renumbered());
  ASSERT_EQ(events.size(), 1U);
  const auto& facts = std::get<IdentityFacts>(events.front().facts);
  ASSERT_EQ(facts.tracks.size(), 2U);
  EXPECT_EQ(ToString(facts.tracks[0]), "mmsi:211000001.1");
  EXPECT_EQ(ToString(facts.tracks[1]), "mmsi:422000002.1");
  const auto& evidence = events.front().evidence;
  const auto motion = std::find_if(evidence.begin(), evidence.end(),
                                   [](const Evidence& e) { return e.name == "motion_fits"; });
  ASSERT_NE(motion, evidence.end());
  for (const char* term : {"position", "velocity", "gap", "birth", "dimensions"}) {
    EXPECT_NE(motion->note.find(term), std::string::npos) << motion->note;
  }
}

TEST(IdentityChange, AStitchTakenBackIsNotMade) {
  IdentityBook book;
  IdentityChangeParams params;
  params.stitch.undone = {
      {{TargetKey::Of(Mmsi(211000001)), 1}, {TargetKey::Of(Mmsi(422000002)), 1}}};
  IdentityChangeDetector detector(params, book);
  EXPECT_TRUE(FoundBy(detector, book, Renumbered()).empty());
}

TEST(IdentityChange, StitchesDoNotDependOnTheCut) {
  const auto found = [](std::size_t cut) {
    IdentityBook book;
    IdentityChangeDetector detector({}, book);
    return Summary(FoundBy(detector, book, Renumbered(), cut));
  };
  const std::string whole = found(1000);
  EXPECT_FALSE(whole.empty());
  EXPECT_EQ(found(7), whole);
}

TEST(IdentityChange, AnotherSpellingIsNoOtherName) {
  IdentityBook book;
  IdentityChangeDetector detector({}, book);
  Ship ship(211000001, minutes{1});
  ship.From(42.0, 50.0).Steer(90.0).At(10.0_kn).For(hours{1});
  const auto renamed = [&](std::string_view name) {
    return Mixed(
        {ReportsOf(ship),
         {Says(211000001, minutes{1}, "ALPHA STAR"), Says(211000001, minutes{7}, "ALPHA STAR"),
          Says(211000001, minutes{13}, name), Says(211000001, minutes{19}, name)}});
  };
  EXPECT_TRUE(FoundBy(detector, book, renamed("ALPHA-STAR 1")).empty());
  IdentityBook other;
  IdentityChangeDetector second({}, other);
  EXPECT_EQ(FoundBy(second, other, renamed("ZEBRA")).size(), 1U);
}

/// Two numbers for three hours at 12 kn, the second `ahead_deg` of longitude before the first.
std::vector<Event> Together(double ahead_deg, double speed_kn) {
  Ship one(211000001, seconds{30});
  Ship two(422000002, seconds{30});
  one.From(42.0, 50.0).Steer(90.0).At(Speed::Knots(speed_kn)).For(hours{3});
  two.From(42.0, 50.0 + ahead_deg).Steer(90.0).At(Speed::Knots(speed_kn)).For(hours{3});
  IdentityBook book;
  OneHullDetector detector({}, book);
  return FoundBy(detector, book,
                 Mixed({ReportsOf(one),
                        ReportsOf(two),
                        {Says(211000001, minutes{1}, "ALPHA STAR", "", 0, 150),
                         Says(422000002, minutes{1}, "ALPHA STAR", "", 0, 150)}}));
}

TEST(OneHull, TwoNumbersWithinOneHullForHoursAreTold) {
  const std::vector<Event> events = Together(0.0003, 12.0);  // 25 m
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().kind, EventKind::kOneHullTwoIdentities);
  EXPECT_EQ(events.front().participants.size(), 2U);
}

TEST(OneHull, ThoseThatLieStillOrSailApartAreNot) {
  EXPECT_TRUE(Together(0.0003, 0.0).empty());
  EXPECT_TRUE(Together(0.006, 12.0).empty());  // 500 m
}

TEST(Watchlist, TellsWhoSaysSoAndByWhat) {
  Watchlist list;
  list.Add({"list A", "7", "ALPHA STAR", {9074729}, {211000001}, {}, {}, {"OLD ALPHA"}});
  list.Add({"list B", "8", "EP-XYZ", {}, {}, {0x730c41}, {"EP-XYZ"}, {}});
  Identity ship;
  ship.imo = 9074729;
  ship.name = FixedText<34>("ALPHA STAR");
  const TargetKey other = TargetKey::Of(Mmsi(422000002));
  EXPECT_THAT(list.Match(other, ship),
              testing::ElementsAre(WatchlistHit{"list A", "7", "ALPHA STAR", "imo"}));
  ship.imo.reset();
  ship.name = FixedText<34>("old alpha");
  EXPECT_THAT(list.Match(other, ship),
              testing::ElementsAre(WatchlistHit{"list A", "7", "ALPHA STAR", "name"}));
  ship.imo = 9187629;  // another hull of that name
  EXPECT_TRUE(list.Match(other, ship).empty());
  EXPECT_EQ(list.Match(TargetKey::Of(Icao24(0x730c41)), {}).front().matched_by, "icao");
}

}  // namespace
}  // namespace pelorus
