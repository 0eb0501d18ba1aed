#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/reader.h"

namespace pelorus {

/// Reads the JSON of aisstream.io: objects with `MessageType`, `MetaData` and `Message`, one a line
/// or back to back. Position reports (types 1 to 3, 9, 18, 19, 27) give positions; ship static
/// data, static data reports and type 19 give identity data, not repeated within ten minutes; the
/// other types are whole and give nothing. Received at `MetaData.time_utc`; the position's time
/// comes from the UTC second in the message where there is one.
class AisstreamReader final : public ReportReader {
 public:
  AisstreamReader(std::unique_ptr<ByteSource> bytes, SourceId source);
  ~AisstreamReader() override;

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override;
  ByteSource::Progress progress() const override;
  /// The stream names no stations.
  const std::vector<std::string>& stations() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus
