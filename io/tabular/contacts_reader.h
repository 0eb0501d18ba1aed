#pragma once

#include <memory>
#include <string>

#include "io/reader.h"

namespace pelorus {

/// Reads detections without identity: a table with the columns `t,lat,lon,sigma_m` and, where it
/// has them, `length_m,heading_deg,source,scan`, or GeoJSON whose point features have properties of
/// those names (a collection, or one feature a line). Each row or feature is one record and one
/// ContactReport; its station is `source`. Rows with neither latitude nor longitude, and features
/// without a geometry, are looks that saw nothing.
///
/// Throws InputError, one line that begins with `name`, when a table lacks a needed column.
std::unique_ptr<ReportReader> MakeContactsReader(std::unique_ptr<ByteSource> bytes,
                                                 const std::string& name, SourceId source);

}  // namespace pelorus
