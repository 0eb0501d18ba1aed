#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/reader.h"

namespace pelorus {

/// The GeoJSON form of MakeContactsReader, with memory bounded by the largest feature (64 KiB).
class ContactsGeoJsonReader final : public ReportReader {
 public:
  ContactsGeoJsonReader(std::unique_ptr<ByteSource> bytes, SourceId source);
  ~ContactsGeoJsonReader() override;

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override;
  ByteSource::Progress progress() const override;
  const std::vector<std::string>& stations() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus
