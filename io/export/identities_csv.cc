#include "io/export/identities_csv.h"

#include <fstream>
#include <stdexcept>
#include <string_view>

namespace pelorus {
namespace {

/// A field of a table by RFC 4180: in quotes where it has to be.
void AppendField(std::string& row, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    row += text;
    return;
  }
  row += '"';
  for (const char c : text) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

std::string RowOf(TargetKey key, const SaidValue& value, std::span<const std::string> inputs) {
  std::string row = ToString(key);
  row += ',';
  row += Name(value.field);
  row += ',';
  AppendField(row, value.text);
  row += ',' + FormatIso8601(value.first) + ',' + FormatIso8601(value.last) + ',';
  row += std::to_string(value.times) + ',';
  const std::size_t source = value.raw.source.value();
  AppendField(row, source < inputs.size() ? std::string_view(inputs[source]) : "");
  row += ',' + std::to_string(value.raw.offset) + '\n';
  return row;
}

}  // namespace

void WriteIdentitiesCsv(const std::filesystem::path& file, const IdentityBook& book,
                        std::span<const std::string> inputs) {
  std::ofstream out(file, std::ios::binary);
  out << "key,field,value,first,last,times,input,offset\n";
  for (const TargetKey key : book.Keys()) {
    for (const SaidValue& value : book.HistoryOf(key)->values) out << RowOf(key, value, inputs);
  }
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot be written");
}

}  // namespace pelorus
