#include "geo/ids.h"

#include <cstdio>

namespace pelorus {

std::string ToString(TargetKey key) {
  char text[40];
  const auto number = static_cast<unsigned long long>(key.number());
  switch (key.kind()) {
    case TargetKey::Kind::kMmsi:
      std::snprintf(text, sizeof text, "mmsi:%llu", number);
      return text;
    case TargetKey::Kind::kIcao:
      std::snprintf(text, sizeof text, "icao:%06llx", number);
      return text;
    case TargetKey::Kind::kContact:
      std::snprintf(text, sizeof text, "contact:%llu", number);
      return text;
    case TargetKey::Kind::kNone:
      break;
  }
  return "none";
}

std::string ToString(TrackId id) { return ToString(id.key) + "." + std::to_string(id.ordinal); }

}  // namespace pelorus
