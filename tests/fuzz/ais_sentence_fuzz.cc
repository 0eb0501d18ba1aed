// One line as a sentence, as a stamp, as a prefix and as a trailer.
#include <cstdint>
#include <string_view>

#include "io/ais/nmea_line.h"
#include "io/ais/sentence.h"
#include "io/ais/stamp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus::ais;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Sentence sentence;
  if (BeginsSentence(text)) {
    const auto cause = ParseSentence(text, sentence);
    if (!cause && (sentence.number < 1 || sentence.number > sentence.count)) __builtin_trap();
    if (!cause && sentence.fill_bits > 5) __builtin_trap();
  }
  ParsePghp(text);
  ParseStampText(text);
  ParsePrefix(text);
  ParseTrailer(text);
  return 0;
}
