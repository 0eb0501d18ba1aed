#include "replay/simulate/scenario_tables.h"

namespace pelorus {
namespace {

using enum VesselKind;
using enum TransponderClass;

constexpr WaypointRow kWaypoints[] = {
    // Down the Red Sea.
    {"suez-gate", 29.900, 32.560, 0},
    {"suez-roads", 29.780, 32.560, 600},
    {"suez-anchorage", 29.785, 32.505, 1400},
    {"gulf-north", 29.250, 32.780, 1500},
    {"gulf-middle", 28.500, 33.150, 1500},
    {"gulf-south", 27.900, 33.720, 1200},
    {"gubal", 27.680, 33.930, 700},
    {"shadwan", 27.400, 34.250, 1200},
    {"red-sea-25", 25.500, 35.750, 4000},
    {"red-sea-23", 23.300, 37.050, 5000},
    {"red-sea-21", 21.200, 38.050, 5000},
    {"red-sea-19", 19.200, 39.000, 5000},
    {"red-sea-17", 17.000, 40.450, 4500},
    {"red-sea-15", 15.600, 41.500, 3000},
    {"red-sea-14", 14.400, 42.250, 2500},
    {"hanish-west", 13.700, 42.450, 1500},
    {"hanish-south", 13.300, 42.720, 1500},
    {"mocha-west", 13.150, 42.980, 1500},
    {"bab-north", 12.850, 43.200, 1200},
    {"bab-el-mandeb", 12.580, 43.330, 900},
    {"bab-south", 12.350, 43.620, 1800},
    // Ports of the Red Sea.
    {"jeddah-sea", 21.350, 38.600, 1800},
    {"jeddah-buoy", 21.430, 39.020, 300},
    {"jeddah-bend", 21.4285, 39.117, 100},
    {"jeddah", 21.453, 39.147, 0},
    {"jeddah-anchorage", 21.330, 38.880, 2500},
    {"port-sudan-sea", 19.600, 37.700, 1500},
    {"port-sudan-buoy", 19.605, 37.330, 200},
    {"port-sudan", 19.610, 37.245, 0},
    {"port-sudan-anchorage", 19.530, 37.430, 1800},
    {"salif-west", 15.740, 42.050, 1000},
    {"salif-sea", 15.570, 42.450, 500},
    {"salif-buoy", 15.480, 42.680, 250},
    {"salif-sound", 15.380, 42.690, 150},
    {"salif", 15.310, 42.660, 0},
    {"ras-isa", 15.120, 42.590, 0},
    {"hodeidah-sea", 14.950, 42.450, 1500},
    {"hodeidah-buoy", 14.950, 42.800, 400},
    {"hodeidah-north", 14.945, 42.905, 150},
    {"hodeidah-bend", 14.8850, 42.9200, 50},
    {"hodeidah-bar", 14.8755, 42.9260, 30},
    {"hodeidah", 14.856, 42.930, 0},
    {"hodeidah-anchorage", 14.850, 42.720, 3000},
    // The Gulf of Aden.
    {"tadjoura", 11.750, 43.500, 1500},
    {"djibouti-buoy", 11.650, 43.220, 250},
    {"djibouti-bend", 11.645, 43.130, 120},
    {"djibouti", 11.613, 43.125, 0},
    {"djibouti-anchorage", 11.680, 43.320, 1500},
    {"aden-45", 12.050, 44.700, 3500},
    {"aden-sea", 12.600, 44.900, 1500},
    {"aden-buoy", 12.740, 44.960, 200},
    {"aden", 12.785, 44.965, 0},
    {"aden-anchorage", 12.690, 45.070, 2500},
    {"berbera-sea", 10.750, 44.950, 2000},
    {"berbera", 10.455, 44.960, 0},
    {"aden-49", 12.900, 48.500, 4500},
    {"mukalla-sea", 14.250, 49.300, 2000},
    {"mukalla", 14.515, 49.135, 0},
    {"bosaso-sea", 11.500, 49.200, 2000},
    {"bosaso", 11.297, 49.180, 0},
    {"aden-52", 14.100, 52.200, 5000},
    {"nishtun-sea", 15.600, 52.450, 2500},
    {"guardafui", 12.250, 51.400, 4000},
    // The Arabian Sea.
    {"arabian-gate", 14.900, 61.700, 0},
    {"somali-gate", 8.300, 54.300, 0},
    {"arabian-56", 16.000, 56.500, 5000},
    {"masirah", 19.300, 59.600, 5000},
    {"hadd", 22.600, 60.350, 4000},
    {"oman-gate", 24.300, 61.700, 0},
    {"oman-east", 24.300, 59.600, 5000},
    {"chabahar-sea", 25.050, 60.550, 2500},
    {"chabahar", 25.290, 60.600, 0},
    {"oman-west", 25.250, 57.100, 3000},
    {"jask-sea", 25.400, 57.700, 2000},
    {"jask-anchorage", 25.590, 57.680, 1800},
    {"fujairah-buoy", 25.180, 56.480, 1000},
    {"fujairah", 25.180, 56.385, 0},
    {"fujairah-anchorage", 25.220, 56.600, 6000},
    {"hormuz-east", 26.150, 56.850, 2000},
    {"hormuz", 26.570, 56.520, 1500},
    {"hormuz-west", 26.420, 56.000, 2000},
    {"gulf-gate", 25.900, 55.100, 0},
    {"bandar-abbas-sea", 26.830, 56.620, 500},
    {"bandar-abbas-buoy", 27.060, 56.160, 250},
    {"bandar-abbas", 27.120, 56.190, 0},
    {"bandar-abbas-anchorage", 27.040, 56.330, 2000},
    // Fishing grounds and their port.
    {"ground-mocha", 13.330, 42.980, 4500},
    {"ground-hodeidah", 14.600, 42.600, 8000},
    {"ground-mukalla", 13.850, 49.000, 12000},
    {"ground-jask", 25.250, 58.200, 12000},
    {"mocha", 13.325, 43.230, 0},
    {"mocha-buoy", 13.310, 43.130, 300},
};

constexpr const char* kLanes[] = {
    "suez-gate, suez-roads, suez-anchorage",
    "suez-gate, suez-anchorage",
    "suez-roads, gulf-north, gulf-middle, gulf-south, gubal, shadwan, red-sea-25, "
    "red-sea-23, red-sea-21, red-sea-19, red-sea-17, red-sea-15, red-sea-14, hanish-west, "
    "hanish-south, mocha-west, bab-north, bab-el-mandeb, bab-south, tadjoura, aden-45, "
    "aden-sea, aden-49, mukalla-sea, mukalla, ground-mukalla",
    "red-sea-21, jeddah-sea, red-sea-23",
    "red-sea-19, jeddah-sea, jeddah-anchorage, jeddah-buoy, jeddah-bend, jeddah",
    "jeddah-sea, jeddah-buoy",
    "red-sea-21, port-sudan-sea, red-sea-19",
    "port-sudan-sea, port-sudan-buoy, port-sudan-anchorage",
    "port-sudan-sea, port-sudan-anchorage",
    "port-sudan-buoy, port-sudan",
    "red-sea-17, salif-west, salif-sea, salif-buoy, salif-sound, salif",
    "red-sea-14, hodeidah-sea, ras-isa",
    "hodeidah-sea, hodeidah-buoy, hodeidah-anchorage",
    "hodeidah-sea, hodeidah-anchorage",
    "hodeidah-buoy, hodeidah-north, hodeidah-bend, hodeidah-bar, hodeidah",
    "hodeidah-buoy, ground-hodeidah",
    "tadjoura, djibouti-anchorage, djibouti-buoy, djibouti-bend, djibouti",
    "tadjoura, djibouti-buoy",
    "bab-south, aden-45, berbera-sea, tadjoura",
    "bab-south, aden-sea, aden-buoy, aden-anchorage",
    "aden-sea, aden-anchorage",
    "aden-buoy, aden",
    "berbera-sea, berbera",
    "aden-45, aden-49, bosaso-sea, bosaso",
    "mukalla-sea, aden-52, aden-49, guardafui, bosaso-sea, aden-45",
    "bosaso-sea, mukalla-sea, nishtun-sea, aden-52, arabian-gate",
    "guardafui, somali-gate",
    "aden-52, arabian-56, nishtun-sea",
    "arabian-56, masirah, hadd, oman-gate, oman-east, chabahar-sea, chabahar",
    "hadd, oman-east, oman-west, jask-sea, chabahar-sea, oman-gate",
    "jask-sea, jask-anchorage",
    "jask-sea, ground-jask",
    "jask-sea, hormuz-east, oman-west, fujairah-anchorage, fujairah-buoy, fujairah",
    "oman-west, fujairah-buoy",
    "hormuz-east, hormuz, hormuz-west, gulf-gate",
    "hormuz-east, bandar-abbas-sea, hormuz",
    "bandar-abbas-sea, bandar-abbas-anchorage, bandar-abbas-buoy, bandar-abbas",
    "bandar-abbas-sea, bandar-abbas-buoy",
    "mocha-west, mocha-buoy, mocha",
    "mocha-buoy, ground-mocha",
};

constexpr PortRow kPorts[] = {
    {"Suez", "SUEZ CANAL", "suez-gate", "suez-anchorage", 0, true},
    {"Gulf", "AE JEA", "gulf-gate", "fujairah-anchorage", 0, true},
    {"India", "IN MUN", "oman-gate", "", 0, true},
    {"Arabian Sea", "SG SIN", "arabian-gate", "", 0, true},
    {"Somali Basin", "KE MBA", "somali-gate", "", 0, true},
    {"Jeddah", "SA JED", "jeddah", "jeddah-anchorage", 170},
    {"Port Sudan", "SD PZU", "port-sudan", "port-sudan-anchorage", 10},
    {"Salif", "YE SAL", "salif", "", 170},
    {"Ras Isa", "YE RAI", "ras-isa", "", 100},
    {"Hodeidah", "YE HOD", "hodeidah", "hodeidah-anchorage", 10},
    {"Mocha", "YE MOK", "mocha", "", 0},
    {"Djibouti", "DJ JIB", "djibouti", "djibouti-anchorage", 20},
    {"Aden", "YE ADE", "aden", "aden-anchorage", 90},
    {"Berbera", "SO BBO", "berbera", "", 80},
    {"Mukalla", "YE MKX", "mukalla", "", 70},
    {"Bosaso", "SO BSA", "bosaso", "", 90},
    {"Fujairah", "AE FJR", "fujairah", "fujairah-anchorage", 0},
    {"Jask", "IR JSK", "jask-anchorage", "", 90},
    {"Chabahar", "IR ZBR", "chabahar", "", 90},
    {"Bandar Abbas", "IR BND", "bandar-abbas", "bandar-abbas-anchorage", 100},
};

/// Registers that most of the merchant fleet sails under.
constexpr const char* kOpenFlags = "PA, LR, MH, MT, SG, HK, GR";

constexpr FleetRow kFleets[] = {
    {kCargo, kA, 44, kOpenFlags, "Suez, Arabian Sea", "", 180, 366, 13, 19.5, 0.0, 0.0, 0.1, 0},
    {kTanker, kA, 26, kOpenFlags, "Suez, Arabian Sea", "", 180, 275, 11.5, 14.5, 0.0, 0.0, 0.1, 0},
    {kCargo, kA, 14, kOpenFlags, "Suez, Jeddah, Somali Basin", "", 140, 300, 12, 18, 0.25, 0.15,
     0.3, 18},
    {kTanker, kA, 44, kOpenFlags, "Gulf, Arabian Sea, India", "", 180, 335, 11.5, 15, 0.0, 0.35,
     0.2, 0},
    {kCargo, kA, 24, kOpenFlags, "Gulf, India, Arabian Sea", "", 150, 366, 12.5, 20, 0.0, 0.1, 0.1,
     0},
    {kTanker, kA, 20, "AE, PA, MH", "Fujairah, Gulf", "", 90, 245, 10, 13, 0.2, 0.6, 0.7, 20},
    {kCargo, kA, 22, "IR, IR, KM, PA", "Bandar Abbas, Gulf, India, Chabahar", "", 90, 230, 10, 14,
     0.3, 0.3, 0.5, 24},
    {kCargo, kA, 12, "PA, KM, LR", "Djibouti, Suez, Arabian Sea", "", 120, 250, 11, 15, 0.35, 0.3,
     0.6, 24},
    {kCargo, kA, 12, "PA, KM, SL", "Djibouti, Hodeidah, Salif", "", 95, 190, 9.5, 12.5, 0.3, 0.4,
     0.7, 40},
    {kTanker, kA, 4, "PA, LR", "Djibouti, Ras Isa, Suez", "", 140, 185, 10, 13, 0.2, 0.4, 0.6, 30},
    {kCargo, kA, 10, "SD, EG, PA", "Port Sudan, Jeddah, Suez", "", 90, 180, 10, 14, 0.3, 0.3, 0.4,
     24},
    {kCargo, kA, 10, "YE, KM, DJ", "Aden, Djibouti, Berbera, Mukalla", "", 70, 140, 8.5, 12, 0.35,
     0.2, 0.5, 30},
    {kFerry, kA, 4, "SA, SD", "Jeddah, Port Sudan", "", 95, 140, 14, 18, 0.3, 0.0, 0.0, 5},
    {kCrewBoat, kA, 6, "AE", "Fujairah", "fujairah-anchorage", 22, 40, 18, 26, 0.5, 0.0, 0.0, 3},
    {kTug, kA, 8, "AE", "Fujairah", "", 24, 42, 8, 12, 0.7, 0.0, 0.0, 3},
    {kTug, kA, 6, "SA, SA, DJ", "Jeddah, Djibouti", "", 24, 38, 8, 12, 0.8, 0.0, 0.0, 4},
    {kTug, kA, 6, "IR", "Bandar Abbas", "", 24, 36, 8, 11, 0.8, 0.0, 0.0, 4},
    // Dhows: small traders whose crews bought a class B unit.
    {kCargo, kB, 16, "YE, SO, IN", "Mukalla, Bosaso, Djibouti, Berbera", "", 22, 45, 6.5, 9, 0.3,
     0.0, 0.0, 24},
    {kFishing, kB, 8, "YE", "Mocha", "ground-mocha", 10, 20, 7, 10, 0.4, 0.0, 0.0, 14},
    {kFishing, kB, 10, "YE", "Hodeidah", "ground-hodeidah", 10, 22, 7, 10, 0.4, 0.0, 0.0, 14},
    {kFishing, kB, 8, "YE", "Mukalla", "ground-mukalla", 12, 24, 7, 10, 0.4, 0.0, 0.0, 14},
    {kFishing, kB, 10, "IR", "Jask, Chabahar", "ground-jask", 14, 30, 7, 10, 0.4, 0.0, 0.0, 14},
    {kFishing, kA, 6, "IR", "Jask", "ground-jask", 28, 48, 8, 10.5, 0.3, 0.0, 0.0, 14},
};

constexpr StationRow kStations[] = {
    {"SIMSUEZ", 6229001, 29.95, 32.53, 40},      {"SIMGUBAL", 6229002, 27.28, 33.75, 38},
    {"SIMJEDDAH", 4039001, 21.50, 39.18, 46},    {"SIMPORTSUDAN", 6629001, 19.62, 37.20, 36},
    {"SIMOBOCK", 6219002, 11.97, 43.29, 44},     {"SIMDJIBOUTI", 6219001, 11.59, 43.14, 42},
    {"SIMADEN", 4739001, 12.80, 45.03, 34},      {"SIMBOSASO", 6669001, 11.28, 49.18, 28},
    {"SIMRASALHADD", 4619001, 22.52, 59.78, 42}, {"SIMFUJAIRAH", 4709001, 25.17, 56.34, 50},
    {"SIMMUSANDAM", 4619002, 26.20, 56.25, 48},  {"SIMBANDARABBAS", 4229004, 27.18, 56.27, 42},
    {"SIMCHABAHAR", 4229005, 25.29, 60.63, 36},
};

constexpr CoveRow kCoves[] = {
    {"tadjoura", 11.5337, 43.4836},    {"bab-south", 12.4486, 43.4752},
    {"aden-sea", 12.7008, 44.8226},    {"bosaso-sea", 11.3576, 49.3387},
    {"jask-sea", 25.6426, 57.8505},    {"chabahar-sea", 25.2916, 60.3932},
    {"hormuz-east", 26.2547, 57.0810}, {"port-sudan-sea", 19.2712, 37.7008},
};

}  // namespace

Scenario RedSeaScenario() {
  Scenario scenario =
      FromTables("red-sea", RedSeaRegion(),
                 {kWaypoints, kLanes, kPorts, kFleets, kStations, kCoves}, Length::Meters(300.0));
  scenario.satellites = {{"SIMSAT1", 900, 5820, 640}, {"SIMSAT2", 4200, 5940, 560}};
  scenario.airfields = {"OYSN", "HSPN", "HDAM", "OEJN", "HEGN", "HESH", "OMFJ", "OIKB",
                        "OOMS", "HHAS", "OYAA", "OEYN", "HEMA", "OOSA", "OYRN"};
  scenario.flights_per_day = 110.0;
  scenario.troubles = {2, 3, 1, 0.002};
  scenario.plants = {10, 3, 4, 2, 2, 2, 2, 4, 4, 4};
  return scenario;
}

}  // namespace pelorus
