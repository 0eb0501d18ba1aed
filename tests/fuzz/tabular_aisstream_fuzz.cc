// Any bytes as aisstream JSON: no crash, the law holds, and chunks do not change the result.
#include <cstdlib>
#include <string>

#include "io/tabular/aisstream_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace {

using namespace pelorus;

ReadReports Read(std::unique_ptr<ByteSource> bytes) {
  AisstreamReader reader(std::move(bytes), SourceId{0});
  return ReadWhole(reader);
}

void Check(const std::string& text) {
  const auto whole = Read(std::make_unique<MemoryBytes>(text));
  const auto pieces = Read(InPieces(text, 7, text.size()));
  if (!whole.Conserved() || !pieces.Conserved()) std::abort();
  if (whole.counters.received != pieces.counters.received) std::abort();
  if (whole.counters.rejected != pieces.counters.rejected) std::abort();
  if (whole.positions.size() != pieces.positions.size()) std::abort();
  if (whole.statics.size() != pieces.statics.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Check(text);
  Check(
      R"({"MessageType":"PositionReport","MetaData":{"time_utc":"2022-12-29 18:22:32 +0000 UTC"},)"
      R"("Message":{"PositionReport":{"UserID":244123456,)" +
      text);
  return 0;
}
