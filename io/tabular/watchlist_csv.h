#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/bytes.h"

namespace pelorus {

/// A vessel or an aircraft of a list that someone publishes: what it can be looked up by.
struct WatchlistRow {
  std::string id;  ///< of the entry, in that list
  std::string caption;
  std::vector<std::uint32_t> imo;
  std::vector<std::uint32_t> mmsi;
  std::vector<std::uint32_t> icao;
  std::vector<std::string> registrations;  ///< of aircraft
  std::vector<std::string> names;          ///< the caption need not be among them
};

/// A list, and what became of its rows.
struct WatchlistRead {
  std::vector<WatchlistRow> rows;
  std::uint64_t others = 0;   ///< persons, companies, ports: no vessel and no aircraft
  std::uint64_t nothing = 0;  ///< vessels with nothing to look them up by
  std::uint64_t broken = 0;   ///< rows that are no rows
};

/// Reads the vessels and aircraft of a list. Two forms are told apart by the first row:
/// - with a header, as OpenSanctions' maritime CSV: `type`, `caption` or `name`, `imo`, `mmsi`,
///   `id`, `aliases` and others; several values of a field are parted by `;` or ` / `. Without
///   `type` all rows are vessels.
/// - without one, the twelve columns of OFAC's SDN.CSV, `-0-` for nothing; IMO numbers, MMSIs, tail
///   numbers, Mode S codes and other names are taken out of the remarks.
/// Throws InputError with `name` when the first row fits neither.
WatchlistRead ReadWatchlist(std::unique_ptr<ByteSource> bytes, const std::string& name);

}  // namespace pelorus
