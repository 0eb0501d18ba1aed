// Tag blocks: whatever is taken off the front is never more than there was.
#include <cstdint>
#include <string>
#include <string_view>

#include "io/ais/tag_block.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string line = "\\" + std::string(reinterpret_cast<const char*>(data), size);
  std::string_view text = line;
  pelorus::ais::TagBlock tag;
  const bool taken = pelorus::ais::TakeTagBlocks(text, tag);
  if (text.size() > line.size() || (taken && text.size() == line.size())) __builtin_trap();
  return 0;
}
