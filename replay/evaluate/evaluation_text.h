#pragma once

#include <string>

#include "replay/evaluate/score.h"

namespace pelorus {

/// Tables for people, in Markdown: by kind, regime, look-alike, reliability, what was missed.
std::string AsTable(const Evaluation& evaluation);

/// The same as one JSON object, indented; a measure that cannot be formed is null.
std::string AsJson(const Evaluation& evaluation);

}  // namespace pelorus
