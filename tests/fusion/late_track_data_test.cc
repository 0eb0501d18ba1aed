#include <gmock/gmock.h>

#include <bit>
#include <map>
#include <random>
#include <string>

#include "fusion/track_bank.h"
#include "tests/support/air_world.h"
#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

struct Outcome {
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;
  TrackerCounts counts;
  std::map<TrackId, TrackUpdate> last;
};

Outcome Feed(const ReportBatch& reports, std::size_t chunk = 1000, int threads = 1) {
  Executor executor(threads);
  TrackBank bank({}, executor);
  Outcome all;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  const auto take = [&] {
    for (const TrackUpdate& update : picture.updates) {
      all.updates.push_back(update);
      all.last[update.track] = update;
    }
    all.ended.insert(all.ended.end(), picture.ended.begin(), picture.ended.end());
  };
  for (std::size_t i = 0; i < reports.size(); i += chunk) {
    const std::size_t n = std::min(chunk, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, n), picture, dispositions);
    take();
  }
  bank.Finish(picture);
  take();
  all.counts = bank.counts();
  std::sort(all.ended.begin(), all.ended.end(),
            [](const TrackEnd& a, const TrackEnd& b) { return a.track < b.track; });
  return all;
}

std::string Hex(double x) { return std::to_string(std::bit_cast<std::uint64_t>(x)) + ' '; }

/// Everything that is believed of the present, exactly.
std::string Bits(const TrackUpdate& u) {
  const KinematicEstimate& e = u.estimate;
  std::string out = ToString(u.track) + ' ' + FormatIso8601(u.time) + ' ' +
                    std::string(Name(u.status)) + ' ' + Hex(e.position.lat_deg()) +
                    Hex(e.position.lon_deg()) + Hex(e.v_mps.x()) + Hex(e.v_mps.y());
  for (const double x : {e.cov_m2(0, 0), e.cov_m2(0, 1), e.cov_m2(1, 0), e.cov_m2(1, 1)}) {
    out += Hex(x);
  }
  for (const double x : {e.cov_mps2(0, 0), e.cov_mps2(0, 1), e.cov_mps2(1, 1)}) out += Hex(x);
  for (const double x : e.mode_probability) out += Hex(x);
  if (e.vertical) {
    out += Hex(e.vertical->altitude.feet()) + Hex(e.vertical->climb.mps()) +
           Hex(e.vertical->offset.meters()) + Hex(e.vertical->sigma.meters());
  }
  return out;
}

std::string Bits(const TrackEnd& e) {
  return ToString(e.track) + ' ' + std::string(Name(e.status)) + ' ' +
         FormatIso8601(e.first_update) + ' ' + FormatIso8601(e.last_update) + ' ' +
         std::to_string(e.updates) + ' ' + std::to_string(e.gated);
}

Provenance& MutableFrom(Report& report) {
  return std::visit([](auto& r) -> Provenance& { return r.from; }, report);
}

/// The same reports, each received with a delay of its own up to `most`, in the order received. The
/// last report of each identity is not delayed, so that it makes the last update in both orders.
ReportBatch Delayed(ReportBatch reports, Duration most, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::map<TargetKey, std::size_t> last;
  for (std::size_t i = 0; i < reports.size(); ++i) last[KeyOf(reports[i])] = i;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto share = static_cast<double>(random()) / 4294967296.0;
    const bool prompt = last[KeyOf(reports[i])] == i;
    Provenance& from = MutableFrom(reports[i]);
    from.received_at += prompt ? most : FromSeconds(share * ToSeconds(most));
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  return reports;
}

