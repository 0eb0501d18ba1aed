#pragma once

#include <cstdint>
#include <string_view>

#include "geo/ids.h"

namespace pelorus {

/// What a maritime identity is for, by its leading digits (ITU-R M.585-9, annex 1).
enum class MmsiKind : std::uint8_t {
  kNone,             ///< of no form in use
  kShip,             ///< MIDxxxxxx
  kGroup,            ///< 0MIDxxxxx
  kCoastStation,     ///< 00MIDxxxx
  kSearchAircraft,   ///< 111MIDxxx
  kHandheld,         ///< 8MIDxxxxx
  kDistressDevice,   ///< 970, 972, 974: SART, man overboard, EPIRB; no country
  kAssociatedCraft,  ///< 98MIDxxxx
  kAidToNavigation,  ///< 99MIDxxxx
};
MmsiKind KindOf(Mmsi mmsi);

/// The country or territory whose maritime identification digits these are, as its ISO 3166-1 code
/// of two letters (`PA`); empty where the digits are not allocated or the form has none.
/// Territories with a code of their own have that (Azores and Madeira `PT`, Crozet, Kerguelen,
/// Saint Paul and Adélie Land `TF`, Ascension and Saint Helena `SH`). Source: ITU, table of
/// maritime identification digits, Radio Regulations appendix 42. What is broadcast, not what is
/// registered.
std::string_view FlagOf(Mmsi mmsi);

/// Whether units send this number when nobody has set them up, so that it stands for no vessel: of
/// no form in use, MID000000, MID123456, or one digit nine times.
bool IsFactoryNumber(Mmsi mmsi);

}  // namespace pelorus
