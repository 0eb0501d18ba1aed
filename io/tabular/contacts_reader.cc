#include "io/tabular/contacts_reader.h"

#include <string_view>

#include "io/format.h"
#include "io/tabular/contacts_csv.h"
#include "io/tabular/contacts_geojson.h"
#include "io/tabular/csv_header.h"

namespace pelorus {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

/// Whether the first character that counts opens an object or an array.
bool BeginsJson(HeadBytes& bytes) {
  for (;;) {
    const std::string_view text = WithoutBom(bytes.head());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    // Of a byte order mark the first piece may hold a part only.
    const bool whole = text.empty() || !kBom.starts_with(text);
    if (whole && first != std::string_view::npos) return text[first] == '{' || text[first] == '[';
    if (!bytes.LookFurther() && !bytes.paused()) return false;
  }
}

}  // namespace

std::unique_ptr<ReportReader> MakeContactsReader(std::unique_ptr<ByteSource> bytes,
                                                 const std::string& name, SourceId source) {
  auto head = std::make_unique<HeadBytes>(std::move(bytes));
  if (BeginsJson(*head)) return std::make_unique<ContactsGeoJsonReader>(std::move(head), source);
  return std::make_unique<ContactsCsvReader>(std::move(head), name, source);
}

}  // namespace pelorus
