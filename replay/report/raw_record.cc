#include "replay/report/raw_record.h"

#include <algorithm>
#include <fstream>

namespace pelorus {
namespace {

constexpr std::size_t kLongest = 1000;

bool IsPrintable(char c) { return c == '\t' || (c >= ' ' && c <= '~'); }

}  // namespace

std::optional<std::string> RawRecord(const std::string& input, std::uint64_t offset) {
  std::ifstream in(input, std::ios::binary);
  if (!in || !in.seekg(static_cast<std::streamoff>(offset))) return std::nullopt;
  std::string bytes(kLongest + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(std::min(bytes.size(), static_cast<std::size_t>(in.gcount())));
  bytes.resize(std::min(bytes.size(), bytes.find_first_of("\r\n")));
  if (bytes.empty() || bytes.size() > kLongest) return std::nullopt;
  if (!std::all_of(bytes.begin(), bytes.end(), IsPrintable)) return std::nullopt;
  return bytes;
}

}  // namespace pelorus
