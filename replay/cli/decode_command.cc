#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>
#include <utility>

#include "io/ais/json.h"
#include "io/ais/nmea_reader.h"
#include "io/report_text.h"
#include "replay/cli/commands.h"
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"
#include "replay/run_summary.h"

namespace pelorus {
namespace {

/// Standard output in large pieces.
class Output {
 public:
  ~Output() { Flush(); }
  std::string& buffer() { return buffer_; }
  void FlushIfLarge() {
    if (buffer_.size() >= kLarge) Flush();
  }
  void Flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size()) failed_ = true;
    buffer_.clear();
    if (std::fflush(stdout) != 0) failed_ = true;
  }
  bool failed() const { return failed_; }

 private:
  static constexpr std::size_t kLarge = 1 << 18;
  std::string buffer_;
  bool failed_ = false;
};

/// Whether the command should stop: a signal, or nobody reads any more.
bool Stopped(const Output& out) { return Interrupted() || out.failed(); }

Counters DecodeNmea(OpenedInput input, bool print, Output& out) {
  ais::NmeaDecoder decoder(std::move(input.bytes), {});
  while (const ais::Received* received = decoder.Next()) {
    if (!print) continue;
    ais::AppendJson(*received, decoder.stations()[received->station.value()], out.buffer());
    out.FlushIfLarge();
    if (Stopped(out)) break;
  }
  return decoder.counters();
}

Counters DecodeReports(OpenedInput input, DecodeFormat format, Output& out) {
  const std::unique_ptr<ReportReader> reader = MakeReader(std::move(input), SourceId{0}, {});
  Counters counters;
  for (ReportBatch batch; reader->Read(batch) && !Stopped(out); batch.clear()) {
    for (const Report& report : batch) {
      counters.used += From(report).records;
      if (format == DecodeFormat::kNone) continue;
      const std::string& station = reader->stations()[From(report).station.value()];
      if (format == DecodeFormat::kCsv) {
        AppendCsvRow(report, station, out.buffer());
      } else {
        AppendJsonLine(report, station, out.buffer());
      }
    }
    out.FlushIfLarge();
  }
  counters += reader->counters();
  return counters;
}

Counters Decode(OpenedInput input, DecodeFormat format, Output& out) {
  // A table holds reports; the other forms show every message.
  if (input.format == Format::kNmea && format != DecodeFormat::kCsv) {
    return DecodeNmea(std::move(input), format == DecodeFormat::kJsonl, out);
  }
  return DecodeReports(std::move(input), format, out);
}

void WriteSummary(const std::string& path, const CountersByInput& counters) {
  std::ofstream file(path);
  file << CountersJson(counters) << '\n';
  file.close();
  if (!file) throw std::runtime_error(path + ": cannot write");
}

}  // namespace

int RunDecode(const DecodeArguments& arguments, const CommonArguments&) {
  Output out;
  CountersByInput counters;
  if (arguments.format == DecodeFormat::kCsv) out.buffer() += kReportCsvHeader;
  for (OpenedInput& input : OpenInputs(arguments.inputs)) {
    const std::string location = input.location;
    counters.emplace_back(location, Decode(std::move(input), arguments.format, out));
    if (Stopped(out)) break;
  }
  out.Flush();
  if (Interrupted()) return kInterruptedExit;
  if (out.failed()) throw std::runtime_error("standard output: cannot write");
  if (arguments.summary) WriteSummary(*arguments.summary, counters);
  return 0;
}

}  // namespace pelorus
