#include "replay/cli/live_threads.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "replay/cli/interrupt.h"

namespace pelorus {

LiveThreads::LiveThreads(std::vector<InputSpec> specs) {
  LiveOptions options;
  options.stopped = [this] { return stop_ || Interrupted(); };
  for (InputSpec& spec : specs) {
    auto input = std::make_unique<Input>();
    input->spec = std::move(spec);
    input->bytes = OpenLive(input->spec, options, input->net);
    inputs_.push_back(std::move(input));
  }
  for (const auto& input : inputs_) spdlog::info("{}: open", input->spec.location);
}

LiveThreads::~LiveThreads() {
  stop_ = true;
  Wait();
}

void LiveThreads::Start(const Work& work) {
  for (const auto& input : inputs_) {
    input->thread = std::thread([this, &input = *input, work] { Run(input, work); });
  }
}

void LiveThreads::Run(Input& input, const Work& work) {
  try {
    input.counters = work(IdentifyLive(input.spec, std::move(input.bytes)));
  } catch (...) {
    input.failure = std::current_exception();
  }
  stop_ = true;
}

void LiveThreads::Wait() {
  for (const auto& input : inputs_) {
    if (input->thread.joinable()) input->thread.join();
  }
}

void LiveThreads::Join() {
  Wait();
  if (Interrupted()) return;
  for (const auto& input : inputs_) {
    if (input->failure) std::rethrow_exception(input->failure);
  }
}

}  // namespace pelorus
