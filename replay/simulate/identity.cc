#include "replay/simulate/identity.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geo/check.h"

namespace pelorus {
namespace {

/// Maritime identification digits (ITU table of MIDs) and a call sign series of a flag.
struct Flag {
  std::string_view code;
  std::uint32_t mid;
  std::string_view callsign;
};

constexpr Flag kFlags[] = {
    {"RU", 273, "UB"}, {"IR", 422, "EP"}, {"AZ", 423, "4J"}, {"KZ", 436, "UN"}, {"TM", 434, "EZ"},
    {"SA", 403, "HZ"}, {"EG", 622, "SU"}, {"SD", 662, "ST"}, {"YE", 473, "7O"}, {"DJ", 621, "J2"},
    {"AE", 470, "A6"}, {"SO", 666, "6O"}, {"IN", 419, "AT"}, {"PA", 352, "3E"}, {"LR", 636, "D5"},
    {"MH", 538, "V7"}, {"MT", 249, "9H"}, {"SG", 563, "9V"}, {"HK", 477, "VR"}, {"GR", 240, "SV"},
    {"KM", 620, "D6"}, {"SL", 667, "9L"}};

constexpr std::size_t kWords = 30;
constexpr std::array<std::string_view, kWords> kFirstWords = {
    "AMBER", "ASHEN", "BOLD",  "BRIGHT", "BRISK",  "CALM",  "CORAL", "CRISP",  "DAWN",  "DUSKY",
    "EAGER", "FAIR",  "FLINT", "GENTLE", "GOLDEN", "HAZEL", "IVORY", "JOLLY",  "KEEN",  "LUCKY",
    "MERRY", "NOBLE", "OLIVE", "PEARL",  "PLAIN",  "QUIET", "RUSTY", "SILVER", "SUNNY", "WITTY"};
constexpr std::array<std::string_view, kWords> kSecondWords = {
    "ACORN",  "BADGER", "BEAVER",  "CEDAR",  "CLOVER", "CURLEW", "DRAGON",  "EGRET",
    "FALCON", "FERN",   "GIRAFFE", "HERON",  "IBEX",   "JACKAL", "KESTREL", "LEMUR",
    "MARTEN", "NEWT",   "OTTER",   "PLOVER", "QUAIL",  "RAVEN",  "STOAT",   "TAPIR",
    "TEAPOT", "URCHIN", "VIOLET",  "WALRUS", "YARROW", "ZEBRA"};

const Flag& FlagOf(const std::string& code) {
  for (const Flag& flag : kFlags) {
    if (flag.code == code) return flag;
  }
  PELORUS_CHECK(false, "no identification digits for flag " + code);
  return kFlags[0];
}

/// What follows from the kind of a vessel.
struct Build {
  int ship_type;           ///< AIS code
  double length_to_width;  ///< typical
  double draught_share;    ///< of the width
  double antenna_share;    ///< how far aft of the bow the bridge is, of the length
};

Build BuildOf(VesselKind kind) {
  switch (kind) {
    case VesselKind::kCargo:
      return {70, 7.2, 0.30, 0.82};
    case VesselKind::kTanker:
      return {80, 6.3, 0.34, 0.84};
    case VesselKind::kFerry:
      return {60, 6.5, 0.26, 0.30};
    case VesselKind::kCrewBoat:
      return {40, 4.5, 0.20, 0.35};
    case VesselKind::kTug:
      return {52, 3.0, 0.38, 0.40};
    case VesselKind::kFishing:
      return {30, 3.8, 0.38, 0.55};
  }
  PELORUS_CHECK(false, "no such kind of vessel");
  return {};
}

/// Whole metres, as crews enter them, so that the sums hold.
void GiveHull(VesselIdentity& vessel, const Fleet& fleet, const Build& build,
              RandomSequence& random) {
  const double length = std::round(random.Uniform(fleet.shortest.meters(), fleet.longest.meters()));
  const double width = std::round(length / (build.length_to_width * random.Uniform(0.9, 1.1)));
  const double to_bow = std::round(length * build.antenna_share * random.Uniform(0.95, 1.05));
  const double to_port = std::round(width * random.Uniform(0.3, 0.7));
  vessel.length = Length::Meters(length);
  vessel.width = Length::Meters(width);
  vessel.draught =
      Length::Meters(std::round(width * build.draught_share * random.Uniform(6.5, 10.0)) / 10.0);
  vessel.extent = {Length::Meters(to_bow), Length::Meters(length - to_bow), Length::Meters(to_port),
                   Length::Meters(width - to_port)};
}

}  // namespace

std::uint32_t WithImoCheckDigit(std::uint32_t first_six) {
  std::uint32_t sum = 0;
  std::uint32_t rest = first_six;
  for (std::uint32_t factor = 2; factor <= 7; ++factor, rest /= 10) sum += (rest % 10) * factor;
  return first_six * 10 + sum % 10;
}

VesselIdentity InventVessel(const Fleet& fleet, std::size_t index, RandomSequence& random) {
  PELORUS_CHECK(index < kWords * kWords, "more vessels than names");
  const Flag& flag = FlagOf(fleet.flags[random.Below(fleet.flags.size())]);
  const Build build = BuildOf(fleet.kind);
  const auto number = static_cast<std::uint32_t>(index);
  const std::size_t words = (index * 37 + 11) % (kWords * kWords);  // 37 and 900 share no factor
  VesselIdentity vessel;
  vessel.kind = fleet.kind;
  vessel.ais_class = fleet.ais_class;
  vessel.flag = flag.code;
  vessel.ship_type = build.ship_type;
  vessel.mmsi = Mmsi(flag.mid * 1000000 + 900000 + number * 37 % 100000);
  vessel.name = fmt::format("SIM {} {}", kFirstWords[words / kWords], kSecondWords[words % kWords]);
  vessel.callsign = fmt::format("{}ZZ{:03}", flag.callsign, number);
  GiveHull(vessel, fleet, build, random);
  const bool needs_imo = fleet.ais_class == TransponderClass::kA && vessel.length.meters() >= 30.0;
  if (needs_imo) vessel.imo = WithImoCheckDigit(300000 + number * 13);
  return vessel;
}

}  // namespace pelorus
