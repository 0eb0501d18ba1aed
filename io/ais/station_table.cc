#include "io/ais/station_table.h"

#include "io/ais/load_bytes.h"

namespace pelorus::ais {

std::uint64_t HashText(std::string_view text) {
  std::uint64_t hash = text.size() + 1;
  const auto take = [&hash](std::uint64_t word) {
    hash = MixBits((hash ^ word) * 0x9e3779b97f4a7c15ULL);
  };
  for (; text.size() >= 8; text.remove_prefix(8)) take(LoadWord(text.data()));
  if (!text.empty()) take(LoadPart(text.data(), text.size()));
  return hash == 0 ? 1 : hash;
}

StationTable::StationTable() : names_(1), table_(64) {}

StationId StationTable::Intern(std::string_view name) {
  if (name.empty() || name.size() > kMaxName) return StationId{};
  const std::uint64_t hash = HashText(name);
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash & mask;
  for (; table_[at].id != 0; at = (at + 1) & mask) {
    if (table_[at].hash == hash && names_[table_[at].id] == name) return StationId(table_[at].id);
  }
  if (names_.size() >= kMaxStations) return StationId{};
  table_[at] = {hash, static_cast<std::uint32_t>(names_.size())};
  names_.emplace_back(name);
  const StationId id(table_[at].id);
  if (names_.size() * 2 > table_.size()) Grow();
  return id;
}

void StationTable::Grow() {
  std::vector<Entry> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Entry& entry : table_) {
    if (entry.id == 0) continue;
    std::size_t at = entry.hash & mask;
    while (larger[at].id != 0) at = (at + 1) & mask;
    larger[at] = entry;
  }
  table_.swap(larger);
}

}  // namespace pelorus::ais
