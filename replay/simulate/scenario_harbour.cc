#include "replay/simulate/scenario_tables.h"

namespace pelorus {
namespace {

using enum VesselKind;
using enum TransponderClass;

constexpr WaypointRow kWaypoints[] = {
    {"aktau-sea", 43.480, 50.950, 1500}, {"aktau-buoy", 43.570, 51.150, 250},
    {"aktau", 43.600, 51.205, 0},        {"aktau-anchorage", 43.500, 51.080, 2000},
    {"kuryk-sea", 43.050, 51.250, 1500}, {"kuryk-buoy", 43.130, 51.560, 250},
    {"kuryk", 43.175, 51.630, 0},        {"ground", 43.250, 51.000, 5000},
    {"open-gate", 43.100, 50.300, 0},
};

constexpr const char* kLanes[] = {
    "aktau-sea, aktau-buoy, aktau-anchorage",
    "aktau-sea, aktau-anchorage",
    "aktau-buoy, aktau",
    "aktau-sea, kuryk-sea, ground",
    "aktau-sea, ground",
    "kuryk-sea, kuryk-buoy, kuryk",
    "aktau-sea, open-gate, kuryk-sea",
};

constexpr PortRow kPorts[] = {
    {"Aktau", "KZ AAU", "aktau", "aktau-anchorage", 150},
    {"Kuryk", "KZ KUR", "kuryk", "", 140},
    {"West", "AZ ALT", "open-gate", "", 0, true},
};

constexpr FleetRow kFleets[] = {
    {kCargo, kA, 4, "KZ, RU", "Aktau, Kuryk, West", "", 100, 140, 9, 12, 0.25, 0.25, 0.5, 2},
    {kFerry, kA, 2, "KZ", "Aktau, Kuryk", "", 90, 120, 15, 18, 0.5, 0.0, 0.0, 0.5},
    {kCrewBoat, kA, 1, "KZ", "Aktau", "ground", 30, 40, 24, 26, 0.0, 0.0, 0.0, 1},
    {kTug, kA, 2, "KZ", "Aktau", "", 25, 35, 8, 11, 0.5, 0.0, 0.0, 1},
    {kFishing, kA, 1, "KZ", "Kuryk", "ground", 25, 35, 8, 10, 0.0, 0.0, 0.0, 3},
    {kFishing, kB, 3, "KZ", "Aktau", "ground", 12, 24, 7, 9, 0.3, 0.0, 0.0, 3},
};

constexpr StationRow kStations[] = {
    {"SIMAKTAU", 4369001, 43.65, 51.18, 42.0},
    {"SIMKURYK", 4369002, 43.20, 51.67, 30.0},
};

constexpr CoveRow kCoves[] = {{"kuryk-sea", 43.1168, 51.2770}};

}  // namespace

Scenario HarbourScenario() {
  return FromTables("harbour", CaspianRegion(),
                    {kWaypoints, kLanes, kPorts, kFleets, kStations, kCoves},
                    Length::Meters(170.0));
}

Scenario HarbourIncidentsScenario() {
  Scenario scenario = HarbourScenario();
  scenario.name = "harbour-incidents";
  scenario.satellites = {{"SIMSAT1", 1500, 5820, 640}};
  scenario.airfields = {"UATE", "UTAK", "UBBB", "URML"};
  scenario.flights_per_day = 12.0;
  scenario.troubles = {1, 1, 1, 0.002};
  scenario.plants = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  return scenario;
}

}  // namespace pelorus
