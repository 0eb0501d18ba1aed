#include "replay/evaluate/finding.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "io/bytes.h"

namespace pelorus {
namespace {

using nlohmann::json;

Time TimeOf(const json& value) {
  const std::optional<Time> t = ParseIso8601(value.get<std::string>());
  if (!t) throw std::runtime_error("no ISO 8601 time");
  return *t;
}

std::string DetailOf(const json& line) {
  for (const char* key : {"reason", "fault", "visibility", "relative_pattern"}) {
    if (line.contains(key) && line.at(key).is_string()) return line.at(key).get<std::string>();
  }
  return {};
}

Finding FindingOf(const json& line) {
  Finding found;
  found.id = line.at("id").get<std::string>();
  found.kind = line.at("kind").get<std::string>();
  found.start = TimeOf(line.at("start"));
  if (line.contains("end") && !line.at("end").is_null()) found.end = TimeOf(line.at("end"));
  found.at = GeoPoint::Degrees(line.at("lat").get<double>(), line.at("lon").get<double>());
  for (const json& who : line.at("participants")) {
    found.participants.push_back(PlainKey(who.at("key").get<std::string>()));
  }
  found.probability = line.at("probability").get<double>();
  found.detail = DetailOf(line);
  return found;
}

}  // namespace

std::string PlainKey(const std::string& key) { return key.substr(0, key.find('#')); }

std::vector<Finding> ReadFindings(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string() + ": cannot be opened");
  std::vector<Finding> all;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      all.push_back(FindingOf(json::parse(line)));
    } catch (const std::exception& e) {
      throw InputError(file.string() + ":" + std::to_string(number) + ": no event: " + e.what());
    }
  }
  return all;
}

}  // namespace pelorus
