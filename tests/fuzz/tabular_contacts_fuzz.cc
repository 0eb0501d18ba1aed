// Any bytes as contacts, table or GeoJSON: no crash, the law holds, chunks do not change the
// result.
#include <cstdlib>
#include <string>

#include "io/tabular/contacts_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/read_reports.h"

namespace {

using namespace pelorus;

/// Counters and reports; nothing for a table without a header.
std::optional<ReadReports> Read(std::unique_ptr<ByteSource> bytes) {
  try {
    return ReadWhole(*MakeContactsReader(std::move(bytes), "fuzz", SourceId{0}));
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
  if (whole->contacts.size() != pieces->contacts.size()) std::abort();
  for (std::size_t i = 0; i < whole->contacts.size(); ++i) {
    const ContactReport &a = whole->contacts[i], &b = pieces->contacts[i];
    if (a.from.payload_hash != b.from.payload_hash || a.from.raw != b.from.raw) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Check(text);
  Check("t,lat,lon,sigma_m,length_m,heading_deg,source,scan\n" + text);
  Check(R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",)"
        R"("coordinates":[1,2]},"properties":{"t":1,"sigma_m":1)" +
        text);
  return 0;
}
