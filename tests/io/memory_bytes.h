#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "io/bytes.h"

namespace pelorus {

/// Bytes from memory, handed out in pieces of the given sizes in turn (all at once when empty).
class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string data, std::vector<std::size_t> pieces = {})
      : data_(std::move(data)), pieces_(std::move(pieces)) {}

  std::size_t Read(char* out, std::size_t size) override {
    std::size_t n = std::min(size, data_.size() - done_);
    if (!pieces_.empty())
      n = std::min(n, std::max<std::size_t>(1, pieces_[turn_++ % pieces_.size()]));
    std::memcpy(out, data_.data() + done_, n);
    done_ += n;
    return n;
  }
  Progress progress() const override { return {done_, data_.size()}; }

 private:
  std::string data_;
  std::vector<std::size_t> pieces_;
  std::size_t turn_ = 0;
  std::size_t done_ = 0;
};

/// A source over `data` in pieces of changing size up to `largest`, from a fixed sequence of
/// `seed`.
inline std::unique_ptr<ByteSource> InPieces(std::string data, std::size_t largest,
                                            std::uint64_t seed) {
  std::vector<std::size_t> pieces(97);
  for (auto& piece : pieces) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    piece = 1 + static_cast<std::size_t>(seed >> 33) % largest;
  }
  return std::make_unique<MemoryBytes>(std::move(data), std::move(pieces));
}

/// Everything that a source gives.
inline std::string ReadAll(ByteSource& bytes, std::size_t block = 4096) {
  std::string all;
  std::string buffer(block, '\0');
  while (const std::size_t got = bytes.Read(buffer.data(), buffer.size())) {
    all.append(buffer, 0, got);
  }
  return all;
}

}  // namespace pelorus
