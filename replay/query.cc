#include "replay/query.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "io/json_text.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// Times from 1828 to 2112, so that any two are less apart than a Duration holds.
std::optional<Time> TimeIn(const json& value) {
  constexpr double kMost_s = 4.5e9;
  if (!value.is_number()) return std::nullopt;
  const double seconds = value.get<double>();
  if (!(std::abs(seconds) < kMost_s)) return std::nullopt;
  const double whole = std::floor(seconds);
  return TimeFromUnix(static_cast<std::int64_t>(whole), std::llround((seconds - whole) * 1e9));
}

template <class Id>
std::optional<TargetKey> IdIn(std::string_view digits, int base, std::uint32_t most) {
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (error != std::errc() || stop != end || digits.empty() || value > most) return std::nullopt;
  return TargetKey::Of(Id(value));
}

std::optional<TargetKey> KeyIn(const json& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_ref<const std::string&>();
  constexpr std::string_view kShip = "mmsi:", kAircraft = "icao:";
  if (text.starts_with(kShip)) return IdIn<Mmsi>(text.substr(kShip.size()), 10, 999'999'999);
  if (text.starts_with(kAircraft)) return IdIn<Icao24>(text.substr(kAircraft.size()), 16, 0xffffff);
  return std::nullopt;
}

/// Reads `[[t0, t1], …]` into `out`; false when it is something else.
bool ReadExclude(const json& value, std::vector<std::pair<Time, Time>>& out) {
  if (!value.is_array()) return false;
  for (const json& span : value) {
    if (!span.is_array() || span.size() != 2) return false;
    const auto from = TimeIn(span[0]), to = TimeIn(span[1]);
    if (!from || !to || *to < *from) return false;
    out.emplace_back(*from, *to);
  }
  std::sort(out.begin(), out.end());
  return true;
}

std::string Fill(const json& line, Query& query) {
  const auto key = line.find("key"), at = line.find("at");
  if (key == line.end()) return "no key";
  if (at == line.end()) return "no at";
  const auto who = KeyIn(*key);
  if (!who) return "bad key";
  query.key = *who;
  const auto when = TimeIn(*at);
  if (!when) return "bad at";
  query.at = *when;
  const auto until = line.find("using_until"), exclude = line.find("exclude");
  if (until != line.end() && !until->is_null()) {
    query.using_until = TimeIn(*until);
    if (!query.using_until) return "bad using_until";
  }
  if (exclude != line.end() && !exclude->is_null() && !ReadExclude(*exclude, query.exclude)) {
    return "bad exclude";
  }
  return {};
}

}  // namespace

Query ParseQuery(std::string_view text) {
  Query query;
  const json line = json::parse(text, nullptr, false);
  if (!line.is_object()) {
    query.error = "bad json";
    return query;
  }
  const auto id = line.find("id");
  if (id != line.end()) query.id = id->dump(-1, ' ', false, json::error_handler_t::replace);
  query.error = Fill(line, query);
  return query;
}

double Area90_km2(const Eigen::Matrix2d& cov_m2) {
  constexpr double kChi90 = 4.605170;
  const double determinant = cov_m2(0, 0) * cov_m2(1, 1) - cov_m2(0, 1) * cov_m2(1, 0);
  return std::numbers::pi * kChi90 * std::sqrt(std::max(0.0, determinant)) * 1e-6;
}

void AppendAnswer(std::string& out, const Query& query, const QueryAnswer& answer) {
  out += R"({"id":)";
  out += query.id;
  const std::string_view error = query.error.empty() ? answer.error : query.error;
  if (!error.empty()) {
    out += R"(,"error":)";
    AppendJsonString(out, error);
    out += "}\n";
    return;
  }
  const auto number = [&out](const char* before, double value, int decimals) {
    out += before;
    AppendDecimal(out, value, decimals);
  };
  number(R"(,"lat":)", answer.position.lat_deg(), 7);
  number(R"(,"lon":)", answer.position.lon_deg(), 7);
  number(R"(,"cov_m2":[)", answer.cov_m2(0, 0), 3);
  number(",", answer.cov_m2(0, 1), 3);
  number(",", answer.cov_m2(1, 1), 3);
  number(R"(],"p90_area_km2":)", Area90_km2(answer.cov_m2), 9);
  out += R"(,"modes":{)";
  bool first = true;
  for (const auto& [name, probability] : answer.modes) {
    if (name.empty()) continue;
    if (!first) out += ',';
    AppendJsonString(out, name);
    number(":", probability, 4);
    first = false;
  }
  out += "}}\n";
}

}  // namespace pelorus
