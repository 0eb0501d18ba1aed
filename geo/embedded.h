#pragma once

#include <span>

namespace pelorus {

/// Data files that are part of the program (geo/data, with their licences in its README.md).
/// The bytes live as long as the program.
std::span<const unsigned char> EmbeddedCaspianGpkg();
/// Land of Red Sea, Gulf of Aden, western Arabian Sea, Gulf of Oman and Persian Gulf.
std::span<const unsigned char> EmbeddedRedSeaGpkg();
/// Places, as CSV (geo/places.h).
std::span<const unsigned char> EmbeddedPlacesCsv();
/// Channels, as CSV (geo/water_channels.h).
std::span<const unsigned char> EmbeddedChannelsCsv();
/// Airfields, as CSV (geo/airfields.h).
std::span<const unsigned char> EmbeddedAirportsCsv();

}  // namespace pelorus
