#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "io/reader.h"
#include "io/tabular/contacts_row.h"
#include "io/tabular/csv_reader.h"
#include "io/tabular/csv_tokenizer.h"

namespace pelorus {

/// The table form of MakeContactsReader.
class ContactsCsvReader final : public ReportReader {
 public:
  ContactsCsvReader(std::unique_ptr<ByteSource> bytes, const std::string& name, SourceId source);

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return rows_.bytes().progress(); }
  const std::vector<std::string>& stations() const override { return stations_.all(); }

 private:
  static constexpr std::size_t kColumns = 8;  ///< t, lat, lon, sigma_m, length_m, ...

  void ReadHeader(const std::string& name);
  void ReadRow(const CsvTokenizer::Row& row, ReportBatch& out);
  std::string_view Field(const CsvTokenizer::Row& row, std::size_t column) const;
  ContactClaim ClaimOf(const CsvTokenizer::Row& row) const;

  CsvTokenizer rows_;
  SourceId source_;
  std::string header_text_;
  std::size_t width_ = 0;
  std::array<int, kColumns> field_{};  ///< -1: not there
  StationNames stations_;
  Counters counters_;
  std::uint64_t row_ = 0;
};

}  // namespace pelorus
