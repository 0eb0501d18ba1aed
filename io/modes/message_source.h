#pragma once

#include <string>
#include <vector>

#include "io/bytes.h"
#include "io/counters.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// One input about aircraft as messages in input order, whatever form it has.
class MessageSource {
 public:
  virtual ~MessageSource() = default;

  /// The next message, valid until the next call; null in a pause of the source, and at the end,
  /// when the counters are final.
  virtual const Message* Next() = 0;
  /// After a null of Next: true when the input goes on and only has nothing right now.
  virtual bool paused() const = 0;

  /// Every record that became a message, or is whole and holds none (Mode A/C), counts as used;
  /// `messages` by downlink format, or as rows.
  virtual const Counters& counters() const = 0;
  virtual ByteSource::Progress progress() const = 0;
  /// Names of the stations seen so far; index is StationId, entry 0 is "".
  virtual const std::vector<std::string>& stations() const = 0;
};

}  // namespace pelorus::modes
