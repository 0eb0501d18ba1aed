// Contacts without identity on the Autoferry radar recordings, beside two reference trackers:
//   contacts_bench [FOLDER] [SCENARIO ...]
// Every figure of the references is computed here from their tracks, by the same measures.
#include <fmt/core.h>

#include <set>
#include <string>

#include "fusion/contacts/contact_tracker.h"
#include "tests/bench/autoferry.h"
#include "tests/bench/planted_scenes.h"
#include "tests/support/data_dir.h"

namespace {

using namespace pelorus;

/// Of the radar's plots: range cells of some metres, a beam of 1 degree at 100 m.
constexpr double kPlotSigma_m = 3.0;
constexpr double kTruths = 2.0;  ///< in every scenario
constexpr double kGate_m = 20.0;

/// What the tracker says is there at the time of each scan.
struct Told {
  std::vector<MetricFrame> live;   ///< tracks from their confirmation on, as one would be told
  std::vector<MetricFrame> whole;  ///< afterwards: those that were ever confirmed, from their birth
};

Told Run(const AutoferryScenario& scenario, const ContactTrackerParams& params) {
  const LocalFrame plane = AutoferryFrame();
  ContactTracker tracker(params);
  Told told{scenario.truth, scenario.truth};
  std::set<std::uint32_t> confirmed;
  for (std::size_t i = 0; i < scenario.scans.size(); ++i) {
    tracker.Process(scenario.scans[i].at, scenario.scans[i].plots);
    for (const ContactTrack& track : tracker.tracks()) {
      told.whole[i].tracks.push_back({track.number, plane.ToEnu(Estimate(track).position)});
      if (!track.confirmed) continue;
      confirmed.insert(track.number);
      told.live[i].tracks.push_back(told.whole[i].tracks.back());
    }
  }
  for (MetricFrame& frame : told.whole) {
    std::erase_if(frame.tracks, [&](const auto& track) { return !confirmed.contains(track.id); });
  }
  return told;
}

void Print(int scenario, const char* name, const std::vector<MetricFrame>& frames) {
  const Gospa near = MeanGospa(frames, 20.0), far = MeanGospa(frames, 50.0);
  const Siap siap = SiapOf(frames, kGate_m);
  fmt::print("{:>3} {:<8} {:7.2f} {:7.1f} {:7.1f} {:7.1f} | {:7.2f} {:7.1f} {:7.1f} {:7.1f} |",
             scenario, name, near.distance_m, near.localisation_m2, near.missed_m2, near.extra_m2,
             far.distance_m, far.localisation_m2, far.missed_m2, far.extra_m2);
  // The share of truths that GOSPA's one-to-one assignment finds within the gate.
  const double one_to_one = 1.0 - near.missed_m2 / (0.5 * kGate_m * kGate_m) / kTruths;
  fmt::print(" {:5.3f} {:5.3f} {:5.3f} {:5.3f} {:5.2f} | {:5.3f}\n", one_to_one, siap.completeness,
             siap.ambiguity, siap.spuriousness, siap.accuracy_m, Idf1Of(frames, kGate_m));
}

}  // namespace

int main(int argc, char** argv) {
  const auto folder = argc > 1 ? std::filesystem::path(argv[1])
                               : DataFile("tracks/autoferry").value_or("tracks/autoferry");
  ContactTrackerParams params;
  fmt::print(
      "    tracker  GOSPA20   loc2  missed2 extra2 | GOSPA50   loc2  missed2 extra2 |"
      "   1:1 compl ambig spuri acc_m | IDF1\n");
  for (const int number : {2, 3, 4, 13, 17}) {
    const AutoferryScenario scenario = LoadAutoferry(folder, number, Length::Meters(kPlotSigma_m));
    Print(number, "GNN", scenario.reference_gnn);
    Print(number, "JPDA", scenario.reference_jpda);
    // The references' tracks were written afterwards, from their first plot on.
    const Told told = Run(scenario, params);
    Print(number, "pelorus", told.whole);
    Print(number, "  live", told.live);
  }
  if (const auto solent = DataFile("tracks/solent_ais_20160112.csv")) PrintPlantedScenes(*solent);
  return 0;
}
