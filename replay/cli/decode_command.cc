#include <spdlog/spdlog.h>

#include <cstdio>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "io/ais/json.h"
#include "io/ais/nmea_reader.h"
#include "io/modes/json.h"
#include "io/modes/message_csv.h"
#include "io/modes/open_messages.h"
#include "io/report_text.h"
#include "replay/cli/commands.h"
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/live_threads.h"
#include "replay/run_summary.h"

namespace pelorus {
namespace {

/// Standard output in large pieces of whole lines; each thread has its own.
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

/// What is decoded, and when to stop before its end.
struct Job {
  OpenedInput input;
  DecodeFormat format;
  bool live;  ///< a signal ends the source itself, and what had come is still decoded
  modes::AircraftOptions aircraft;

  bool Stopped(const Output& out) const { return out.failed() || (!live && Interrupted()); }
};

Counters DecodeNmea(Job job, Output& out) {
  ais::NmeaDecoder decoder(std::move(job.input.bytes), {});
  while (!job.Stopped(out)) {
    const ais::Received* received = decoder.Next();
    if (received == nullptr) {
      if (!decoder.paused()) break;
      out.Flush();
      continue;
    }
    if (job.format == DecodeFormat::kNone) continue;
    ais::AppendJson(*received, decoder.stations()[received->station.value()], out.buffer());
    out.FlushIfLarge();
  }
  return decoder.counters();
}

Counters DecodeAircraft(Job job, Output& out) {
  const auto messages = modes::OpenMessages(std::move(job.input), SourceId{0}, job.aircraft);
  while (!job.Stopped(out)) {
    const modes::Message* message = messages->Next();
    if (message == nullptr) {
      if (!messages->paused()) break;
      out.Flush();
      continue;
    }
    if (job.format == DecodeFormat::kNone) continue;
    const std::string& station = messages->stations()[message->station.value()];
    if (job.format == DecodeFormat::kCsv) {
      modes::AppendCsvRow(*message, station, out.buffer());
    } else {
      modes::AppendJson(*message, station, out.buffer());
    }
    out.FlushIfLarge();
  }
  return messages->counters();
}

Counters DecodeReports(Job job, Output& out) {
  const auto reader = MakeReader(std::move(job.input), SourceId{0}, {});
  Counters counters;
  for (ReportBatch batch; !job.Stopped(out) && reader->Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      counters.used += From(report).records;
      if (job.format == DecodeFormat::kNone) continue;
      const std::string& station = reader->stations()[From(report).station.value()];
      if (job.format == DecodeFormat::kCsv) {
        AppendCsvRow(report, station, out.buffer());
      } else {
        AppendJsonLine(report, station, out.buffer());
      }
    }
    if (batch.empty()) out.Flush();  // a live input has nothing right now
    out.FlushIfLarge();
  }
  counters += reader->counters();
  return counters;
}

Counters Decode(Job job, Output& out) {
  if (modes::IsAircraftFormat(job.input.format)) return DecodeAircraft(std::move(job), out);
  // A table holds reports; the other forms show every message.
  if (job.input.format == Format::kNmea && job.format != DecodeFormat::kCsv) {
    return DecodeNmea(std::move(job), out);
  }
  return DecodeReports(std::move(job), out);
}

/// What a table's rows are about.
enum class Domain : std::uint8_t { kShips, kAircraft };

/// What all inputs are about. Throws InputError when they are about both: one table cannot hold
/// them.
Domain DomainOf(const std::vector<OpenedInput>& files, const LiveThreads& live) {
  std::set<bool> aircraft;
  for (const OpenedInput& input : files) aircraft.insert(modes::IsAircraftFormat(input.format));
  for (const auto& input : live.inputs()) {
    aircraft.insert(modes::IsAircraftFormat(input->spec.format.value_or(Format::kNmea)));
  }
  if (aircraft.size() > 1) {
    throw InputError("--format csv: a table holds ships or aircraft, and these inputs are of both");
  }
  return aircraft.contains(true) ? Domain::kAircraft : Domain::kShips;
}

/// Throws InputError when a live input turns out to be about something else than the table.
void CheckDomain(const OpenedInput& input, Domain domain) {
  const bool aircraft = modes::IsAircraftFormat(input.format);
  if (aircraft == (domain == Domain::kAircraft)) return;
  throw InputError(input.location + ": --format csv of what this is needs its format named: " +
                   std::string(Name(input.format)) + '@' + input.location);
}

/// What the network side of a live input did, where it did something.
std::string NetText(const NetCounters& net) {
  std::string text;
  net.Visit([&text](const char* name, std::uint64_t n) {
    if (n > 0) text += (text.empty() ? "" : ", ") + std::string(name) + ' ' + std::to_string(n);
  });
  return text.empty() ? "nothing came" : text;
}

void WriteSummary(const std::string& path, const CountersByInput& counters) {
  std::ofstream file(path);
  file << CountersJson(counters) << '\n';
  file.close();
  if (!file) throw std::runtime_error(path + ": cannot write");
}

}  // namespace

int RunDecode(const DecodeArguments& arguments, const CommonArguments&) {
  std::vector<std::string> names = arguments.inputs;
  LiveThreads live(TakeLive(names));
  std::vector<OpenedInput> files = OpenInputs(names);
  CountersByInput counters;
  Output out;
  std::optional<Domain> table;
  if (arguments.format == DecodeFormat::kCsv) {
    table = DomainOf(files, live);
    out.buffer() += table == Domain::kShips ? kReportCsvHeader : modes::kAircraftCsvHeader;
  }
  out.Flush();
  modes::AircraftOptions aircraft = arguments.aircraft;
  aircraft.counter_start_by_name = false;
  live.Start([&arguments, &aircraft, table](OpenedInput input) {
    if (table) CheckDomain(input, *table);
    Output own;
    return Decode({std::move(input), arguments.format, true, aircraft}, own);
  });
  for (OpenedInput& input : files) {
    const std::string location = input.location;
    counters.emplace_back(location,
                          Decode({std::move(input), arguments.format, false, aircraft}, out));
    if (Interrupted() || out.failed()) break;
  }
  out.Flush();
  live.Join();
  for (const auto& input : live.inputs()) {
    spdlog::info("{}: {}", input->spec.location, NetText(input->net));
    counters.emplace_back(input->spec.location, input->counters);
  }
  // Live inputs end in no other way, so their counters are as whole as they get.
  if (arguments.summary && (!Interrupted() || !live.inputs().empty())) {
    WriteSummary(*arguments.summary, counters);
  }
  if (Interrupted()) return kInterruptedExit;
  if (std::ferror(stdout) != 0) throw std::runtime_error("standard output: cannot write");
  return 0;
}

}  // namespace pelorus
