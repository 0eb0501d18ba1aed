// Rows and bytes a CPU second of the table readers, from memory.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "io/line_reader.h"
#include "io/tabular/aisstream_reader.h"
#include "io/tabular/csv_reader.h"

namespace pelorus {
namespace {

constexpr int kRows = 100'000;

/// Rows as MarineCadastre gives them: each of `ships` ships once a minute.
std::string CadastreTable(int ships) {
  std::string text =
      "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,"
      "Width,Draft,Cargo,TransceiverClass\n";
  char row[256];
  for (int i = 0; i < kRows; ++i) {
    const int ship = i % ships;
    std::snprintf(row, sizeof row,
                  "%d,2023-01-11T%02d:%02d:%02d,%.5f,%.5f,%.1f,%.1f,%.1f,SHIP NUMBER %d,IMO%07d,"
                  "WDI%d,70,0.0,%d.0,30.0,8.0,70.0,A\n",
                  200'000'000 + ship, i / ships / 60 % 24, i / ships % 60, i % 60, 26.0 + i * 1e-5,
                  -80.0 + i * 1e-5, i % 200 * 0.1, i % 3600 * 0.1, i % 360 * 1.0, ship,
                  9'000'000 + ship, ship, 100 + ship % 200);
    text += row;
  }
  return text;
}

std::string SolentTable() {
  std::string text = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n";
  char row[160];
  for (int i = 0; i < kRows; ++i) {
    std::snprintf(row, sizeof row, "2016-01-12 13:%02d:%02d.%03d,%d,%.13f,%.14f,%.1f,%.1f\n",
                  i / 60 % 60, i % 60, i % 1000, 235'000'000 + i % 92, 50.77 + i * 1e-7,
                  -1.09 - i * 1e-7, i % 3600 * 0.1, i % 200 * 0.1);
    text += row;
  }
  return text;
}

std::string AisstreamObjects() {
  std::string text;
  char object[768];
  for (int i = 0; i < kRows; ++i) {
    std::snprintf(
        object, sizeof object,
        R"({"Message":{"PositionReport":{"Cog":308.2,"CommunicationState":81982,"Latitude":%.6f,)"
        R"("Longitude":%.15f,"MessageID":1,"NavigationalStatus":15,"PositionAccuracy":true,)"
        R"("Raim":false,"RateOfTurn":4,"RepeatIndicator":0,"Sog":%.1f,"Spare":0,)"
        R"("SpecialManoeuvreIndicator":0,"Timestamp":%d,"TrueHeading":235,"UserID":%d,)"
        R"("Valid":true}},"MessageType":"PositionReport","MetaData":{"MMSI":259000420,)"
        R"("ShipName":"AUGUSTSON","latitude":66.02695,"longitude":12.253821666666665,)"
        R"("time_utc":"2022-12-29 18:%02d:%02d.318353 +0000 UTC"}})"
        "\n",
        66.0 + i * 1e-6, 12.25 + i * 1e-6, i % 200 * 0.1, i % 60, 259'000'000 + i % 500,
        i / 60 % 60, i % 60);
    text += object;
  }
  return text;
}

/// Bytes of a text that outlives it, so that no copy of it is timed.
class TextBytes : public ByteSource {
 public:
  explicit TextBytes(std::string_view text) : left_(text) {}
  std::size_t Read(char* data, std::size_t size) override {
    const std::size_t n = left_.copy(data, size);
    left_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view left_;
};

template <class MakeReader>
void Run(benchmark::State& bench, const std::string& text, MakeReader make) {
  ReportBatch batch;
  for (auto _ : bench) {
    const auto reader = make(std::make_unique<TextBytes>(text));
    std::size_t reports = 0;
    while (reader->Read(batch)) {
      reports += batch.size();
      batch.clear();
    }
    benchmark::DoNotOptimize(reports);
  }
  bench.SetItemsProcessed(bench.iterations() * kRows);
  bench.SetBytesProcessed(bench.iterations() * static_cast<std::int64_t>(text.size()));
}

const auto kMakeCsv = [](std::unique_ptr<ByteSource> bytes) {
  return std::make_unique<CsvReader>(std::move(bytes), "bench", SourceId{0});
};

void CsvMarineCadastre(benchmark::State& bench) {
  Run(bench, CadastreTable(static_cast<int>(bench.range(0))), kMakeCsv);
}
BENCHMARK(CsvMarineCadastre)->Arg(500)->Arg(20'000);

void CsvPositionsOnly(benchmark::State& bench) { Run(bench, SolentTable(), kMakeCsv); }
BENCHMARK(CsvPositionsOnly);

void Aisstream(benchmark::State& bench) {
  Run(bench, AisstreamObjects(), [](std::unique_ptr<ByteSource> bytes) {
    return std::make_unique<AisstreamReader>(std::move(bytes), SourceId{0});
  });
}
BENCHMARK(Aisstream);

void Lines(benchmark::State& bench) {
  const std::string text = CadastreTable(500);
  for (auto _ : bench) {
    LineReader lines(std::make_unique<TextBytes>(text));
    std::size_t bytes = 0;
    for (LineReader::Line line; lines.Next(line);) bytes += line.text.size();
    benchmark::DoNotOptimize(bytes);
  }
  bench.SetBytesProcessed(bench.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(Lines);

}  // namespace
}  // namespace pelorus

BENCHMARK_MAIN();
