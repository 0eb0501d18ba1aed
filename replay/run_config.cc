#include "replay/run_config.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include "io/bytes.h"
#include "io/config_file.h"
#include "io/json_text.h"

namespace pelorus {
namespace {

constexpr double kDay = 86'400.0;

/// Binds a member under the unit that its key names.
Setting Seconds(std::string key, std::string meaning, double least, double most, Duration& at) {
  return {std::move(key),
          std::move(meaning),
          least,
          most,
          false,
          [&at] { return ToSeconds(at); },
          [&at](double v) { at = FromSeconds(v); }};
}

Setting Count(std::string key, std::string meaning, double least, double most, std::uint32_t& at) {
  return {std::move(key),
          std::move(meaning),
          least,
          most,
          true,
          [&at] { return static_cast<double>(at); },
          [&at](double v) { at = static_cast<std::uint32_t>(v); }};
}

Setting Knots(std::string key, std::string meaning, double least, double most, Speed& at) {
  return {std::move(key),
          std::move(meaning),
          least,
          most,
          false,
          [&at] { return at.knots(); },
          [&at](double v) { at = Speed::Knots(v); }};
}

Setting Meters(std::string key, std::string meaning, double least, double most, Length& at) {
  return {std::move(key),
          std::move(meaning),
          least,
          most,
          false,
          [&at] { return at.meters(); },
          [&at](double v) { at = Length::Meters(v); }};
}

Setting Number(std::string key, std::string meaning, double least, double most, double& at) {
  return {std::move(key),       std::move(meaning),         least, most, false,
          [&at] { return at; }, [&at](double v) { at = v; }};
}

std::string InWords(double value) {
  std::string text;
  AppendDecimal(text, value, 9);
  return text;
}

std::optional<double> NumberIn(const ConfigEntry& entry) {
  if (const auto* i = std::get_if<std::int64_t>(&entry.value)) return static_cast<double>(*i);
  if (const auto* d = std::get_if<double>(&entry.value)) return *d;
  return std::nullopt;
}

void Apply(const ConfigEntry& entry, const Setting& setting) {
  const std::optional<double> value = NumberIn(entry);
  const bool fits = value && *value >= setting.least && *value <= setting.most &&
                    (!setting.whole || std::floor(*value) == *value);
  if (!fits) {
    throw InputError(entry.where + ": " + entry.key + " must be a " +
                     (setting.whole ? "whole number" : "number") + " from " +
                     InWords(setting.least) + " to " + InWords(setting.most));
  }
  setting.set(*value);
}

std::vector<Setting> OrderSettings(SequencerParams& order) {
  return {
      Seconds("sequencer.reorder_s", "records of one input this much out of order are put in place",
              0.0, 31 * kDay, order.reorder),
      Seconds("sequencer.max_jump_s", "a stamp further ahead needs witnesses", 60.0, 3660 * kDay,
              order.max_jump),
      Count("sequencer.witnesses", "records in a row that make a stamp far ahead believed", 1, 1000,
            order.witnesses),
  };
}

std::vector<Setting> TrackingSettings(TrackBankParams& bank) {
  return {
      Seconds("tracking.duplicate_window_s", "copies of a transmission within it are one", 0.0,
              170.0, bank.duplicate_window),
      Seconds("tracking.dated_window_s", "the same where the payload has a UTC second", 0.0, 59.0,
              bank.dated_window),
      Seconds("tracking.late_copy_window_s", "the same of a vessel that has moved on", 0.0, 7200.0,
              bank.late_copy_window),
      Seconds("tracking.frame_window_s", "equal Mode S frames within it are copies", 0.0, 60.0,
              bank.frame_window),
      Seconds("tracking.row_window_s", "equal dated rows of aircraft within it are copies", 0.0,
              7200.0, bank.row_window),
      Seconds("tracking.end_after_s", "a longer silence ends a ship's track", 60.0, 365 * kDay,
              bank.end_after),
      Seconds("tracking.aircraft_end_after_s", "a longer silence ends an aircraft's track", 10.0,
              365 * kDay, bank.aircraft_end_after),
      Count("tracking.confirm_updates", "updates that make a track confirmed", 1, 1000,
            bank.confirm_updates),
      Count("tracking.reseed_after", "consecutive reports outside the gate that are followed", 1,
            1000, bank.reseed_after),
      Knots("tracking.max_ship_speed_kn", "fastest believable ship", 1.0, 1000.0,
            bank.max_ship_speed),
      Knots("tracking.max_aircraft_speed_kn", "fastest believable aircraft", 1.0, 10'000.0,
            bank.max_aircraft_speed),
  };
}

std::vector<Setting> ShipSettings(ShipFilterParams& ship) {
  return {
      Number("ship.gate_tail", "share of true positions that the gate may lose", 1e-12, 0.5,
             ship.gate_tail),
      Number("ship.initial_speed_mps", "deviation of an unknown velocity component", 0.01, 100.0,
             ship.initial_speed_mps),
      Number("ship.position_floor_m", "no position is taken as better than this", 0.01, 1e4,
             ship.position.sigma_floor_m),
      Number("ship.speed_along_mps", "deviation of a reported speed", 0.001, 100.0,
             ship.velocity.along_mps),
      Number("ship.speed_cross_mps", "least deviation across the course", 0.001, 100.0,
             ship.velocity.cross_floor_mps),
      Number("ship.course_from_kn", "a reported course counts from this speed", 0.0, 100.0,
             ship.velocity.course_from_kn),
  };
}

std::vector<Setting> AircraftSettings(AircraftFilterParams& aircraft) {
  return {
      Number("aircraft.gate_tail", "share of true positions that the gate may lose", 1e-30, 0.5,
             aircraft.gate_tail),
      Number("aircraft.implausible_gate_tail", "the same of positions marked as implausible", 1e-30,
             0.5, aircraft.implausible_gate_tail),
      Number("aircraft.time_sigma_s", "uncertainty of when a position was true", 0.0, 60.0,
             aircraft.time_sigma_s),
      Number("aircraft.velocity_share", "errors in units of what NACv promises", 0.01, 10.0,
             aircraft.velocity_share),
      Seconds("aircraft.most_late_s", "reports this much older than the track are still used", 0.0,
              10.0, aircraft.most_late),
  };
}

std::vector<Setting> SilenceSettings(SilenceParams& silences) {
  return {
      Number("silences.threshold", "probability from which on a silence is judged deliberate", 0.0,
             1.0, silences.threshold),
      Number("silences.enough_bins", "expected ten-minute bins below which nothing is concluded",
             0.0, 1e4, silences.enough_bins),
      Number("silences.too_few_bins", "the same below which a silence is unobservable", 0.0, 1e4,
             silences.too_few_bins),
      Number("silences.base_silences", "one of so many silences is meant, to begin with", 2.0, 1e6,
             silences.base_silences),
      Number("silences.lone_base_silences", "the same for a vessel alone in its run", 2.0, 1e6,
             silences.lone_base_silences),
  };
}

std::vector<Setting> LiveSettings(RunConfig& config) {
  return {
      Seconds("live.reorder_s", "a live run waits so long for what comes late", 0.0, 7200.0,
              config.arrivals.reorder),
      Seconds("live.epoch_s", "and takes event time in pieces of this length", 0.001, 60.0,
              config.arrivals.epoch),
      Seconds("live.idle_s", "a source silent or behind for longer is not waited for", 0.1, 3600.0,
              config.arrivals.idle_after),
      Count("live.queue_mb", "what sources may be ahead of the engine before the oldest is dropped",
            1, 4096, config.live_queue_mb),
  };
}

std::vector<Setting> ExportSettings(TrackLine::Rules& lines) {
  return {
      Meters("export.line_tolerance_m", "tracks.gpkg leaves out points this near its lines", 0.0,
             1e6, lines.tolerance),
      Seconds("export.line_every_s", "but keeps one this often", 0.0, 365 * kDay,
              lines.at_least_every),
  };
}

}  // namespace

std::vector<Setting> SettingsOf(RunConfig& config) {
  TrackBankParams& bank = config.session.tracking;
  std::vector<Setting> all;
  for (const std::vector<Setting>& group :
       {OrderSettings(config.session.sequencer), TrackingSettings(bank), ShipSettings(bank.ship),
        AircraftSettings(bank.aircraft), SilenceSettings(config.silences), LiveSettings(config),
        ExportSettings(config.lines)}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

void ApplyConfigFile(const std::string& path, RunConfig& config) {
  const std::vector<Setting> settings = SettingsOf(config);
  for (const ConfigEntry& entry : ReadConfigFile(path)) {
    const auto known = std::find_if(settings.begin(), settings.end(),
                                    [&entry](const Setting& s) { return s.key == entry.key; });
    if (known == settings.end()) throw InputError(entry.where + ": unknown key " + entry.key);
    Apply(entry, *known);
  }
}

}  // namespace pelorus
