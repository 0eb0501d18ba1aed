#include "io/tabular/ship_row.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "io/tabular/claim.h"
#include "io/tabular/csv_fields.h"

namespace pelorus {
namespace {

constexpr std::uint32_t kLargestMmsi = 999'999'999;
// Positions of type 27 come in tenths of a minute (ITU-R M.1371-5 §3.25).
constexpr double kLongRangeStepDeg = 1.0 / 600.0;
constexpr std::uint64_t kStaticSalt = 0x7374617469635f31ULL;

std::optional<std::uint32_t> ImoOf(std::string_view field) {
  field = Trimmed(field);
  if (field.starts_with("IMO") || field.starts_with("imo")) field.remove_prefix(3);
  const auto imo = ParseWhole(field, 0x3fffffff);  // 30 bits on the air
  return imo && *imo != 0 ? imo : std::nullopt;
}

/// Whole metres up to `limit`; nothing when there is no number, less or more.
std::optional<std::uint16_t> MetersOf(std::optional<double> meters, double limit) {
  if (!meters || *meters < 0.0 || *meters > limit) return std::nullopt;
  return static_cast<std::uint16_t>(std::lround(*meters));
}

/// 00MIDxxxx and 99MIDxxxx (ITU-R M.585).
bool IsBaseOrAidToNavigation(Mmsi mmsi) {
  const std::uint32_t base = mmsi.value() / 1'000'000;
  return (base >= 2 && base <= 7) || mmsi.value() / 10'000'000 == 99;
}

}  // namespace

bool RecentStatics::Repeats(Mmsi mmsi, std::uint64_t hash, Time t) {
  if (slots_.empty()) slots_.resize(kSlots);
  Slot& slot = slots_[MixBits(mmsi.value()) % kSlots];
  hash = HashCombine(hash, mmsi.value()) | 1;  // 0 is an empty slot
  if (slot.hash == hash && std::chrono::abs(t - slot.given) < kRepeatAfter) return true;
  slot = {hash, t};
  return false;
}

/// What both reports of a row share.
struct ShipRowDecoder::Common {
  Mmsi mmsi;
  Time received_at;
  AisClass ais_class = AisClass::kUnknown;
};

std::string_view ShipRowDecoder::Text(Column column) const {
  const auto at = header_.field[static_cast<std::size_t>(column)];
  return at < 0 ? std::string_view{} : fields_[static_cast<std::size_t>(at)];
}

std::optional<double> ShipRowDecoder::Number(Column column) const {
  const std::string_view text = Text(column);
  if (text.empty()) return std::nullopt;
  return ParseNumber(text, decimal_comma_);
}

Result<Time, Reject> ShipRowDecoder::ReceivedAt() const {
  const std::string_view text = Text(Column::kTime);
  if (IsMissing(text)) return Reject::kNoTime;
  auto time = ParseTableTime(text);
  if (!time) return Reject::kBadTime;
  const auto millisecond = ParseWhole(Text(Column::kMillisecond), 999);
  if (millisecond) *time += std::chrono::milliseconds{*millisecond};
  return *time;
}

/// True for reports of stations that are no targets. Where the table does not say what reported, a
/// base station's or an aid's number counts, unless there is a speed or a course: those two report
/// none (types 4 and 21), so it is a ship under a wrong number.
bool ShipRowDecoder::CarriesNothing(Mmsi mmsi) const {
  if (type_ != 0) return type_ == 4 || type_ == 11 || type_ == 21;
  const std::string_view mobile = Trimmed(Text(Column::kMobileType));
  if (!mobile.empty()) return mobile == "Base Station" || mobile == "AtoN";
  if (!IsBaseOrAidToNavigation(mmsi) || !Trimmed(Text(Column::kAisClass)).empty()) return false;
  return IsMissing(Text(Column::kSog)) && IsMissing(Text(Column::kCog));
}

AisClass ShipRowDecoder::ClassOfRow() const {
  if ((type_ >= 1 && type_ <= 3) || type_ == 5) return AisClass::kA;
  if (type_ == 18 || type_ == 19 || type_ == 24) return AisClass::kB;
  std::string_view text = Trimmed(Text(Column::kAisClass));
  if (text.empty()) text = Trimmed(Text(Column::kMobileType));
  if (text.starts_with("Class ")) text.remove_prefix(6);
  if (text == "A" || text == "a") return AisClass::kA;
  if (text == "B" || text == "b") return AisClass::kB;
  return AisClass::kUnknown;
}

/// The place, nothing when the row says that it has none (both empty, or 91 and 181).
Result<std::optional<GeoPoint>, Reject> ShipRowDecoder::Position() const {
  using Place = std::optional<GeoPoint>;
  const std::string_view lat_text = Text(Column::kLatitude);
  const std::string_view lon_text = Text(Column::kLongitude);
  const auto lat = ParseNumber(lat_text, decimal_comma_);
  const auto lon = ParseNumber(lon_text, decimal_comma_);
  if (!lat || !lon) {
    if (IsMissing(lat_text) && IsMissing(lon_text)) return Place{};
    return Reject::kBadPosition;
  }
  if (*lat == 91.0 || *lon == 181.0) return Place{};
  const auto place = GeoPoint::FromDegrees(*lat, *lon);
  if (!place) return Reject::kBadPosition;
  return Place{place};
}

/// The step in which the table gives coordinates. Single values say little, since tables drop
/// trailing zeros; the most decimals seen so far do.
double ShipRowDecoder::CoordinateStep() {
  if (type_ == 27) return kLongRangeStepDeg;
  constexpr std::array<double, 5> kSteps = {1.0, 1e-1, 1e-2, 1e-3, 1e-4};
  if (decimals_ < static_cast<int>(kSteps.size())) {
    decimals_ = std::max(
        {decimals_, DecimalsOf(Text(Column::kLatitude)), DecimalsOf(Text(Column::kLongitude))});
  }
  const auto n = static_cast<std::size_t>(decimals_);
  return n < kSteps.size() ? kSteps[n] : 0.0;
}

Observation ShipRowDecoder::MakeObservation(const Common& common, GeoPoint position) {
  Observation seen;
  seen.key = TargetKey::Of(common.mmsi);
  seen.from.received_at = common.received_at;
  const auto clock =
      header_.dialect == CsvDialect::kSatellite ? ReceiveClock::kSatellite : ReceiveClock::kStation;
  const auto time =
      TimeOfPosition(common.received_at, ParseWhole(Text(Column::kSecond), 59), clock);
  seen.measured_at = time.at;
  seen.time_sigma = time.sigma;
  seen.position = position;
  const auto accuracy = ParseWhole(Text(Column::kAccuracy), 1);
  const auto high = accuracy ? std::optional<bool>(*accuracy == 1) : std::nullopt;
  seen.position_sigma = PositionSigma(high, CoordinateStep());
  seen.sog = SogFromKnots(Number(Column::kSog));
  seen.cog = CogFromDegrees(Number(Column::kCog));
  seen.heading = HeadingFromDegrees(Number(Column::kHeading));
  seen.turn_rate = TurnRateFromDegreesPerMinute(Number(Column::kRateOfTurn));
  seen.nav_status = ParseNavStatus(Text(Column::kStatus));
  seen.ais_class = common.ais_class;
  seen.from.payload_hash = ClaimHash(seen);
  return seen;
}

std::uint64_t ShipRowDecoder::StaticHash() const {
  std::uint64_t hash = kStaticSalt;
  for (auto c = static_cast<std::size_t>(Column::kName);
       c <= static_cast<std::size_t>(Column::kToStarboard); ++c) {
    if (header_.field[c] >= 0) hash = HashCombine(hash, Text(static_cast<Column>(c)));
  }
  return hash;
}

/// The four distances; or, from length and width alone, the standard's way to say that the
/// antenna's place is not known: the first and the third are 0 (ITU-R M.1371-5 figure 41).
std::optional<StaticReport::Dimensions> ShipRowDecoder::DimensionsOfRow() const {
  constexpr double kLongest = 1022.0;
  const auto bow = MetersOf(Number(Column::kToBow), kLongest);
  const auto stern = MetersOf(Number(Column::kToStern), kLongest);
  const auto port = MetersOf(Number(Column::kToPort), kLongest);
  const auto starboard = MetersOf(Number(Column::kToStarboard), kLongest);
  if (bow && stern && port && starboard && *bow + *stern + *port + *starboard > 0) {
    return StaticReport::Dimensions{*bow, *stern, *port, *starboard};
  }
  const auto length = MetersOf(Number(Column::kLength), kLongest);
  if (!length || *length == 0) return std::nullopt;
  const auto width = MetersOf(Number(Column::kWidth), kLongest);
  return StaticReport::Dimensions{0, *length, 0, width.value_or(std::uint16_t{0})};
}

/// The row's identity and voyage data; nothing when it has none.
std::optional<StaticReport> ShipRowDecoder::MakeStatic(const Common& common) const {
  StaticReport said;
  said.name = AisText<34>(Text(Column::kName));
  said.callsign = AisText<8>(Text(Column::kCallsign));
  said.destination = AisText<20>(Text(Column::kDestination));
  said.imo = ImoOf(Text(Column::kImo));
  said.ship_type = ParseShipType(Text(Column::kShipType));
  said.dimensions = DimensionsOfRow();
  const auto draught = Number(Column::kDraught);
  const double unit_m = header_.dialect == CsvDialect::kSatellite ? 0.1 : 1.0;
  if (draught && *draught > 0.0) said.draught = Length::Meters(*draught * unit_m);
  if (!SaysAnything(said)) return std::nullopt;
  said.key = TargetKey::Of(common.mmsi);
  said.ais_class = common.ais_class;
  said.from.received_at = common.received_at;
  return said;
}

Result<ShipRow, Reject> ShipRowDecoder::Decode(std::span<const std::string_view> fields) {
  fields_ = fields;
  const auto mmsi = ParseWhole(Text(Column::kMmsi), kLargestMmsi);
  if (!mmsi || *mmsi == 0) return Reject::kBadIdentity;
  const auto received = ReceivedAt();
  if (!received) return received.error();
  type_ = static_cast<std::uint8_t>(ParseWhole(Text(Column::kMessageId), 27).value_or(0));
  const auto place = Position();
  if (!place) return place.error();

  ShipRow row;
  row.message_type = type_;
  const Common common{Mmsi{*mmsi}, *received, ClassOfRow()};
  if (CarriesNothing(common.mmsi)) return row;
  if (*place) row.position = MakeObservation(common, **place);
  const std::uint64_t hash = StaticHash();
  if (hash != kStaticSalt && !recent_.Repeats(common.mmsi, hash, *received)) {
    row.identity = MakeStatic(common);
  }
  if (row.identity) {
    row.identity->from.payload_hash = ClaimHash(*row.identity, hash);
    row.identity->from.records = row.position ? 0 : 1;
  }
  row.receiver = Trimmed(Text(Column::kReceiver));
  return row;
}

}  // namespace pelorus
