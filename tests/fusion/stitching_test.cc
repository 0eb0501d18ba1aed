#include "fusion/stitching.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "geo/geodesic.h"
#include "io/input.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

using namespace std::chrono_literals;

Time At(double s) { return Time(1'700'000'000s) + FromSeconds(s); }

StitchTrack Track(std::uint32_t mmsi, double begin_s, GeoPoint begin, double end_s, GeoPoint end,
                  double sog_kn = 10.0, double course_deg = 0.0) {
  StitchTrack t;
  t.track = {TargetKey::Of(Mmsi(mmsi)), 1};
  t.begin = {At(begin_s), begin, Speed::Knots(sog_kn), Course::Degrees(course_deg)};
  t.end = {At(end_s), end, Speed::Knots(sog_kn), Course::Degrees(course_deg)};
  return t;
}

/// North of `p` by what 10 kn make in that time.
GeoPoint Onward(GeoPoint p, double seconds) {
  return GeodesicDirect(p, Azimuth::Degrees(0), Length::Meters(Speed::Knots(10).mps() * seconds));
}

const GeoPoint kPlace = GeoPoint::Degrees(57.0, 10.0);

/// A ship that ends and another key that begins where it would be ten minutes later.
std::vector<StitchTrack> OneChange() {
  return {Track(1, 0, kPlace, 3600, Onward(kPlace, 3600)),
          Track(2, 4200, Onward(kPlace, 4200), 9000, Onward(kPlace, 9000))};
}

/// ln of the density of a normal vector of independent numbers.
double LogNormal(std::initializer_list<std::pair<double, double>> off_and_variance) {
  double sum = 0.0;
  for (const auto& [off, variance] : off_and_variance) {
    sum -= 0.5 * (off * off / variance + std::log(2.0 * std::numbers::pi * variance));
  }
  return sum;
}

// A ship at 10 kn that is found where it would be after 600 s. Of the ways that it may have gone,
// each a decaying velocity, its place tells the density; worked by hand from variance
// sigma_v^2 tau^2 (2u - 3 + 4 e^-u - e^-2u), u = t / tau, and the end's own 20 m and 0.3 m/s.
TEST(Stitching, ScoresAPairByTheDensityOfItsGap) {
  const auto decisions = Stitch(OneChange(), {});
  ASSERT_EQ(decisions.size(), 1U);
  const StitchDecision& d = decisions[0];
  const double v = Speed::Knots(10).mps();
  const auto way = [](double tau, double sigma) {
    const double u = 600.0 / tau, b = tau * (1.0 - std::exp(-u));
    return 400.0 + b * b * 0.09 +
           sigma * sigma * tau * tau * (2 * u - 3 + 4 * std::exp(-u) - std::exp(-2 * u));
  };
  const auto behind = [v](double tau) { return v * (600.0 - tau * (1 - std::exp(-600.0 / tau))); };
  const double steady = LogNormal({{behind(18'000), way(18'000, 4.2)}, {0, way(3600, 2.5)}});
  const double agitated = LogNormal({{behind(1200), way(1200, 3.5)}, {0, way(1200, 3.5)}});
  EXPECT_NEAR(d.terms[0], std::log(0.5 * std::exp(steady) + 0.3 * std::exp(agitated)), 1e-6);
  // The same course and speed again: a few nats more likely than those of any track that begins.
  EXPECT_GT(d.terms[1], 1.0);
  EXPECT_LT(d.terms[1], 6.0);
  // The density 1/g between 10 s and a day, and below 10 s its level there.
  EXPECT_NEAR(d.terms[2], -std::log(600.0) - std::log(1.0 + std::log(8640.0)), 1e-9);
  EXPECT_NEAR(d.terms[3], -std::log(1e-13), 1e-9);
  double sum = 0.0;
  for (const double term : d.terms) sum += term;
  EXPECT_DOUBLE_EQ(d.score, sum);
  EXPECT_DOUBLE_EQ(d.margin, d.score);  // without the link nothing is explained
  EXPECT_EQ(d.accepted, d.margin >= 6.0);
}

TEST(Stitching, AnotherVelocityThanBeforeSpeaksAgainst) {
  std::vector<StitchTrack> tracks = OneChange();
  for (StitchTrack& t : tracks) t.identity.imo = 9074729U;
  const double same = Stitch(tracks, {})[0].terms[1];
  tracks[1].begin.course = Course::Degrees(60.0);
  const auto turned = Stitch(tracks, {});
  ASSERT_EQ(turned.size(), 1U);
  EXPECT_LT(turned[0].terms[1], same - 5.0);
}

TEST(Stitching, AircraftGoOnUnderAnotherAddressButNotAsAShip) {
  std::vector<StitchTrack> tracks = OneChange();
  for (StitchTrack& t : tracks) {
    t.track.key = TargetKey::Of(Icao24(static_cast<std::uint32_t>(t.track.key.number())));
    t.begin.sog = t.end.sog = Speed::Knots(400.0);
  }
  const double gap_s = ToSeconds(tracks[1].begin.at - tracks[0].end.at);
  tracks[1].begin.position = GeodesicDirect(tracks[0].end.position, Azimuth::Degrees(0),
                                            Length::Meters(Speed::Knots(400).mps() * gap_s));
  ASSERT_EQ(Stitch(tracks, {}).size(), 1U);
  tracks[1].track.key = TargetKey::Of(Mmsi(2));
  EXPECT_TRUE(Stitch(tracks, {}).empty());
}

TEST(Stitching, AnotherHullUnderTheSameNumberIsNoChangeOfNumber) {
  std::vector<StitchTrack> tracks = OneChange();
  tracks[1].track.key = tracks[0].track.key.OfHull(2);
  EXPECT_TRUE(Stitch(tracks, {}).empty());
}

TEST(Stitching, EqualIdentityMakesALinkAndAnotherImoBreaksIt) {
  std::vector<StitchTrack> tracks = OneChange();
  const double bare = Stitch(tracks, {})[0].score;
  tracks[0].identity.imo = tracks[1].identity.imo = 9074729U;
  const auto same = Stitch(tracks, {});
  EXPECT_GT(same[0].score, bare + 5.0);
  EXPECT_TRUE(same[0].accepted);
  tracks[1].identity.imo = 9176187U;
  const auto other = Stitch(tracks, {});
  EXPECT_TRUE(other.empty() || other[0].score < bare - 5.0);
}

TEST(Stitching, TwoThatFitEquallyWellAreNotDecided) {
  std::vector<StitchTrack> tracks = OneChange();
  tracks.push_back(tracks[1]);
  tracks[2].track = {TargetKey::Of(Mmsi(3)), 1};
  for (StitchTrack& t : tracks) t.identity.imo = 9074729U;
  const auto decisions = Stitch(tracks, {});
  ASSERT_EQ(decisions.size(), 2U);
  EXPECT_GT(decisions[0].score, 6.0);
  EXPECT_FALSE(decisions[0].accepted);
  EXPECT_FALSE(decisions[1].accepted);
}

TEST(Stitching, ALinkTakenBackIsNotMadeAgain) {
  std::vector<StitchTrack> tracks = OneChange();
  tracks[0].identity.imo = tracks[1].identity.imo = 9074729U;
  StitchParams params;
  params.undone = {{tracks[0].track, tracks[1].track}};
  EXPECT_TRUE(Stitch(tracks, params).empty());
}

TEST(Stitching, AKeyThatIsStillHeardHasNotChanged) {
  std::vector<StitchTrack> tracks = OneChange();
  const double alone = Stitch(tracks, {})[0].score;
  StitchTrack later = Track(1, 20000, Onward(kPlace, 20000), 21000, Onward(kPlace, 21000));
  later.track.ordinal = 2;
  tracks.push_back(later);
  for (const StitchDecision& d : Stitch(tracks, {})) {
    if (d.from == tracks[0].track && d.to == tracks[1].track) {
      EXPECT_LT(d.score, alone - 5.0);
    }
  }
}

TEST(Stitching, NeitherBackwardsInTimeNorFasterThanAShip) {
  std::vector<StitchTrack> tracks = OneChange();
  tracks[1].begin.at = At(3599);
  EXPECT_TRUE(Stitch(tracks, {}).empty());
  tracks = OneChange();
  tracks[1].begin.position = GeoPoint::Degrees(60.0, 10.0);
  tracks[0].identity.imo = tracks[1].identity.imo = 9074729U;
  EXPECT_TRUE(Stitch(tracks, {}).empty());
}

/// The best sum of scores over all ways to match, by trying every one.
double SlowBest(const std::map<std::pair<int, int>, double>& score, int from, std::set<int> taken) {
  if (from == 4) return 0.0;
  double best = SlowBest(score, from + 1, taken);
  for (int to = 0; to < 4; ++to) {
    const auto place = score.find({from, to});
    if (place == score.end() || taken.contains(to)) continue;
    std::set<int> more = taken;
    more.insert(to);
    best = std::max(best, place->second + SlowBest(score, from + 1, more));
  }
  return best;
}

TEST(Stitching, TheChoiceIsTheBestOfAllMatchings) {
  for (int trial = 0; trial < 40; ++trial) {
    std::vector<StitchTrack> tracks;
    for (unsigned i = 0; i < 8; ++i) {
      const auto hash = MixBits(static_cast<std::uint64_t>(trial) * 8 + i + 1);
      const double off = static_cast<double>(hash % 1000) * 2e-5;
      const GeoPoint p =
          GeoPoint::Degrees(57.0 + off, 10.0 + static_cast<double>(hash / 1000 % 1000) * 2e-5);
      tracks.push_back(i < 4 ? Track(i + 1, 0, p, 3600, p, 0.5)
                             : Track(i + 1, 3800 + 10 * i, p, 9000, p, 0.5));
    }
    StitchParams params;
    params.births_per_m2s = 1e-11;
    std::map<std::pair<int, int>, double> score;
    double chosen = 0.0;
    for (const StitchDecision& d : Stitch(tracks, params)) {
      score[{static_cast<int>(d.from.key.number()) - 1, static_cast<int>(d.to.key.number()) - 5}] =
          d.score;
      if (d.margin >= 0.0) chosen += d.score;
    }
    EXPECT_NEAR(chosen, SlowBest(score, 0, {}), 1e-6) << trial;
  }
}

TEST(Stitching, TheOrderOfTracksDoesNotMatter) {
  std::vector<StitchTrack> tracks = OneChange();
  tracks[0].identity.imo = tracks[1].identity.imo = 9074729U;
  const auto there = Stitch(tracks, {});
  std::reverse(tracks.begin(), tracks.end());
  const auto back = Stitch(tracks, {});
  ASSERT_EQ(there.size(), back.size());
  EXPECT_EQ(there[0].score, back[0].score);
  EXPECT_EQ(there[0].accepted, back[0].accepted);
}

/// All vessels of a recording, one track each.
std::vector<StitchTrack> TracksOf(const std::string& file,
                                  std::map<TargetKey, std::vector<Observation>>& reports) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  std::map<TargetKey, Identity> identities;
  for (ReportBatch batch; reader->Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      if (const auto* z = std::get_if<Observation>(&report)) reports[z->key].push_back(*z);
      if (const auto* s = std::get_if<StaticReport>(&report)) Merge(identities[s->key], *s);
    }
  }
  std::vector<StitchTrack> tracks;
  const auto tip = [](const Observation& z) {
    return TrackTip{z.measured_at, z.position, z.sog.value_or(Speed()), z.cog.value_or(Course())};
  };
  for (auto& [key, z] : reports) {
    std::stable_sort(z.begin(), z.end(), [](const Observation& a, const Observation& b) {
      return a.measured_at < b.measured_at;
    });
    tracks.push_back({{key, 1}, tip(z.front()), tip(z.back()), identities[key]});
  }
  return tracks;
}

