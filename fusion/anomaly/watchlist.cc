#include "fusion/anomaly/watchlist.h"

#include <algorithm>
#include <map>
#include <utility>

#include "fusion/anomaly/identity_checks.h"

namespace pelorus {
namespace {

std::string Plain(std::string_view text) { return std::string(Comparable(text).view()); }

}  // namespace

void Watchlist::Add(WatchlistEntry entry) {
  const auto at = static_cast<std::uint32_t>(entries_.size());
  for (const std::uint32_t n : entry.imo) by_imo_.emplace(n, at);
  for (const std::uint32_t n : entry.mmsi) by_mmsi_.emplace(n, at);
  for (const std::uint32_t n : entry.icao) by_icao_.emplace(n, at);
  for (const std::string& text : entry.registrations) by_registration_.emplace(Plain(text), at);
  const auto add_name = [this, at](std::string_view text) {
    std::string name = Plain(text);
    if (name.size() >= kLeastName) by_name_.emplace(std::move(name), at);
  };
  add_name(entry.caption);
  for (const std::string& text : entry.names) add_name(text);
  entries_.push_back(std::move(entry));
}

std::vector<WatchlistHit> Watchlist::Match(TargetKey key, const Identity& identity) const {
  std::map<std::uint32_t, std::string_view> hits;  // the first that fits is the strongest
  const auto take = [&hits](const auto& index, const auto& wanted, std::string_view by) {
    const auto [from, to] = index.equal_range(wanted);
    for (auto place = from; place != to; ++place) hits.emplace(place->second, by);
  };
  const auto number = static_cast<std::uint32_t>(key.number() & 0xffffffffU);
  const bool ship = key.kind() == TargetKey::Kind::kMmsi;
  const bool has_imo = identity.imo && IsImoNumber(*identity.imo);
  if (has_imo) take(by_imo_, *identity.imo, "imo");
  if (ship) take(by_mmsi_, number, "mmsi");
  if (key.kind() == TargetKey::Kind::kIcao) take(by_icao_, number, "icao");
  if (identity.registration) {
    take(by_registration_, Plain(identity.registration->view()), "registration");
  }
  if (ship && identity.name) {
    const auto [from, to] = by_name_.equal_range(Plain(identity.name->view()));
    for (auto place = from; place != to; ++place) {
      const std::vector<std::uint32_t>& imo = entries_[place->second].imo;
      const bool other =
          has_imo && !imo.empty() && std::find(imo.begin(), imo.end(), *identity.imo) == imo.end();
      if (!other) hits.emplace(place->second, "name");
    }
  }
  std::vector<WatchlistHit> found;
  for (const auto& [at, by] : hits) {
    found.push_back({entries_[at].list, entries_[at].id, entries_[at].caption, by});
  }
  return found;
}

}  // namespace pelorus
