#pragma once

#include <optional>
#include <string>

#include "geo/geo_point.h"
#include "geo/place_index.h"
#include "geo/shore.h"
#include "geo/units.h"

namespace pelorus {

/// What is known of the place at which something happened.
struct PlaceSetting {
  /// Land data, and with it the lists of ports, reach here; else all below is unknown.
  bool charted = false;
  std::optional<Length> shore;    ///< distance; on land 0
  std::optional<Length> harbour;  ///< to the nearest port, terminal, naval base or anchorage
  std::string harbour_name;       ///< of the nearest one
  std::string port_name;          ///< of the nearest port, terminal or naval base
  bool anchorage = false;         ///< inside a designated one
  /// At a known port or anchorage: within 3 km of it, or inside.
  bool at_harbour() const { return anchorage || (harbour && *harbour <= Length::Kilometers(3.0)); }
};

/// Places and shores, asked together.
class SettingIndex {
 public:
  /// `places` and `shores` outlive this. The ports that are part of the program count as well.
  SettingIndex(const PlaceIndex& places, const ShoreIndex& shores);

  PlaceSetting At(GeoPoint p) const;

 private:
  void Consider(const PlaceIndex& index, GeoPoint p, PlaceSetting& setting, Length& to_port) const;

  const PlaceIndex& places_;
  const ShoreIndex& shores_;
  PlaceIndex ports_;
};

}  // namespace pelorus
