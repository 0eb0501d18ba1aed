#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"

namespace pelorus {

/// Where was `key` at `at`, by what was known until `using_until`?
struct Query {
  std::string id = "null";  ///< as JSON, repeated in the answer
  TargetKey key;
  Time at;
  std::optional<Time> using_until;  ///< nothing: use everything
  /// Observations measured inside are withheld; ends included, sorted by their start.
  std::vector<std::pair<Time, Time>> exclude;
  std::string error;  ///< when not empty: why this is no query; the rest means nothing
};

/// Reads one line of a query file. What cannot be read gives a Query with `error`, and with the id
/// where there is one.
Query ParseQuery(std::string_view line);

/// What is told in reply to a Query.
struct QueryAnswer {
  GeoPoint position;
  Eigen::Matrix2d cov_m2 = Eigen::Matrix2d::Zero();  ///< [east, north]; 90 % lie within d^2 4.605
  std::array<std::pair<std::string_view, double>, 3> modes{};  ///< names and probabilities
  std::string_view error;  ///< when not empty, in place of all that
};

/// Area of the 90 % ellipse of a covariance, km^2.
double Area90_km2(const Eigen::Matrix2d& cov_m2);

/// Appends the answer as a line of JSON: `id`, `lat`, `lon`, `cov_m2` [ee, en, nn],
/// `p90_area_km2`, `modes`, or `id` and `error`.
void AppendAnswer(std::string& out, const Query& query, const QueryAnswer& answer);

}  // namespace pelorus
