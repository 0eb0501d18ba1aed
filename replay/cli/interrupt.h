#pragma once

namespace pelorus {

/// From now on SIGINT and SIGTERM only set a flag; a second one ends the process at once.
void CatchInterrupts();

/// Whether one has come. For all threads.
bool Interrupted();

}  // namespace pelorus
