#include "fusion/parallel.h"

#include <algorithm>
#include <thread>

#ifdef PELORUS_PARALLEL_TBB
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#else
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <vector>
#endif

namespace pelorus {
namespace {

int ResolveThreads(int threads) {
  if (threads >= 1) return threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

#ifdef PELORUS_PARALLEL_TBB

struct Executor::Impl {
  explicit Impl(int threads) : arena(threads) {}
  tbb::task_arena arena;
};

void Executor::ForEach(std::size_t n, const std::function<void(std::size_t)>& body) {
  if (threads_ == 1 || n == 1) {
    for (std::size_t i = 0; i < n; ++i) body(i);
    return;
  }
  impl_->arena.execute(
      [&] { tbb::parallel_for(std::size_t{0}, n, body, tbb::simple_partitioner{}); });
}

const char* Executor::backend() { return "tbb"; }

#else

/// A pool whose callers help: a call queues its job, works on it itself, and waits only for
/// indices that another thread has already begun. Nested calls therefore cannot lock up.
struct Executor::Impl {
  struct Job {
    std::size_t n;
    const std::function<void(std::size_t)>* body;
    std::size_t next = 0;
    std::size_t done = 0;
    std::exception_ptr failure;
  };

  explicit Impl(int threads) {
    for (int i = 1; i < threads; ++i) workers.emplace_back([this] { Work(); });
  }

  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    for (std::thread& worker : workers) worker.join();
  }

  /// Runs one index of `job`; the lock is held on entry and on return.
  void RunOne(Job& job, std::unique_lock<std::mutex>& lock) {
    const std::size_t i = job.next++;
    lock.unlock();
    std::exception_ptr failure;
    try {
      (*job.body)(i);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure && !job.failure) job.failure = failure;
    if (++job.done == job.n) finished.notify_all();
  }

  void Work() {
    std::unique_lock lock(mutex);
    while (true) {
      const auto open =
          std::find_if(jobs.begin(), jobs.end(), [](const Job* j) { return j->next < j->n; });
      if (open != jobs.end()) {
        RunOne(**open, lock);
      } else if (stopping) {
        return;
      } else {
        wake.wait(lock);
      }
    }
  }

  void Run(std::size_t n, const std::function<void(std::size_t)>& body) {
    Job job{n, &body, 0, 0, nullptr};
    std::unique_lock lock(mutex);
    const auto place = jobs.insert(jobs.end(), &job);
    wake.notify_all();
    while (job.next < job.n) RunOne(job, lock);
    finished.wait(lock, [&job] { return job.done == job.n; });
    jobs.erase(place);
    if (job.failure) std::rethrow_exception(job.failure);
  }

  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable finished;
  std::list<Job*> jobs;
  std::vector<std::thread> workers;
  bool stopping = false;
};

void Executor::ForEach(std::size_t n, const std::function<void(std::size_t)>& body) {
  if (threads_ == 1 || n <= 1) {
    for (std::size_t i = 0; i < n; ++i) body(i);
    return;
  }
  impl_->Run(n, body);
}

const char* Executor::backend() { return "threads"; }

#endif

Executor::Executor(int threads)
    : threads_(ResolveThreads(threads)), impl_(std::make_unique<Impl>(threads_)) {}

Executor::~Executor() = default;

}  // namespace pelorus
