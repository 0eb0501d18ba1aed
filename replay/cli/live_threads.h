#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "io/input.h"

namespace pelorus {

/// Live inputs, each read in a thread of its own until a signal comes or the work on one of them
/// ends.
class LiveThreads {
 public:
  struct Input {
    InputSpec spec;
    NetCounters net;    ///< of the source; read them after Join
    Counters counters;  ///< what the work gave, after Join
    std::unique_ptr<ByteSource> bytes;
    std::exception_ptr failure;
    std::thread thread;
  };
  /// Reads an input to its end; called in several threads at once.
  using Work = std::function<Counters(OpenedInput)>;

  /// Opens them all and says so in the log. Throws InputError.
  explicit LiveThreads(std::vector<InputSpec> specs);
  /// Stops and waits.
  ~LiveThreads();
  LiveThreads(const LiveThreads&) = delete;
  LiveThreads& operator=(const LiveThreads&) = delete;

  void Start(const Work& work);

  /// Waits for all of them. Throws what the first failed one threw, unless a signal came before.
  void Join();

  const std::vector<std::unique_ptr<Input>>& inputs() const { return inputs_; }

 private:
  void Run(Input& input, const Work& work);
  void Wait();

  std::vector<std::unique_ptr<Input>> inputs_;
  std::atomic<bool> stop_ = false;
};

}  // namespace pelorus
