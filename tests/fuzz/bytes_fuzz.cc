// Any bytes as a file, plain or packed: no crash, what is packed comes back, lines do not depend on
// chunks, and the format is told the same way however the bytes come.
#include <cstdlib>
#include <string>

#include "io/format.h"
#include "io/line_reader.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/packing.h"

namespace {

using namespace pelorus;

/// Bounds what a few bytes may unpack to.
constexpr std::size_t kMostUnpacked = std::size_t{1} << 22;

std::string Unpacked(std::unique_ptr<ByteSource> raw) {
  const auto bytes = Decompress(std::move(raw));
  std::string all;
  char block[1024];
  while (all.size() < kMostUnpacked) {
    const std::size_t got = bytes->Read(block, sizeof block);
    if (got == 0) break;
    all.append(block, got);
  }
  all.resize(std::min(all.size(), kMostUnpacked));
  return all;
}

std::string Lines(std::unique_ptr<ByteSource> bytes) {
  LineReader reader(std::move(bytes));
  std::string all;
  for (LineReader::Line line; reader.Next(line);) {
    all += std::to_string(line.offset) + (line.ended ? ":" : ".") + std::string(line.text) + "\n";
  }
  return all;
}

std::optional<Format> FormatOf(std::unique_ptr<ByteSource> bytes) {
  HeadBytes head(std::move(bytes));
  return DetectFormat(head);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto whole = [&] { return std::make_unique<MemoryBytes>(text); };
  const auto pieces = [&] { return InPieces(text, 5, size); };
  // Each look at a longer head starts anew, so its pieces are larger.
  const auto larger = [&] { return InPieces(text, 500, size); };
  if (Unpacked(whole()) != Unpacked(pieces())) std::abort();
  if (Lines(whole()) != Lines(pieces())) std::abort();
  if (FormatOf(whole()) != FormatOf(larger())) std::abort();
  Unpacked(std::make_unique<MemoryBytes>("\x1f\x8b\x08" + text));
  Unpacked(std::make_unique<MemoryBytes>("\x28\xb5\x2f\xfd" + text));
  const std::string plain = "plain " + text;
  if (Unpacked(std::make_unique<MemoryBytes>(Gzip(plain) + Gzip(plain))) != plain + plain) {
    std::abort();
  }
  if (Unpacked(std::make_unique<MemoryBytes>(Zstd(plain) + Zstd(plain))) != plain + plain) {
    std::abort();
  }
  return 0;
}
