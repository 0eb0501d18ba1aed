#include "geo/water_channels.h"

#include <array>
#include <charconv>
#include <optional>

#include "geo/check.h"
#include "geo/embedded.h"

namespace pelorus {
namespace {

constexpr std::string_view kHeader = "name,lat,lon,draught_m,note";

std::string_view TakeUntil(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

std::optional<double> NumberOf(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Adds one row; the answer is what is wrong with it, or empty.
std::string AddRow(std::string_view row, std::vector<Channel>& channels) {
  const std::string name(TakeUntil(row, ','));
  const auto lat_deg = NumberOf(TakeUntil(row, ','));
  const auto lon_deg = NumberOf(TakeUntil(row, ','));
  const std::string_view draught = TakeUntil(row, ',');
  if (name.empty()) return "no name";
  if (!lat_deg || !lon_deg) return "lat and lon are not both numbers";
  const auto point = GeoPoint::FromDegrees(*lat_deg, *lon_deg);
  if (!point) return "lat or lon out of range";
  const auto draught_m = NumberOf(draught);
  if (!draught.empty() && !(draught_m && *draught_m >= 0.0)) return "bad draught_m";
  if (channels.empty() || channels.back().name != name) {
    channels.emplace_back().name = name;
    if (draught_m) channels.back().draught = Length::Meters(*draught_m);
  }
  channels.back().line.push_back(*point);
  return {};
}

}  // namespace

Result<std::vector<Channel>, std::string> ParseChannels(std::string_view csv) {
  std::vector<Channel> channels;
  bool has_header = false;
  for (int line = 1; !csv.empty(); ++line) {
    std::string_view row = TakeUntil(csv, '\n');
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    std::string fault;
    if (has_header) {
      fault = AddRow(row, channels);
    } else if (row != kHeader) {
      fault = "the header is not " + std::string(kHeader);
    }
    if (!fault.empty()) return "line " + std::to_string(line) + ": " + fault;
    has_header = true;
  }
  for (const Channel& channel : channels) {
    if (channel.line.size() < 2) return "channel '" + channel.name + "' has one point only";
  }
  return channels;
}

std::vector<Channel> EmbeddedChannels() {
  const auto bytes = EmbeddedChannelsCsv();
  auto channels = ParseChannels(std::string(bytes.begin(), bytes.end()));
  PELORUS_CHECK(channels.ok(), channels.error());
  return std::move(channels.value());
}

}  // namespace pelorus
