#include "fusion/contacts/contact_tracker.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

double LargestSigma(std::span<const ContactReport> plots) {
  double largest = 0.0;
  for (const ContactReport& plot : plots) {
    if (plot.position) largest = std::max(largest, PlotSigma(plot));
  }
  return largest;
}

double ChiSquareOf(const Eigen::Vector2d& v, const Eigen::Matrix2d& p) {
  const Ldl2 factors(p);
  return factors.ok() ? factors.SquaredNorm(v) : 0.0;
}

}  // namespace

ContactCounts& ContactCounts::operator+=(const ContactCounts& other) {
  scans += other.scans;
  plots += other.plots;
  begun += other.begun;
  confirmed += other.confirmed;
  ended += other.ended;
  merged += other.merged;
  refused += other.refused;
  stale += other.stale;
  return *this;
}

ContactTracker::ContactTracker(const ContactTrackerParams& params)
    : params_(params), associator_(params.limits) {}

void ContactTracker::Process(Time at, std::span<const ContactReport> plots) {
  ended_.clear();
  if (last_scan_ && at < *last_scan_) {
    counts_.stale += plots.size();
    return;
  }
  last_scan_ = at;
  ++counts_.scans;
  FindLook(plots);
  for (ContactTrack& track : tracks_) PredictTrack(track, at, params_.model);
  FindCandidates(plots);
  Weigh(plots);
  UpdateTracks(associator_.Solve(tracks_.size(), plots.size(), edges_), plots);
  Learn(plots);
  Merge();
  EndUnlikely();
  Begin(plots);
}

void ContactTracker::FindLook(std::span<const ContactReport> plots) {
  look_.reset();
  for (const ContactReport& plot : plots) {
    if (!plot.position) continue;
    ++counts_.plots;
    if (!clutter_) {
      cell_m_ = params_.cell_sigmas * PlotSigma(plot);
      clutter_.emplace(params_.clutter, Length::Meters(cell_m_));
    }
    if (!look_) look_ = Look{*plot.position, params_.look_margin};
    look_->radius =
        std::max(look_->radius, FastDistance(look_->center, *plot.position) + params_.look_margin);
  }
}

bool ContactTracker::Looked(const ContactTrack& track) const {
  if (!look_) return true;
  const GeoPoint at = track.frame.FromEnu(track.state.x.head<2>());
  return FastDistance(look_->center, at) <= look_->radius;
}

void ContactTracker::FindCandidates(std::span<const ContactReport> plots) {
  candidates_.clear();
  edges_.clear();
  if (!look_) return;
  const double sigma = LargestSigma(plots);
  double radii = 0.0;
  for (const ContactTrack& track : tracks_) radii += GateRadius(track, sigma, params_.model);
  const double cell = tracks_.empty() ? 1.0 : radii / static_cast<double>(tracks_.size());
  const PlotGrid grid(plots, Length::Meters(cell));
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    const std::size_t begin = candidates_.size();
    const double radius = GateRadius(tracks_[t], sigma, params_.model);
    const GeoPoint at = tracks_[t].frame.FromEnu(tracks_[t].state.x.head<2>());
    grid.VisitNear(at, Length::Meters(radius), [&](std::uint32_t p) {
      const auto innovation = Innovate(tracks_[t], plots[p], params_.model);
      if (!innovation || innovation->v_m.norm() > radius) return;
      candidates_.push_back({*innovation, p});
    });
    std::sort(candidates_.begin() + static_cast<std::ptrdiff_t>(begin), candidates_.end(),
              [](const Candidate& a, const Candidate& b) { return a.plot < b.plot; });
    for (std::size_t c = begin; c < candidates_.size(); ++c) {
      edges_.push_back({static_cast<std::uint32_t>(t), candidates_[c].plot, 0.0});
    }
  }
}

// [MusickiEvans2004]: a track that exists with probability r made the plot with density
// r PD g, or was missed or is not there with probability 1 - r PD.
void ContactTracker::Weigh(std::span<const ContactReport> plots) {
  density_.assign(plots.size(), 1.0);
  for (std::size_t p = 0; p < plots.size(); ++p) {
    if (plots[p].position) density_[p] = clutter_->DensityAt(*plots[p].position);
  }
  const double detect = params_.model.p_detect;
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    const double seen = tracks_[edges_[e].track].existence * detect;
    const double ratio = candidates_[e].innovation.likelihood / density_[edges_[e].plot];
    edges_[e].weight = seen * ratio / (1.0 - seen);
    edges_[e].weight_if_there = detect * ratio / (1.0 - detect);
  }
}

