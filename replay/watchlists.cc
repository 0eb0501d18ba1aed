#include "replay/watchlists.h"

#include <filesystem>
#include <utility>

#include "io/tabular/watchlist_csv.h"

namespace pelorus {
namespace {

/// `lists/sdn.csv.gz` is `sdn`.
std::string ListName(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  const std::size_t dot = name.find('.');
  return dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

Watchlist ReadWatchlists(std::span<const std::string> files) {
  Watchlist lists;
  for (const std::string& file : files) {
    const std::string name = ListName(file);
    for (WatchlistRow& row : ReadWatchlist(OpenBytes(file), file).rows) {
      lists.Add({name, std::move(row.id), std::move(row.caption), std::move(row.imo),
                 std::move(row.mmsi), std::move(row.icao), std::move(row.registrations),
                 std::move(row.names)});
    }
  }
  return lists;
}

}  // namespace pelorus
