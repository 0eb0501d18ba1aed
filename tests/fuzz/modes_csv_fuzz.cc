// Any bytes as a log of frames: no crash, the law holds, chunks do not matter.
#include "io/modes/csv_frames.h"
#include "tests/fuzz/modes_frames_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  using namespace pelorus::modes;
  const std::string text(reinterpret_cast<const char*>(data), size);
  CsvFrames whole(std::make_unique<MemoryBytes>(text));
  CsvFrames pieces(InPieces(text, 5, size));
  CheckSameFrames(whole, pieces, 1 + size % 5);
  return 0;
}
