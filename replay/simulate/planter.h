#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "replay/simulate/berth_plan.h"
#include "replay/simulate/plant.h"
#include "replay/simulate/vessel.h"

namespace pelorus {

/// Writes the scripts of what is planted: who sails where and when, and what the truth says of it.
/// Times and places are drawn; when a script turns out otherwise at sea, the truth follows the
/// vessels, not the script.
class Planter {
 public:
  /// `taken` vessels of the scenario come first in the numbers of identities.
  Planter(Waters& waters, int seconds, std::size_t taken, const RandomSequence& random);

  /// Everything that the scenario asks for.
  Plants Take();

 private:
  /// Who plays and how it handles.
  struct Role {
    Fleet fleet;
    VesselIdentity identity;
    Handling handling;
  };

  // plant_voyages.cc
  Role Cast(VesselKind kind, const std::string& at_port = {});
  std::vector<std::size_t> PortsOf(const Fleet& fleet) const;
  const Waypoint& OpenWater();
  /// A place on the open sea beside a lane, away from those given before, and the waypoint from
  /// which the straight way there is water.
  struct Spot {
    std::string waypoint;
    GeoPoint at;
  };
  Spot OpenSpot();
  Spot SpotBeside(const Waypoint& waypoint);
  bool IsOpen(GeoPoint p) const;
  /// Whether a station hears most of what is sent at `p`.
  bool Heard(GeoPoint p) const;
  Route WayTo(const std::string& port_berth, const std::string& waypoint, GeoPoint at) const;
  ScriptStep Berthed(std::size_t port, int until_s);
  ScriptStep Sailing(Route route) const;
  ScriptStep Holding(Speed speed, Length radius, int until_s) const;
  /// Lies in `port` until it is time, sails to `at` near `waypoint` to be there at `arrive_s`; the
  /// steps after that are the caller's. Begins under way where there is no time left.
  std::vector<ScriptStep> Outward(const Role& role, std::size_t port, const std::string& waypoint,
                                  GeoPoint at, int arrive_s);
  void Homeward(std::vector<ScriptStep>& script, std::size_t port, const std::string& waypoint,
                GeoPoint at);
  std::size_t AddPlayer(const Role& role, std::vector<ScriptStep> script, TransponderPlan plan = {},
                        std::optional<std::size_t> partner = std::nullopt);
  PlantRecord& AddRecord(const std::string& event, std::vector<std::size_t> players);
  std::string KeyOf(std::size_t player) const;
  int Hour(double from, double to);
  std::size_t PortNear(const Role& role, const std::string& waypoint);

  // plant_silences.cc
  void PlantTransit();
  void PlantHiddenCall();
  void RecordSilence(std::size_t player, const Spell& off);
  // plant_meetings.cc
  void PlantMeeting(bool first_dark, bool second_dark);
  void RecordMeeting(std::size_t first, std::size_t second, std::size_t step,
                     const std::string& visibility);
  /// Where a vessel stays about for a while, and how.
  struct Halt {
    std::string waypoint;
    GeoPoint at;
    Speed drift;
    Length room;
    int begin_s = 0, end_s = 0;
  };
  PlantRecord& PlantHalt(const std::string& event, const Halt& halt);
  void PlantShoreMeeting();
  void PlantStop();
  void PlantLoiterer();
  void PlantAirVisit(const std::string& look_alike);
  // plant_look_alikes.cc
  void RecordLookAlike(const std::string& name, const std::vector<std::size_t>& players,
                       const std::vector<std::string>& events);
  /// A port with an anchorage, and a place in that.
  std::pair<std::size_t, GeoPoint> SomeAnchorage();
  static ScriptStep Anchored(GeoPoint at, int until_s);
  void PlantPilot();
  void PlantTow();
  void PlantBunkering();
  void PlantPairTrawl();
  void PlantQueue();
  void PlantNeighbours(bool ferries);
  // plant_identities.cc
  void PlantShared(bool cloned);
  void PlantChange();
  void PlantTwoIdentities();
  void PlantFault(FixFault::Kind kind);
  void PlantJamming();
  /// A voyage between ports of the fleet, or from the sea, that begins under way.
  struct Passage {
    ScriptStep sailing;
    std::size_t to = 0;
  };
  Passage SomePassage(const Role& role);
  /// Some ordinary voyage, for what happens on board only.
  std::size_t AddVoyage(VesselKind kind, TransponderPlan plan = {});

  Waters& waters_;
  int seconds_;
  std::size_t next_index_;
  RandomSequence random_;
  std::vector<GeoPoint> spots_;  ///< given so far
  Plants plants_;
};

}  // namespace pelorus
