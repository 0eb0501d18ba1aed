#include "io/ais/nmea_reader.h"

#include <utility>
#include <vector>

#include "io/ais/receive_clock.h"
#include "io/ais/to_report.h"

namespace pelorus::ais {
namespace {

constexpr std::size_t kBatch = 1000;
// Reports that wait for a first base station; what does not fit has no time.
constexpr std::size_t kMaxHeld = 1 << 16;
// A distrusted stamp is believed while it is this near to the last trusted one.
constexpr Duration kNearEnough = std::chrono::seconds(60);

struct HeldReport {
  Report report;
  Duration running{0};
  std::optional<std::uint8_t> second;
};

}  // namespace

class NmeaReader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options)
      : decoder_(std::move(bytes), options), source_(options.source) {}

  bool Read(ReportBatch& out);
  const NmeaDecoder& decoder() const { return decoder_; }
  const Counters& counters() const { return counters_; }
  std::uint64_t inferred() const { return inferred_; }

 private:
  void Take(const Received& received, ReportBatch& out);
  struct WorkingStamp {
    Time at;
    Timing timing;
  };
  std::optional<WorkingStamp> StampOf(const Received& received);
  void Hold(const Report& report, std::optional<std::uint8_t> second, ReportBatch& out);
  void RunClock(const Received& received, ReportBatch& out);
  void Release(ReportBatch& out, std::optional<Time> otherwise = {});
  void UpdateCounters();

  NmeaDecoder decoder_;
  SourceId source_;
  ReceiveClock clock_;
  std::optional<Time> last_stamp_;
  std::vector<HeldReport> held_;
  Counters counters_;
  Counters own_;  // used and rejected here, on top of the decoder's received and rejected
  std::uint64_t inferred_ = 0;
};

/// A receive time that can be worked with: a trusted stamp, one that is near to the last trusted,
/// one of a clock that is off, set right as far as its offset is known; else, in an input that has
/// stamps, the last, and in one that has none the time at which the source says that it came in.
std::optional<NmeaReader::Impl::WorkingStamp> NmeaReader::Impl::StampOf(const Received& received) {
  const Stamp& stamp = received.stamp;
  const Timing timing = stamp.delivered_at ? Timing::kSatellite : Timing::kReceiver;
  if (received.clock.verdict == StationClocks::Verdict::kOff) {
    last_stamp_ = *stamp.received_at - received.clock.offset;
    return WorkingStamp{*last_stamp_, Timing::kInferred};
  }
  if (stamp.received_at && stamp.trusted) {
    last_stamp_ = stamp.received_at;
    return WorkingStamp{*last_stamp_, timing};
  }
  if (received.clock.off()) {
    last_stamp_ = stamp.received_at;
    return WorkingStamp{*last_stamp_, Timing::kDistrusted};
  }
  if (stamp.received_at && last_stamp_) {
    const Duration apart = std::chrono::abs(*stamp.received_at - *last_stamp_);
    if (apart <= kNearEnough) return WorkingStamp{*stamp.received_at, timing};
  }
  if (last_stamp_) return WorkingStamp{*last_stamp_, Timing::kInferred};
  if (received.came_at) return WorkingStamp{*received.came_at, timing};
  return std::nullopt;
}

void NmeaReader::Impl::Take(const Received& received, ReportBatch& out) {
  const auto stamp = StampOf(received);
  if (!stamp) {
    RunClock(received, out);
  } else if (!held_.empty()) {
    Release(out, stamp->at);
  }
  Reports made = MakeReports(received, source_);
  if (made.refused) own_.Count(*made.refused, received.records);
  if (made.size == 0) {
    if (!made.refused) own_.used += received.records;
    return;
  }
  const auto second = SecondOf(received.message);
  if (stamp && stamp->timing == Timing::kInferred) ++inferred_;
  for (std::size_t i = 0; i < made.size; ++i) {
    if (!stamp) {
      Hold(made.items[i], second, out);
      continue;
    }
    SetTimes(made.items[i], stamp->at, stamp->timing, second);
    out.push_back(made.items[i]);
  }
}

/// Keeps the clock of an input without stamps going; when a base report has settled the time, what
/// was held gets it.
void NmeaReader::Impl::RunClock(const Received& received, ReportBatch& out) {
  if (const auto second = SecondOf(received.message)) clock_.OnSecond(*second);
  const auto sent = SentTime(received.message);
  if (sent) clock_.OnBaseStation(*sent, received.message.mmsi);
  if (clock_.sure()) Release(out);
}

void NmeaReader::Impl::Hold(const Report& report, std::optional<std::uint8_t> second,
                            ReportBatch& out) {
  if (held_.size() == kMaxHeld && clock_.At(clock_.running())) Release(out);
  if (held_.size() < kMaxHeld) {
    held_.push_back({report, clock_.running(), second});
    return;
  }
  own_.Count(Reject::kNoTime, From(report).records);
}

/// Gives what is held its time; `otherwise` where base stations said nothing.
void NmeaReader::Impl::Release(ReportBatch& out, std::optional<Time> otherwise) {
  for (HeldReport& held : held_) {
    auto t = clock_.AtBest(held.running);
    if (!t) t = otherwise;
    if (!t) {
      own_.Count(Reject::kNoTime, From(held.report).records);
      continue;
    }
    SetTimes(held.report, *t, Timing::kInferred, held.second);
    out.push_back(held.report);
    ++inferred_;
  }
  held_.clear();
}

bool NmeaReader::Impl::Read(ReportBatch& out) {
  const std::size_t before = out.size();
  const std::uint64_t records = decoder_.counters().received;
  bool more = true;
  while (more && (out.size() == before || decoder_.counters().received < records + kBatch)) {
    const Received* received = decoder_.Next();
    more = received != nullptr;
    if (more) {
      Take(*received, out);
    } else if (decoder_.paused()) {
      UpdateCounters();
      return true;
    } else {
      Release(out);
    }
  }
  UpdateCounters();
  return out.size() > before;
}

void NmeaReader::Impl::UpdateCounters() {
  counters_ = decoder_.counters();
  counters_.used = 0;
  counters_ += own_;
}

NmeaReader::NmeaReader(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options)
    : impl_(std::make_unique<Impl>(std::move(bytes), options)) {}
NmeaReader::~NmeaReader() = default;

bool NmeaReader::Read(ReportBatch& out) { return impl_->Read(out); }
const Counters& NmeaReader::counters() const { return impl_->counters(); }
ByteSource::Progress NmeaReader::progress() const { return impl_->decoder().progress(); }
const std::vector<std::string>& NmeaReader::stations() const { return impl_->decoder().stations(); }
std::vector<ClockFault> NmeaReader::clock_faults() const { return impl_->decoder().clock_faults(); }
const RejectSamples& NmeaReader::samples() const { return impl_->decoder().samples(); }
std::uint64_t NmeaReader::inferred_times() const { return impl_->inferred(); }

}  // namespace pelorus::ais
