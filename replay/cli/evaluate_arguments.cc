#include "replay/cli/evaluate_arguments.h"

#include <CLI/CLI.hpp>
#include <map>

namespace pelorus {

void AddEvaluate(CLI::App& app, EvaluateArguments& evaluate) {
  const std::map<std::string, EvaluationFormat> formats = {{"table", EvaluationFormat::kTable},
                                                           {"json", EvaluationFormat::kJson}};
  app.add_option("--truth", evaluate.truths, "truth.jsonl of a simulation; repeat for several runs")
      ->required()
      ->type_name("FILE");
  app.add_option("--events", evaluate.events,
                 "events.jsonl of the replay of each, in the same order")
      ->required()
      ->type_name("FILE");
  app.add_option("--format", evaluate.format, "on standard output")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("table|json");
  app.add_option("--json", evaluate.json, "write JSON into this file besides")->type_name("FILE");
}

}  // namespace pelorus
