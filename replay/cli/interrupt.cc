#include "replay/cli/interrupt.h"

#include <signal.h>

#include <atomic>
#include <csignal>

namespace pelorus {
namespace {

// Also read by threads other than the one that the signal comes to.
std::atomic<bool> interrupted = false;
std::atomic<bool> hung_up = false;
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

void CatchHangups() {
  struct sigaction action {};
  action.sa_handler = [](int) { hung_up = true; };
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGHUP, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool TakeHangup() { return hung_up.exchange(false); }

}  // namespace pelorus
