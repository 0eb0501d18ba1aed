#pragma once

namespace pelorus {

/// From now on SIGINT and SIGTERM only set a flag; a second one ends the process at once.
void CatchInterrupts();

/// Whether one has come. For all threads.
bool Interrupted();

/// From now on SIGHUP only sets a flag, and SIGXFSZ nothing: a write beyond the limit of a file's
/// size fails like one on a full disk.
void CatchHangups();

/// Whether a SIGHUP has come since the last call.
bool TakeHangup();

}  // namespace pelorus
