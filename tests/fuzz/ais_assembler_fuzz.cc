// A whole input: sentences, fragments, stamps. The law must hold in decoder and reader.
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "io/ais/json.h"
#include "io/ais/nmea_reader.h"

namespace {

using namespace pelorus;

class Bytes : public ByteSource {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  std::size_t Read(char* out, std::size_t size) override {
    const std::size_t n = size < left_ ? size : left_;
    if (n > 0) std::memcpy(out, data_, n);
    data_ += n;
    left_ -= n;
    return n;
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ais::NmeaOptions options;
  options.accept_missing_checksum = true;  // so that mutations get past the checksum
  ais::NmeaDecoder decoder(std::make_unique<Bytes>(data, size), options);
  std::string out;
  while (const ais::Received* got = decoder.Next()) {
    out.clear();
    ais::AppendJson(*got, decoder.stations()[got->station.value()], out);
  }
  if (!decoder.counters().Conserved()) __builtin_trap();

  ais::NmeaReader reader(std::make_unique<Bytes>(data, size), options);
  ReportBatch batch;
  Counters all;
  while (reader.Read(batch)) {
    for (const auto& report : batch) all.used += From(report).records;
    batch.clear();
  }
  all += reader.counters();
  if (!all.Conserved()) __builtin_trap();
  return 0;
}
