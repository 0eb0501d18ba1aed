#include "io/tabular/watchlist_csv.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "io/tabular/csv_fields.h"
#include "io/tabular/csv_tokenizer.h"

namespace pelorus {
namespace {

using Fields = std::span<const std::string_view>;

/// Columns of SDN.CSV. Source: OFAC, "SDN data specification", sdn.csv.
enum : std::size_t { kSdnId = 0, kSdnName = 1, kSdnType = 2, kSdnRemarks = 11, kSdnWidth = 12 };

std::string Lower(std::string_view text) {
  std::string lower(Trimmed(text));
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

/// The digits with which `text` begins as a number of so many of them.
std::optional<std::uint32_t> NumberOf(std::string_view text, std::size_t digits, int base = 10) {
  std::uint32_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, base);
  const auto used = static_cast<std::size_t>(end.ptr - text.data());
  if (end.ec != std::errc{} || used != digits) return std::nullopt;
  return value;
}

/// Calls `take` with each value of a field of several.
template <class F>
void EachOf(std::string_view field, F&& take) {
  while (!field.empty()) {
    const std::size_t slash = field.find(" / ");
    const std::size_t end = std::min(field.find(';'), slash);
    const std::string_view one = Trimmed(field.substr(0, end));
    if (!one.empty()) take(one);
    if (end == std::string_view::npos) return;
    field.remove_prefix(end + (end == slash ? 3 : 1));
  }
}

/// `IMO9187629`, `IMO 9187629`, `9187629`.
std::optional<std::uint32_t> ImoOf(std::string_view text) {
  const std::size_t digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return std::nullopt;
  return NumberOf(text.substr(digit), 7);
}

bool CanBeFound(const WatchlistRow& entry) {
  return !entry.imo.empty() || !entry.mmsi.empty() || !entry.icao.empty() ||
         !entry.registrations.empty() || !entry.caption.empty();
}

void Keep(WatchlistRow row, WatchlistRead& out) {
  if (CanBeFound(row)) {
    out.rows.push_back(std::move(row));
  } else {
    ++out.nothing;
  }
}

enum class Column : std::uint8_t {
  kNone,
  kType,
  kCaption,
  kImo,
  kMmsi,
  kIcao,
  kRegistration,
  kId,
  kNames
};

Column ColumnOf(std::string_view name) {
  struct Known {
    std::string_view name;
    Column column;
  };
  constexpr Known kKnown[] = {{"type", Column::kType},
                              {"schema", Column::kType},
                              {"caption", Column::kCaption},
                              {"name", Column::kCaption},
                              {"imo", Column::kImo},
                              {"imo_number", Column::kImo},
                              {"mmsi", Column::kMmsi},
                              {"mmsi_current", Column::kMmsi},
                              {"mmsi_legacy", Column::kMmsi},
                              {"icao", Column::kIcao},
                              {"icao24", Column::kIcao},
                              {"registration", Column::kRegistration},
                              {"id", Column::kId},
                              {"gur_id", Column::kId},
                              {"aliases", Column::kNames},
                              {"former_names", Column::kNames}};
  const std::string lower = Lower(name);
  for (const Known& known : kKnown) {
    if (known.name == lower) return known.column;
  }
  return Column::kNone;
}

void Put(Column column, std::string_view field, WatchlistRow& entry) {
  const auto add = [](auto& to, auto&& value) {
    if (value) to.push_back(*value);
  };
  switch (column) {
    case Column::kCaption:
      entry.caption = Trimmed(field);
      break;
    case Column::kId:
      entry.id = Trimmed(field);
      break;
    case Column::kImo:
      EachOf(field, [&](std::string_view one) { add(entry.imo, ImoOf(one)); });
      break;
    case Column::kMmsi:
      EachOf(field, [&](std::string_view one) { add(entry.mmsi, NumberOf(one, 9)); });
      break;
    case Column::kIcao:
      EachOf(field, [&](std::string_view one) { add(entry.icao, NumberOf(one, 6, 16)); });
      break;
    case Column::kRegistration:
      EachOf(field, [&](std::string_view one) { entry.registrations.emplace_back(one); });
      break;
    case Column::kNames:
      EachOf(field, [&](std::string_view one) { entry.names.emplace_back(one); });
      break;
    case Column::kType:
    case Column::kNone:
      break;
  }
}

void TakeNamed(const std::vector<Column>& columns, Fields fields, WatchlistRead& out) {
  WatchlistRow entry;
  for (std::size_t i = 0; i < std::min(columns.size(), fields.size()); ++i) {
    if (columns[i] == Column::kType) {
      const std::string type = Lower(fields[i]);
      if (type != "vessel" && type != "airplane" && type != "aircraft") {
        ++out.others;
        return;
      }
    }
    Put(columns[i], fields[i], entry);
  }
  Keep(std::move(entry), out);
}

/// What follows `label` in `remark`; nothing when it does not hold it.
std::optional<std::string_view> After(std::string_view remark, std::string_view label) {
  const std::size_t at = remark.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  return Trimmed(remark.substr(at + label.size()));
}

/// One of the statements that the remarks of SDN.CSV are made of.
void TakeRemark(std::string_view remark, WatchlistRow& entry) {
  if (const auto imo = After(remark, "Vessel Registration Identification IMO")) {
    if (const auto number = NumberOf(*imo, 7)) entry.imo.push_back(*number);
  }
  if (const auto mmsi = After(remark, "MMSI")) {
    if (const auto number = NumberOf(*mmsi, 9)) entry.mmsi.push_back(*number);
  }
  if (const auto tail = After(remark, "Aircraft Tail Number")) {
    entry.registrations.emplace_back(*tail);
  }
  if (const auto code = After(remark, "Aircraft Mode S Transponder Code")) {
    if (const auto number = NumberOf(*code, 6, 16)) entry.icao.push_back(*number);
  }
  for (const std::string_view label : {"a.k.a. '", "f.k.a. '", "Name Change '"}) {
    const auto name = After(remark, label);
    if (name) entry.names.emplace_back(name->substr(0, name->find('\'')));
  }
}

void TakeSdn(Fields fields, WatchlistRead& out) {
  const std::string type = Lower(fields[kSdnType]);
  if (type != "vessel" && type != "aircraft") {
    ++out.others;
    return;
  }
  WatchlistRow entry;
  entry.id = Trimmed(fields[kSdnId]);
  entry.caption = Trimmed(fields[kSdnName]);
  std::string_view remarks = fields[kSdnRemarks];
  if (!remarks.empty() && remarks.back() == '.') remarks.remove_suffix(1);
  EachOf(remarks, [&](std::string_view remark) { TakeRemark(remark, entry); });
  if (type == "aircraft") entry.registrations.push_back(entry.caption);
  Keep(std::move(entry), out);
}

bool IsSdn(Fields fields) {
  return fields.size() == kSdnWidth && ParseWhole(fields[kSdnId], 0xffffffffU).has_value();
}

}  // namespace

WatchlistRead ReadWatchlist(std::unique_ptr<ByteSource> bytes, const std::string& name) {
  CsvTokenizer rows(std::move(bytes));
  WatchlistRead out;
  CsvTokenizer::Row row;
  std::vector<Column> columns;
  bool sdn = false;
  if (rows.Next(row) && row.status == CsvTokenizer::Status::kOk) {
    sdn = IsSdn(row.fields);
    for (std::string_view column : row.fields) {
      if (column.starts_with("\xef\xbb\xbf")) column.remove_prefix(3);
      columns.push_back(ColumnOf(column));
    }
  }
  const bool named = std::find(columns.begin(), columns.end(), Column::kCaption) != columns.end();
  if (!sdn && !named) throw InputError(name + ": no watchlist: neither a header nor SDN.CSV");
  rows.set_width(columns.size());
  if (sdn) TakeSdn(row.fields, out);
  while (rows.Next(row)) {
    if (row.status != CsvTokenizer::Status::kOk || (sdn && row.fields.size() != kSdnWidth)) {
      ++out.broken;
    } else if (sdn) {
      TakeSdn(row.fields, out);
    } else {
      TakeNamed(columns, row.fields, out);
    }
  }
  return out;
}

}  // namespace pelorus
