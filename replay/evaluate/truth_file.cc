#include "replay/evaluate/truth_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "io/bytes.h"
#include "replay/evaluate/finding.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// Nearly all lines are positions, and only their number matters.
bool IsPosition(std::string_view line) {
  return line.starts_with(R"({"kind":"position",)") ||
         line.starts_with(R"({"kind":"aircraft_position",)");
}

Time EpochTime(const json& value) { return Time{} + FromSeconds(value.get<double>()); }

Time IsoTime(const json& value) {
  const std::optional<Time> t = ParseIso8601(value.get<std::string>());
  if (!t) throw std::runtime_error("no ISO 8601 time");
  return *t;
}

std::string TextOr(const json& line, const char* key) {
  return line.contains(key) && !line.at(key).is_null() ? line.at(key).get<std::string>() : "";
}

std::vector<std::string> TextsOf(const json& line, const char* key) {
  return line.contains(key) ? line.at(key).get<std::vector<std::string>>()
                            : std::vector<std::string>();
}

Planted PlantedOf(const json& line) {
  Planted planted;
  planted.id = line.at("id").get<std::string>();
  planted.event = line.at("event").get<std::string>();
  planted.look_alike = TextOr(line, "look_alike");
  planted.regime = TextOr(line, "regime");
  // What kind of meeting or fault it is says as much about how well it can be seen.
  if (planted.event == "rendezvous" || planted.event == "position_fault") {
    const std::string variant = TextOr(line, "detail");
    if (!variant.empty()) planted.regime = variant + ", " + planted.regime;
  }
  planted.start = EpochTime(line.at("start"));
  if (!line.at("end").is_null()) planted.end = EpochTime(line.at("end"));
  planted.at = GeoPoint::Degrees(line.at("lat").get<double>(), line.at("lon").get<double>());
  if (line.contains("radius_m") && !line.at("radius_m").is_null()) {
    planted.radius = Length::Meters(line.at("radius_m").get<double>());
  }
  for (const std::string& key : TextsOf(line, "participants")) {
    planted.participants.push_back(PlainKey(key));
  }
  planted.needed = line.contains("needed") ? line.at("needed").get<std::size_t>() : 1;
  planted.hidden = TextsOf(line, "hidden");
  planted.also = TextsOf(line, "also");
  return planted;
}

/// Takes a line other than a position into `truth`; gives seconds between positions when it says.
std::optional<double> Take(const json& line, TruthFile& truth) {
  const std::string kind = line.at("kind").get<std::string>();
  if (kind == "planted") truth.planted.push_back(PlantedOf(line));
  if (kind != "run") return std::nullopt;
  truth.start = IsoTime(line.at("start"));
  truth.end = IsoTime(line.at("end"));
  return line.at("position_every_s").get<double>();
}

}  // namespace

TruthFile ReadTruth(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string() + ": cannot be opened");
  TruthFile truth;
  std::optional<double> every_s;
  std::size_t positions = 0, number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (IsPosition(line)) {
      ++positions;
      continue;
    }
    try {
      const std::optional<double> said_s = Take(json::parse(line), truth);
      if (said_s) every_s = said_s;
    } catch (const std::exception& e) {
      throw InputError(file.string() + ":" + std::to_string(number) + ": no truth: " + e.what());
    }
  }
  if (!every_s) throw InputError(file.string() + ": holds no line of kind run");
  truth.vessel_days = static_cast<double>(positions) * *every_s / 86400.0;
  return truth;
}

}  // namespace pelorus
