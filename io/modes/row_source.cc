#include "io/modes/row_source.h"

#include "io/modes/row_fields.h"

namespace pelorus::modes {

bool RecentPositions::Repeats(std::uint32_t aircraft, const GeoPoint& position, Time at) {
  const auto same = [&](const Last& last) {
    return last.position == position && last.at <= at + kRounding && at <= last.at + kRounding;
  };
  auto found = newer_.find(aircraft);
  if (found == newer_.end()) {
    if (newer_.size() == kMost) {
      older_ = std::move(newer_);
      newer_.clear();
    }
    const auto old = older_.find(aircraft);
    const bool repeats = old != older_.end() && same(old->second);
    newer_.emplace(aircraft, repeats ? old->second : Last{position, at});
    return repeats;
  }
  if (same(found->second)) return true;
  found->second = {position, at};
  return false;
}

/// Marks what the rows before tell of this one.
void RowSource::Finish() {
  const auto at = message_.position_t ? message_.position_t : message_.t;
  if (message_.position && at) {
    const std::uint32_t aircraft = message_.address | std::uint32_t{message_.non_icao} << 24;
    message_.position_repeated = positions_.Repeats(aircraft, *message_.position, *at);
  }
  message_.payload_hash = RowHash(message_);
}

const Message* RowSource::Next() {
  for (;;) {
    message_ = {};
    const auto record = ReadRecord(message_);
    if (!record) return nullptr;
    ++counters_.received;
    if (record->outcome == Outcome::kRejected) {
      counters_.Count(record->cause);
      continue;
    }
    ++counters_.used;
    if (record->outcome == Outcome::kNothing) continue;
    ++counters_.messages[static_cast<std::size_t>(MessageKind::kAircraftRow)];
    Finish();
    return &message_;
  }
}

}  // namespace pelorus::modes
