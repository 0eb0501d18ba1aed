// Payload bits of any length: the first byte chooses the type, the rest is the message.
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "io/ais/decode.h"
#include "io/ais/json.h"
#include "io/ais/to_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  if (size < 2 || size > 400) return 0;
  std::vector<std::uint8_t> bytes(data + 1, data + size);
  bytes[0] = static_cast<std::uint8_t>((bytes[0] & 3) | (data[0] << 2));
  const std::size_t bits = bytes.size() * 8;
  bytes.resize(bytes.size() + ais::BitSpan::kSlack);
  ais::Received received;
  if (ais::DecodeMessage(ais::BitSpan(bytes.data(), 0, bits), received.message)) return 0;
  std::string out;
  ais::AppendJson(received, "", out);
  auto made = ais::MakeReports(received, SourceId{});
  const auto second = ais::SecondOf(received.message);
  for (std::size_t i = 0; i < made.size; ++i) {
    ais::SetTimes(made.items[i], Time{std::chrono::seconds(1452468552)}, ais::Timing::kReceiver,
                  second);
  }
  return 0;
}
