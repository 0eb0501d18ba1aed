#include <simdjson.h>

#include "io/modes/aggregators.h"
#include "io/modes/json_row_source.h"
#include "io/modes/readsb_fields.h"
#include "io/modes/row_fields.h"
#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kContainers[] = {"trace"};
constexpr Duration kOfRows = 3ms;  // 0.01 s / √12

// Elements of a row; files before 2022 have the first nine. Source: README-json.md of readsb.
enum : std::size_t {
  kSeconds,
  kLat,
  kLon,
  kAltitude,
  kGroundSpeed,
  kTrack,
  kFlags,
  kRate,
  kObject,
  kType,
  kAltGeom,
  kGeomRate,
  kIas,
  kRoll
};
// Bits of kFlags. That a position is stale (1) or begins a leg (2) changes nothing in it.
constexpr unsigned kRateIsGeometric = 4;
constexpr unsigned kAltitudeIsGeometric = 8;

class TraceDecoder final : public JsonRowDecoder {
 public:
  void SetHeader(const JsonElement* header) override {
    whose_ = {};
    base_ = {};
    has_address_ = false;
    if (header == nullptr) return;
    has_address_ = SetAddress(TextOf(*header, "icao"), whose_);
    base_ = TimeOf(*header, "timestamp");
    const std::string_view registration = Trimmed(TextOf(*header, "r"));
    if (!registration.empty()) whose_.registration = FixedText<10>(registration);
    const std::string_view model = Trimmed(TextOf(*header, "t"));
    if (!model.empty()) whose_.aircraft_model = FixedText<4>(model);
  }

  Decoded Decode(const JsonElement& row, bool inside, Message& message) override {
    if (!inside || !row.is_array()) return Reject::kBadJson;
    if (!has_address_) return Reject::kBadIdentity;
    const std::uint64_t offset = message.offset;
    message = whose_;
    message.offset = offset;
    if (!base_.at && !base_.unreadable) return Reject::kNoTime;
    message.t = Shifted(base_.at, NumberAt(row, kSeconds));
    if (!message.t) return Reject::kBadTime;
    message.t_sigma = kOfRows;
    const auto reject = SetPosition(NumberAt(row, kLat), NumberAt(row, kLon), message);
    if (reject) return *reject;
    if (message.position) message.position_t = message.t;
    ReadRow(row, message);
    return HasMessage{};
  }

 private:
  static void ReadRow(const JsonElement& row, Message& m) {
    JsonElement object;
    if (row.at(kObject).get(object) == simdjson::SUCCESS && object.is_object()) {
      ReadReadsbFields(object, m);
    }
    if (const auto type = TextAt(row, kType); !type.empty()) SetReadsbType(type, m);
    const auto flags = static_cast<unsigned>(SmallOf(NumberAt(row, kFlags), 255).value_or(0));
    ReadAltitude(row, flags, m);
    m.gs_kt = NotNegative(NumberAt(row, kGroundSpeed));
    m.track_deg = DirectionOf(NumberAt(row, kTrack));
    const auto rate = WholeOf(NumberAt(row, kRate));
    m.baro_rate_fpm.reset();  // the object may tell another one of the same moment
    m.geom_rate_fpm = WholeOf(NumberAt(row, kGeomRate));
    ((flags & kRateIsGeometric) != 0 ? m.geom_rate_fpm : m.baro_rate_fpm) = rate;
    m.ias_kt = NotNegative(NumberAt(row, kIas));
    m.roll_deg = FloatOf(NumberAt(row, kRoll));
  }

  static void ReadAltitude(const JsonElement& row, unsigned flags, Message& m) {
    m.alt_baro_ft.reset();
    if (const auto geom = WholeOf(NumberAt(row, kAltGeom))) m.alt_geom_ft = geom;
    if (TextAt(row, kAltitude) == "ground") {
      m.on_ground = true;
      return;
    }
    const auto altitude = WholeOf(NumberAt(row, kAltitude));
    if (!altitude) return;
    m.on_ground = false;
    ((flags & kAltitudeIsGeometric) != 0 ? m.alt_geom_ft : m.alt_baro_ft) = altitude;
  }

  Message whose_;
  JsonTime base_;
  bool has_address_ = false;
};

}  // namespace

std::unique_ptr<MessageSource> OpenTrace(std::unique_ptr<ByteSource> bytes) {
  return MakeJsonRowSource(std::move(bytes), kContainers, std::make_unique<TraceDecoder>());
}

}  // namespace pelorus::modes
