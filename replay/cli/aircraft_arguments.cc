#include "replay/cli/aircraft_arguments.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <map>
#include <string>

namespace pelorus {
namespace {

std::optional<double> NumberOf(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// `LAT,LON` in degrees.
std::optional<GeoPoint> PlaceOf(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto lat = NumberOf(text.substr(0, comma));
  const auto lon = NumberOf(text.substr(comma + 1));
  if (!lat || !lon) return std::nullopt;
  return GeoPoint::FromDegrees(*lat, *lon);
}

void AddReceptionOptions(CLI::App& app, modes::AircraftOptions& options) {
  app.add_option_function<std::string>(
         "--reference",
         [&options](const std::string& text) {
           options.decoder.reference = PlaceOf(text);
           if (!options.decoder.reference) {
             throw CLI::ValidationError("--reference", text + " is no LAT,LON in degrees");
           }
         },
         "where the receiver of Mode S frames stands; tells positions on the ground within 45 NM")
      ->type_name("LAT,LON");
  app.add_option_function<std::string>(
         "--start",
         [&options](const std::string& text) {
           options.start = ParseIso8601(text);
           if (!options.start) options.start = ParseEpochSeconds(text);
           if (!options.start) {
             throw CLI::ValidationError("--start", text + " is no ISO 8601 time or epoch second");
           }
         },
         "when recordings begin whose stamps say only part of it: Beast, AVR, SBS behind a counter")
      ->type_name("TIME");
  const std::map<std::string, modes::ClockKind> clocks = {{"counter", modes::ClockKind::kCounter},
                                                          {"gps", modes::ClockKind::kGps}};
  app.add_option(
         "--beast-clock", options.clock,
         "what Beast and AVR stamps count: 12 MHz ticks, or GPS seconds of the day; default: "
         "told from the stamps")
      ->transform(CLI::CheckedTransformer(clocks).description(""))
      ->type_name("counter|gps");
}

void AddFrameOptions(CLI::App& app, modes::AircraftOptions& options) {
  app.add_flag("--accept-checked-frames", options.decoder.accept_checked_frames,
               "take Mode S parity of zeros for one that was checked before");
  app.add_flag("--trust-addresses", options.decoder.trust_addresses,
               "take the address that the parity of a Mode S reply yields without further proof");
  app.add_option("--max-bit-errors", options.decoder.max_bit_errors,
                 "bit errors repaired in a Mode S frame")
      ->check(CLI::IsMember({0, 1, 2}))
      ->type_name("0|1|2")
      ->capture_default_str();
}

}  // namespace

void AddAircraftOptions(CLI::App& app, modes::AircraftOptions& options) {
  AddReceptionOptions(app, options);
  AddFrameOptions(app, options);
}

}  // namespace pelorus
