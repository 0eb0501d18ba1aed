#include <array>
#include <charconv>

#include "io/line_reader.h"
#include "io/modes/aggregators.h"
#include "io/modes/row_fields.h"
#include "io/modes/row_source.h"
#include "io/modes/sbs_time.h"
#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

constexpr std::size_t kFields = 22;

// Fields of a line, from 0. Source: BaseStation's socket output.
enum : std::size_t {
  kKind = 0,
  kType = 1,
  kHex = 4,
  kGeneratedDate = 6,
  kGeneratedTime = 7,
  kLoggedDate = 8,
  kLoggedTime = 9,
  kCallsign = 10,
  kAltitude = 11,
  kGroundSpeed = 12,
  kTrack = 13,
  kLat = 14,
  kLon = 15,
  kVerticalRate = 16,
  kSquawk = 17,
  kAlert = 18,
  kEmergency = 19,
  kSpi = 20,
  kOnGround = 21
};

using Fields = std::array<std::string_view, kFields>;

/// -1 and 1 are yes, 0 is no.
std::optional<bool> FlagOf(std::string_view text) {
  text = Trimmed(text);
  if (text == "-1" || text == "1") return true;
  if (text == "0") return false;
  return std::nullopt;
}

/// True for a whole count at the start of a line: nanoseconds since its log began.
std::optional<std::int64_t> CounterOf(std::string_view text) {
  std::int64_t ns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ns);
  if (error != std::errc{} || end != text.data() + text.size() || ns < 0) return std::nullopt;
  return ns;
}

bool IsRecordKind(std::string_view kind) { return kind == "MSG" || kind == "MLAT"; }

/// Records of the same output that say nothing of a state.
bool IsOtherKind(std::string_view kind) {
  return kind == "SEL" || kind == "ID" || kind == "AIR" || kind == "STA" || kind == "CLK";
}

class SbsSource final : public RowSource {
 public:
  SbsSource(std::unique_ptr<ByteSource> bytes, std::optional<Time> start)
      : lines_(std::move(bytes)), clock_(start) {}

 private:
  const ByteSource& bytes() const override { return lines_.bytes(); }

  std::optional<Record> ReadRecord(Message& message) override {
    LineReader::Line line;
    while (lines_.Next(line)) {
      if (Trimmed(line.text).empty() && !line.too_long) continue;
      // A recorder that lost power leaves its next start inside a line, or behind zeros.
      const bool started = clock_.TakeStart(line.text);
      if (started && line.text.find_first_not_of('\0') == line.text.find("START,")) continue;
      message.offset = line.offset;
      return ReadLine(line, message);
    }
    return std::nullopt;
  }

  Record ReadLine(const LineReader::Line& line, Message& message) {
    if (line.too_long) return Reject::kLineTooLong;
    if (!line.ended && bytes().damaged()) return Reject::kTruncated;
    std::string_view text = line.text;
    std::optional<std::int64_t> counter;
    const std::size_t comma = text.find(',');
    if (comma != std::string_view::npos) counter = CounterOf(text.substr(0, comma));
    if (counter) text.remove_prefix(comma + 1);
    const std::string_view kind = text.substr(0, text.find(','));
    if (IsOtherKind(kind)) return Outcome::kNothing;
    if (!IsRecordKind(kind)) return Reject::kNotASentence;
    Fields fields;
    if (!Split(text, fields)) return Reject::kBadRow;
    return ReadFields(fields, counter, message);
  }

  /// False unless there are as many fields as a line has.
  static bool Split(std::string_view text, Fields& fields) {
    for (std::size_t i = 0; i < kFields; ++i) {
      const std::size_t comma = text.find(',');
      const bool last = i + 1 == kFields;
      if (last != (comma == std::string_view::npos)) return false;
      fields[i] = text.substr(0, comma);
      if (!last) text.remove_prefix(comma + 1);
    }
    return true;
  }

  Record ReadFields(const Fields& fields, std::optional<std::int64_t> counter, Message& m) {
    if (!SetAddress(fields[kHex], m)) return Reject::kBadIdentity;
    const auto type = ParseWhole(fields[kType], 8);
    if (!type || *type == 0) return Reject::kBadRow;
    auto time = SbsTime(fields[kGeneratedDate], fields[kGeneratedTime]);
    if (time.absent) time = SbsTime(fields[kLoggedDate], fields[kLoggedTime]);
    if (time.absent && counter) time = clock_.At(*counter);
    if (!time.absent && !time.at) return Reject::kBadTime;
    m.t = time.at;
    if (auto bad = ReadPosition(fields, m)) return *bad;
    SetSource(fields, *type, m);
    ReadState(fields, m);
    return Outcome::kMessage;
  }

  static std::optional<Reject> ReadPosition(const Fields& fields, Message& m) {
    if (IsMissing(fields[kLat]) && IsMissing(fields[kLon])) return std::nullopt;
    const auto lat = ParseNumber(fields[kLat]);
    const auto lon = ParseNumber(fields[kLon]);
    if (!lat || !lon) return Reject::kBadPosition;
    return SetPosition(lat, lon, m);
  }

  /// Types 1 to 4 come from DF17, 8 from DF11, which have a checksum of their own; 5 to 7 from
  /// answers whose address is recovered from the parity. Feeds of computed positions write the
  /// number of stations and an error where the alert and emergency flags stand.
  static void SetSource(const Fields& fields, std::uint32_t type, Message& m) {
    const bool no_flags = (!Trimmed(fields[kAlert]).empty() && !FlagOf(fields[kAlert])) ||
                          (!Trimmed(fields[kEmergency]).empty() && !FlagOf(fields[kEmergency]));
    m.source = type <= 4 ? AirSource::kAdsb : AirSource::kModeS;
    if (fields[kKind] == "MLAT" || no_flags) m.source = AirSource::kMlat;
    m.icao_verified = m.icao_verified && (type <= 4 || type == 8);
    if (no_flags) return;
    m.alert = FlagOf(fields[kAlert]);
    const auto emergency = FlagOf(fields[kEmergency]);
    if (emergency) m.emergency = *emergency ? std::uint8_t{1} : std::uint8_t{0};
  }

  static void ReadState(const Fields& fields, Message& m) {
    m.callsign = CallsignOf(fields[kCallsign]);
    std::string_view altitude = Trimmed(fields[kAltitude]);
    const bool geometric = altitude.starts_with('H') || altitude.ends_with('H');
    if (altitude.starts_with('H')) altitude.remove_prefix(1);
    if (altitude.ends_with('H')) altitude.remove_suffix(1);
    (geometric ? m.alt_geom_ft : m.alt_baro_ft) = WholeOf(ParseNumber(altitude));
    m.gs_kt = NotNegative(ParseNumber(fields[kGroundSpeed]));
    m.track_deg = DirectionOf(ParseNumber(fields[kTrack]));
    m.baro_rate_fpm = WholeOf(ParseNumber(fields[kVerticalRate]));
    m.squawk = SquawkOf(fields[kSquawk]);
    m.spi = FlagOf(fields[kSpi]);
    m.on_ground = FlagOf(fields[kOnGround]);
  }

  LineReader lines_;
  SbsClock clock_;
};

}  // namespace

std::unique_ptr<MessageSource> OpenSbs(std::unique_ptr<ByteSource> bytes,
                                       std::optional<Time> start) {
  return std::make_unique<SbsSource>(std::move(bytes), start);
}

}  // namespace pelorus::modes
