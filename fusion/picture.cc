#include "fusion/picture.h"

#include "trackers/aircraft_filter.h"
#include "trackers/ship_filter.h"

namespace pelorus {

std::span<const std::string_view> ModeNames(TargetKey::Kind kind) {
  if (kind == TargetKey::Kind::kIcao) return kAircraftModeNames;
  return kShipModeNames;
}

std::string_view Name(TrackStatus status) {
  return status == TrackStatus::kConfirmed ? "confirmed" : "tentative";
}

void PictureBatch::Clear() {
  updates.clear();
  ended.clear();
  hearings.clear();
  reports.clear();
  dispositions.clear();
}

}  // namespace pelorus
