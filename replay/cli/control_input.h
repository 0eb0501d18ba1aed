#pragma once

#include <memory>
#include <optional>
#include <string>

#include "replay/replay_control.h"

namespace pelorus {

/// Gives a replay the commands of its user: keys when it has a terminal (space pauses and goes on,
/// `.` steps, `+` and `-` change the speed, `m` is max, `>` and `<` seek by ten minutes, `q`
/// quits), and lines from a Unix socket, each with a line of answer. Threads of its own.
class ControlInput {
 public:
  /// `socket` is a path at which nothing is; it is removed at the end. Throws InputError, one line,
  /// when it cannot be made. `control` outlives this.
  ControlInput(ReplayControl& control, const std::optional<std::string>& socket);
  ~ControlInput();
  ControlInput(const ControlInput&) = delete;
  ControlInput& operator=(const ControlInput&) = delete;

 private:
  class Keys;
  class SocketLines;
  std::unique_ptr<Keys> keys_;
  std::unique_ptr<SocketLines> lines_;
};

}  // namespace pelorus
