#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace pelorus {

/// The parallel seam: the only place of the engine that runs things side by side. Two back-ends,
/// chosen when built (PELORUS_PARALLEL): TBB, and plain std::thread, which ThreadSanitizer can see
/// through. Neither gives an order among calls, so whatever runs here must not need one.
class Executor {
 public:
  /// `threads` workers in all, the caller included; below 1 means all cores of the machine.
  explicit Executor(int threads);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  int threads() const { return threads_; }

  /// Calls body(i) once for every i in [0, n) and returns when all are done. May be nested. The
  /// first exception of a body is thrown again here after the others have ended.
  void ForEach(std::size_t n, const std::function<void(std::size_t)>& body);

  /// `tbb` or `threads`.
  static const char* backend();

 private:
  struct Impl;
  int threads_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus
