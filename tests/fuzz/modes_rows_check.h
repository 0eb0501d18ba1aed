#pragma once

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {

/// Aborts unless the law holds and chunks do not change what `open` reads from `text`. `open` takes
/// bytes and may throw InputError, then in both readings.
template <class Open>
void CheckRows(const std::string& text, Open open) {
  const auto read = [&](std::unique_ptr<ByteSource> bytes) -> std::optional<ReadMessages> {
    try {
      const auto source = open(std::move(bytes));
      return ReadWhole(*source);
    } catch (const InputError&) {
      return std::nullopt;
    }
  };
  const auto whole = read(std::make_unique<MemoryBytes>(text));
  const auto pieces = read(InPieces(text, 7, text.size()));
  if (whole.has_value() != pieces.has_value()) std::abort();
  if (!whole) return;
  if (!whole->counters.Conserved() || !SameReading(*whole, *pieces)) std::abort();
  if (whole->rows() != whole->messages.size()) std::abort();
  for (const Message& m : whole->messages) {
    if (m.address == 0 || m.offset > text.size()) std::abort();
    if (m.position_repeated && !m.position) std::abort();
  }
}

}  // namespace pelorus::modes
