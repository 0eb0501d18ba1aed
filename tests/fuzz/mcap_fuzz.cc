// Any bytes as a recording: no crash, no more memory than a chunk, and each message inside it.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include "io/recording/mcap_reader.h"

namespace {

using namespace pelorus;

void ReadAll(const std::string& bytes) {
  mcap::Reader reader(std::make_unique<std::istringstream>(bytes), [&bytes](const auto& fault) {
    if (fault.offset > bytes.size()) std::abort();
  });
  reader.ReadSummaryChannels();
  std::uint64_t sum = 0;
  for (mcap::Message message; reader.Next(message);) {
    for (const char c : message.data) sum += static_cast<unsigned char>(c);
  }
  if (sum == UINT64_MAX) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ReadAll(bytes);
  ReadAll(std::string(mcap::kMagic) + bytes);
  // As the records of a chunk that is not packed.
  std::string content;
  mcap::Encoder put(content);
  put.Put(std::uint64_t{0});
  put.Put(std::uint64_t{0});
  put.Put(static_cast<std::uint64_t>(size));
  put.Put(std::uint32_t{0});
  put.PutText("");
  put.Put(static_cast<std::uint64_t>(size));
  content += bytes;
  std::string file(mcap::kMagic);
  mcap::Encoder(file).PutRecord(mcap::Opcode::kChunk, content);
  ReadAll(file);
  return 0;
}