/// Holds the end of a run with late data against that of the same run on time.
void ExpectSameEnd(const Outcome& late, const Outcome& on_time) {
  EXPECT_GT(late.counts.rewound, 0U);
  EXPECT_EQ(on_time.counts.rewound, 0U);
  EXPECT_EQ(late.counts.stale, 0U);
  ASSERT_EQ(late.ended.size(), on_time.ended.size());
  for (std::size_t i = 0; i < late.ended.size(); ++i) {
    EXPECT_EQ(Bits(late.ended[i]), Bits(on_time.ended[i]));
    const TrackId id = on_time.ended[i].track;
    if (!late.last.contains(id) || on_time.last.at(id).time != late.last.at(id).time) continue;
    EXPECT_EQ(Bits(late.last.at(id)), Bits(on_time.last.at(id)));
  }
  EXPECT_EQ(Bits(late.updates.back()), Bits(on_time.updates.back()));
  TrackerCounts counts = late.counts;
  counts.rewound = 0;
  counts.Visit([&on_time](std::string_view name, std::uint64_t value) {
    on_time.counts.Visit([&](std::string_view other, std::uint64_t wanted) {
      if (name == other) {
        EXPECT_EQ(value, wanted) << name;
      }
    });
  });
}

/// A ship that turns, stops, strays, jumps as a hull can and as none can, and is silent for hours.
Ship Busy(std::uint32_t mmsi, double lat_deg) {
  Ship ship = Ship(mmsi).From(lat_deg, 5.0).Steer(80.0).At(14.0_kn).For(minutes{20});
  ship.Steer(140.0).For(minutes{10}).StrayReport(lat_deg + 4.0, 9.0).For(minutes{8});
  ship.At(0.0_kn).For(minutes{15}).Silent(seconds{60}).From(lat_deg + 0.01, 5.05);
  ship.For(minutes{15}).Silent(minutes{125}).At(9.0_kn).For(minutes{20});
  ship.From(lat_deg + 3.0, 2.0).For(minutes{12});
  for (int i = 0; i < 12; ++i) {  // two hulls in turn
    ship.StrayReport(lat_deg + 6.0, 7.0).For(seconds{10});
  }
  return ship.For(minutes{11});
}

TEST(LateData, ShipsEndInTheSameBitsAsOnTimeUpToTenMinutes) {
  const ReportBatch reports = InOrder({Busy(211000001, 50.0), Busy(211000002, 20.0)});
  const Outcome on_time = Feed(reports);
  EXPECT_GT(on_time.counts.splits, 0U);
  EXPECT_GT(on_time.counts.reseeded, on_time.counts.splits);
  for (const std::uint32_t seed : {1U, 2U, 3U, 4U, 5U}) {
    for (const Duration most : {Duration{seconds{25}}, Duration{minutes{10}}}) {
      ExpectSameEnd(Feed(Delayed(reports, most, seed)), on_time);
    }
  }
}

TEST(LateData, AircraftEndInTheSameBitsAsOnTimeUpToTenMinutes) {
  Aircraft aircraft = Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(440.0_kn).Level(20'000);
  aircraft.For(minutes{4}).Climb(1500).Steer(140.0).For(minutes{5}).Silent(minutes{3});
  AircraftReport elsewhere;
  elsewhere.position = GeoPoint::Degrees(52.0, 4.0);
  aircraft.Say(elsewhere).Silent(milliseconds{500}).For(minutes{13});
  aircraft.Silent(minutes{31}).From(40.0, 20.0).For(minutes{2}).From(52.0, 4.0).For(minutes{2});
  const Outcome on_time = Feed(aircraft.reports());
  EXPECT_GT(on_time.counts.reseeded, 0U);
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    for (const Duration most : {Duration{seconds{4}}, Duration{minutes{10}}}) {
      ExpectSameEnd(Feed(Delayed(aircraft.reports(), most, seed)), on_time);
    }
  }
}

TEST(LateData, ReportsOfOneInstantEndInTheSameBitsInAnyOrder) {
  Ship ship = Ship(211000001).From(50.0, 5.0).Steer(80.0).At(14.0_kn).For(minutes{5});
  ReportBatch one = InOrder({ship});
  for (std::size_t i = 0; i + 1 < one.size(); i += 2) {
    auto& z = std::get<Observation>(one[i + 1]);
    z.measured_at = std::get<Observation>(one[i]).measured_at;
  }
  ReportBatch other = one;
  for (std::size_t i = 0; i + 1 < other.size(); i += 2) {
    std::swap(other[i], other[i + 1]);
    std::swap(MutableFrom(other[i]).received_at, MutableFrom(other[i + 1]).received_at);
  }
  EXPECT_EQ(Bits(Feed(one).updates.back()), Bits(Feed(other).updates.back()));
}

