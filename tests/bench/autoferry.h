#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/local_frame.h"
#include "tests/support/track_metrics.h"
#include "trackers/contact_report.h"

namespace pelorus {

using PlainRow = std::vector<std::string>;
/// The rows behind the header of a table without quotes.
std::vector<PlainRow> ReadPlainCsv(const std::filesystem::path& file);

/// One turn of the Autoferry radar.
struct RadarScan {
  Time at;
  std::vector<ContactReport> plots;
};

/// A scenario of the Autoferry recordings with its truth at the times of the scans, and what the
/// reference trackers made of it.
struct AutoferryScenario {
  int number = 0;
  std::vector<RadarScan> scans;
  std::vector<MetricFrame> truth;  ///< tracks empty; plane of AutoferryFrame, [e, n]
  std::vector<MetricFrame> reference_gnn, reference_jpda;  ///< the same with the reference's tracks
};

/// The plane of the recordings.
LocalFrame AutoferryFrame();

/// Reads scenario `number` from the folder of the recordings; plots get `sigma`.
AutoferryScenario LoadAutoferry(const std::filesystem::path& folder, int number, Length sigma);

}  // namespace pelorus
