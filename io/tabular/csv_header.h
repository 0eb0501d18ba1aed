#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace pelorus {

/// What a column of a ship table may hold.
enum class Column : std::uint8_t {
  kTime,
  kMillisecond,  ///< to be added to kTime
  kMmsi,
  kLatitude,
  kLongitude,
  kSog,
  kCog,
  kHeading,
  kRateOfTurn,
  kStatus,
  kAccuracy,
  kSecond,  ///< UTC second of the position, 0..59
  kMessageId,
  kAisClass,
  kMobileType,  ///< `Class A`, `Base Station`, …
  kReceiver,
  kName,
  kCallsign,
  kDestination,
  kImo,
  kShipType,
  kLength,
  kWidth,
  kDraught,
  kToBow,
  kToStern,
  kToPort,
  kToStarboard,
  kCount
};

/// Whose habits a table follows where its columns alone do not tell.
enum class CsvDialect : std::uint8_t {
  kGeneric,         ///< the names of the manual, and anything that maps to them
  kMarineCadastre,  ///< US, old and new names
  kDanish,          ///< Danish Maritime Authority: day first, words for codes
  kSatellite        ///< wide provider tables: message type in each row, draught in decimetres
};

/// Which field of a row holds what.
struct CsvHeader {
  std::array<std::int16_t, static_cast<std::size_t>(Column::kCount)> field{};  ///< -1: not there
  std::size_t width = 0;                                                       ///< fields of a row
  CsvDialect dialect = CsvDialect::kGeneric;

  bool Has(Column column) const { return field[static_cast<std::size_t>(column)] >= 0; }
};

/// What a table is about, as far as its header tells.
enum class TableKind : std::uint8_t { kUnknown, kShips, kAircraft, kOpensky, kContacts, kModes };

/// Tells ship tables from the others by the names in a header; order, case, blanks and punctuation
/// do not matter, nor does a byte order mark.
TableKind KindOfTable(std::span<const std::string_view> names);

/// Finds the columns by name. Time, MMSI, latitude and longitude must be there; the error is one
/// line that lists what was found and what was needed. Of two columns with one meaning the first
/// counts.
Result<CsvHeader, std::string> BindShipHeader(std::span<const std::string_view> names);

/// `text` without a UTF-8 byte order mark.
std::string_view WithoutBom(std::string_view text);

}  // namespace pelorus
