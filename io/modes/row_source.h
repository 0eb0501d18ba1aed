#pragma once

#include <optional>

#include "io/modes/message_source.h"
#include "io/modes/recent_positions.h"

namespace pelorus::modes {

/// What all sources of rows have in common: counting, copies, and repeated positions.
class RowSource : public MessageSource {
 public:
  const Message* Next() final;
  bool paused() const final { return bytes().paused(); }
  const Counters& counters() const final { return counters_; }
  ByteSource::Progress progress() const final { return bytes().progress(); }
  const std::vector<std::string>& stations() const override { return stations_; }

 protected:
  /// What became of one record.
  enum class Outcome : std::uint8_t {
    kMessage,  ///< it is in the message
    kNothing,  ///< whole, and holds none
    kRejected
  };
  struct Record {
    Outcome outcome = Outcome::kMessage;
    Reject cause = Reject::kBadRow;
    Record() = default;
    Record(Outcome what) : outcome(what) {}
    Record(Reject why) : outcome(Outcome::kRejected), cause(why) {}
  };

  /// Reads the next record into `message`, which is empty; nothing at the end and in a pause.
  virtual std::optional<Record> ReadRecord(Message& message) = 0;
  virtual const ByteSource& bytes() const = 0;

 private:
  void Finish();

  Message message_;
  Counters counters_;
  RecentPositions positions_;
  std::vector<std::string> stations_{""};
};

}  // namespace pelorus::modes
