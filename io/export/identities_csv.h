#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "fusion/anomaly/identity_book.h"

namespace pelorus {

/// Writes what every target said of itself, field by field, with every change: a row for each
/// value, `key`, `field`, `value` (dimensions as bow/stern/port/starboard of the antenna, metres),
/// `first` and `last` (when it was received, UTC), `times`, `input` and `offset` (of the report
/// that said it first). By key, then in the order in which values were first said. `inputs` are
/// the inputs' names by SourceId. Throws std::runtime_error with path and cause.
void WriteIdentitiesCsv(const std::filesystem::path& file, const IdentityBook& book,
                        std::span<const std::string> inputs);

}  // namespace pelorus
