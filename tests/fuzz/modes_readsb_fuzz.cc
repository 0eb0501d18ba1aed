// Any bytes as readsb JSON: no crash, the law holds, and chunks do not change the result.
#include "io/modes/aggregators.h"
#include "tests/fuzz/modes_rows_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto open = [](std::unique_ptr<ByteSource> bytes) {
    return modes::OpenReadsb(std::move(bytes));
  };
  modes::CheckRows(text, open);
  // Most inputs break the document; rows are to be reached all the same.
  modes::CheckRows(R"({"now":1700513836.9,"aircraft":[)" + text, open);
  return 0;
}
