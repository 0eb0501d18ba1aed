// Any bytes as a table of aircraft states: no crash, the law holds, and chunks do not change the
// result.
#include "io/modes/aggregators.h"
#include "tests/fuzz/modes_rows_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto open = [](std::unique_ptr<ByteSource> bytes) {
    return modes::OpenAircraftTable(std::move(bytes), "fuzz");
  };
  modes::CheckRows(text, open);
  // Most inputs break the header; rows are to be reached all the same.
  modes::CheckRows("t,icao,lat,lon,alt_baro_ft,gs_kt,on_ground,squawk,receiver\n" + text, open);
  return 0;
}
