// Any bytes as a tar1090 trace: no crash, the law holds, and chunks do not change the result.
#include "io/modes/aggregators.h"
#include "tests/fuzz/modes_rows_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto open = [](std::unique_ptr<ByteSource> bytes) {
    return modes::OpenTrace(std::move(bytes));
  };
  modes::CheckRows(text, open);
  // Most inputs break the document; rows are to be reached all the same.
  modes::CheckRows(R"({"icao":"34718d","timestamp":1693353600.0,"trace":[)" + text, open);
  return 0;
}
