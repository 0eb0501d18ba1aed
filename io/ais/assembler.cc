#include "io/ais/assembler.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pelorus::ais {
namespace {

std::uint16_t BitOf(const Fragment& part) {
  return static_cast<std::uint16_t>(1u << (part.number - 1));
}

Duration Distance(Time a, Time b) { return a > b ? a - b : b - a; }

}  // namespace

std::uint64_t Assembler::KeyOf(const Fragment& part) {
  const std::uint64_t id =
      (std::uint64_t{part.talker} << 32) | (std::uint64_t{part.sequence} << 24) |
      (std::uint64_t{part.count} << 16) | (std::uint64_t{part.origin.own} << 8) |
      static_cast<unsigned char>(part.origin.channel);
  return MixBits(id ^ MixBits(part.peer));
}

bool Assembler::Expired(const Slot& slot, const Fragment& part) {
  const auto& first = slot.origin.stamp.received_at;
  const auto& now = part.origin.stamp.received_at;
  if (first && now) return Distance(*first, *now) > kWindow;
  if (slot.feed_time && part.feed_time) return Distance(*slot.feed_time, *part.feed_time) > kWindow;
  return part.tick - slot.tick > kMaxSentencesApart;
}

void Assembler::Drop(Slot& slot, Reject cause, Counters& counters) {
  counters.Count(cause, static_cast<std::uint64_t>(std::popcount(slot.have)));
  slot.have = 0;
}

void Assembler::Begin(Slot& slot, std::uint64_t key, const Fragment& part) {
  slot.key = key;
  slot.sender = part.sender;
  slot.have = 0;
  slot.count = part.count;
  slot.origin = part.origin;
  slot.feed_time = part.feed_time;
  slot.tick = part.tick;
}

void Assembler::Store(Slot& slot, const Fragment& part) {
  const std::size_t i = part.number - 1u;
  const std::size_t size = std::min(part.payload.size(), kMaxPartChars);
  const bool cut = size < part.payload.size();
  slot.parts[i] = {static_cast<std::uint16_t>(size), cut ? std::uint8_t{0} : part.fill_bits, cut};
  if (size > 0) std::memcpy(slot.text.data() + i * kMaxPartChars, part.payload.data(), size);
  slot.have = static_cast<std::uint16_t>(slot.have | BitOf(part));
}

/// The first part that came names the place in the input; the first trusted stamp, else any stamp,
/// and the first station hold for the message.
void Assembler::MergeOrigin(Slot& slot, const Fragment& part) {
  Origin& to = slot.origin;
  const Origin& from = part.origin;
  if (from.stamp.received_at &&
      (!to.stamp.received_at || (from.stamp.trusted && !to.stamp.trusted))) {
    to.stamp = from.stamp;
  }
  if (to.station == StationId{}) to.station = from.station;
  if (slot.sender == 0) slot.sender = part.sender;
  to.flags = static_cast<std::uint16_t>(to.flags | from.flags);
}

Assembler::Slot* Assembler::Find(std::uint64_t key, const Fragment& part) {
  Slot* set = &slots_[key % kSets * kWays];
  Slot* fits = nullptr;
  for (Slot* slot = set; slot < set + kWays; ++slot) {
    if (slot->have == 0 || slot->key != key) continue;
    if (slot->sender == part.sender) return slot;
    if (slot->sender == 0 || part.sender == 0) fits = slot;
  }
  return fits;
}

Assembler::Slot& Assembler::MakeRoom(std::uint64_t key, const Fragment& part, Counters& counters) {
  Slot* set = &slots_[key % kSets * kWays];
  Slot* oldest = set;
  for (Slot* slot = set; slot < set + kWays; ++slot) {
    if (slot->have == 0) return *slot;
    if (slot->tick < oldest->tick) oldest = slot;
  }
  Drop(*oldest, Expired(*oldest, part) ? Reject::kFragmentOrphan : Reject::kFragmentTableFull,
       counters);
  return *oldest;
}

std::optional<Assembler::Whole> Assembler::Finish(Slot& slot, BitBuffer& bits, Counters& counters) {
  bits.Clear();
  for (std::size_t i = 0; i < slot.count; ++i) {
    if (!bits.Append(slot.payload(i), slot.parts[i].fill_bits)) {
      Drop(slot, Reject::kBadPayload, counters);
      return std::nullopt;
    }
    if (slot.parts[i].cut) break;
  }
  slot.have = 0;
  return Whole{slot.origin, slot.count};
}

std::optional<Assembler::Whole> Assembler::Add(const Fragment& part, BitBuffer& bits,
                                               Counters& counters) {
  if (slots_.empty()) slots_.resize(kSets * kWays);
  const std::uint64_t key = KeyOf(part);
  Slot* slot = Find(key, part);
  if (slot != nullptr && Expired(*slot, part)) {
    Drop(*slot, Reject::kFragmentOrphan, counters);
    Begin(*slot, key, part);
  } else if (slot == nullptr) {
    slot = &MakeRoom(key, part, counters);
    Begin(*slot, key, part);
  } else if ((slot->have & BitOf(part)) != 0) {
    if (slot->payload(part.number - 1u) == part.payload.substr(0, kMaxPartChars)) {
      ++counters.duplicate;
      return std::nullopt;
    }
    Drop(*slot, Reject::kFragmentOrphan, counters);
    Begin(*slot, key, part);
  } else {
    MergeOrigin(*slot, part);
  }
  Store(*slot, part);
  if (std::popcount(slot->have) < slot->count) return std::nullopt;
  return Finish(*slot, bits, counters);
}

void Assembler::Flush(Counters& counters) {
  for (Slot& slot : slots_) {
    if (slot.have != 0) Drop(slot, Reject::kFragmentOrphan, counters);
  }
}

}  // namespace pelorus::ais
