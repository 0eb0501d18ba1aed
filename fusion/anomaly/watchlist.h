#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fusion/identity.h"

namespace pelorus {

/// One line of a list that someone publishes. What it says of a vessel or an aircraft is an
/// allegation by its publisher, not a finding.
struct WatchlistEntry {
  std::string list;  ///< who says so, as the user named it
  std::string id;    ///< of the entry, in that list
  std::string caption;
  std::vector<std::uint32_t> imo;
  std::vector<std::uint32_t> mmsi;
  std::vector<std::uint32_t> icao;
  std::vector<std::string> registrations;  ///< of aircraft
  std::vector<std::string> names;          ///< the caption need not be among them
};

/// That a target is on a list: no evidence for or against anything.
struct WatchlistHit {
  std::string list;
  std::string id;
  std::string caption;
  /// `imo`, `mmsi`, `icao`, `registration` or `name`, the strongest that fits; a name alone says
  /// little, many vessels have the same.
  std::string_view matched_by;
  friend bool operator==(const WatchlistHit&, const WatchlistHit&) = default;
};

/// Lists to be looked up by what a target says of itself.
class Watchlist {
 public:
  /// Names shorter than this, of letters and digits, are not looked up.
  static constexpr std::size_t kLeastName = 4;

  void Add(WatchlistEntry entry);
  std::size_t size() const { return entries_.size(); }

  /// All entries that fit, each once, in the order in which they were added. IMO numbers that fail
  /// their check digit are not looked up. A name does not count against an entry with an IMO number
  /// other than the one that the target sends.
  std::vector<WatchlistHit> Match(TargetKey key, const Identity& identity) const;

 private:
  using Numbers = std::unordered_multimap<std::uint32_t, std::uint32_t>;
  using Texts = std::unordered_multimap<std::string, std::uint32_t>;

  std::vector<WatchlistEntry> entries_;
  Numbers by_imo_, by_mmsi_, by_icao_;
  Texts by_registration_, by_name_;
};

}  // namespace pelorus
