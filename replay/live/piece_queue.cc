#include "replay/live/piece_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pelorus {
namespace {

constexpr std::chrono::milliseconds kTogether{10};
constexpr std::size_t kLargestPiece = std::size_t{1} << 16;

/// Whether `next` can be one piece with `last`.
bool GoesOn(const Piece& last, const Piece& next) {
  return last.kind == Piece::Kind::kBytes && next.kind == Piece::Kind::kBytes &&
         last.source == next.source && last.sender == next.sender &&
         next.received_at >= last.received_at && next.received_at - last.received_at < kTogether &&
         last.bytes.size() + next.bytes.size() <= kLargestPiece;
}

}  // namespace

void PieceQueue::Append(Piece piece) {
  counts_.bytes += piece.bytes.size();
  counts_.high_water = std::max(counts_.high_water, counts_.bytes);
  if (!pieces_.empty() && GoesOn(pieces_.back(), piece)) {
    pieces_.back().bytes += piece.bytes;
  } else {
    pieces_.push_back(std::move(piece));
  }
}

void PieceQueue::DropOldest() {
  const auto oldest = std::find_if(pieces_.begin(), pieces_.end(), [](const Piece& piece) {
    return piece.kind == Piece::Kind::kBytes;
  });
  if (oldest == pieces_.end()) return;
  const std::string& bytes = oldest->bytes;
  counts_.bytes -= bytes.size();
  counts_.dropped_bytes += bytes.size();
  counts_.dropped_lines += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  pieces_.erase(oldest);
}

void PieceQueue::Push(Piece piece) {
  {
    const std::lock_guard lock(mutex_);
    while (counts_.bytes > 0 && counts_.bytes + piece.bytes.size() > most_bytes_) DropOldest();
    Append(std::move(piece));
  }
  something_.notify_one();
}

bool PieceQueue::PushWhenRoom(Piece& piece, std::chrono::milliseconds longest) {
  {
    std::unique_lock lock(mutex_);
    const bool fits = room_.wait_for(lock, longest, [&] {
      return counts_.bytes == 0 || counts_.bytes + piece.bytes.size() <= most_bytes_;
    });
    if (!fits) return false;
    Append(std::move(piece));
  }
  something_.notify_one();
  return true;
}

void PieceQueue::TakeAll(std::vector<Piece>& out, std::chrono::milliseconds longest) {
  {
    std::unique_lock lock(mutex_);
    something_.wait_for(lock, longest, [this] { return !pieces_.empty(); });
    out.insert(out.end(), std::make_move_iterator(pieces_.begin()),
               std::make_move_iterator(pieces_.end()));
    pieces_.clear();
    counts_.bytes = 0;
  }
  room_.notify_all();
}

PieceQueue::Counts PieceQueue::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace pelorus
