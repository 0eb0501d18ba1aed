#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/ids.h"

namespace pelorus::ais {

/// Numbers station names by first appearance. Finding a known name does not allocate.
class StationTable {
 public:
  /// More names, and names over kMaxName bytes, are "not named": a hostile feed stays bounded.
  static constexpr std::size_t kMaxStations = 1 << 16;
  static constexpr std::size_t kMaxName = 64;

  StationTable();

  StationId Intern(std::string_view name);
  /// Index is StationId; entry 0 is "".
  const std::vector<std::string>& names() const { return names_; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t id = 0;  // 0: free
  };
  void Grow();

  std::vector<std::string> names_;
  std::vector<Entry> table_;  // open addressing, a power of two, at most half full
};

/// A hash of a short text, the same on every machine; never 0.
std::uint64_t HashText(std::string_view text);

}  // namespace pelorus::ais
