#include "fusion/anomaly/identity_book.h"

namespace pelorus {

void IdentityBook::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    const Report& report = batch.reports[i];
    if (const auto* said = std::get_if<StaticReport>(&report)) {
      Merge(identities_[said->key], *said);
    } else if (const auto* aircraft = std::get_if<AircraftReport>(&report)) {
      Merge(identities_[aircraft->key], *aircraft);
    } else if (const auto* ship = std::get_if<Observation>(&report)) {
      if (ship->ais_class != AisClass::kUnknown) {
        identities_[ship->key].ais_class = ship->ais_class;
      }
    }
  }
}

const Identity& IdentityBook::Of(TargetKey key) const {
  static const Identity kNothing;
  const auto place = identities_.find(key);
  return place == identities_.end() ? kNothing : place->second;
}

}  // namespace pelorus
