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

template <std::size_t N, class T>
void PutDecimal(JsonLine& json, const char (&key)[N], const std::optional<T>& value,
                unsigned decimals) {
  json.Key(key);
  value ? json.Decimal(static_cast<std::int64_t>(*value), decimals) : json.Null();
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
template <std::size_t N>
void PutDegrees(JsonLine& json, const char (&key)[N], std::optional<std::int32_t> value,
                std::int64_t per_degree = 600'000) {
  json.Key(key);
  if (!value) return json.Null();
  const std::int64_t scaled = std::int64_t{*value} * 10'000'000;
  const std::int64_t half = scaled < 0 ? -per_degree / 2 : per_degree / 2;
  json.Decimal((scaled + half) / per_degree, 7);
}

/// Writes the `app` object of a type 6 or 8, nothing when it is not decoded.
void PutApplication(JsonLine& json, const Application& application);

}  // namespace pelorus::ais
