#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/reader.h"
#include "io/tabular/csv_tokenizer.h"
#include "io/tabular/ship_row.h"

namespace pelorus {

/// Names of stations by first appearance; entry 0 is "".
class StationNames {
 public:
  /// A table cannot name more; later ones are "not named".
  static constexpr std::size_t kMost = 1 << 16;

  /// The id of `name`, a new one where it is new.
  StationId Of(std::string_view name);
  const std::vector<std::string>& all() const { return names_; }

 private:
  std::vector<std::string> names_{""};
  std::unordered_map<std::string, StationId> ids_;
  StationId last_;  // tables come in runs of one receiver
};

/// Reads a table of ship reports with a header line. Each row is one record and gives a position,
/// identity and voyage data (when they are new, see RecentStatics), or both.
class CsvReader final : public ReportReader {
 public:
  /// Reads the header from `bytes`. Throws InputError, one line that begins with `name`, when it is
  /// not that of a ship table.
  CsvReader(std::unique_ptr<ByteSource> bytes, const std::string& name, SourceId source);

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return rows_.bytes().progress(); }
  const std::vector<std::string>& stations() const override { return stations_.all(); }

  const CsvHeader& header() const { return decoder_.header(); }

 private:
  ShipRowDecoder ReadHeader(const std::string& name);
  void ReadRow(const CsvTokenizer::Row& row, ReportBatch& out);
  bool IsCut(const CsvTokenizer::Row& row) const;
  void Append(ShipRow& row, std::uint64_t offset, ReportBatch& out);

  CsvTokenizer rows_;
  SourceId source_;
  std::string header_text_;
  ShipRowDecoder decoder_;
  StationNames stations_;
  Counters counters_;
};

}  // namespace pelorus
