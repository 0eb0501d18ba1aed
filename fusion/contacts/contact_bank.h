#pragma once

#include <compare>
#include <map>
#include <vector>

#include "fusion/contacts/contact_tracker.h"
#include "fusion/picture.h"

namespace pelorus {

struct ContactBankParams {
  ContactTrackerParams tracker;
  /// A scan is over when its sensor begins another, and at the latest when the run has gone on by
  /// this since its last plot.
  Duration scan_wait = std::chrono::seconds{30};
};

/// The trackers of all sensors that see contacts. Plots become scans by the sensor's own word, or
/// by equal times where it names none; tracks get the key `contact:SOURCE:N`, SOURCE being the
/// sensor's number by first appearance in the run, from 1, and N the track's. What comes out
/// depends on the order of the reports alone, not on how they were cut into batches.
class ContactBank {
 public:
  /// What the reports so far changed; the caller empties it.
  struct Changes {
    std::vector<TrackUpdate> updates;
    std::vector<TrackEnd> ended;
  };

  explicit ContactBank(const ContactBankParams& params) : params_(params) {}

  /// Closes the scans that are over by `now`, the time of the next report of the run.
  void Advance(Time now, Changes& out);
  /// Takes one plot, or look that saw nothing. Advance goes first.
  void Take(const ContactReport& contact, Changes& out);
  /// Closes all scans and ends all tracks.
  void Finish(Changes& out);

  ContactCounts counts() const;

 private:
  struct SensorName {
    SourceId source;
    StationId station;
    friend auto operator<=>(const SensorName&, const SensorName&) = default;
  };
  struct Sensor {
    Sensor(std::uint16_t number_, const ContactTrackerParams& params)
        : number(number_), tracker(params) {}
    std::uint16_t number;
    ContactTracker tracker;
    std::vector<ContactReport> scan;  ///< under way
  };

  static bool Continues(const Sensor& sensor, const ContactReport& contact);
  void Close(Sensor& sensor, Changes& out);
  static void Tell(const Sensor& sensor, Changes& out);
  static void TellEnded(const Sensor& sensor, Changes& out);

  ContactBankParams params_;
  std::map<SensorName, Sensor> sensors_;
  Time next_close_ = Time::max();  ///< the earliest at which a scan may be over
};

}  // namespace pelorus
