#include "replay/cli/inputs.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

namespace pelorus {
namespace {

/// Says each fault of a recording once, whichever channel meets it first.
OnRecordingFault SayOnce() {
  struct Said {
    std::mutex mutex;
    std::set<std::string> lines;
  };
  constexpr std::size_t kMost = 100;
  return [said = std::make_shared<Said>()](const std::string& line) {
    const std::lock_guard lock(said->mutex);
    if (said->lines.size() == kMost || !said->lines.insert(line).second) return;
    spdlog::warn("{}", line);
  };
}

bool IsRecording(const InputSpec& spec) {
  if (spec.format) return spec.format == Format::kMcap;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(spec.location, ignored)) return false;  // a pipe: read once
  HeadBytes bytes(OpenBytes(spec.location));
  bytes.LookFurther();
  return DetectFormat(bytes.head(), false) == Format::kMcap;
}

/// The raw channels of the recordings among `specs`, which are taken out of it.
void TakeRecordings(const std::string& given, const RecordingSpan& wanted,
                    std::vector<InputSpec>& specs, std::vector<OpenedInput>& inputs) {
  std::vector<std::string> files;
  std::erase_if(specs, [&files](const InputSpec& spec) {
    if (!IsRecording(spec)) return false;
    files.push_back(spec.location);
    return true;
  });
  if (files.empty()) return;
  const OnRecordingFault say = SayOnce();
  for (RecordedChannel& channel : RawChannels(files)) {
    channel.wanted = wanted;
    inputs.push_back(OpenChannel(channel, InputSpec::Parse(given).location, say));
  }
}

}  // namespace

std::vector<OpenedInput> OpenInputs(const std::vector<std::string>& given,
                                    const RecordingSpan& wanted) {
  std::vector<InputSpec> specs;
  std::vector<OpenedInput> inputs;
  for (const std::string& text : given) {
    Expansion found = ExpandInput(InputSpec::Parse(text));
    TakeRecordings(text, wanted, found.files, inputs);
    specs.insert(specs.end(), found.files.begin(), found.files.end());
    for (const std::string& file : found.skipped) spdlog::debug("{}: not an input, skipped", file);
    if (!found.skipped.empty()) {
      spdlog::info("{}: {} files that are no input were skipped", text, found.skipped.size());
    }
  }
  for (const InputSpec& spec : specs) inputs.push_back(OpenInput(spec));
  std::stable_sort(inputs.begin(), inputs.end(), [](const OpenedInput& a, const OpenedInput& b) {
    return a.location < b.location;
  });
  return inputs;
}

std::vector<std::string> RecordingsOnlyIn(const std::string& given) {
  const InputSpec spec = InputSpec::Parse(given);
  if (spec.is_network() || spec.location == "-") return {};
  std::vector<std::string> files;
  for (const InputSpec& file : ExpandInput(spec).files) {
    if (!IsRecording(file)) return {};
    files.push_back(file.location);
  }
  return files;
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
