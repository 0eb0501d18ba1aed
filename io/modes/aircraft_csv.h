#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "geo/result.h"
#include "io/modes/message_source.h"

namespace pelorus::modes {

/// What a column of a table of aircraft states may hold.
enum class AirColumn : std::uint8_t {
  kTime,
  kPositionTime,
  kContactTime,
  kIcao,
  kLatitude,
  kLongitude,
  kAltBaro,
  kAltGeom,
  kSpeed,
  kTrack,
  kBaroRate,
  kGeomRate,
  kOnGround,
  kCallsign,
  kSquawk,
  kAlert,
  kSpi,
  kCategory,
  kNic,
  kNacP,
  kNacV,
  kSil,
  kGva,
  kVersion,
  kReceiver,
  kCount
};

/// Which field of a row holds what, and in which units.
struct AirCsvHeader {
  std::array<std::int16_t, static_cast<std::size_t>(AirColumn::kCount)> field{};  ///< -1: not there
  std::size_t width = 0;  ///< fields of a row
  bool metric = false;    ///< metres and metres a second; else feet, knots and feet a minute
};

/// Finds the columns of the manual's names, or with `opensky` those of OpenSky's history data base
/// (state_vectors_data4). Case, blanks and punctuation do not matter. The time and the address must
/// be there, with `opensky` also `lastposupdate`; the error is one line. Of two columns with one
/// meaning the first counts.
Result<AirCsvHeader, std::string> BindAirHeader(std::span<const std::string_view> names,
                                                bool opensky);

/// The table part of OpenOpensky.
std::unique_ptr<MessageSource> OpenOpenskyTable(std::unique_ptr<ByteSource> bytes,
                                                const std::string& name);

}  // namespace pelorus::modes
