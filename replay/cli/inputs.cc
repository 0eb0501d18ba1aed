#include "replay/cli/inputs.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace pelorus {

std::vector<OpenedInput> OpenInputs(const std::vector<std::string>& given) {
  std::vector<InputSpec> specs;
  for (const std::string& text : given) {
    const Expansion found = ExpandInput(InputSpec::Parse(text));
    specs.insert(specs.end(), found.files.begin(), found.files.end());
    for (const std::string& file : found.skipped) spdlog::debug("{}: not an input, skipped", file);
    if (!found.skipped.empty()) {
      spdlog::info("{}: {} files that are no input were skipped", text, found.skipped.size());
    }
  }
  std::stable_sort(specs.begin(), specs.end(),
                   [](const InputSpec& a, const InputSpec& b) { return a.location < b.location; });
  std::vector<OpenedInput> inputs;
  for (const InputSpec& spec : specs) inputs.push_back(OpenInput(spec));
  return inputs;
}

std::vector<InputSpec> TakeLive(std::vector<std::string>& given) {
  std::vector<InputSpec> live;
  std::erase_if(given, [&live](const std::string& text) {
    const InputSpec spec = InputSpec::Parse(text);
    if (spec.is_network()) live.push_back(spec);
    return spec.is_network();
  });
  std::stable_sort(live.begin(), live.end(),
                   [](const InputSpec& a, const InputSpec& b) { return a.location < b.location; });
  return live;
}

}  // namespace pelorus
