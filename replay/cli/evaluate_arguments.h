#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace pelorus {

enum class EvaluationFormat { kTable, kJson };

struct EvaluateArguments {
  std::vector<std::string> truths;  ///< truth.jsonl of each run
  std::vector<std::string> events;  ///< events.jsonl of each run, in the same order
  EvaluationFormat format = EvaluationFormat::kTable;
  std::optional<std::string> json;  ///< file to write JSON into besides
};

/// Declares what `pelorus evaluate` takes. `app` and `evaluate` outlive the parsing.
void AddEvaluate(CLI::App& app, EvaluateArguments& evaluate);

}  // namespace pelorus
