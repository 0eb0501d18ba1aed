// CPU seconds that Mode S decoding takes, over a Beast file made in memory from the recordings: the
// ULSS7 capture and the Toulouse, Rotterdam and US frames, repeated with times that go on.
//   modes_bench [MEGABYTES]              (default 120, the recordings of $PELORUS_DATA)
//   modes_bench --make OUT [MEGABYTES]   writes the file, for other decoders
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/bytes.h"
#include "io/modes/beast_frames.h"
#include "io/modes/csv_frames.h"
#include "io/modes/decoder.h"
#include "io/modes/json.h"
#include "io/modes/to_report.h"
#include "tests/io/memory_bytes.h"
#include "tests/support/data_dir.h"

namespace {

using namespace pelorus;

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The frames of a recording, without those of Mode A/C.
std::vector<modes::Frame> FramesOf(modes::FrameSource& source) {
  std::vector<modes::Frame> all, some(256);
  while (const std::size_t n = source.Read(some)) {
    for (const auto& frame : std::span(some).first(n)) {
      if (frame.size > 2 && frame.t) all.push_back(frame);
    }
  }
  return all;
}

void AppendBeast(const modes::Frame& frame, std::uint64_t ticks, std::string& out) {
  const auto put = [&out](std::uint8_t byte) {
    out += static_cast<char>(byte);
    if (byte == 0x1A) out += static_cast<char>(byte);
  };
  out += '\x1A';
  out += frame.size == modes::Frame::kShort ? '2' : '3';
  for (int shift = 40; shift >= 0; shift -= 8) put(static_cast<std::uint8_t>(ticks >> shift));
  put(0x60);
  for (std::size_t i = 0; i < frame.size; ++i) put(frame.bytes[i]);
}

/// One recording behind the other, each as often as it takes for its share of the size.
class BeastFile {
 public:
  explicit BeastFile(double megabytes) : share_(megabytes * 1e6 / 3.0) {}

  void Add(modes::FrameSource& source) {
    const auto frames = FramesOf(source);
    if (frames.empty()) return;
    const std::size_t end = bytes_.size() + static_cast<std::size_t>(share_);
    while (bytes_.size() < end) {
      const Time first = *frames.front().t;
      Duration last{0};
      for (const auto& frame : frames) {
        last = *frame.t - first;
        AppendBeast(frame, ticks_ + static_cast<std::uint64_t>(last.count()) * 12 / 1000, bytes_);
      }
      ticks_ += static_cast<std::uint64_t>(last.count()) * 12 / 1000 + 12'000'000;
    }
  }
  const std::string& bytes() const { return bytes_; }

 private:
  double share_;
  std::uint64_t ticks_ = 12'000'000;
  std::string bytes_;
};

std::string MakeFile(double megabytes) {
  BeastFile file(megabytes);
  const auto open = [](const char* name) {
    const auto path = DataFile(name);
    if (!path) throw InputError(std::string("needs the recording ") + name);
    return OpenBytes(path->string());
  };
  modes::BeastFrames ulss7(open("adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast"), {});
  file.Add(ulss7);
  modes::CsvFrames lfbo(open("adsb/rawhex/lfbo_400f99_20240606_part1.jsonl.gz"));
  file.Add(lfbo);
  modes::CsvFrames ehrd(open("adsb/rawhex/ehrd_20150303.txt"));
  file.Add(ehrd);
  return file.bytes();
}

void Say(std::string_view what, double cpu, std::uint64_t frames, const Counters& counters) {
  fmt::print("  {:<28} {:6.2f} M frames/CPU-s  {:5.1f} ns a frame, used {} of {}\n", what,
             static_cast<double>(frames) / cpu / 1e6, cpu * 1e9 / static_cast<double>(frames),
             counters.used, counters.received);
}

/// Runs `step` on every message of the file.
template <class Step>
void Measure(std::string_view what, const std::string& file, Step step) {
  modes::Decoder decoder(
      std::make_unique<modes::BeastFrames>(std::make_unique<MemoryBytes>(file),
                                           modes::ClockOptions{modes::ClockKind::kCounter, {}, {}}),
      {});
  const double start = CpuSeconds();
  while (const modes::Message* message = decoder.Next()) step(*message);
  Say(what, CpuSeconds() - start, decoder.counters().received, decoder.counters());
}

void MeasureFrames(const std::string& file) {
  modes::BeastFrames source(std::make_unique<MemoryBytes>(file),
                            modes::ClockOptions{modes::ClockKind::kCounter, {}, {}});
  std::vector<modes::Frame> frames(256);
  const double start = CpuSeconds();
  while (source.Read(frames) > 0) continue;
  Say("frames only", CpuSeconds() - start, source.counters().received, source.counters());
}

void MeasureAll(const std::string& file) {
  fmt::print("{:.0f} MB of Beast\n", static_cast<double>(file.size()) / 1e6);
  MeasureFrames(file);
  std::uint64_t positions = 0;
  Measure("all fields and positions", file,
          [&](const modes::Message& m) { positions += m.position ? 1U : 0U; });
  modes::ReportMaker maker{SourceId(0)};
  ReportBatch batch;
  Measure("and reports", file, [&](const modes::Message& m) {
    if (batch.size() > 4096) batch.clear();
    maker.Append(m, batch);
  });
  std::string out;
  Measure("and JSON", file, [&](const modes::Message& m) {
    if (out.size() > (1U << 16)) out.clear();
    modes::AppendJson(m, "", out);
  });
  fmt::print("  {} positions\n", positions);
}

int Make(const char* out, double megabytes) {
  const std::string file = MakeFile(megabytes);
  std::FILE* to = std::fopen(out, "wb");
  if (to == nullptr) return 1;
  const bool written = std::fwrite(file.data(), 1, file.size(), to) == file.size();
  return std::fclose(to) == 0 && written ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() >= 2 && arguments[0] == "--make") {
      return Make(argv[2], arguments.size() > 2 ? std::atof(argv[3]) : 120.0);
    }
    MeasureAll(MakeFile(arguments.empty() ? 120.0 : std::atof(argv[1])));
  } catch (const InputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  return 0;
}
