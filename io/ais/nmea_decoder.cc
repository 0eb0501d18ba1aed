#include <algorithm>
#include <cstring>
#include <utility>

#include "io/ais/assembler.h"
#include "io/ais/decode.h"
#include "io/ais/nmea_line.h"
#include "io/ais/nmea_reader.h"
#include "io/ais/sentence.h"
#include "io/ais/station_table.h"
#include "io/ais/tag_block.h"
#include "io/line_reader.h"

namespace pelorus::ais {
namespace {

// Longer ones do not exist; bounds the work on a hostile line that has many beginnings.
constexpr std::size_t kMaxSentence = 1024;

/// What stands before a sentence on its own line.
struct LineHead {
  TagBlock tag;
  bool has_tag = false;
  std::optional<Time> prefix_time;
};

/// What a line of its own said about the sentence that follows it.
struct PendingStamp {
  Stamp stamp;
  StationId station;
  std::uint64_t group = 0;
  std::optional<std::uint8_t> sentence_checksum;
  std::uint16_t flags = 0;
  bool set = false;
};

void SetFlag(std::uint16_t& flags, Flag flag) {
  flags = static_cast<std::uint16_t>(flags | static_cast<unsigned>(flag));
}

/// Position of the next sentence at or behind `from`, or the size of the text.
std::size_t FindSentence(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    const void* hit = std::memchr(text.data() + from, '!', text.size() - from);
    if (hit == nullptr) break;
    from = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    if (BeginsSentence(text.substr(from))) return from;
    ++from;
  }
  return text.size();
}

}  // namespace

void RejectSamples::Keep(Reject cause, std::string_view line) {
  Kept& kept = kept_[static_cast<std::size_t>(cause)];
  if (kept.size < kPerCause) kept.lines[kept.size++] = Line(line);
}

std::span<const RejectSamples::Line> RejectSamples::of(Reject cause) const {
  const Kept& kept = kept_[static_cast<std::size_t>(cause)];
  return std::span(kept.lines).first(kept.size);
}

class NmeaDecoder::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options)
      : lines_(std::move(bytes)), options_(options) {}

  const Received* Next();

  bool paused() const { return lines_.bytes().paused(); }
  const LineReader& lines() const { return lines_; }
  const Counters& counters() const { return counters_; }
  const RejectSamples& samples() const { return samples_; }
  const StationTable& stations() const { return stations_; }
  std::vector<ClockFault> clock_faults() const;
  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t unchecked() const { return unchecked_; }

 private:
  const Received* OnLine();
  const Received* OnHeadedLine(std::string_view text);
  const Received* OnSentence(std::string_view text, const LineHead& head);
  const Received* OnChecked(const Sentence& sentence, const Origin& origin, std::uint64_t sender);
  const Received* Deliver(const Origin& origin, std::uint16_t records);
  bool SkipKnownLine(std::string_view text);
  void OnPghp(const Pghp& pghp);
  void OnTagLine(const TagBlock& tag);
  Origin OriginOf(const Sentence& sentence, const LineHead& head, std::uint64_t& sender);
  void ApplyTag(const TagBlock& tag, Origin& origin, std::uint64_t& sender);
  void ApplyPending(const Sentence& sentence, Origin& origin, std::uint64_t& sender);
  void Refuse(Reject cause, std::uint64_t records);
  void Finish();

  LineReader lines_;
  NmeaOptions options_;
  LineReader::Line line_;
  std::string_view rest_;  // of a line that holds a second sentence
  Counters counters_;
  RejectSamples samples_;
  StationTable stations_;
  StationClocks clocks_;
  Assembler assembler_;
  BitBuffer bits_;
  Received out_;
  PendingStamp pending_tag_;
  PendingStamp pending_pghp_;
  std::optional<Time> feed_time_;
  std::uint64_t peer_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t unchecked_ = 0;
  bool finished_ = false;
};

const Received* NmeaDecoder::Impl::Next() {
  for (;;) {
    const Received* got = nullptr;
    if (!rest_.empty()) {
      got = OnSentence(std::exchange(rest_, {}), {});
    } else if (lines_.Next(line_)) {
      got = OnLine();
    } else {
      if (!paused()) Finish();
      return nullptr;
    }
    if (got != nullptr) return got;
  }
}

void NmeaDecoder::Impl::Finish() {
  if (std::exchange(finished_, true)) return;
  assembler_.Flush(counters_);
  const bool said = counters_.rejected[static_cast<std::size_t>(Reject::kTruncated)] > 0;
  if (lines_.bytes().damaged() && !said) {
    ++counters_.received;
    counters_.Count(Reject::kTruncated);
  }
}

/// Counts the records that stand on the current line as rejected.
void NmeaDecoder::Impl::Refuse(Reject cause, std::uint64_t records) {
  counters_.Count(cause, records);
  samples_.Keep(cause, line_.text);
}

const Received* NmeaDecoder::Impl::OnLine() {
  std::string_view text = line_.text;
  // What another peer said about its next sentence does not hold for this one.
  if (std::exchange(peer_, line_.sender) != line_.sender) {
    pending_tag_.set = pending_pghp_.set = false;
  }
  if (!line_.ended && lines_.bytes().damaged()) {
    ++counters_.received;
    Refuse(Reject::kTruncated, 1);
    return nullptr;
  }
  if (BeginsSentence(text)) return OnSentence(text, {});
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (line_.offset == 0 && text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  if (SkipKnownLine(text)) {
    ++skipped_;
    return nullptr;
  }
  return OnHeadedLine(text);
}

/// Lines that hold no sentence of ours and are not damaged either.
bool NmeaDecoder::Impl::SkipKnownLine(std::string_view text) {
  if (IsBlank(text) || text.front() == '#') return true;
  if (text.substr(0, 10) == "timestamp,") return true;  // head of a CSV log
  if (text.front() != '$') return false;
  if (const auto pghp = ParsePghp(text)) {
    OnPghp(*pghp);
    return true;
  }
  return IsOtherSentence(text) && FindSentence(text, 1) == text.size();
}

/// A line with tag blocks or a prefix before its sentence, or with no sentence at all.
const Received* NmeaDecoder::Impl::OnHeadedLine(std::string_view text) {
  LineHead head;
  const std::size_t mark = FindMark(text);
  if (mark != std::string_view::npos && mark > 0)
    head.prefix_time = ParsePrefix(text.substr(0, mark));
  text.remove_prefix(std::min(mark, text.size()));
  if (!text.empty() && text.front() == '\\') {
    head.has_tag = TakeTagBlocks(text, head.tag);
    if (head.has_tag && IsBlank(text)) {
      OnTagLine(head.tag);
      ++skipped_;
      return nullptr;
    }
  }
  const std::size_t at = FindSentence(text, 0);
  if (at < text.size()) return OnSentence(text.substr(at), head);
  if (IsOtherSentence(text)) {
    if (const auto pghp = ParsePghp(text)) OnPghp(*pghp);
    ++skipped_;
    return nullptr;
  }
  ++counters_.received;
  Refuse(line_.too_long ? Reject::kLineTooLong : Reject::kNotASentence, 1);
  return nullptr;
}

const Received* NmeaDecoder::Impl::OnSentence(std::string_view text, const LineHead& head) {
  ++counters_.received;
  Sentence sentence;
  std::optional<Reject> cause = ParseSentence(text.substr(0, kMaxSentence), sentence);
  // A line end was lost, or a torn sentence is followed by a whole one.
  const auto behind = static_cast<std::size_t>(sentence.trailer.data() - text.data());
  rest_ = text.substr(FindSentence(text, cause ? 1 : behind));
  if (!cause && !sentence.checksum) {
    if (options_.accept_missing_checksum) {
      ++unchecked_;
    } else {
      cause = Reject::kNoChecksum;
    }
  }
  if (cause) {
    pending_tag_.set = pending_pghp_.set = false;
    Refuse(line_.too_long ? Reject::kLineTooLong : *cause, 1);
    return nullptr;
  }
  std::uint64_t sender = 0;
  const Origin origin = OriginOf(sentence, head, sender);
  return OnChecked(sentence, origin, sender);
}

const Received* NmeaDecoder::Impl::OnChecked(const Sentence& sentence, const Origin& origin,
                                             std::uint64_t sender) {
  if (sentence.count == 1) {
    bits_.Clear();
    if (bits_.Append(sentence.payload, sentence.fill_bits)) return Deliver(origin, 1);
    Refuse(Reject::kBadPayload, 1);
    return nullptr;
  }
  Fragment part;
  part.talker = sentence.talker;
  part.sequence = sentence.sequence;
  part.count = sentence.count;
  part.number = sentence.number;
  part.fill_bits = sentence.fill_bits;
  part.payload = sentence.payload;
  part.sender = sender;
  part.peer = line_.sender;
  part.origin = origin;
  part.feed_time = feed_time_;
  part.tick = counters_.received;
  const auto whole = assembler_.Add(part, bits_, counters_);
  return whole ? Deliver(whole->origin, whole->records) : nullptr;
}

const Received* NmeaDecoder::Impl::Deliver(const Origin& origin, std::uint16_t records) {
  if (const auto cause = DecodeMessage(bits_.span(), out_.message)) {
    Refuse(*cause, records);
    return nullptr;
  }
  out_.message.flags = static_cast<std::uint16_t>(out_.message.flags | origin.flags);
  out_.stamp = origin.stamp;
  out_.came_at = line_.received_at;
  out_.station = origin.station;
  out_.own = origin.own;
  out_.channel = origin.channel;
  out_.records = records;
  out_.offset = origin.offset;
  out_.payload_hash = bits_.Hash();
  out_.clock = {};
  if (origin.stamp.received_at && origin.stamp.trusted) {
    out_.clock =
        clocks_.Take(origin.station, *origin.stamp.received_at, out_.message, out_.payload_hash);
    out_.stamp.trusted = !out_.clock.off();
  }
  counters_.used += records;
  ++counters_.messages[out_.message.type];
  return &out_;
}

std::vector<ClockFault> NmeaDecoder::Impl::clock_faults() const {
  std::vector<ClockFault> faults;
  for (const StationClocks::Fault& fault : clocks_.Faults()) {
    faults.push_back({stations_.names()[fault.station.value()], fault.finding.offset,
                      fault.finding.verdict == StationClocks::Verdict::kOffBySeconds,
                      fault.messages});
  }
  return faults;
}

void NmeaDecoder::Impl::OnPghp(const Pghp& pghp) {
  PendingStamp& to = pending_pghp_;
  to = {};
  to.stamp = {pghp.received_at, std::nullopt, StampSource::kPghp, pghp.intact};
  to.station = stations_.Intern(pghp.base_station);
  to.sentence_checksum = pghp.sentence_checksum;
  if (!pghp.intact) SetFlag(to.flags, Flag::kTagChecksum);
  if (!pghp.received_at) SetFlag(to.flags, Flag::kBadStamp);
  to.set = true;
}

void NmeaDecoder::Impl::OnTagLine(const TagBlock& tag) {
  PendingStamp& to = pending_tag_;
  to = {};
  Origin origin;
  ApplyTag(tag, origin, to.group);
  to.stamp = origin.stamp;
  to.station = origin.station != StationId{} ? origin.station : stations_.Intern(tag.provider);
  to.flags = origin.flags;
  to.set = true;
}

void NmeaDecoder::Impl::ApplyTag(const TagBlock& tag, Origin& origin, std::uint64_t& sender) {
  if (tag.received_at) {
    origin.stamp = {tag.received_at, tag.delivered_at, StampSource::kTagBlock, !tag.damaged};
  }
  if (tag.damaged) SetFlag(origin.flags, Flag::kTagChecksum);
  if (tag.bad_time) SetFlag(origin.flags, Flag::kBadStamp);
  origin.station = stations_.Intern(tag.station);
  sender = !tag.group.empty() ? HashText(tag.group) : origin.station.value();
}

/// What lines of their own said holds for one sentence, where its own line says nothing. A tag
/// line outranks `$PGHP`, whose base station is more than the provider's name of a tag line.
void NmeaDecoder::Impl::ApplyPending(const Sentence& sentence, Origin& origin,
                                     std::uint64_t& sender) {
  const bool has_stamp = origin.stamp.received_at.has_value();
  for (PendingStamp* from : {&pending_pghp_, &pending_tag_}) {
    if (!std::exchange(from->set, false)) continue;
    if (from->stamp.received_at && !has_stamp) {
      origin.stamp = from->stamp;
      // Not this one's checksum: the stamp belongs to a sentence that was lost.
      const auto& sum = from->sentence_checksum;
      if (sum && sum != sentence.checksum) origin.stamp.trusted = false;
    }
    if (origin.station == StationId{}) origin.station = from->station;
    if (sender == 0) sender = from->group;
    origin.flags = static_cast<std::uint16_t>(origin.flags | from->flags);
  }
}

Origin NmeaDecoder::Impl::OriginOf(const Sentence& sentence, const LineHead& head,
                                   std::uint64_t& sender) {
  Origin origin;
  origin.offset = line_.offset;
  origin.own = sentence.own;
  origin.channel = sentence.channel;
  if (!sentence.checksum) SetFlag(origin.flags, Flag::kNoChecksum);
  if (head.has_tag || head.tag.damaged) ApplyTag(head.tag, origin, sender);
  if (!sentence.trailer.empty()) {
    const Trailer trailer = ParseTrailer(sentence.trailer);
    if (trailer.received_at && !origin.stamp.received_at) {
      origin.stamp = {trailer.received_at, std::nullopt, StampSource::kTrailer, true};
    }
    if (origin.station == StationId{}) origin.station = stations_.Intern(trailer.station);
    if (sender == 0) sender = origin.station.value();
  }
  if (head.prefix_time && !origin.stamp.received_at) {
    origin.stamp = {head.prefix_time, std::nullopt, StampSource::kPrefix, true};
  }
  if (pending_tag_.set || pending_pghp_.set) ApplyPending(sentence, origin, sender);
  if (origin.station == StationId{}) origin.station = stations_.Intern(head.tag.provider);
  if (origin.stamp.received_at && origin.stamp.trusted) feed_time_ = origin.stamp.received_at;
  return origin;
}

NmeaDecoder::NmeaDecoder(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options)
    : impl_(std::make_unique<Impl>(std::move(bytes), options)) {}
NmeaDecoder::~NmeaDecoder() = default;
NmeaDecoder::NmeaDecoder(NmeaDecoder&&) noexcept = default;
NmeaDecoder& NmeaDecoder::operator=(NmeaDecoder&&) noexcept = default;

const Received* NmeaDecoder::Next() { return impl_->Next(); }
bool NmeaDecoder::paused() const { return impl_->paused(); }
const Counters& NmeaDecoder::counters() const { return impl_->counters(); }
std::uint64_t NmeaDecoder::skipped_lines() const { return impl_->skipped(); }
std::uint64_t NmeaDecoder::accepted_without_checksum() const { return impl_->unchecked(); }
const RejectSamples& NmeaDecoder::samples() const { return impl_->samples(); }
ByteSource::Progress NmeaDecoder::progress() const { return impl_->lines().bytes().progress(); }
const std::vector<std::string>& NmeaDecoder::stations() const { return impl_->stations().names(); }
std::vector<ClockFault> NmeaDecoder::clock_faults() const { return impl_->clock_faults(); }

}  // namespace pelorus::ais
