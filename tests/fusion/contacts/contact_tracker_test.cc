#include "fusion/contacts/contact_tracker.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
const GeoPoint kHere = GeoPoint::Degrees(42.0, 50.0);

struct Boat {
  Eigen::Vector2d p_m, v_mps;
};

/// A radar on a small sea: boats with noise, misses and clutter.
class Sea {
 public:
  Sea(std::vector<Boat> boats, double p_detect, double clutter, std::uint32_t seed)
      : boats_(std::move(boats)), p_detect_(p_detect), clutter_(clutter), random_(seed) {}

  static constexpr double kStep_s = 2.0, kSigma_m = 4.0, kSide_m = 2000.0;

  std::vector<ContactReport> Scan() {
    std::vector<ContactReport> plots;
    for (Boat& boat : boats_) {
      boat.p_m += kStep_s * boat.v_mps;
      if (uniform_(random_) > p_detect_) continue;
      plots.push_back(
          Plot(boat.p_m + kSigma_m * Eigen::Vector2d(normal_(random_), normal_(random_))));
    }
    const int false_plots = std::poisson_distribution<int>(clutter_)(random_);
    for (int i = 0; i < false_plots; ++i) {
      plots.push_back(
          Plot(kSide_m * Eigen::Vector2d(uniform_(random_) - 0.5, uniform_(random_) - 0.5)));
    }
    now_ += std::chrono::seconds{2};
    return plots;
  }
  Time now() const { return now_; }
  const std::vector<Boat>& boats() const { return boats_; }
  const LocalFrame& plane() const { return plane_; }

 private:
  ContactReport Plot(const Eigen::Vector2d& p_m) const {
    ContactReport plot;
    plot.position = plane_.FromEnu(p_m);
    plot.position_sigma = Length::Meters(kSigma_m);
    plot.measured_at = now_;
    return plot;
  }

  std::vector<Boat> boats_;
  double p_detect_, clutter_;
  std::mt19937 random_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> uniform_;
  Time now_ = kStart;
  LocalFrame plane_{kHere};
};

std::vector<const ContactTrack*> Confirmed(const ContactTracker& tracker) {
  std::vector<const ContactTrack*> out;
  for (const ContactTrack& track : tracker.tracks()) {
    if (track.confirmed) out.push_back(&track);
  }
  return out;
}

TEST(ContactTracker, FollowsBoatsThroughMissesAndClutter) {
  Sea sea({{{-300, -300}, {5, 4}}, {{200, -100}, {-4, 2}}}, 0.85, 4.0, 7);
  ContactTracker tracker(ContactTrackerParams{});
  for (int i = 0; i < 60; ++i) {
    const auto plots = sea.Scan();
    tracker.Process(sea.now(), plots);
  }
  for (const Boat& boat : sea.boats()) {
    double nearest = 1e9;
    for (const ContactTrack* track : Confirmed(tracker)) {
      const Eigen::Vector2d p_m = sea.plane().ToEnu(Estimate(*track).position);
      nearest = std::min(nearest, (p_m - boat.p_m).norm());
    }
    EXPECT_LT(nearest, 3.0 * Sea::kSigma_m);
  }
  EXPECT_LE(Confirmed(tracker).size(), 4U);
}

TEST(ContactTracker, BelievesAlmostNothingOfClutterAlone) {
  Sea sea({}, 0.9, 4.0, 11);
  ContactTracker tracker(ContactTrackerParams{});
  double confirmed = 0.0;
  for (int i = 0; i < 300; ++i) {
    const auto plots = sea.Scan();
    tracker.Process(sea.now(), plots);
    confirmed += static_cast<double>(Confirmed(tracker).size());
  }
  EXPECT_LT(confirmed / 300.0, 0.2);
}

TEST(ContactTracker, KeepsAFixedEchoTentative) {
  ContactTrackerParams params;
  params.moving_chi2 = 9.0;  // 1 % of still echoes pass at any one scan
  Sea sea({{{0, 0}, {0, 0}}}, 1.0, 0.0, 3);
  ContactTracker tracker(params);
  int confirmed_scans = 0;
  for (int i = 0; i < 100; ++i) {
    tracker.Process(sea.now(), sea.Scan());
    ASSERT_GE(tracker.tracks().size(), 1U);
    confirmed_scans += Confirmed(tracker).empty() ? 0 : 1;
  }
  EXPECT_EQ(confirmed_scans, 0);
}

