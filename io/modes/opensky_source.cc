#include <simdjson.h>

#include "io/format.h"
#include "io/modes/aggregators.h"
#include "io/modes/aircraft_csv.h"
#include "io/modes/json_row_source.h"
#include "io/modes/row_fields.h"
#include "io/modes/trajectory.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kContainers[] = {"states", "aircraft"};
constexpr Duration kOfWholeSeconds = 289ms;  // 1 s / √12

// Elements of a state. Source: "OpenSky REST API", All State Vectors.
enum : std::size_t {
  kIcao24,
  kCallsign,
  kOrigin,
  kTimePosition,
  kLastContact,
  kLon,
  kLat,
  kBaroAltitude,
  kOnGround,
  kVelocity,
  kTrack,
  kVerticalRate,
  kSensors,
  kGeoAltitude,
  kSquawk,
  kSpi,
  kPositionSource,
  kCategory
};

AirSource SourceOf(std::optional<double> code) {
  constexpr AirSource kSources[] = {AirSource::kAdsb, AirSource::kOther, AirSource::kMlat,
                                    AirSource::kOther};  // 1 ASTERIX, 3 FLARM
  const auto index = SmallOf(code, 3);
  return index ? kSources[*index] : AirSource::kUnknown;
}

/// OpenSky counts the emitter categories through: 2..8 are A1..A7, 9..15 B1..B7, 16..20 C1..C5.
std::optional<std::uint8_t> CategoryOfCode(std::optional<double> code) {
  const auto n = SmallOf(code, 20);
  if (!n || *n < 2) return std::nullopt;
  if (*n <= 8) return static_cast<std::uint8_t>(0xa0 + *n - 1);
  if (*n <= 15) return static_cast<std::uint8_t>(0xb0 + *n - 8);
  return static_cast<std::uint8_t>(0xc0 + *n - 15);
}

/// Times of a state; a reject where one cannot be read.
std::optional<Reject> SetTimes(const JsonTime& row, const JsonTime& position,
                               const JsonTime& contact, Message& message) {
  if (row.unreadable || position.unreadable || contact.unreadable) return Reject::kBadTime;
  // A state that stands alone is as of its last contact.
  message.t = row.at ? row.at : contact.at;
  message.t_sigma = kOfWholeSeconds;
  if (message.position) message.position_t = position.at;
  message.contact_t = contact.at;
  return std::nullopt;
}

class OpenskyDecoder final : public JsonRowDecoder {
 public:
  void SetHeader(const JsonElement* header) override {
    time_ = header != nullptr ? TimeOf(*header, "time") : JsonTime{};
    if (header != nullptr && !time_.at && !time_.unreadable) time_ = TimeOf(*header, "fetched_at");
  }

  Decoded Decode(const JsonElement& row, bool inside, Message& message) override {
    const JsonTime time = inside ? time_ : JsonTime{};
    if (row.is_array()) return DecodeArray(row, time, message);
    if (TextOf(row, "icao24").empty() && !inside && TimeOf(row, "time").at) return NoMessage{};
    if (IsTrajectoryRecord(row)) return DecodeTrajectoryRecord(row, message);
    return DecodeObject(row, time, message);
  }

 private:
  static Decoded DecodeArray(const JsonElement& row, const JsonTime& time, Message& m) {
    if (!SetAddress(TextAt(row, kIcao24), m)) return Reject::kBadIdentity;
    if (auto bad = SetPosition(NumberAt(row, kLat), NumberAt(row, kLon), m)) return *bad;
    const auto bad_time = SetTimes(time, TimeAt(row, kTimePosition), TimeAt(row, kLastContact), m);
    if (bad_time) return *bad_time;
    m.callsign = CallsignOf(TextAt(row, kCallsign));
    m.alt_baro_ft = FeetFromMeters(NumberAt(row, kBaroAltitude));
    m.alt_geom_ft = FeetFromMeters(NumberAt(row, kGeoAltitude));
    m.on_ground = FlagAt(row, kOnGround);
    m.gs_kt = KnotsFromMps(NumberAt(row, kVelocity));
    m.track_deg = DirectionOf(NumberAt(row, kTrack));
    m.baro_rate_fpm = FeetPerMinute(NumberAt(row, kVerticalRate));
    m.squawk = SquawkOf(TextAt(row, kSquawk));
    m.spi = FlagAt(row, kSpi);
    m.source = SourceOf(NumberAt(row, kPositionSource));
    m.category = CategoryOfCode(NumberAt(row, kCategory));
    return HasMessage{};
  }

  /// The value under whichever of the names that are in use for it.
  template <class... Names>
  static std::optional<double> AnyOf(const JsonElement& row, Names... names) {
    std::optional<double> value;
    ((value = value ? value : NumberOf(row, names)), ...);
    return value;
  }

  static Decoded DecodeObject(const JsonElement& row, const JsonTime& time, Message& m) {
    if (!SetAddress(TextOf(row, "icao24"), m)) return Reject::kBadIdentity;
    if (auto bad =
            SetPosition(AnyOf(row, "lat", "latitude"), AnyOf(row, "lon", "lng", "longitude"), m)) {
      return *bad;
    }
    const auto bad_time =
        SetTimes(time, TimeOf(row, "time_position"), TimeOf(row, "last_contact"), m);
    if (bad_time) return *bad_time;
    m.callsign = CallsignOf(TextOf(row, "callsign"));
    m.alt_baro_ft = FeetFromMeters(NumberOf(row, "baro_altitude"));
    m.alt_geom_ft = FeetFromMeters(NumberOf(row, "geo_altitude"));
    m.on_ground = FlagOf(row, "on_ground");
    m.gs_kt = KnotsFromMps(NumberOf(row, "velocity"));
    m.track_deg = DirectionOf(AnyOf(row, "true_track", "heading"));
    m.baro_rate_fpm = FeetPerMinute(NumberOf(row, "vertical_rate"));
    m.squawk = SquawkOf(TextOf(row, "squawk"));
    m.spi = FlagOf(row, "spi");
    m.source = SourceOf(NumberOf(row, "position_source"));
    m.category = CategoryOfCode(NumberOf(row, "category"));
    return HasMessage{};
  }

  JsonTime time_;
};

/// The first byte that is no blank and no byte order mark; NUL when there is none.
char FirstByte(HeadBytes& bytes) {
  constexpr std::string_view kPassed = "\xef\xbb\xbf \t\r\n";
  for (;;) {
    const std::size_t at = bytes.head().find_first_not_of(kPassed);
    if (at != std::string_view::npos) return bytes.head()[at];
    const bool full = bytes.head().size() >= kFormatHead;
    if (full || (!bytes.LookFurther() && !bytes.paused())) return '\0';
  }
}

}  // namespace

std::unique_ptr<MessageSource> OpenOpensky(std::unique_ptr<ByteSource> bytes,
                                           const std::string& name) {
  auto head = std::make_unique<HeadBytes>(std::move(bytes));
  const char first = FirstByte(*head);
  if (first != '{' && first != '[') return OpenOpenskyTable(std::move(head), name);
  if (LooksLikeColumns(*head)) return OpenTrajectoryColumns(std::move(head));
  return MakeJsonRowSource(std::move(head), kContainers, std::make_unique<OpenskyDecoder>());
}

}  // namespace pelorus::modes
