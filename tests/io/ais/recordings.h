#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "io/ais/json.h"
#include "io/ais/nmea_reader.h"
#include "io/bytes.h"
#include "tests/io/memory_bytes.h"

namespace pelorus::ais {

/// Text as an input.
inline NmeaDecoder DecoderOf(std::string text, NmeaOptions options = {}) {
  return NmeaDecoder(std::make_unique<MemoryBytes>(std::move(text)), options);
}

/// The JSON lines of all messages in a text, without their line ends.
inline std::vector<std::string> DecodeLines(const std::string& text, NmeaOptions options = {}) {
  NmeaDecoder decoder = DecoderOf(text, options);
  std::vector<std::string> lines;
  while (const Received* message = decoder.Next()) {
    std::string line;
    AppendJson(*message, decoder.stations()[message->station.value()], line);
    line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

/// The content of a recording, unpacked.
inline std::string Unpacked(const std::string& path) {
  const auto bytes = OpenBytes(path);
  return ReadAll(*bytes, 1 << 16);
}

}  // namespace pelorus::ais