TEST(ContactTracker, EndsATargetThatIsGone) {
  Sea sea({{{0, 0}, {6, 0}}}, 1.0, 0.0, 5);
  ContactTracker tracker(ContactTrackerParams{});
  for (int i = 0; i < 20; ++i) tracker.Process(sea.now(), sea.Scan());
  ASSERT_EQ(Confirmed(tracker).size(), 1U);
  const std::uint32_t number = Confirmed(tracker)[0]->number;
  Time at = sea.now();
  for (int i = 0; i < 10 && !tracker.tracks().empty(); ++i) {
    at += std::chrono::seconds{2};
    tracker.Process(at, {});  // the radar looks and sees nothing
  }
  EXPECT_TRUE(tracker.tracks().empty());
  ASSERT_EQ(tracker.ended().size(), 1U);
  EXPECT_EQ(tracker.ended()[0].number, number);
}

TEST(ContactTracker, ExistenceFollowsTheIpdaRecursion) {
  // One track, one empty scan: r+ = r (1 - PD) / (1 - r PD), after survival over 2 s.
  ContactTrackerParams params;
  Sea sea({{{0, 0}, {6, 0}}}, 1.0, 0.0, 5);
  ContactTracker tracker(params);
  for (int i = 0; i < 10; ++i) tracker.Process(sea.now(), sea.Scan());
  const double before = tracker.tracks()[0].existence;
  tracker.Process(tracker.tracks()[0].time + std::chrono::seconds{2}, {});
  const double r = before * std::exp(-2.0 / params.model.lifetime_s);
  const double pd = params.model.p_detect;
  EXPECT_NEAR(tracker.tracks()[0].existence, r * (1.0 - pd) / (1.0 - r * pd), 1e-12);
}

TEST(ContactTracker, GivesTheSameBitsTwice) {
  const auto run = [] {
    Sea sea({{{-300, -300}, {5, 4}}, {{-290, -310}, {5, 4}}, {{200, -100}, {-4, 2}}}, 0.8, 20.0, 9);
    ContactTracker tracker(ContactTrackerParams{});
    std::vector<double> bits;
    for (int i = 0; i < 60; ++i) {
      tracker.Process(sea.now(), sea.Scan());
      for (const ContactTrack& track : tracker.tracks()) {
        bits.push_back(track.existence);
        bits.push_back(track.state.x(0));
      }
    }
    return bits;
  };
  EXPECT_EQ(run(), run());
}

TEST(ContactTracker, CountsAScanThatComesTooLate) {
  Sea sea({{{0, 0}, {6, 0}}}, 1.0, 0.0, 5);
  ContactTracker tracker(ContactTrackerParams{});
  const auto plots = sea.Scan();
  tracker.Process(sea.now(), plots);
  tracker.Process(kStart - std::chrono::hours{1}, plots);
  EXPECT_EQ(tracker.counts().stale, plots.size());
  EXPECT_EQ(tracker.counts().scans, 1U);
}

TEST(UpdateTrack, OfOneCertainPlotIsTheKalmanUpdate) {
  ContactReport plot;
  plot.position = kHere;
  plot.position_sigma = Length::Meters(5.0);
  plot.measured_at = kStart;
  const ContactModel model;
  ContactTrack track = BeginTrack(plot, model);
  PredictTrack(track, kStart + std::chrono::seconds{2}, model);
  ContactReport next = plot;
  next.position = LocalFrame(kHere).FromEnu({8.0, -3.0});
  const auto innovation = Innovate(track, next, model);
  ASSERT_TRUE(innovation.has_value());
  const auto kalman =
      Update<4, 2>(track.state, Eigen::Vector2d(8.0, -3.0), Eigen::Matrix<double, 2, 4>::Identity(),
                   25.0 * Eigen::Matrix2d::Identity());
  UpdateTrack(track, std::vector<PlotShare>{{*innovation, 5.0, 1.0}});
  EXPECT_LT((track.state.x - kalman.posterior.x).norm(), 1e-6);
  EXPECT_LT((track.state.p - kalman.posterior.p).norm(), 1e-6);
}

TEST(UpdateTrack, SpreadsWhatItCannotDecide) {
  // Two plots alike to both sides: the mean stays, the variance takes the spread of both.
  ContactReport plot;
  plot.position = kHere;
  plot.position_sigma = Length::Meters(5.0);
  plot.measured_at = kStart;
  ContactTrack track = BeginTrack(plot, ContactModel{});
  PlotShare left{{{-6.0, 0.0}, 0.0, 0.0}, 5.0, 0.5}, right{{{6.0, 0.0}, 0.0, 0.0}, 5.0, 0.5};
  UpdateTrack(track, std::vector<PlotShare>{left, right});
  EXPECT_NEAR(track.state.x(0), 0.0, 1e-12);
  // Gain 1/2 at equal variances: each posterior has variance 12.5 and lies 3 m off.
  EXPECT_NEAR(track.state.p(0, 0), 12.5 + 9.0, 1e-9);
}

}  // namespace
}  // namespace pelorus
