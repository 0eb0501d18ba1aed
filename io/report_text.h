#pragma once

#include <string>
#include <string_view>

#include "trackers/observation.h"

namespace pelorus {

/// First line of the generic ship table that AppendCsvRow writes and that `csv` inputs read.
inline constexpr std::string_view kReportCsvHeader =
    "t,mmsi,lat,lon,sog_kn,cog_deg,heading_deg,status,ais_class,receiver,name,imo,callsign,"
    "ship_type,length_m,width_m,draught_m,destination\n";

/// Appends a ship's report as a row of that table; fields that it does not hold stay empty. Rows of
/// static data have no position.
void AppendCsvRow(const Report& report, std::string_view station, std::string& out);

/// Appends a ship's report as a line of JSON with the keys of `decode`, for inputs that come
/// decoded.
void AppendJsonLine(const Report& report, std::string_view station, std::string& out);

}  // namespace pelorus
