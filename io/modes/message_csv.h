#pragma once

#include <string>
#include <string_view>

#include "io/modes/message.h"

namespace pelorus::modes {

/// First line of the generic aircraft table that AppendCsvRow writes and that `air-csv` inputs
/// read.
inline constexpr std::string_view kAircraftCsvHeader =
    "t,icao,lat,lon,alt_baro_ft,alt_geom_ft,gs_kt,track_deg,baro_rate_fpm,geom_rate_fpm,on_ground,"
    "callsign,squawk,category,nic,nac_p,nac_v,sil,gva,version,receiver,position_t\n";

/// Appends a message as a row of that table; fields that it does not say stay empty. An address of
/// no ICAO allocation has a `~` before it.
void AppendCsvRow(const Message& message, std::string_view station, std::string& out);

}  // namespace pelorus::modes