TEST(LateData, NeitherBatchesNorThreadsChangeAnUpdate) {
  std::vector<Ship> fleet;
  for (std::uint32_t i = 0; i < 20; ++i) fleet.push_back(Busy(211000000 + i, 2.0 * i));
  const ReportBatch reports = Delayed(InOrder(fleet), minutes{12}, 7);
  const Outcome one = Feed(reports, 1000, 1);
  EXPECT_GT(one.counts.stale, 0U);
  for (const auto& [chunk, threads] : {std::pair<std::size_t, int>{37, 2}, {5000, 8}}) {
    const Outcome other = Feed(reports, chunk, threads);
    ASSERT_EQ(other.updates.size(), one.updates.size());
    for (std::size_t i = 0; i < one.updates.size(); ++i) {
      ASSERT_EQ(Bits(other.updates[i]), Bits(one.updates[i])) << i;
    }
    ASSERT_EQ(other.ended.size(), one.ended.size());
    for (std::size_t i = 0; i < one.ended.size(); ++i) {
      EXPECT_EQ(Bits(other.ended[i]), Bits(one.ended[i]));
    }
  }
}

TEST(LateData, AnUpdateByALateReportIsOfThePresent) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).Steer(0.0).At(12.0_kn).For(minutes{30});
  ReportBatch reports = InOrder({ship});
  const Report late = reports[100];  // measured 13 minutes before the end
  reports.erase(reports.begin() + 100);
  Report moved = late;
  MutableFrom(moved).received_at = From(reports[155]).received_at;
  reports.insert(reports.begin() + 156, moved);
  const Outcome run = Feed(reports);
  EXPECT_EQ(run.counts.rewound, 1U);
  EXPECT_EQ(run.updates.size(), reports.size());
  EXPECT_EQ(run.updates[156].raw, From(late).raw);
  EXPECT_EQ(run.updates[156].time, run.updates[155].time);
  EXPECT_LT(GeodesicInverse(run.updates[156].estimate.position, run.updates[155].estimate.position)
                .distance,
            5.0_m);
}

TEST(LateData, WhatIsLaterStillIsCountedAndChangesNothing) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(minutes{30});
  ReportBatch reports = InOrder({ship});
  const std::string before = Bits(Feed(reports).updates.back());
  Report old = reports[100];
  std::get<Observation>(old).position = GeoPoint::Degrees(42.3, 50.0);
  MutableFrom(old).payload_hash = 77;
  MutableFrom(old).received_at = From(reports.back()).received_at;
  reports.push_back(old);
  const Outcome run = Feed(reports);
  EXPECT_EQ(run.counts.stale, 1U);
  EXPECT_EQ(run.counts.rewound, 0U);
  EXPECT_EQ(Bits(run.updates.back()), before);
}

TEST(LateData, AReportThatFillsASilenceKeepsOneTrack) {
  // Two hours and five minutes without it, and so two tracks; it comes eight minutes late.
  Ship ship = Ship(211000001).From(42.0, 50.0).At(0.0_kn).For(minutes{5});
  ship.Silent(minutes{117}).For(seconds{10}).Silent(minutes{3}).For(minutes{30});
  const ReportBatch on_time = InOrder({ship});
  ASSERT_EQ(Feed(on_time).ended.size(), 1U);
  ReportBatch without = on_time;
  const Report late = without[30];
  without.erase(without.begin() + 30);
  Outcome run = Feed(without);
  ASSERT_EQ(run.ended.size(), 2U);
  Report moved = late;
  MutableFrom(moved).received_at += minutes{8};
  std::size_t place = 0;
  while (From(without[place]).received_at <= From(moved).received_at) ++place;
  without.insert(without.begin() + static_cast<std::ptrdiff_t>(place), moved);
  run = Feed(without);
  ASSERT_EQ(run.ended.size(), 1U);
  EXPECT_EQ(run.ended[0].updates, on_time.size());
  EXPECT_EQ(run.counts.tracks, 1U);
}

}  // namespace
}  // namespace pelorus
