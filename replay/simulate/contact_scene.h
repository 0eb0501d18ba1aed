#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "geo/time.h"
#include "replay/simulate/afloat.h"
#include "replay/simulate/plant.h"
#include "replay/simulate/reception.h"
#include "replay/simulate/truth.h"

namespace pelorus {

/// The chance that a radar satellite sees a hull of `length`: nothing of none, 0.95 of the longest.
double DetectionProbability(Length length);

/// Pictures of a radar satellite: at two times of a run everything afloat within the area, whether
/// it transmits or not, without names, with an error of 60 m in each axis; and a few waves that
/// look like hulls.
class RadarSatellite {
 public:
  /// `out` gets the header at once; `reception` outlives this.
  RadarSatellite(std::ostream& out, const Scenario& scenario, const Reception& reception,
                 Time start, int seconds, const RandomSequence& random);

  /// Whether a picture is taken at that second.
  bool TakenAt(int now_s) const;
  /// Looks for a vessel; `transmits` says whether its transponder is on. What is seen, silent and
  /// within good reception goes into the truth as something to be found.
  void Look(const Afloat& vessel, bool transmits, int now_s);
  /// Adds what is no vessel. After all vessels of the second.
  void AddClutter(int now_s);
  /// The truth of all pictures.
  void WritePlanted(TruthWriter& truth) const;

 private:
  void WriteRow(GeoPoint at, Length length, int now_s);

  std::ostream& out_;
  const Scenario& scenario_;
  const Reception& reception_;
  Time start_;
  int seconds_;
  RandomSequence random_;
  std::vector<PlantRecord> records_;
};

}  // namespace pelorus