void ContactTracker::UpdateTracks(const Association& found, std::span<const ContactReport> plots) {
  claimed_.assign(plots.size(), 0.0);
  established_.assign(plots.size(), 0.0);
  std::size_t e = 0;
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    ContactTrack& track = tracks_[t];
    shares_.clear();
    double likeliest = found.miss[t];
    track.at_plot = false;
    for (; e < edges_.size() && edges_[e].track == t; ++e) {
      const ContactReport& plot = plots[edges_[e].plot];
      const double probability = found.probability[e];
      shares_.push_back({candidates_[e].innovation, PlotSigma(plot), found.share[e]});
      claimed_[edges_[e].plot] += probability;
      if (track.confirmed || track.updates <= params_.fixed_after)
        established_[edges_[e].plot] += probability;
      if (probability <= likeliest) continue;
      likeliest = probability;
      track.at_plot = true;
      track.nis = candidates_[e].innovation.distance2;
      track.raw = plot.from.raw;
      if (plot.length) track.length = plot.length;
      if (plot.heading) track.heading = plot.heading;
    }
    ApplyScan(track, shares_, found.miss[t]);
  }
}

// The existence that goes with the marginals: r+ = 1 - miss + miss r (1 - PD) / (1 - r PD).
void ContactTracker::ApplyScan(ContactTrack& track, std::span<const PlotShare> shares,
                               double miss) {
  if (shares.empty() && !Looked(track)) return;
  const double seen = track.existence * params_.model.p_detect;
  track.existence = 1.0 - miss + miss * (track.existence - seen) / (1.0 - seen);
  UpdateTrack(track, shares);
  if (!track.at_plot) return;
  ++track.updates;
  track.last_update = track.time;
  Confirm(track);
}

void ContactTracker::Confirm(ContactTrack& track) {
  if (track.confirmed || track.existence < params_.confirm_at ||
      track.updates < params_.confirm_updates)
    return;
  const double moving =
      ChiSquareOf(track.state.x.tail<2>(), track.state.p.bottomRightCorner<2, 2>());
  if (moving < params_.moving_chi2) return;
  track.confirmed = true;
  ++counts_.confirmed;
}

void ContactTracker::Learn(std::span<const ContactReport> plots) {
  if (!clutter_) return;
  clutter_->BeginScan();
  for (std::size_t p = 0; p < plots.size(); ++p) {
    if (plots[p].position) clutter_->Add(*plots[p].position, std::max(1.0 - established_[p], 0.0));
  }
}

/// Of two tracks that cannot be told apart the younger ends.
void ContactTracker::Merge() {
  for (std::size_t b = 1; b < tracks_.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      ContactTrack &older = tracks_[a], &younger = tracks_[b];
      if (older.existence <= 0.0) continue;
      const Eigen::Vector2d p_m = younger.frame.ToEnu(older.frame.FromEnu(older.state.x.head<2>()));
      const Eigen::Vector2d apart_m = p_m - younger.state.x.head<2>();
      const Eigen::Vector2d apart_mps = older.state.x.tail<2>() - younger.state.x.tail<2>();
      const Eigen::Matrix4d sum = older.state.p + younger.state.p;
      const double distance2 = ChiSquareOf(apart_m, sum.topLeftCorner<2, 2>()) +
                               ChiSquareOf(apart_mps, sum.bottomRightCorner<2, 2>());
      if (distance2 > params_.same_chi2) continue;
      younger.existence = 0.0;
      ++counts_.merged;
      break;
    }
  }
}

void ContactTracker::EndUnlikely() {
  const auto unlikely = [&](const ContactTrack& track) {
    return track.existence < (track.confirmed ? params_.end_confirmed_at : params_.end_at);
  };
  std::copy_if(tracks_.begin(), tracks_.end(), std::back_inserter(ended_), unlikely);
  counts_.ended += ended_.size();
  std::erase_if(tracks_, unlikely);
}

void ContactTracker::Begin(std::span<const ContactReport> plots) {
  for (std::size_t p = 0; p < plots.size(); ++p) {
    const double free = 1.0 - claimed_[p];
    if (!plots[p].position || free < params_.birth_least) continue;
    if (tracks_.size() >= params_.most_tracks) {
      ++counts_.refused;
      continue;
    }
    ContactTrack track = BeginTrack(plots[p], params_.model);
    const double newborn = params_.newborn_plots / (cell_m_ * cell_m_);
    track.existence = free * newborn / (newborn + density_[p]);
    if (track.existence < params_.end_at) continue;
    track.number = next_number_++;
    tracks_.push_back(track);
    ++counts_.begun;
  }
}

void ContactTracker::EndAll() {
  ended_.assign(tracks_.begin(), tracks_.end());
  counts_.ended += ended_.size();
  tracks_.clear();
}

}  // namespace pelorus
