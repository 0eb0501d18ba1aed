#include "io/modes/aircraft_csv.h"

#include <algorithm>

#include "io/modes/aggregators.h"
#include "io/modes/row_fields.h"
#include "io/modes/row_source.h"
#include "io/tabular/csv_fields.h"
#include "io/tabular/csv_header.h"
#include "io/tabular/csv_reader.h"
#include "io/tabular/csv_tokenizer.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr Duration kOfWholeSeconds = 289ms;  // 1 s / √12

using Fields = std::span<const std::string_view>;

bool Same(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

std::optional<bool> ParseFlag(std::string_view text) {
  text = Trimmed(text);
  if (Same(text, "true") || text == "1") return true;
  if (Same(text, "false") || text == "0") return false;
  return std::nullopt;
}

class AircraftCsv final : public RowSource {
 public:
  AircraftCsv(std::unique_ptr<ByteSource> bytes, const std::string& name, bool opensky)
      : rows_(std::move(bytes)), header_(ReadHeader(name, opensky)) {}

  const std::vector<std::string>& stations() const override { return stations_.all(); }

 private:
  AirCsvHeader ReadHeader(const std::string& name, bool opensky) {
    CsvTokenizer::Row row;
    if (!rows_.Next(row)) throw InputError(name + ": no table of aircraft: it is empty");
    header_text_ = WithoutBom(row.text);
    rows_.set_separator(DetectSeparator(header_text_));
    std::vector<std::string_view> names;
    std::string scratch;
    if (row.status == CsvTokenizer::Status::kTooLong ||
        SplitCsv(header_text_, rows_.separator(), names, scratch) != CsvSplit::kWhole) {
      throw InputError(name + ": no table of aircraft: its first line is no header");
    }
    auto header = BindAirHeader(names, opensky);
    if (!header) throw InputError(name + ": " + header.error());
    rows_.set_width(header->width);
    return header.value();
  }

  const ByteSource& bytes() const override { return rows_.bytes(); }

  std::optional<Record> ReadRecord(Message& message) override {
    CsvTokenizer::Row row;
    do {
      if (!rows_.Next(row)) return std::nullopt;
      // Tables that were put together from several repeat their header.
    } while (WithoutBom(row.text) == header_text_);
    message.offset = row.offset;
    return ReadRow(row, message);
  }

  Record ReadRow(const CsvTokenizer::Row& row, Message& m) {
    if (row.status == CsvTokenizer::Status::kTooLong) return Reject::kLineTooLong;
    if (!row.ended && bytes().damaged()) return Reject::kTruncated;
    if (row.status == CsvTokenizer::Status::kBroken || row.fields.size() != header_.width) {
      return Reject::kBadRow;
    }
    if (!SetAddress(Text(row.fields, AirColumn::kIcao), m)) return Reject::kBadIdentity;
    if (auto bad = ReadTimes(row.fields, m)) return *bad;
    if (auto bad = ReadPosition(row.fields, m)) return *bad;
    ReadState(row.fields, m);
    ReadRest(row.fields, m);
    return Outcome::kMessage;
  }

  std::string_view Text(Fields fields, AirColumn column) const {
    const auto field = header_.field[static_cast<std::size_t>(column)];
    return field < 0 ? std::string_view{} : fields[static_cast<std::size_t>(field)];
  }
  std::optional<double> Number(Fields fields, AirColumn column) const {
    return ParseNumber(Text(fields, column), rows_.separator() != ',');
  }

  /// A time, nothing where there is none, or a reject.
  std::optional<Reject> ReadTime(Fields fields, AirColumn column, std::optional<Time>& time) const {
    const std::string_view text = Text(fields, column);
    if (IsMissing(text)) return std::nullopt;
    time = ParseTableTime(text);
    if (!time) return Reject::kBadTime;
    return std::nullopt;
  }

  std::optional<Reject> ReadTimes(Fields fields, Message& m) const {
    if (auto bad = ReadTime(fields, AirColumn::kTime, m.t)) return bad;
    if (!m.t) return Reject::kNoTime;
    if (auto bad = ReadTime(fields, AirColumn::kPositionTime, m.position_t)) return bad;
    if (auto bad = ReadTime(fields, AirColumn::kContactTime, m.contact_t)) return bad;
    const bool whole = m.t->time_since_epoch() % 1s == 0s;
    m.t_sigma = whole ? kOfWholeSeconds : Duration{0};
    return std::nullopt;
  }

  std::optional<Reject> ReadPosition(Fields fields, Message& m) const {
    const std::string_view lat = Text(fields, AirColumn::kLatitude);
    const std::string_view lon = Text(fields, AirColumn::kLongitude);
    if (IsMissing(lat) && IsMissing(lon)) {
      m.position_t.reset();
      return std::nullopt;
    }
    const auto lat_deg = Number(fields, AirColumn::kLatitude);
    const auto lon_deg = Number(fields, AirColumn::kLongitude);
    if (!lat_deg || !lon_deg) return Reject::kBadPosition;
    return SetPosition(lat_deg, lon_deg, m);
  }

  void ReadState(Fields fields, Message& m) const {
    const auto baro = Number(fields, AirColumn::kAltBaro);
    const auto geom = Number(fields, AirColumn::kAltGeom);
    const auto speed = Number(fields, AirColumn::kSpeed);
    const auto rate = Number(fields, AirColumn::kBaroRate);
    const bool metric = header_.metric;
    m.alt_baro_ft = metric ? FeetFromMeters(baro) : WholeOf(baro);
    m.alt_geom_ft = metric ? FeetFromMeters(geom) : WholeOf(geom);
    m.gs_kt = metric ? KnotsFromMps(speed) : NotNegative(speed);
    m.baro_rate_fpm = metric ? FeetPerMinute(rate) : WholeOf(rate);
    m.geom_rate_fpm = WholeOf(Number(fields, AirColumn::kGeomRate));
    m.track_deg = DirectionOf(Number(fields, AirColumn::kTrack));
    m.on_ground = ParseFlag(Text(fields, AirColumn::kOnGround));
  }

  void ReadRest(Fields fields, Message& m) {
    m.callsign = CallsignOf(Text(fields, AirColumn::kCallsign));
    m.squawk = SquawkOf(Text(fields, AirColumn::kSquawk));
    m.alert = ParseFlag(Text(fields, AirColumn::kAlert));
    m.spi = ParseFlag(Text(fields, AirColumn::kSpi));
    m.category = CategoryOf(Trimmed(Text(fields, AirColumn::kCategory)));
    m.nic = SmallOf(Number(fields, AirColumn::kNic), 11);
    m.nac_p = SmallOf(Number(fields, AirColumn::kNacP), 11);
    m.nac_v = SmallOf(Number(fields, AirColumn::kNacV), 4);
    m.sil = SmallOf(Number(fields, AirColumn::kSil), 3);
    m.gva = SmallOf(Number(fields, AirColumn::kGva), 3);
    m.version = SmallOf(Number(fields, AirColumn::kVersion), 7);
    m.station = stations_.Of(Trimmed(Text(fields, AirColumn::kReceiver)));
  }

  CsvTokenizer rows_;
  std::string header_text_;
  AirCsvHeader header_;
  StationNames stations_;
};

}  // namespace

std::unique_ptr<MessageSource> OpenAircraftTable(std::unique_ptr<ByteSource> bytes,
                                                 const std::string& name) {
  return std::make_unique<AircraftCsv>(std::move(bytes), name, false);
}

std::unique_ptr<MessageSource> OpenOpenskyTable(std::unique_ptr<ByteSource> bytes,
                                                const std::string& name) {
  return std::make_unique<AircraftCsv>(std::move(bytes), name, true);
}

}  // namespace pelorus::modes
