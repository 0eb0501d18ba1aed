#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "io/bytes.h"
#include "replay/cli/commands.h"
#include "replay/evaluate/evaluation_text.h"

namespace pelorus {

int RunEvaluate(const EvaluateArguments& arguments, const CommonArguments&) {
  if (arguments.truths.size() != arguments.events.size()) {
    throw InputError("--truth and --events: as many of one as of the other are needed");
  }
  Evaluation evaluation;
  for (std::size_t i = 0; i < arguments.truths.size(); ++i) {
    Score(ReadTruth(arguments.truths[i]), ReadFindings(arguments.events[i]), evaluation);
  }
  if (arguments.json) {
    std::ofstream out(*arguments.json, std::ios::binary | std::ios::trunc);
    if (!out) throw InputError(*arguments.json + ": cannot be created");
    out << AsJson(evaluation);
    out.close();
    if (!out) throw std::runtime_error(*arguments.json + ": cannot be written");
  }
  const std::string text =
      arguments.format == EvaluationFormat::kJson ? AsJson(evaluation) : AsTable(evaluation);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw std::runtime_error("standard output: cannot write");
  }
  return 0;
}

}  // namespace pelorus
