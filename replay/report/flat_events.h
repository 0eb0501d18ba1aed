#pragma once

#include <nlohmann/json.hpp>

namespace pelorus {

/// The features of an events.geojson as rows for tables and map programs: `name`, `description`
/// (one sentence), `begin` and `end` (which KML takes for its time span), and each list of the
/// event as one text. Numbers and words of the kind keep their names.
nlohmann::ordered_json FlatEvents(const nlohmann::json& collection);

}  // namespace pelorus
