// Any bytes as what comes from OpenSky: no crash, the law holds, and chunks do not change the
// result.
#include "io/modes/aggregators.h"
#include "tests/fuzz/modes_rows_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto open = [](std::unique_ptr<ByteSource> bytes) {
    return modes::OpenOpensky(std::move(bytes), "fuzz");
  };
  modes::CheckRows(text, open);
  // Most inputs break what stands before the rows; these are to be reached all the same.
  modes::CheckRows(R"({"time":1779201650,"states":[)" + text, open);
  modes::CheckRows(R"([{"icao24":"39ac45","timestamp":1558092195000,)" + text, open);
  modes::CheckRows(R"({"timestamp":{"0":1558092195000},"icao24":{"0":"39ac45"},)" + text, open);
  modes::CheckRows("time,icao24,lat,lon,velocity,lastposupdate,lastcontact\n" + text, open);
  return 0;
}
