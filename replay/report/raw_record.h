#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace pelorus {

/// The record that begins at byte `offset` of an input, for quoting it: a line of text, without its
/// end. Nothing when the file is not there, is compressed, or holds no printable line of at most
/// 1000 bytes there.
std::optional<std::string> RawRecord(const std::string& input, std::uint64_t offset);

}  // namespace pelorus
