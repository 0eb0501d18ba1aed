#include "io/modes/trajectory.h"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <vector>

#include "io/modes/row_fields.h"
#include "io/modes/row_source.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;
using simdjson::dom::element;

constexpr Duration kOfWholeSeconds = 289ms;  // 1 s / √12: samples are taken once a second

/// Squawks come as texts and, since missing ones made them decimal numbers, as `7000.0`.
std::optional<std::uint16_t> AnySquawk(std::string_view text, std::optional<double> number) {
  return text.empty() ? SquawkOf(number) : SquawkOf(text);
}

/// One sample; a row or an index into columns gives its members by name.
template <class Members>
JsonRowDecoder::Decoded DecodeSample(const Members& of, Message& m) {
  const JsonTime time = of.Time("timestamp");
  if (!SetAddress(of.Text("icao24"), m)) return Reject::kBadIdentity;
  if (!time.at) return time.unreadable ? Reject::kBadTime : Reject::kNoTime;
  m.t = time.at;
  m.t_sigma = kOfWholeSeconds;
  if (auto bad = SetPosition(of.Number("latitude"), of.Number("longitude"), m)) return *bad;
  if (m.position) m.position_t = of.Time("last_position").at;
  m.callsign = CallsignOf(of.Text("callsign"));
  m.alt_baro_ft = WholeOf(of.Number("altitude"));
  m.alt_geom_ft = WholeOf(of.Number("geoaltitude"));
  m.gs_kt = NotNegative(of.Number("groundspeed"));
  m.track_deg = DirectionOf(of.Number("track"));
  m.baro_rate_fpm = WholeOf(of.Number("vertical_rate"));
  m.squawk = AnySquawk(of.Text("squawk"), of.Number("squawk"));
  m.on_ground = of.Flag("onground");
  m.alert = of.Flag("alert");
  m.spi = of.Flag("spi");
  return JsonRowDecoder::HasMessage{};
}

/// The members of one object.
struct RecordMembers {
  const element& row;
  std::optional<double> Number(std::string_view key) const { return NumberOf(row, key); }
  std::string_view Text(std::string_view key) const { return TextOf(row, key); }
  std::optional<bool> Flag(std::string_view key) const { return FlagOf(row, key); }
  JsonTime Time(std::string_view key) const { return TimeOf(row, key); }
};

/// One document of columns, taken apart so that each row is found at once.
class Columns {
 public:
  /// Nothing when it is no object of columns with the same members.
  static std::optional<Columns> Of(const element& document) {
    Columns columns;
    simdjson::dom::object all;
    if (document.get(all) != simdjson::SUCCESS) return std::nullopt;
    for (const auto& [name, values] : all) {
      simdjson::dom::object cells;
      if (values.get(cells) != simdjson::SUCCESS || !columns.Take(name, cells)) {
        return std::nullopt;
      }
    }
    return columns;
  }

  std::size_t rows() const { return indices_.size(); }

  const element* At(std::string_view name, std::size_t row) const {
    for (const Column& column : columns_) {
      if (column.name == name) return &column.cells[row];
    }
    return nullptr;
  }

 private:
  static constexpr std::string_view kNames[] = {
      "timestamp", "icao24", "latitude",    "longitude",     "callsign",
      "altitude",  "track",  "geoaltitude", "groundspeed",   "squawk",
      "onground",  "alert",  "spi",         "vertical_rate", "last_position"};
  struct Column {
    std::string_view name;
    std::vector<element> cells;
  };

  bool Take(std::string_view name, const simdjson::dom::object& cells) {
    const bool first = columns_.empty();
    const bool known = std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
    // Any number of columns of one name would be any amount of memory.
    if (!first && (!known || At(name, 0) != nullptr)) return true;
    Column column{name, {}};
    for (const auto& [index, cell] : cells) {
      if (first) indices_.push_back(index);
      const std::size_t row = column.cells.size();
      if (row >= indices_.size() || indices_[row] != index) return false;
      column.cells.push_back(cell);
    }
    if (column.cells.size() != indices_.size() || indices_.empty()) return false;
    columns_.push_back(std::move(column));
    return true;
  }

  std::vector<std::string_view> indices_;
  std::vector<Column> columns_;
};

