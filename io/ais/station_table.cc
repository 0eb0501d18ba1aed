#include "io/ais/station_table.h"

namespace pelorus::ais {

std::uint64_t HashText(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;  // FNV-1a
  }
  hash = MixBits(hash);
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
