#include "fusion/anomaly/off_port_setting.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "geo/water_reach.h"

namespace pelorus {
namespace {

/// No anchorage is wider than this; roads without a radius count as this wide.
constexpr Length kWidest = Length::Kilometers(30.0);
constexpr Length kRoads = Length::Kilometers(3.0);

std::vector<Place> PortsAsPlaces() {
  std::vector<Place> places;
  for (Port& port : EmbeddedPorts()) {
    Place place;
    place.name = std::move(port.name);
    place.kind = PlaceKind::kPort;
    place.code = std::move(port.unlocode);
    place.position = port.position;
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace

SettingIndex::SettingIndex(const PlaceIndex& places, const ShoreIndex& shores)
    : places_(places), shores_(shores), ports_(PortsAsPlaces()) {}

void SettingIndex::Consider(const PlaceIndex& index, GeoPoint p, PlaceSetting& setting,
                            Length& to_port) const {
  const auto nearer = [&setting](const NearPlace& near) {
    if (setting.harbour && *setting.harbour <= near.distance) return;
    setting.harbour = near.distance;
    setting.harbour_name = near.place->name;
  };
  for (const PlaceKind kind : {PlaceKind::kPort, PlaceKind::kTerminal, PlaceKind::kNavalBase}) {
    const auto near = index.Nearest(p, {kind});
    if (!near) continue;
    nearer(*near);
    if (near->distance >= to_port) continue;
    to_port = near->distance;
    setting.port_name = near->place->name;
  }
  for (const NearPlace& near : index.WithinRadius(p, kWidest, PlaceKind::kAnchorage)) {
    nearer(near);
    setting.anchorage |= near.distance <= near.place->radius.value_or(kRoads);
  }
}

PlaceSetting SettingIndex::At(GeoPoint p) const {
  PlaceSetting setting;
  if (const auto shore = shores_.Distance(p)) {
    setting.charted = true;
    setting.shore = std::max(Length(), shore->signed_distance);
  }
  Length to_port = Length::Meters(std::numeric_limits<double>::infinity());
  Consider(places_, p, setting, to_port);
  Consider(ports_, p, setting, to_port);
  return setting;
}

}  // namespace pelorus
