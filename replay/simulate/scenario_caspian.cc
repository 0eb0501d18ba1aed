#include "replay/simulate/scenario_tables.h"

namespace pelorus {
namespace {

using enum VesselKind;
using enum TransponderClass;

constexpr WaypointRow kWaypoints[] = {
    // The western shore from the Volga to Anzali.
    {"canal-gate", 45.430, 47.680, 60},
    {"canal-mid", 45.370, 47.700, 80},
    {"canal-mouth", 45.190, 47.850, 150},
    {"canal-roads", 45.000, 47.850, 900},
    {"canal-anchorage", 44.860, 48.050, 5000},
    {"north-west", 44.200, 48.150, 3000},
    {"makhachkala", 42.990, 47.530, 0},
    {"makhachkala-buoy", 42.990, 47.640, 250},
    {"makhachkala-anchorage", 43.060, 47.720, 2500},
    {"makhachkala-sea", 42.950, 47.950, 3000},
    {"derbent", 42.070, 48.310, 0},
    {"derbent-buoy", 42.080, 48.420, 250},
    {"derbent-sea", 42.150, 48.750, 3000},
    {"samur", 41.350, 49.550, 3000},
    {"absheron-north", 40.650, 50.560, 3000},
    {"absheron-east", 40.320, 50.700, 3000},
    {"absheron-south", 39.900, 50.550, 3000},
    {"baku-fairway", 40.120, 50.060, 600},
    {"baku-bay", 40.275, 49.975, 200},
    {"baku", 40.340, 49.900, 0},
    {"baku-anchorage", 40.170, 50.250, 3000},
    {"oil-field", 40.050, 51.000, 6000},
    {"alat", 39.970, 49.460, 0},
    {"alat-buoy", 39.880, 49.650, 300},
    {"kura", 39.000, 50.300, 4000},
    {"anzali-sea", 37.680, 49.640, 2500},
    {"anzali-buoy", 37.540, 49.510, 250},
    {"anzali", 37.480, 49.475, 0},
    {"anzali-anchorage", 37.590, 49.640, 2500},
    // The south.
    {"noshahr-sea", 37.050, 51.300, 3000},
    {"noshahr-buoy", 36.740, 51.500, 250},
    {"noshahr", 36.668, 51.500, 0},
    {"noshahr-anchorage", 36.760, 51.400, 2000},
    {"south-middle", 37.800, 51.400, 4000},
    {"amirabad-sea", 37.200, 52.900, 3000},
    {"amirabad-buoy", 36.950, 53.300, 300},
    {"amirabad", 36.865, 53.365, 0},
    {"amirabad-anchorage", 37.000, 53.180, 3000},
    // The east.
    {"turkmenbashi-sea", 39.650, 52.300, 3000},
    {"turkmenbashi-buoy", 39.850, 52.800, 300},
    {"turkmenbashi-gap", 39.856, 52.930, 150},
    {"turkmenbashi-bay", 39.930, 52.990, 200},
    {"turkmenbashi", 39.987, 52.985, 0},
    {"turkmenbashi-anchorage", 39.720, 52.560, 2500},
    {"middle", 41.800, 50.900, 4000},
    {"kuryk-sea", 42.900, 51.200, 2500},
    {"kuryk-buoy", 43.130, 51.560, 250},
    {"kuryk", 43.175, 51.630, 0},
    {"aktau-sea", 43.400, 50.800, 2500},
    {"aktau-buoy", 43.570, 51.150, 250},
    {"aktau", 43.600, 51.205, 0},
    {"aktau-anchorage", 43.500, 51.080, 2500},
    // Fishing grounds.
    {"ground-dagestan", 43.650, 47.950, 9000},
    {"ground-gilan", 37.800, 49.450, 7000},
    {"ground-mazandaran", 36.950, 52.300, 7000},
    {"ground-mangystau", 43.850, 50.600, 7000},
};

constexpr const char* kLanes[] = {
    "north-west, derbent-sea",
    "noshahr-sea, absheron-east, amirabad-sea",
    "anzali-sea, absheron-east",
    "canal-gate, canal-mid, canal-mouth, canal-roads, canal-anchorage",
    "canal-roads, north-west, makhachkala-sea, makhachkala-buoy, makhachkala",
    "makhachkala-buoy, makhachkala-anchorage, makhachkala-sea, derbent-sea, derbent-buoy, "
    "derbent",
    "makhachkala-buoy, ground-dagestan",
    "derbent-sea, samur, absheron-north, absheron-east, absheron-south, baku-fairway, "
    "baku-bay, baku",
    "absheron-south, oil-field",
    "baku-fairway, baku-anchorage",
    "absheron-south, alat-buoy, baku-fairway",
    "alat-buoy, alat",
    "absheron-south, kura, anzali-sea, anzali-buoy, anzali-anchorage",
    "anzali-sea, anzali-anchorage",
    "anzali-buoy, anzali",
    "anzali-buoy, ground-gilan",
    "anzali-sea, noshahr-sea, south-middle, absheron-south, turkmenbashi-sea, middle",
    "absheron-east, south-middle, amirabad-sea, amirabad-buoy, amirabad-anchorage",
    "noshahr-sea, noshahr-buoy, noshahr",
    "noshahr-buoy, noshahr-anchorage",
    "noshahr-sea, amirabad-sea, amirabad-anchorage",
    "amirabad-buoy, amirabad",
    "noshahr-buoy, ground-mazandaran, amirabad-buoy",
    "south-middle, turkmenbashi-sea, turkmenbashi-anchorage, turkmenbashi-buoy, "
    "turkmenbashi-gap, turkmenbashi-bay, turkmenbashi",
    "turkmenbashi-sea, turkmenbashi-buoy",
    "absheron-north, middle, kuryk-sea, kuryk-buoy, kuryk",
    "middle, aktau-sea, kuryk-sea",
    "makhachkala-sea, aktau-sea, north-west",
    "aktau-sea, aktau-buoy, aktau-anchorage",
    "aktau-sea, aktau-anchorage",
    "aktau-buoy, aktau",
    "aktau-buoy, ground-mangystau",
};

constexpr PortRow kPorts[] = {
    {"Volga", "ASTRAKHAN", "canal-gate", "canal-anchorage", 0, true},
    {"Makhachkala", "RU MCX", "makhachkala", "makhachkala-anchorage", 160},
    {"Derbent", "RU DRB", "derbent", "", 155},
    {"Baku", "AZ BAK", "baku", "baku-anchorage", 80},
    {"Alat", "AZ ALT", "alat", "", 45},
    {"Bandar Anzali", "IR BAZ", "anzali", "anzali-anchorage", 100},
    {"Noshahr", "IR NSH", "noshahr", "noshahr-anchorage", 95},
    {"Amirabad", "IR AMD", "amirabad", "amirabad-anchorage", 80},
    {"Turkmenbashi", "TM KRW", "turkmenbashi", "turkmenbashi-anchorage", 90},
    {"Aktau", "KZ AAU", "aktau", "aktau-anchorage", 150},
    {"Kuryk", "KZ KUR", "kuryk", "", 140},
};

constexpr FleetRow kFleets[] = {
    {kCargo, kA, 34, "RU, RU, IR, PA", "Volga, Makhachkala, Amirabad, Bandar Anzali, Noshahr", "",
     108, 150, 7.5, 10.5, 0.3, 0.2, 0.35, 20},
    {kCargo, kA, 18, "AZ, KZ, TM, RU", "Baku, Alat, Aktau, Turkmenbashi, Bandar Anzali", "", 95,
     140, 8, 11, 0.35, 0.15, 0.3, 18},
    {kTanker, kA, 26, "AZ, RU, KZ, TM", "Aktau, Baku, Turkmenbashi, Makhachkala", "", 120, 150, 9,
     12, 0.25, 0.25, 0.5, 16},
    {kFerry, kA, 5, "AZ", "Alat, Turkmenbashi", "", 150, 156, 12, 14.5, 0.3, 0.0, 0.0, 8},
    {kFerry, kA, 4, "AZ, KZ", "Alat, Kuryk", "", 150, 156, 12, 14.5, 0.3, 0.0, 0.0, 8},
    {kCrewBoat, kA, 12, "AZ", "Baku", "oil-field", 28, 52, 18, 26, 0.5, 0.0, 0.0, 4},
    {kTug, kA, 7, "AZ", "Baku", "", 24, 36, 8, 11, 0.8, 0.0, 0.0, 3},
    {kTug, kA, 5, "RU, KZ", "Makhachkala, Aktau", "", 24, 36, 8, 11, 0.8, 0.0, 0.0, 3},
    {kTug, kA, 6, "IR, TM", "Bandar Anzali, Amirabad, Turkmenbashi", "", 22, 34, 8, 11, 0.8, 0.0,
     0.0, 4},
    {kFishing, kA, 8, "RU", "Makhachkala", "ground-dagestan", 24, 38, 8, 10, 0.4, 0.0, 0.0, 14},
    {kFishing, kB, 14, "IR", "Bandar Anzali", "ground-gilan", 12, 26, 7, 9, 0.45, 0.0, 0.0, 14},
    {kFishing, kB, 12, "IR", "Amirabad, Noshahr", "ground-mazandaran", 12, 26, 7, 9, 0.45, 0.0, 0.0,
     14},
    {kFishing, kB, 8, "KZ", "Aktau", "ground-mangystau", 12, 24, 7, 9, 0.45, 0.0, 0.0, 14},
};

constexpr StationRow kStations[] = {
    {"SIMVOLGA", 2739001, 45.39, 47.75, 32},    {"SIMMAKHACH", 2739002, 42.98, 47.48, 45},
    {"SIMDERBENT", 2739003, 42.06, 48.27, 38},  {"SIMSUMGAYIT", 4239001, 40.62, 49.70, 34},
    {"SIMBAKU", 4239002, 40.33, 49.83, 44},     {"SIMOILFIELD", 4239003, 40.23, 50.85, 40},
    {"SIMANZALI", 4229001, 37.47, 49.44, 36},   {"SIMNOSHAHR", 4229002, 36.64, 51.49, 38},
    {"SIMAMIRABAD", 4229003, 36.84, 53.38, 34}, {"SIMTURKMEN", 4349001, 40.02, 52.97, 40},
    {"SIMAKTAU", 4369001, 43.65, 51.18, 42},
};

constexpr CoveRow kCoves[] = {
    {"makhachkala-sea", 42.8845, 47.7254}, {"derbent-sea", 41.8983, 48.5745},
    {"anzali-sea", 37.4711, 49.7842},      {"noshahr-sea", 36.7970, 51.0866},
    {"amirabad-sea", 36.8242, 53.0427},    {"aktau-sea", 43.3479, 51.2731},
};

}  // namespace

Scenario CaspianScenario() {
  Scenario scenario =
      FromTables("caspian", CaspianRegion(),
                 {kWaypoints, kLanes, kPorts, kFleets, kStations, kCoves}, Length::Meters(170.0));
  scenario.satellites = {{"SIMSAT1", 1500, 5820, 640}, {"SIMSAT2", 3900, 5940, 560}};
  scenario.airfields = {"OIII", "OIIE", "URWA", "URML", "UBBB", "UTAK", "UATE", "OING", "OINZ"};
  scenario.flights_per_day = 70.0;
  scenario.troubles = {2, 2, 1, 0.002};
  scenario.plants = {8, 3, 3, 2, 2, 2, 1, 3, 3, 3};
  return scenario;
}

}  // namespace pelorus
