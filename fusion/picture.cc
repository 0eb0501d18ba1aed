#include "fusion/picture.h"

namespace pelorus {

std::string_view Name(TrackStatus status) {
  return status == TrackStatus::kConfirmed ? "confirmed" : "tentative";
}

void PictureBatch::Clear() {
  updates.clear();
  ended.clear();
  hearings.clear();
}

}  // namespace pelorus
