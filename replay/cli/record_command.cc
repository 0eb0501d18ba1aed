#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include "io/input.h"
#include "io/recording/recorder.h"
#include "replay/cli/commands.h"
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"

namespace pelorus {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::chrono::milliseconds kTick{100};

Time Now() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

/// One source and the thread that reads it.
struct Source {
  InputSpec spec;
  NetCounters net;
  std::unique_ptr<ByteSource> bytes;
  Recorder::SourceNumber number = 0;
  std::exception_ptr failure;
  std::jthread thread;
};

/// Sources that are being recorded until they end or are told to stop.
class Sources {
 public:
  Sources(const std::vector<std::string>& inputs, Recorder& recorder) : recorder_(recorder) {
    for (const std::string& text : inputs) Open(InputSpec::Parse(text));
  }
  ~Sources() {
    stop_ = true;
    Join();
  }
  Sources(const Sources&) = delete;
  Sources& operator=(const Sources&) = delete;

  void Start() {
    running_ = sources_.size();
    for (const auto& source : sources_) {
      source->thread = std::jthread([this, &source = *source] { Run(source); });
    }
  }
  /// True until all sources have ended.
  bool running() const { return running_ > 0; }

  /// Waits for the threads. Throws what the first failed one threw.
  void Finish() {
    Join();
    for (const auto& source : sources_) {
      source->net.Visit([&](const char* name, std::uint64_t n) {
        if (n > 0) spdlog::debug("{}: {} {}", source->spec.location, name, n);
      });
      if (source->failure) std::rethrow_exception(source->failure);
    }
  }

 private:
  void Open(const InputSpec& spec) {
    for (const auto& other : sources_) {
      if (other->spec.location == spec.location) {
        throw InputError(spec.location + ": is given twice");
      }
    }
    auto source = std::make_unique<Source>();
    source->spec = spec;
    if (spec.is_network()) {
      LiveOptions options;
      options.stopped = [this] { return stop_ || Interrupted(); };
      options.note_times = true;
      source->bytes = OpenLive(spec, options, source->net);
    } else {
      source->bytes = OpenBytes(spec.location);
    }
    const std::string format(spec.format ? Name(*spec.format) : "");
    source->number = recorder_.AddSource({spec.location, format, spec.is_network()});
    spdlog::info("{}: open", spec.location);
    sources_.push_back(std::move(source));
  }

  void Run(Source& source) {
    try {
      const auto block = std::make_unique<char[]>(kBlock);
      while (!stop_ && !Interrupted()) {
        const std::size_t n = source.bytes->Read(block.get(), kBlock);
        if (n == 0 && !source.bytes->paused()) break;
        if (n == 0) continue;
        recorder_.Write(source.number, source.bytes->received_at().value_or(Now()),
                        source.bytes->sender(), {block.get(), n});
      }
    } catch (...) {
      source.failure = std::current_exception();
      stop_ = true;
    }
    --running_;
  }

  void Join() {
    for (const auto& source : sources_) {
      if (source->thread.joinable()) source->thread.join();
    }
  }

  Recorder& recorder_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::atomic<std::size_t> running_ = 0;
  std::atomic<bool> stop_ = false;
};

}  // namespace

int RunRecord(const RecordArguments& arguments, const CommonArguments&) {
  RecorderOptions options;
  options.rotate_bytes = arguments.rotate_mb * 1'000'000;
  options.rotate_after = std::chrono::minutes(arguments.rotate_minutes);
  Recorder recorder(arguments.out, options);
  Sources sources(arguments.inputs, recorder);
  sources.Start();
  while (sources.running()) {
    std::this_thread::sleep_for(kTick);
    recorder.Tick();
  }
  sources.Finish();
  recorder.Close();
  const Recorder::Totals totals = recorder.totals();
  spdlog::info("{} bytes in {} pieces recorded into {} files: {}", totals.bytes, totals.messages,
               totals.files, arguments.out);
  return Interrupted() ? kInterruptedExit : 0;
}

}  // namespace pelorus
