#include "fusion/picture.h"

#include "trackers/aircraft_filter.h"
#include "trackers/ship_filter.h"

namespace pelorus {

namespace {
constexpr std::string_view kContactModeNames[] = {"cruise"};  ///< nearly constant velocity
}  // namespace

std::span<const std::string_view> ModeNames(TargetKey::Kind kind) {
  if (kind == TargetKey::Kind::kIcao) return kAircraftModeNames;
  if (kind == TargetKey::Kind::kContact) return kContactModeNames;
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
