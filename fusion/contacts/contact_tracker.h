#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fusion/contacts/clutter_map.h"
#include "fusion/contacts/contact_association.h"
#include "fusion/contacts/contact_track.h"
#include "fusion/contacts/plot_grid.h"

namespace pelorus {

/// When tracks of contacts begin, count and end. Sources: docs/FORMULAS.md "Contacts".
struct ContactTrackerParams {
  ContactModel model;
  ClutterParams clutter;
  AssociationLimits limits;
  double cell_sigmas = 8.0;           ///< side of a clutter cell in sigmas of the first plot
  double newborn_plots = 0.01;        ///< new targets a clutter cell and scan
  double birth_least = 0.3;           ///< a plot begins a track when it is that surely of no other
  double confirm_at = 0.95;           ///< existence that confirms
  std::uint32_t confirm_updates = 3;  ///< and so many scans
  double end_at = 0.02;               ///< existence that ends a tentative track
  double end_confirmed_at = 0.002;    ///< the same of a confirmed one
  /// A track counts as a target, not as a fixed echo, once its velocity differs from zero by this
  /// much, chi-square with 2 degrees of freedom; 0 confirms what stands still as well.
  double moving_chi2 = 2.0;
  /// Updates after which a track that has not moved is learned as clutter.
  std::uint32_t fixed_after = 10;
  /// Two tracks this near in position and velocity (chi-square with 4 degrees of freedom) are one.
  double same_chi2 = 0.2;
  /// A scan looks at the circle around its plots and this much beyond.
  Length look_margin = Length::Kilometers(5.0);
  std::size_t most_tracks = 20'000;  ///< of one sensor; beyond it nothing new begins
};

struct ContactCounts {
  std::uint64_t scans = 0;
  std::uint64_t plots = 0;
  std::uint64_t begun = 0;
  std::uint64_t confirmed = 0;
  std::uint64_t ended = 0;
  std::uint64_t merged = 0;   ///< ended for being another track's double
  std::uint64_t refused = 0;  ///< plots that could not begin a track for want of room
  std::uint64_t stale = 0;    ///< plots of scans older than the one before, not applied

  ContactCounts& operator+=(const ContactCounts& other);
};

/// The contacts of one sensor, scan by scan: which plot is which target, by joint probabilistic
/// data association with probabilities of existence [MusickiEvans2004], against a learned map of
/// clutter. Depends on nothing but the scans and their order.
class ContactTracker {
 public:
  explicit ContactTracker(const ContactTrackerParams& params);

  /// Takes one scan: all its plots, at `at`; plots without a position are a look that saw nothing.
  /// A scan older than the one before is counted and not used.
  void Process(Time at, std::span<const ContactReport> plots);

  /// Live tracks at the last scan's time, in the order of their numbers.
  std::span<const ContactTrack> tracks() const { return tracks_; }
  /// Tracks that ended with the last scan.
  std::span<const ContactTrack> ended() const { return ended_; }
  const ContactCounts& counts() const { return counts_; }

  /// Ends all tracks.
  void EndAll();

 private:
  struct Candidate {
    PlotInnovation innovation;
    std::uint32_t plot = 0;
  };
  /// The circle that a scan looked at; nothing for one without plots, which looked at all.
  struct Look {
    GeoPoint center;
    Length radius;
  };

  void FindLook(std::span<const ContactReport> plots);
  bool Looked(const ContactTrack& track) const;
  void FindCandidates(std::span<const ContactReport> plots);
  void Weigh(std::span<const ContactReport> plots);
  void UpdateTracks(const Association& found, std::span<const ContactReport> plots);
  void ApplyScan(ContactTrack& track, std::span<const PlotShare> shares, double miss);
  void Learn(std::span<const ContactReport> plots);
  void Begin(std::span<const ContactReport> plots);
  void Confirm(ContactTrack& track);
  void Merge();
  void EndUnlikely();

  ContactTrackerParams params_;
  std::optional<ClutterMap> clutter_;  ///< from the first plot on
  double cell_m_ = 0.0;
  ContactAssociator associator_;
  std::vector<ContactTrack> tracks_, ended_;
  std::optional<Time> last_scan_;
  std::optional<Look> look_;
  std::uint32_t next_number_ = 1;
  ContactCounts counts_;
  // Of the scan at hand.
  std::vector<Candidate> candidates_;  ///< index for index with edges_
  std::vector<AssociationEdge> edges_;
  std::vector<double> density_;      ///< of clutter at each plot
  std::vector<double> claimed_;      ///< of each plot: the probability that a track made it
  std::vector<double> established_;  ///< the same, of confirmed tracks alone
  std::vector<PlotShare> shares_;
};

}  // namespace pelorus
