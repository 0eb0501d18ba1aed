#include "replay/report/run_folder.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <utility>

#include "geo/land_gdal.h"
#include "io/bytes.h"

namespace pelorus {
namespace {

using nlohmann::json;

json ReadJson(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string() + ": cannot be opened");
  json value = json::parse(in, nullptr, false);
  if (value.is_discarded()) throw InputError(file.string() + ": is not JSON");
  return value;
}

std::vector<json> ReadLines(const std::filesystem::path& file) {
  std::vector<json> values;
  std::ifstream in(file);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    values.push_back(json::parse(line, nullptr, false));
    if (!values.back().is_object() || !values.back().contains("id")) {
      throw InputError(file.string() + ":" + std::to_string(number) + ": is not an event");
    }
  }
  return values;
}

GeoRing RingOf(const json& points) {
  GeoRing ring;
  for (const json& p : points) ring.push_back(GeoPoint::Degrees(p.at(1), p.at(0)));
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring;
}

std::vector<GeoPolygon> ReadArea(const std::filesystem::path& file) {
  const json feature = ReadJson(file);
  std::vector<GeoPolygon> polygons;
  try {
    for (const json& rings : feature.at("geometry").at("coordinates")) {
      GeoPolygon& polygon = polygons.emplace_back();
      for (std::size_t i = 0; i < rings.size(); ++i) {
        if (i == 0) {
          polygon.outer = RingOf(rings[i]);
        } else {
          polygon.holes.push_back(RingOf(rings[i]));
        }
      }
    }
  } catch (const json::exception&) {
    throw InputError(file.string() + ": holds no multipolygon");
  }
  return polygons;
}

std::vector<Land> LandsOf(const std::vector<RunTrack>& tracks) {
  std::vector<Land> lands;
  for (const EmbeddedLand which : {EmbeddedLand::kCaspian, EmbeddedLand::kRedSea}) {
    Land land = LoadEmbeddedLand(which);
    const auto touches = [&land](const RunTrack& track) {
      return !track.points.empty() && (land.box.Contains(track.points.front().position) ||
                                       land.box.Contains(track.points.back().position));
    };
    if (std::any_of(tracks.begin(), tracks.end(), touches)) lands.push_back(std::move(land));
  }
  return lands;
}

std::vector<std::size_t> Ranked(const std::vector<json>& events) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&events](std::size_t i) {
    return std::pair(events[i].value("kind", "") == "silence",
                     -events[i].value("probability", 0.0));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&rank](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

void Rank(RunFolder& all) {
  all.ranked = Ranked(all.events);
  all.rank_of.resize(all.events.size());
  for (std::size_t n = 0; n < all.ranked.size(); ++n) {
    const std::size_t i = all.ranked[n];
    all.rank_of[i] = n;
    const auto participants = all.events[i].find("participants");
    if (participants == all.events[i].end()) continue;
    for (const json& who : *participants) {
      std::vector<std::size_t>& events = all.events_of[who.value("key", "")];
      if (events.empty() || events.back() != i) events.push_back(i);
    }
  }
}

}  // namespace

RunFolder ReadRunFolder(const std::filesystem::path& folder) {
  RunFolder all;
  all.path = folder;
  all.run = ReadJson(folder / "run.json");
  if (std::filesystem::exists(folder / "events.jsonl")) {
    all.events = ReadLines(folder / "events.jsonl");
  }
  Rank(all);
  for (const json& event : all.events) {
    if (event.contains("area_file")) {
      all.areas[event.at("id")] = ReadArea(folder / event.at("area_file").get<std::string>());
    }
  }
  all.tracks = ReadRunTracks(folder / "tracks.gpkg");
  for (std::size_t i = 0; i < all.tracks.size(); ++i) {
    all.tracks_of[all.tracks[i].key].push_back(i);
  }
  all.said = ReadRunIdentities(folder / "identities.csv");
  all.lands = LandsOf(all.tracks);
  return all;
}

}  // namespace pelorus