/// The members of one row of columns.
struct ColumnMembers {
  const Columns& columns;
  std::size_t row;
  std::optional<double> Number(std::string_view key) const {
    const element* cell = columns.At(key, row);
    return cell != nullptr ? NumberIn(*cell) : std::nullopt;
  }
  std::string_view Text(std::string_view key) const {
    const element* cell = columns.At(key, row);
    return cell != nullptr ? TextIn(*cell) : std::string_view{};
  }
  std::optional<bool> Flag(std::string_view key) const {
    const element* cell = columns.At(key, row);
    return cell != nullptr ? FlagIn(*cell) : std::nullopt;
  }
  JsonTime Time(std::string_view key) const {
    const element* cell = columns.At(key, row);
    return cell != nullptr ? TimeIn(*cell) : JsonTime{};
  }
};

class TrajectoryColumns final : public RowSource {
 public:
  explicit TrajectoryColumns(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}

 private:
  std::optional<Record> ReadRecord(Message& message) override {
    if (!taken_) {
      if (!ReadDocument()) return std::nullopt;
      if (const auto cause = TakeApart()) return *cause;
    }
    if (!columns_ || row_ == columns_->rows()) return std::nullopt;
    message.offset = row_;
    const auto decoded = DecodeSample(ColumnMembers{*columns_, row_}, message);
    ++row_;
    if (const auto* cause = std::get_if<Reject>(&decoded)) return *cause;
    return Outcome::kMessage;
  }
  const ByteSource& bytes() const override { return *bytes_; }

  /// False in a pause.
  bool ReadDocument() {
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    while (text_.size() <= kMaxColumnsDocument) {
      const std::size_t had = text_.size();
      text_.resize(had + kBlock);
      const std::size_t got = bytes_->Read(text_.data() + had, kBlock);
      text_.resize(had + got);
      if (got == 0) return !bytes_->paused();
    }
    return true;
  }

  std::optional<Reject> TakeApart() {
    taken_ = true;
    if (text_.size() > kMaxColumnsDocument) return Reject::kLineTooLong;
    element document;
    if (parser_.parse(text_).get(document) == simdjson::SUCCESS) columns_ = Columns::Of(document);
    if (columns_) return std::nullopt;
    return bytes_->damaged() ? Reject::kTruncated : Reject::kBadJson;
  }

  std::unique_ptr<ByteSource> bytes_;
  std::string text_;
  simdjson::dom::parser parser_;
  std::optional<Columns> columns_;
  std::size_t row_ = 0;
  bool taken_ = false;
};

}  // namespace

bool IsTrajectoryRecord(const JsonElement& row) {
  element value;
  return row.at_key("timestamp").get(value) == simdjson::SUCCESS &&
         row.at_key("time_position").get(value) != simdjson::SUCCESS;
}

JsonRowDecoder::Decoded DecodeTrajectoryRecord(const JsonElement& row, Message& message) {
  return DecodeSample(RecordMembers{row}, message);
}

bool LooksLikeColumns(HeadBytes& bytes) {
  // `{"timestamp":{"0":` without the names: what a document of columns begins with.
  constexpr std::string_view kBegins[] = {"{", "\"", "\"", ":", "{", "\""};
  for (;;) {
    const std::string_view head = bytes.head();
    std::size_t at = head.find_first_of("{[");
    bool fits = at != std::string_view::npos;
    for (const std::string_view mark : kBegins) {
      if (!fits) break;
      const std::size_t next =
          mark == "\"" ? head.find_first_of("\"{}[]", at) : head.find_first_not_of(" \t\r\n", at);
      fits = next != std::string_view::npos;
      if (fits && head[next] != mark[0]) return false;
      at = next + 1;
    }
    if (fits && at < head.size()) return head[at] >= '0' && head[at] <= '9';
    if (head.size() >= kFormatHead) return false;
    if (!bytes.LookFurther() && !bytes.paused()) return false;
  }
}

std::unique_ptr<MessageSource> OpenTrajectoryColumns(std::unique_ptr<ByteSource> bytes) {
  return std::make_unique<TrajectoryColumns>(std::move(bytes));
}

}  // namespace pelorus::modes
