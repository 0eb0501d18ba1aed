#pragma once

#include <optional>

#include "io/ais/json_line.h"
#include "io/ais/message.h"

/// Pieces of the JSON of several message types.
namespace pelorus::ais {

template <std::size_t N, class T>
void PutInteger(JsonLine& json, const char (&key)[N], T value) {
  json.Key(key);
  json.Integer(static_cast<std::int64_t>(value));
}

template <std::size_t N, class T>
void PutInteger(JsonLine& json, const char (&key)[N], const std::optional<T>& value) {
  json.Key(key);
  value ? json.Integer(static_cast<std::int64_t>(*value)) : json.Null();
}

/// `value` / 10^D.
template <unsigned D, std::size_t N, class T>
void PutDecimal(JsonLine& json, const char (&key)[N], const std::optional<T>& value) {
  json.Key(key);
  value ? json.Decimal<D>(static_cast<std::int64_t>(*value)) : json.Null();
}

template <std::size_t N>
void PutBool(JsonLine& json, const char (&key)[N], std::optional<bool> value) {
  json.Key(key);
  value ? json.Bool(*value) : json.Null();
}

template <std::size_t N>
void PutText(JsonLine& json, const char (&key)[N], std::string_view value) {
  json.Key(key);
  json.Text(value);
}

/// Degrees with seven digits, from a coordinate of which `per_degree` make one (600,000 or 60,000).
template <std::int64_t kPerDegree = 600'000, std::size_t N>
void PutDegrees(JsonLine& json, const char (&key)[N], std::optional<std::int32_t> value) {
  json.Key(key);
  if (!value) return json.Null();
  const std::int64_t scaled = std::int64_t{*value} * 10'000'000;
  const std::int64_t half = scaled < 0 ? -kPerDegree / 2 : kPerDegree / 2;
  json.Decimal<7>((scaled + half) / kPerDegree);
}

/// Writes the `app` object of a type 6 or 8, nothing when it is not decoded.
void PutApplication(JsonLine& json, const Application& application);

}  // namespace pelorus::ais