// Every third vessel with 20 reports takes another MMSI halfway, after five minutes of silence. The
// recording has no static reports, so that motion alone must tell.
TEST(Stitching, FindsPlantedChangesOfMmsiInARecordingOfAPort) {
  const auto file = DataFile("tracks/solent_ais_20160112.csv");
  if (!file) GTEST_SKIP() << "needs tracks/solent_ais_20160112.csv; set PELORUS_DATA";
  std::map<TargetKey, std::vector<Observation>> reports;
  std::vector<StitchTrack> tracks = TracksOf(file->string(), reports), all;
  std::set<std::pair<TrackId, TrackId>> planted;
  for (const StitchTrack& t : tracks) {
    const auto& z = reports[t.track.key];
    const Observation& cut = z[z.size() / 2];
    const auto resumes = std::find_if(z.begin(), z.end(), [&cut](const Observation& one) {
      return one.measured_at >= cut.measured_at + 5min;
    });
    all.push_back(t);
    if (z.size() < 20 || MixBits(t.track.key.number()) % 3 != 0 || resumes == z.end()) continue;
    all.back().end = {cut.measured_at, cut.position, cut.sog.value_or(Speed()),
                      cut.cog.value_or(Course())};
    StitchTrack second = t;
    second.track.key =
        TargetKey::Of(Mmsi(static_cast<std::uint32_t>(t.track.key.number()) ^ 1U << 20U));
    second.begin = {resumes->measured_at, resumes->position, resumes->sog.value_or(Speed()),
                    resumes->cog.value_or(Course())};
    planted.emplace(t.track, second.track);
    all.push_back(second);
  }
  StitchParams params;
  params.births_per_m2s = BirthRate(all);
  int right = 0, wrong = 0;
  for (const StitchDecision& d : Stitch(all, params)) {
    if (!d.accepted) continue;
    ++(planted.contains({d.from, d.to}) ? right : wrong);
  }
  const double precision = right / std::max(1.0, static_cast<double>(right + wrong));
  const double recall = right / static_cast<double>(planted.size());
  std::printf("planted %zu, found %d, others %d: precision %.2f, recall %.2f, births %.2e\n",
              planted.size(), right, wrong, precision, recall, params.births_per_m2s);
  ASSERT_GE(planted.size(), 10U);
  EXPECT_GE(precision, 0.9);
}

}  // namespace
}  // namespace pelorus
