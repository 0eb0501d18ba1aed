// Any bytes as a ship table: no crash, the law holds, and chunks do not change the result.
#include <cstdlib>
#include <string>

#include "io/tabular/csv_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace {

using namespace pelorus;

/// Counters and reports of one table; nothing when it has no header.
std::optional<ReadReports> Read(std::unique_ptr<ByteSource> bytes) {
  try {
    CsvReader reader(std::move(bytes), "fuzz", SourceId{0});
    return ReadWhole(reader);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

void Check(const std::string& text) {
  const auto whole = Read(std::make_unique<MemoryBytes>(text));
  const auto pieces = Read(InPieces(text, 7, text.size()));
  if (whole.has_value() != pieces.has_value()) std::abort();
  if (!whole) return;
  if (!whole->Conserved() || !pieces->Conserved()) std::abort();
  if (whole->counters.received != pieces->counters.received) std::abort();
  if (whole->counters.rejected != pieces->counters.rejected) std::abort();
  if (whole->positions.size() != pieces->positions.size()) std::abort();
  for (std::size_t i = 0; i < whole->positions.size(); ++i) {
    if (whole->positions[i].from.payload_hash != pieces->positions[i].from.payload_hash) {
      std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Check(text);
  // Most inputs break the header; rows are to be reached all the same.
  Check("t,mmsi,lat,lon,sog_kn,status,name,ship_type,length_m,a\n" + text);
  return 0;
}
