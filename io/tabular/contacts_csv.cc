#include "io/tabular/contacts_csv.h"

#include <cctype>

#include "io/tabular/csv_fields.h"
#include "io/tabular/csv_header.h"

namespace pelorus {
namespace {

constexpr int kRowsPerBatch = 1024;
enum : std::size_t { kTime, kLat, kLon, kSigma, kLength, kHeading, kSource, kScan };
constexpr std::array<std::string_view, 8> kNames = {"t",       "lat",        "lon",    "sigmam",
                                                    "lengthm", "headingdeg", "source", "scan"};

/// Lower-case letters and digits of a column's name.
std::string PlainName(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
    plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return plain;
}

}  // namespace

ContactsCsvReader::ContactsCsvReader(std::unique_ptr<ByteSource> bytes, const std::string& name,
                                     SourceId source)
    : rows_(std::move(bytes)), source_(source) {
  ReadHeader(name);
}

void ContactsCsvReader::ReadHeader(const std::string& name) {
  CsvTokenizer::Row row;
  if (!rows_.Next(row)) throw InputError(name + ": no table of contacts: it is empty");
  header_text_ = WithoutBom(row.text);
  rows_.set_separator(DetectSeparator(header_text_));
  std::vector<std::string_view> names;
  std::string scratch;
  if (row.status == CsvTokenizer::Status::kTooLong ||
      SplitCsv(header_text_, rows_.separator(), names, scratch) != CsvSplit::kWhole) {
    throw InputError(name + ": no table of contacts: its first line is no header");
  }
  field_.fill(-1);
  width_ = names.size();
  for (std::size_t i = names.size(); i-- > 0;) {
    for (std::size_t c = 0; c < kNames.size(); ++c) {
      if (PlainName(names[i]) == kNames[c]) field_[c] = static_cast<int>(i);
    }
  }
  for (const std::size_t needed : {kTime, kLat, kLon, kSigma}) {
    if (field_[needed] < 0) {
      throw InputError(name + ": no table of contacts: it needs the columns t, lat, lon, sigma_m");
    }
  }
  rows_.set_width(width_);
}

bool ContactsCsvReader::Read(ReportBatch& out) {
  const std::size_t before = out.size();
  CsvTokenizer::Row row;
  for (int i = 0; i < kRowsPerBatch; ++i) {
    if (!rows_.Next(row)) return out.size() > before;
    if (WithoutBom(row.text) != header_text_) ReadRow(row, out);
  }
  return true;
}

std::string_view ContactsCsvReader::Field(const CsvTokenizer::Row& row, std::size_t column) const {
  if (field_[column] < 0) return {};
  const std::string_view text = Trimmed(row.fields[static_cast<std::size_t>(field_[column])]);
  return IsMissing(text) ? std::string_view{} : text;
}

ContactClaim ContactsCsvReader::ClaimOf(const CsvTokenizer::Row& row) const {
  const bool comma = rows_.separator() != ',';
  const std::string_view time = Field(row, kTime);
  const std::string_view lat = Field(row, kLat), lon = Field(row, kLon);
  ContactClaim claim;
  claim.timed = !time.empty();
  claim.time = ParseTableTime(time);
  claim.placed = !lat.empty() || !lon.empty();
  claim.lat_deg = ParseNumber(lat, comma);
  claim.lon_deg = ParseNumber(lon, comma);
  claim.sigma_m = ParseNumber(Field(row, kSigma), comma);
  claim.length_m = ParseNumber(Field(row, kLength), comma);
  claim.heading_deg = ParseNumber(Field(row, kHeading), comma);
  claim.source = Field(row, kSource);
  claim.scan = Field(row, kScan);
  return claim;
}

void ContactsCsvReader::ReadRow(const CsvTokenizer::Row& row, ReportBatch& out) {
  ++counters_.received;
  ++row_;
  if (row.status == CsvTokenizer::Status::kTooLong) return counters_.Count(Reject::kLineTooLong);
  if (!row.ended && rows_.bytes().damaged()) return counters_.Count(Reject::kTruncated);
  if (row.status == CsvTokenizer::Status::kBroken || row.fields.size() < width_) {
    return counters_.Count(Reject::kBadRow);
  }
  const ContactClaim claim = ClaimOf(row);
  auto contact = JudgeContact(claim);
  if (!contact) return counters_.Count(contact.error());
  ++counters_.messages[static_cast<std::size_t>(MessageKind::kContact)];
  contact.value().from.raw = {source_, row.offset};
  contact.value().from.station = stations_.Of(claim.source);
  contact.value().row = row_;
  out.emplace_back(contact.value());
}

}  // namespace pelorus
