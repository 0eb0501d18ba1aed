// CPU seconds that AIS decoding takes, over the recordings repeated to a given size in memory; or
// the recordings repeated into a file, for `pelorus decode` and other decoders to be timed on.
//   ais_bench [MEGABYTES] [FILE ...]     (default 250, the recordings of $PELORUS_DATA)
//   ais_bench --make OUT [MEGABYTES] [FILE ...]
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/ais/json.h"
#include "io/ais/nmea_reader.h"
#include "io/bytes.h"
#include "tests/support/data_dir.h"

namespace {

using namespace pelorus;

/// Hands out `text` again and again, `times` in all.
class RepeatedBytes : public ByteSource {
 public:
  RepeatedBytes(std::string_view text, std::size_t times) : text_(text), left_(times) {}

  std::size_t Read(char* data, std::size_t size) override {
    if (at_ == text_.size()) {
      at_ = 0;
      --left_;
    }
    if (left_ == 0) return 0;
    const std::size_t n = std::min(size, text_.size() - at_);
    std::memcpy(data, text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string_view text_;
  std::size_t left_;
  std::size_t at_ = 0;
};

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string Unpack(const std::string& path) {
  const auto bytes = OpenBytes(path);
  std::string all;
  std::vector<char> block(1 << 16);
  while (const std::size_t n = bytes->Read(block.data(), block.size())) all.append(block.data(), n);
  if (!all.empty() && all.back() != '\n') all += '\n';
  return all;
}

void Report(std::string_view what, double cpu, const Counters& counters, double megabytes) {
  std::uint64_t messages = 0;
  for (const auto n : counters.messages) messages += n;
  const auto rate = static_cast<double>(counters.received) / cpu / 1e6;
  fmt::print("  {:<8} {:6.2f} M sentences/CPU-s  {:6.2f} M messages/CPU-s  {:6.0f} MB/CPU-s\n",
             what, rate, static_cast<double>(messages) / cpu / 1e6, megabytes / cpu);
}

std::size_t TimesFor(std::string_view text, double megabytes) {
  return static_cast<std::size_t>(megabytes * 1e6 / static_cast<double>(text.size())) + 1;
}

void Measure(std::string_view name, std::string_view text, double megabytes) {
  const std::size_t times = TimesFor(text, megabytes);
  const double size = static_cast<double>(times * text.size()) / 1e6;
  fmt::print("{} ({:.0f} MB)\n", name, size);
  {
    ais::NmeaDecoder decoder(std::make_unique<RepeatedBytes>(text, times), {});
    const double start = CpuSeconds();
    while (decoder.Next() != nullptr) {
    }
    Report("none", CpuSeconds() - start, decoder.counters(), size);
  }
  {
    ais::NmeaDecoder decoder(std::make_unique<RepeatedBytes>(text, times), {});
    std::string out;
    const double start = CpuSeconds();
    while (const ais::Received* got = decoder.Next()) {
      ais::AppendJson(*got, decoder.stations()[got->station.value()], out);
      if (out.size() > (1 << 16)) out.clear();
    }
    Report("jsonl", CpuSeconds() - start, decoder.counters(), size);
  }
  {
    ais::NmeaReader reader(std::make_unique<RepeatedBytes>(text, times), {});
    ReportBatch batch;
    const double start = CpuSeconds();
    while (reader.Read(batch)) batch.clear();
    Report("reports", CpuSeconds() - start, reader.counters(), size);
  }
}

std::vector<std::string> Recordings() {
  std::vector<std::string> paths;
  for (const char* name :
       {"aishub-global-85k.nmea.gz", "dma-multistation-20131112.txt.gz", "panama-28736.nmea.gz",
        "kystverket-1000-tagblock-c.nm4", "satellite-tagblock-20211101.nm4",
        "socal-two-talkers-20160110.ais.gz", "uscg-nais-20060715.ais", "us-2007-sar-13k.nmea.gz"}) {
    const auto file = DataFile(std::string("ais/nmea/") + name);
    if (file) paths.push_back(file->string());
  }
  return paths;
}

bool WriteRepeated(const char* path, std::string_view text, double megabytes) {
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return false;
  bool written = true;
  for (std::size_t left = TimesFor(text, megabytes); left > 0 && written; --left) {
    written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  }
  return (std::fclose(file) == 0) && written;
}

int Make(const char* path, std::string_view text, double megabytes) {
  if (WriteRepeated(path, text, megabytes)) return 0;
  fmt::print(stderr, "{}: cannot write\n", path);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const char* made = nullptr;
  if (argc > 2 && std::string_view(argv[1]) == "--make") {
    made = argv[2];
    argc -= 2;
    argv += 2;
  }
  const double megabytes = argc > 1 ? std::atof(argv[1]) : 250.0;
  std::vector<std::string> paths(argv + (argc > 2 ? 2 : argc), argv + argc);
  if (paths.empty()) paths = Recordings();
  std::string all;
  for (const auto& path : paths) {
    const std::string text = Unpack(path);
    all += text;
    const bool one_of_many = paths.size() > 1 && made == nullptr;
    if (one_of_many) Measure(path.substr(path.rfind('/') + 1), text, megabytes / 10);
  }
  if (all.empty()) {
    fmt::print("no recordings; set PELORUS_DATA\n");
    return 1;
  }
  if (made != nullptr) return Make(made, all, megabytes);
  Measure("all", all, megabytes);
  return 0;
}
