#include "io/tabular/aisstream_reader.h"

#include <simdjson.h>

#include <cmath>

#include "io/tabular/claim.h"
#include "io/tabular/json_objects.h"
#include "io/tabular/ship_row.h"

namespace pelorus {
namespace {

using simdjson::dom::element;

static_assert(JsonObjects::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr int kObjectsPerBatch = 1024;
constexpr double kLongRangeStepDeg = 1.0 / 600.0;
constexpr std::uint64_t kStaticSalt = 0x616973737472656dULL;

struct TypeName {
  std::string_view name;
  std::uint8_t type;  // the lowest of ITU-R M.1371-5; 0: several
};

constexpr TypeName kTypes[] = {
    {"PositionReport", 1},
    {"StandardClassBPositionReport", 18},
    {"ExtendedClassBPositionReport", 19},
    {"LongRangeAisBroadcastMessage", 27},
    {"StandardSearchAndRescueAircraftReport", 9},
    {"ShipStaticData", 5},
    {"StaticDataReport", 24},
};

std::uint8_t TypeOf(std::string_view name) {
  for (const auto& known : kTypes) {
    if (known.name == name) return known.type;
  }
  return 0;
}

std::string_view Text(element from, std::string_view key) {
  std::string_view text;
  return from[key].get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

std::optional<double> Number(element from, std::string_view key) {
  double value = 0.0;
  if (from[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> Whole(element from, std::string_view key, std::uint32_t limit) {
  std::uint64_t value = 0;
  if (from[key].get(value) != simdjson::SUCCESS || value > limit) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

/// True unless the message says that it could not be decoded.
bool IsValid(element body) {
  bool valid = true;
  return body["Valid"].get(valid) != simdjson::SUCCESS || valid;
}

std::optional<StaticReport::Dimensions> DimensionsOf(element body) {
  element parts;
  if (body["Dimension"].get(parts) != simdjson::SUCCESS) return std::nullopt;
  const auto bow = Whole(parts, "A", 511);
  const auto stern = Whole(parts, "B", 511);
  const auto port = Whole(parts, "C", 63);
  const auto starboard = Whole(parts, "D", 63);
  if (!bow || !stern || !port || !starboard) return std::nullopt;
  if (*bow + *stern + *port + *starboard == 0) return std::nullopt;
  return StaticReport::Dimensions{
      static_cast<std::uint16_t>(*bow), static_cast<std::uint16_t>(*stern),
      static_cast<std::uint16_t>(*port), static_cast<std::uint16_t>(*starboard)};
}

std::optional<std::uint8_t> ShipTypeOf(element from, std::string_view key) {
  const auto type = Whole(from, key, 255);
  if (!type || *type == 0) return std::nullopt;
  return static_cast<std::uint8_t>(*type);
}

/// `RateOfTurn` is as sent: ±127 and -128 are no rates, else (raw/4.733)² °/min with its sign.
std::optional<TurnRate> TurnRateOf(element body) {
  const auto raw = Number(body, "RateOfTurn");
  if (!raw || std::abs(*raw) > 126.0) return std::nullopt;
  return TurnRate::DegreesPerMinute(std::copysign((*raw / 4.733) * (*raw / 4.733), *raw));
}

AisClass ClassOfType(std::uint8_t type) {
  if (type == 1 || type == 5) return AisClass::kA;
  return type == 18 || type == 19 || type == 24 ? AisClass::kB : AisClass::kUnknown;
}

void ReadShipStatic(element body, StaticReport& said) {
  said.name = AisText<34>(Text(body, "Name"));
  said.callsign = AisText<8>(Text(body, "CallSign"));
  said.destination = AisText<20>(Text(body, "Destination"));
  said.imo = Whole(body, "ImoNumber", 0x3fffffff);
  if (said.imo == 0U) said.imo.reset();
  said.ship_type = ShipTypeOf(body, "Type");
  said.dimensions = DimensionsOf(body);
  const auto draught = Number(body, "MaximumStaticDraught");
  if (draught && *draught > 0.0) said.draught = Length::Meters(*draught);
}

/// Parts A and B of type 24; which one it is, each part says by `Valid`.
void ReadStaticDataReport(element body, StaticReport& said) {
  element part;
  if (body["ReportA"].get(part) == simdjson::SUCCESS && IsValid(part)) {
    said.name = AisText<34>(Text(part, "Name"));
  }
  if (body["ReportB"].get(part) == simdjson::SUCCESS && IsValid(part)) {
    said.callsign = AisText<8>(Text(part, "CallSign"));
    said.ship_type = ShipTypeOf(part, "ShipType");
    said.dimensions = DimensionsOf(part);
  }
}

std::uint64_t ContentHash(const StaticReport& said) {
  std::uint64_t hash = kStaticSalt;
  hash = HashCombine(hash, said.name ? said.name->view() : "");
  hash = HashCombine(hash, said.callsign ? said.callsign->view() : "");
  hash = HashCombine(hash, said.destination ? said.destination->view() : "");
  hash = HashCombine(hash, said.imo.value_or(0));
  hash = HashCombine(hash, said.ship_type.value_or(std::uint8_t{0}));
  const auto d = said.dimensions.value_or(StaticReport::Dimensions{});
  hash = HashCombine(hash, (std::uint64_t{d.to_bow_m} << 48) | (std::uint64_t{d.to_stern_m} << 32) |
                               (std::uint64_t{d.to_port_m} << 16) | d.to_starboard_m);
  return HashCombine(hash, said.draught ? std::uint64_t(said.draught->meters() * 10.0 + 0.5) : 0U);
}

/// The parts of an object that every message has.
struct Envelope {
  element body;
  std::uint8_t type = 0;  // as TypeOf tells
  std::size_t slot = 0;   // of Counters::messages
  Mmsi mmsi;
  Time received_at;
};

Result<Envelope, Reject> OpenEnvelope(element root) {
  Envelope envelope;
  element meta;
  const std::string_view name = Text(root, "MessageType");
  if (name.empty() || root["Message"][name].get(envelope.body) != simdjson::SUCCESS ||
      !envelope.body.is_object()) {
    return Reject::kBadJson;
  }
  if (root["MetaData"].get(meta) != simdjson::SUCCESS &&
      root["Metadata"].get(meta) != simdjson::SUCCESS) {
    return Reject::kBadJson;
  }
  auto mmsi = Whole(envelope.body, "UserID", 999'999'999);
  if (!mmsi) mmsi = Whole(meta, "MMSI", 999'999'999);
  if (!mmsi || *mmsi == 0) return Reject::kBadIdentity;
  const std::string_view when = Text(meta, "time_utc");
  if (when.empty()) return Reject::kNoTime;
  const auto time = ParseTableTime(when);
  if (!time) return Reject::kBadTime;
  if (!IsValid(envelope.body)) return Reject::kBadPayload;
  envelope.mmsi = Mmsi{*mmsi};
  envelope.received_at = *time;
  envelope.type = TypeOf(name);
  envelope.slot = Whole(envelope.body, "MessageID", 27).value_or(envelope.type);
  if (envelope.slot == 0) envelope.slot = static_cast<std::size_t>(MessageKind::kAisstream);
  return envelope;
}

/// The position that the message gives; nothing when it has none to give.
Result<std::optional<Observation>, Reject> PositionOf(const Envelope& envelope) {
  using Seen = std::optional<Observation>;
  const element body = envelope.body;
  const std::uint8_t type = envelope.type;
  if (type == 0 || type == 5 || type == 24) return Seen{};
  const auto lat = Number(body, "Latitude");
  const auto lon = Number(body, "Longitude");
  if (!lat || !lon) return Reject::kBadPosition;
  if (*lat == 91.0 || *lon == 181.0) return Seen{};
  const auto place = GeoPoint::FromDegrees(*lat, *lon);
  if (!place) return Reject::kBadPosition;

  Observation seen;
  seen.key = TargetKey::Of(envelope.mmsi);
  seen.from.received_at = envelope.received_at;
  const auto time =
      TimeOfPosition(envelope.received_at, Whole(body, "Timestamp", 59), ReceiveClock::kStation);
  seen.measured_at = time.at;
  seen.time_sigma = time.sigma;
  seen.position = *place;
  bool high = false;
  const bool told = body["PositionAccuracy"].get(high) == simdjson::SUCCESS;
  seen.position_sigma = PositionSigma(told ? std::optional<bool>(high) : std::nullopt,
                                      type == 27 ? kLongRangeStepDeg : 0.0);
  seen.sog = SogFromKnots(Number(body, "Sog"));
  seen.cog = CogFromDegrees(Number(body, "Cog"));
  seen.heading = HeadingFromDegrees(Number(body, "TrueHeading"));
  seen.turn_rate = TurnRateOf(body);
  const auto status = Whole(body, "NavigationalStatus", 14);
  if (status) seen.nav_status = static_cast<NavStatus>(*status);
  seen.ais_class = ClassOfType(type);
  seen.from.payload_hash = ClaimHash(seen);
  return Seen{seen};
}

/// The identity data that the message gives; nothing when it gives none.
std::optional<StaticReport> StaticOf(const Envelope& envelope) {
  StaticReport said;
  if (envelope.type == 5 || envelope.type == 19) ReadShipStatic(envelope.body, said);
  if (envelope.type == 24) ReadStaticDataReport(envelope.body, said);
  if (!SaysAnything(said)) return std::nullopt;
  said.key = TargetKey::Of(envelope.mmsi);
  said.ais_class = ClassOfType(envelope.type);
  said.from.received_at = envelope.received_at;
  said.from.payload_hash = ClaimHash(said, ContentHash(said));
  return said;
}

}  // namespace

class AisstreamReader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> bytes, SourceId source)
      : objects_(std::move(bytes)), source_(source) {}

  bool Read(ReportBatch& out) {
    const std::size_t before = out.size();
    JsonObjects::Object object;
    for (int i = 0; i < kObjectsPerBatch; ++i) {
      if (!objects_.Next(object)) return out.size() > before;
      ++counters_.received;
      const auto reject = ReadObject(object, out);
      if (reject) counters_.Count(*reject);
    }
    return true;
  }

  const Counters& counters() const { return counters_; }
  ByteSource::Progress progress() const { return objects_.bytes().progress(); }
  const std::vector<std::string>& stations() const { return stations_; }

 private:
  std::optional<Reject> ReadObject(const JsonObjects::Object& object, ReportBatch& out) {
    if (object.status == JsonObjects::Status::kCut) return Reject::kTruncated;
    if (object.status == JsonObjects::Status::kTooLong) return Reject::kLineTooLong;
    if (object.status == JsonObjects::Status::kBroken) return Reject::kBadJson;
    element root;
    // The padding that simdjson wants is part of JsonObjects' buffer.
    if (parser_.parse(object.text.data(), object.text.size(), false).get(root) !=
        simdjson::SUCCESS) {
      return Reject::kBadJson;
    }
    const auto envelope = OpenEnvelope(root);
    if (!envelope) return envelope.error();
    const auto seen = PositionOf(*envelope);
    if (!seen) return seen.error();
    ++counters_.messages[envelope->slot];
    Append(*seen, StaticOf(*envelope), object.offset, out);
    return std::nullopt;
  }

  void Append(std::optional<Observation> seen, std::optional<StaticReport> said,
              std::uint64_t offset, ReportBatch& out) {
    if (said && recent_.Repeats(Mmsi{static_cast<std::uint32_t>(said->key.number())},
                                ContentHash(*said), said->from.received_at)) {
      said.reset();
    }
    if (!seen && !said) ++counters_.used;
    if (seen) {
      seen->from.raw = {source_, offset};
      out.emplace_back(*seen);
    }
    if (said) {
      said->from.raw = {source_, offset};
      said->from.records = seen ? 0 : 1;
      out.emplace_back(*said);
    }
  }

  JsonObjects objects_;
  SourceId source_;
  simdjson::dom::parser parser_;
  RecentStatics recent_;
  Counters counters_;
  std::vector<std::string> stations_{""};
};

AisstreamReader::AisstreamReader(std::unique_ptr<ByteSource> bytes, SourceId source)
    : impl_(std::make_unique<Impl>(std::move(bytes), source)) {}

AisstreamReader::~AisstreamReader() = default;

bool AisstreamReader::Read(ReportBatch& out) { return impl_->Read(out); }
const Counters& AisstreamReader::counters() const { return impl_->counters(); }
ByteSource::Progress AisstreamReader::progress() const { return impl_->progress(); }
const std::vector<std::string>& AisstreamReader::stations() const { return impl_->stations(); }

}  // namespace pelorus
