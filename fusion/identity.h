#pragma once

#include <cstdint>

#include "trackers/observation.h"

namespace pelorus {

/// What a target has said about itself so far: the newest non-empty value of each field.
struct Identity {
  AisClass ais_class = AisClass::kUnknown;
  std::optional<FixedText<34>> name;
  std::optional<FixedText<8>> callsign;
  std::optional<FixedText<20>> destination;
  std::optional<std::uint32_t> imo;
  std::optional<std::uint8_t> ship_type;
  std::optional<StaticReport::Dimensions> dimensions;
  std::optional<Length> draught;
  std::optional<FixedText<10>> registration;
  std::optional<FixedText<4>> aircraft_model;
  std::optional<std::uint8_t> emitter_category;
  std::optional<std::uint16_t> squawk;
  std::optional<std::uint8_t> emergency;
  std::optional<bool> on_ground;
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// Takes over what `report` holds; what it leaves out stays.
void Merge(Identity& identity, const StaticReport& report);
void Merge(Identity& identity, const AircraftReport& report);

}  // namespace pelorus
