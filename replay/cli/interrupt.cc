#include "replay/cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace pelorus {
namespace {

// Also read by threads other than the one that the signal comes to.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler must not lock");

void Remember(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void CatchInterrupts() {
  std::signal(SIGINT, Remember);
  std::signal(SIGTERM, Remember);
}

bool Interrupted() { return interrupted; }

}  // namespace pelorus
