#include "io/modes/aircraft_reader.h"

#include <algorithm>
#include <utility>

namespace pelorus::modes {
namespace {

constexpr int kBatch = 1000;
// Of a time that was taken from the message before: servers answer within seconds.
constexpr Duration kTakenTimeSigma = std::chrono::seconds(2);

}  // namespace

AircraftReader::AircraftReader(std::unique_ptr<MessageSource> messages, SourceId source)
    : messages_(std::move(messages)), maker_(source) {}

bool AircraftReader::Read(ReportBatch& out) {
  const std::size_t before = out.size();
  bool paused = false;
  for (int taken = 0; taken < kBatch || out.size() == before; ++taken) {
    const Message* message = messages_->Next();
    if (message == nullptr) {
      paused = messages_->paused();
      break;
    }
    Take(*message, out);
  }
  UpdateCounters();
  return paused || out.size() > before;
}

void AircraftReader::Take(const Message& message, ReportBatch& out) {
  bool appended = false;
  if (message.t) {
    last_ = message.t;
    appended = maker_.Append(message, out);
  } else if (last_) {
    Message timed = message;
    timed.t = last_;
    timed.t_sigma = std::max(timed.t_sigma, kTakenTimeSigma);
    appended = maker_.Append(timed, out);
  }
  if (appended) {
    ++reported_;
  } else {
    own_.Count(last_ ? Reject::kBadIdentity : Reject::kNoTime);
  }
}

/// Those of the messages, of which the reported ones are the session's to count.
void AircraftReader::UpdateCounters() {
  counters_ = messages_->counters();
  counters_.used -= reported_ + own_.rejected_total();
  counters_ += own_;
}

}  // namespace pelorus::modes
