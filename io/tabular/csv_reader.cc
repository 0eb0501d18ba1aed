#include "io/tabular/csv_reader.h"

#include <algorithm>

namespace pelorus {
namespace {

constexpr int kRowsPerBatch = 1024;

/// Enough fields, and nothing in those beyond the header: a separator inside an unquoted name would
/// otherwise shift all that follows.
bool FitsHeader(std::span<const std::string_view> fields, std::size_t width) {
  if (fields.size() < width) return false;
  const auto beyond = fields.subspan(width);
  return std::all_of(beyond.begin(), beyond.end(), [](auto field) { return field.empty(); });
}

}  // namespace

StationId StationNames::Of(std::string_view name) {
  if (name.empty()) return StationId{};
  if (names_[last_.value()] == name) return last_;
  const auto known = ids_.find(std::string(name));
  if (known != ids_.end()) return last_ = known->second;
  if (names_.size() == kMost) return StationId{};
  last_ = StationId{static_cast<std::uint32_t>(names_.size())};
  names_.emplace_back(name);
  ids_.emplace(name, last_);
  return last_;
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> bytes, const std::string& name, SourceId source)
    : rows_(std::move(bytes)), source_(source), decoder_(ReadHeader(name)) {}

ShipRowDecoder CsvReader::ReadHeader(const std::string& name) {
  CsvTokenizer::Row row;
  if (!rows_.Next(row)) throw InputError(name + ": no ship table: it is empty");
  header_text_ = WithoutBom(row.text);
  rows_.set_separator(DetectSeparator(header_text_));
  std::vector<std::string_view> names;
  std::string scratch;
  if (row.status == CsvTokenizer::Status::kTooLong ||
      SplitCsv(header_text_, rows_.separator(), names, scratch) != CsvSplit::kWhole) {
    throw InputError(name + ": no ship table: its first line is no header");
  }
  const auto header = BindShipHeader(names);
  if (!header) throw InputError(name + ": " + header.error());
  rows_.set_width(header->width);
  return ShipRowDecoder(*header, rows_.separator() != ',');
}

/// True for a last row that may go on in bytes that never came.
bool CsvReader::IsCut(const CsvTokenizer::Row& row) const {
  return !row.ended && rows_.bytes().damaged();
}

bool CsvReader::Read(ReportBatch& out) {
  const std::size_t before = out.size();
  CsvTokenizer::Row row;
  for (int i = 0; i < kRowsPerBatch; ++i) {
    if (!rows_.Next(row)) return out.size() > before;
    // Tables that were put together from several repeat their header.
    if (WithoutBom(row.text) != header_text_) ReadRow(row, out);
  }
  return true;
}

void CsvReader::ReadRow(const CsvTokenizer::Row& row, ReportBatch& out) {
  ++counters_.received;
  if (row.status == CsvTokenizer::Status::kTooLong) return counters_.Count(Reject::kLineTooLong);
  if (IsCut(row)) return counters_.Count(Reject::kTruncated);
  if (row.status == CsvTokenizer::Status::kBroken || !FitsHeader(row.fields, header().width)) {
    return counters_.Count(Reject::kBadRow);
  }
  auto decoded = decoder_.Decode(row.fields);
  if (!decoded) return counters_.Count(decoded.error());
  Append(decoded.value(), row.offset, out);
}

void CsvReader::Append(ShipRow& row, std::uint64_t offset, ReportBatch& out) {
  const auto kind = row.position ? MessageKind::kCsvPosition : MessageKind::kCsvStatic;
  ++counters_.messages[row.message_type != 0 ? row.message_type : static_cast<std::size_t>(kind)];
  if (!row.position && !row.identity) {
    ++counters_.used;
    return;
  }
  const StationId station = stations_.Of(row.receiver);
  const auto add = [&](auto& report) {
    report.from.raw = {source_, offset};
    report.from.station = station;
    out.emplace_back(report);
  };
  if (row.position) add(*row.position);
  if (row.identity) add(*row.identity);
}

}  // namespace pelorus
