#pragma once

#include <span>
#include <string>

#include "fusion/anomaly/watchlist.h"

namespace pelorus {

/// The vessels and aircraft of all these files together, each under the name of its file without
/// folder and extension. Throws InputError for a file that cannot be read or is no list
/// (io/tabular/watchlist_csv.h tells which are).
Watchlist ReadWatchlists(std::span<const std::string> files);

}  // namespace pelorus
