#include "fusion/anomaly/identity_book.h"

#include <algorithm>
#include <charconv>

namespace pelorus {
namespace {

constexpr std::array<std::string_view, kIdentityFields> kFieldNames = {
    "name", "callsign", "imo", "ship_type", "dimensions", "ais_class", "registration"};

/// A short text that is put together without allocation.
class ShortText {
 public:
  ShortText& Number(std::uint32_t n) {
    end_ = std::to_chars(end_, bytes_.data() + bytes_.size(), n).ptr;
    return *this;
  }
  ShortText& Slash() {
    if (end_ != bytes_.data() + bytes_.size()) *end_++ = '/';
    return *this;
  }
  std::string_view view() const {
    return {bytes_.data(), static_cast<std::size_t>(end_ - bytes_.data())};
  }

 private:
  std::array<char, 32> bytes_{};
  char* end_ = bytes_.data();
};

std::string_view ClassText(AisClass ais_class) { return ais_class == AisClass::kA ? "A" : "B"; }

}  // namespace

std::string_view Name(IdentityField field) { return kFieldNames[static_cast<std::size_t>(field)]; }

const SaidValue* IdentityHistory::Newest(IdentityField field) const {
  const auto place = std::find_if(values.rbegin(), values.rend(),
                                  [field](const SaidValue& v) { return v.field == field; });
  return place == values.rend() ? nullptr : &*place;
}

void IdentityBook::Say(Entry& entry, IdentityField field, std::string_view text,
                       const Provenance& from) {
  if (text.empty()) return;
  std::uint8_t& newest = entry.newest[static_cast<std::size_t>(field)];
  std::vector<SaidValue>& values = entry.history.values;
  if (newest != 0 && values[newest - 1U].text == text) {
    SaidValue& value = values[newest - 1U];
    value.last = std::max(value.last, from.received_at);
    ++value.times;
    return;
  }
  if (values.size() >= kMostValues) {
    ++entry.history.further;
    return;
  }
  values.push_back({field, std::string(text), from.received_at, from.received_at, 1, from.raw});
  newest = static_cast<std::uint8_t>(values.size());
}

void IdentityBook::SayAll(Entry& entry, const StaticReport& said) {
  const bool ship = said.key.kind() == TargetKey::Kind::kMmsi;
  if (said.name) Say(entry, IdentityField::kName, said.name->view(), said.from);
  if (said.callsign && ship) Say(entry, IdentityField::kCallsign, said.callsign->view(), said.from);
  if (said.imo) Say(entry, IdentityField::kImo, ShortText().Number(*said.imo).view(), said.from);
  if (said.ship_type)
    Say(entry, IdentityField::kShipType, ShortText().Number(*said.ship_type).view(), said.from);
  if (said.dimensions) {
    const auto& d = *said.dimensions;
    ShortText text;
    text.Number(d.to_bow_m).Slash().Number(d.to_stern_m).Slash().Number(d.to_port_m).Slash();
    Say(entry, IdentityField::kDimensions, text.Number(d.to_starboard_m).view(), said.from);
  }
  if (said.ais_class != AisClass::kUnknown)
    Say(entry, IdentityField::kClass, ClassText(said.ais_class), said.from);
  if (said.registration)
    Say(entry, IdentityField::kRegistration, said.registration->view(), said.from);
}

void IdentityBook::See(Entry& entry, GeoPoint at, Time t, RawRef raw) {
  IdentityHistory& history = entry.history;
  ++history.positions;
  if (!history.first || t < history.first->time) {
    history.first = Contact{t, at};
    history.first_raw = raw;
  }
  if (!history.last || t >= history.last->time) {
    history.last = Contact{t, at};
    history.last_raw = raw;
  }
}

void IdentityBook::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    const Report& report = batch.reports[i];
    Entry& entry = entries_[KeyOf(report)];
    if (const auto* said = std::get_if<StaticReport>(&report)) {
      Merge(entry.identity, *said);
      SayAll(entry, *said);
    } else if (const auto* aircraft = std::get_if<AircraftReport>(&report)) {
      Merge(entry.identity, *aircraft);
      if (aircraft->position)
        See(entry, *aircraft->position, aircraft->measured_at, aircraft->from.raw);
    } else if (const auto* ship = std::get_if<Observation>(&report)) {
      See(entry, ship->position, ship->measured_at, ship->from.raw);
      if (ship->ais_class == AisClass::kUnknown) continue;
      entry.identity.ais_class = ship->ais_class;
      Say(entry, IdentityField::kClass, ClassText(ship->ais_class), ship->from);
    }
  }
}

const Identity& IdentityBook::Of(TargetKey key) const {
  static const Identity kNothing;
  const auto place = entries_.find(key);
  return place == entries_.end() ? kNothing : place->second.identity;
}

const IdentityHistory* IdentityBook::HistoryOf(TargetKey key) const {
  const auto place = entries_.find(key);
  return place == entries_.end() ? nullptr : &place->second.history;
}

std::vector<TargetKey> IdentityBook::Keys() const {
  std::vector<TargetKey> keys;
  keys.reserve(entries_.size());
  for (const auto& [key, entry] : entries_) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace pelorus
