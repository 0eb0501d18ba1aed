#include "replay/live/live_arrivals.h"

#include <iterator>
#include <stdexcept>
#include <utility>

namespace pelorus {
namespace {

constexpr std::chrono::seconds kTryAgain{5};

Time Now() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

Arrival::Kind KindOf(Piece::Kind kind) {
  switch (kind) {
    case Piece::Kind::kBytes:
      return Arrival::Kind::kBytes;
    case Piece::Kind::kEnd:
      return Arrival::Kind::kEnd;
    case Piece::Kind::kLull:
      break;
  }
  return Arrival::Kind::kLull;
}

}  // namespace

LiveArrivals::LiveArrivals(std::vector<PieceReader*> readers, PieceLog& past, PieceQueue& queue,
                           std::chrono::milliseconds lull)
    : readers_(std::move(readers)), past_(past), queue_(queue), lull_(lull) {}

std::optional<Arrival> LiveArrivals::Next() {
  Piece piece;
  if (catching_up_) {
    catching_up_ = past_.Next(piece);
    if (!catching_up_) return std::nullopt;
  } else {
    if (gathered_.empty()) return std::nullopt;
    piece = std::move(gathered_.front());
    gathered_.pop_front();
  }
  const Arrival arrival{KindOf(piece.kind), SourceId(static_cast<std::uint16_t>(piece.source)),
                        piece.received_at};
  if (piece.kind != Piece::Kind::kLull) readers_[piece.source]->Take(std::move(piece));
  return arrival;
}

void LiveArrivals::Gather(std::chrono::milliseconds longest) {
  if (catching_up_ || ending_) return;
  taken_.clear();
  if (!std::exchange(begun_, true)) AddLineEnds();
  queue_.TakeAll(taken_, taken_.empty() ? longest : std::chrono::milliseconds(0));
  if (taken_.empty()) AddLull();
  if (taken_.empty()) return;
  if (taken_.back().kind != Piece::Kind::kLull) {
    last_piece_ = Clock::now();
    lull_noted_ = false;
  }
  Record();
  std::move(taken_.begin(), taken_.end(), std::back_inserter(gathered_));
}

/// What a kill cut off mid-line ends here, so that nothing else runs into it.
void LiveArrivals::AddLineEnds() {
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    if (!readers_[i]->spec().is_network() || readers_[i]->at_line_start()) continue;
    taken_.push_back({Piece::Kind::kBytes, i, Now(), 0, "\n"});
  }
}

void LiveArrivals::AddLull() {
  if (lull_noted_ || lull_.count() == 0 || Clock::now() - last_piece_ < lull_) return;
  lull_noted_ = true;
  taken_.push_back({Piece::Kind::kLull, 0, Now(), 0, {}});
}

void LiveArrivals::Record() {
  for (Recording& recording : recorders_) {
    if (Clock::now() < recording.again) {
      unrecorded_ += taken_.size();
      continue;
    }
    try {
      RecordInto(recording);
      recording.fault.clear();
    } catch (const std::runtime_error& e) {
      unrecorded_ += taken_.size();
      recording.fault = e.what();
      recording.again = Clock::now() + kTryAgain;
    }
  }
}

void LiveArrivals::RecordInto(Recording& recording) {
  Recorder& recorder = *recording.recorder;
  for (const Piece& piece : taken_) {
    switch (piece.kind) {
      case Piece::Kind::kBytes:
        recorder.Write(piece.source, piece.received_at, piece.sender, piece.bytes);
        break;
      case Piece::Kind::kEnd:
        recorder.NoteEnd(piece.source, piece.received_at);
        break;
      case Piece::Kind::kLull:
        recorder.NoteLull(piece.received_at);
        break;
    }
  }
  recorder.Flush();
}

std::string LiveArrivals::fault() const {
  for (const Recording& recording : recorders_) {
    if (!recording.fault.empty()) return recording.fault;
  }
  return {};
}

}  // namespace pelorus
