#include "replay/live/piece_reader.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <utility>

namespace pelorus {

/// The pieces as a stream that pauses behind the last of them.
class PieceReader::Bytes final : public ByteSource {
 public:
  explicit Bytes(bool is_live) : is_live_(is_live) {}

  void Add(Piece piece) { pieces_.push_back(std::move(piece)); }
  void End() { ended_ = true; }
  std::optional<Time> first_time() const {
    if (!is_live_ || pieces_.empty()) return std::nullopt;
    return pieces_.front().received_at;
  }
  /// How often a Read found nothing.
  std::uint64_t pauses() const { return pauses_; }

  std::size_t Read(char* data, std::size_t size) override {
    if (!pieces_.empty() && given_ == pieces_.front().bytes.size()) {
      pieces_.pop_front();
      given_ = 0;
    }
    if (pieces_.empty()) {
      ++pauses_;
      return 0;
    }
    const Piece& piece = pieces_.front();
    const std::size_t n = std::min(size, piece.bytes.size() - given_);
    std::memcpy(data, piece.bytes.data() + given_, n);
    given_ += n;
    total_ += n;
    sender_ = piece.sender;
    if (is_live_) received_at_ = piece.received_at;
    return n;
  }
  bool paused() const override { return !ended_; }
  std::uint64_t sender() const override { return sender_; }
  std::optional<Time> received_at() const override {
    return received_at_ ? received_at_ : first_time();
  }
  Progress progress() const override { return {total_, 0}; }

 private:
  bool is_live_;
  bool ended_ = false;
  std::deque<Piece> pieces_;
  std::size_t given_ = 0;  // of the first
  std::uint64_t total_ = 0;
  std::uint64_t pauses_ = 0;
  std::uint64_t sender_ = 0;
  std::optional<Time> received_at_;
};

PieceReader::PieceReader(InputSpec spec, bool is_live, SourceId source,
                         const ReaderOptions& options)
    : spec_(std::move(spec)),
      is_live_(is_live),
      source_(source),
      options_(options),
      waiting_(std::make_unique<Bytes>(is_live)),
      bytes_(waiting_.get()),
      format_(spec_.format) {}

PieceReader::~PieceReader() = default;

void PieceReader::Take(Piece piece) {
  if (piece.kind == Piece::Kind::kEnd) bytes_->End();
  if (piece.bytes.empty()) return;
  taken_ += piece.bytes.size();
  last_ = piece.bytes.back();
  if (!reader_ && !format_) head_.append(piece.bytes, 0, kFormatHead - head_.size());
  bytes_->Add(std::move(piece));
}

/// Makes the reader once the format is known.
void PieceReader::Begin() {
  const bool complete = !bytes_->paused();
  if (!format_) format_ = DetectFormat(head_, complete);
  if (!format_ && (complete || head_.size() >= kFormatHead)) format_ = Format::kNmea;
  if (!format_ || taken_ == 0) return;
  head_.clear();
  const std::optional<Time> begins_at = bytes_->first_time();
  reader_ =
      MakeReader({*format_, spec_.location, std::move(waiting_), begins_at}, source_, options_);
}

bool PieceReader::Read(ReportBatch& out) {
  if (!reader_) Begin();
  if (!reader_) return bytes_->paused();
  const std::size_t before = out.size();
  // A reader may keep lines that it has read; once it has asked in vain there are none.
  for (const std::uint64_t pauses = bytes_->pauses(); bytes_->pauses() == pauses;) {
    if (!reader_->Read(out)) break;
  }
  while (!bytes_->paused() && reader_->Read(out)) {
  }
  return bytes_->paused() || out.size() > before;
}

const Counters& PieceReader::counters() const {
  static const Counters kNone;
  return reader_ ? reader_->counters() : kNone;
}

ByteSource::Progress PieceReader::progress() const {
  return reader_ ? reader_->progress() : ByteSource::Progress{};
}

const std::vector<std::string>& PieceReader::stations() const {
  static const std::vector<std::string> kNone = {""};
  return reader_ ? reader_->stations() : kNone;
}

std::vector<ClockFault> PieceReader::clock_faults() const {
  return reader_ ? reader_->clock_faults() : std::vector<ClockFault>{};
}

}  // namespace pelorus
