#include "fusion/identity.h"

namespace pelorus {
namespace {

template <class T>
void Take(std::optional<T>& known, const std::optional<T>& said) {
  if (said) known = said;
}

}  // namespace

void Merge(Identity& identity, const StaticReport& report) {
  if (report.ais_class != AisClass::kUnknown) identity.ais_class = report.ais_class;
  Take(identity.name, report.name);
  Take(identity.callsign, report.callsign);
  Take(identity.destination, report.destination);
  Take(identity.imo, report.imo);
  Take(identity.ship_type, report.ship_type);
  Take(identity.dimensions, report.dimensions);
  Take(identity.draught, report.draught);
  Take(identity.registration, report.registration);
  Take(identity.aircraft_model, report.aircraft_model);
  Take(identity.emitter_category, report.emitter_category);
}

void Merge(Identity& identity, const AircraftReport& report) {
  Take(identity.squawk, report.squawk);
  Take(identity.emergency, report.emergency);
  Take(identity.on_ground, report.on_ground);
}

}  // namespace pelorus
