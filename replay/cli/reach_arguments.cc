#include "replay/cli/reach_arguments.h"

#include <CLI/CLI.hpp>

#include "io/tabular/csv_fields.h"

namespace pelorus {
namespace {

void AddSighting(CLI::App& app, const std::string& name, Sighting& sighting,
                 const std::string& help) {
  app.add_option_function<std::string>(
         name,
         [name, &sighting](const std::string& text) {
           const auto parsed = ParseSighting(text);
           if (!parsed) throw CLI::ValidationError(name, parsed.error());
           sighting = *parsed;
         },
         help)
      ->required()
      ->type_name("LAT,LON,T");
}

}  // namespace

Result<Sighting, std::string> ParseSighting(std::string_view text) {
  const std::string fault =
      std::string(text) + " is not LAT,LON,T with degrees and an ISO 8601 time or epoch second";
  const std::size_t first = text.find(',');
  const std::size_t second = text.find(',', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return fault;
  const auto lat_deg = ParseNumber(text.substr(0, first));
  const auto lon_deg = ParseNumber(text.substr(first + 1, second - first - 1));
  const std::string_view time = Trimmed(text.substr(second + 1));
  auto at = ParseIso8601(time);
  if (!at) at = ParseEpochSeconds(time);
  if (!lat_deg || !lon_deg || !at) return fault;
  const auto position = GeoPoint::FromDegrees(*lat_deg, *lon_deg);
  if (!position) return fault;
  return Sighting{*position, *at};
}

void AddReach(CLI::App& app, ReachArguments& reach) {
  AddSighting(app, "--off", reach.off, "where and when the ship was last heard");
  AddSighting(app, "--on", reach.on, "where and when it was heard again");
  app.add_option_function<double>(
         "--max-speed", [&reach](double knots) { reach.limits.max_speed = Speed::Knots(knots); },
         "the most it can have made, knots; default: 16")
      ->check(CLI::Range(0.1, 100.0))
      ->type_name("KN");
  app.add_option_function<double>(
         "--draught", [&reach](double m) { reach.limits.draught = Length::Meters(m); },
         "closes channels and ports known to allow less, metres")
      ->check(CLI::Range(0.0, 30.0))
      ->type_name("M");
  app.add_option("--ports", reach.ports, "CSV name,lat,lon[,unlocode,draught_m] for the own list")
      ->type_name("FILE");
  CLI::Option* out =
      app.add_option("--out", reach.out, "the area and the feasible ports; - for standard output")
          ->type_name("FILE.geojson");
  app.add_flag("--hourly", reach.hourly, "also the area at each full hour of the silence");
  CLI::Option* contains =
      app.add_option("--contains", reach.contains,
                     "CSV t,lat,lon: count the positions that lie inside, each at its time")
          ->type_name("FILE.csv");
  app.final_callback([&app, &reach, out, contains] {
    if (!app.parsed()) return;
    if (out->empty() && contains->empty()) throw CLI::RequiredError("--out or --contains");
    if (reach.on.at <= reach.off.at) throw CLI::ValidationError("--on", "is not after --off");
  });
}

}  // namespace pelorus
