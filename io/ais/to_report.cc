#include "io/ais/to_report.h"

#include <cmath>

namespace pelorus::ais {
namespace {

struct Window {
  std::int64_t behind_s, ahead_s;
  Duration with_second, without;
};

Window WindowOf(Timing timing) {
  using namespace std::chrono_literals;
  switch (timing) {
    case Timing::kSatellite:
      return {20, 5, 2s, 5s};
    case Timing::kInferred:
      return {10, 10, 1s, 5s};
    case Timing::kDistrusted:
      return {-60, -60, 30s, 30s};  // no second lies in this window
    case Timing::kReceiver:
      break;
  }
  return {6, 2, 300ms, 1s};
}

/// The time nearest to `near` whose second of the minute is `second`.
Time NearestWithSecond(Time near, std::uint8_t second) {
  constexpr Duration kMinute = std::chrono::minutes(1);
  const Time minute = std::chrono::floor<std::chrono::minutes>(near);
  const Time candidate = minute + std::chrono::seconds(second);
  if (candidate - near > kMinute / 2) return candidate - kMinute;
  if (near - candidate > kMinute / 2) return candidate + kMinute;
  return candidate;
}

std::optional<Speed> Knots(std::optional<std::uint32_t> value, double per_knot) {
  if (!value) return std::nullopt;
  return Speed::Knots(*value / per_knot);
}

std::optional<Course> CourseOf(std::optional<std::uint16_t> value, double per_degree) {
  if (!value || *value >= 360 * per_degree) return std::nullopt;
  return Course::Degrees(*value / per_degree);
}

std::optional<Heading> HeadingOf(std::optional<std::uint16_t> value) {
  if (!value || *value >= 360) return std::nullopt;
  return Heading::Degrees(*value);
}

/// ITU-R M.1371-5 annex 8, message 1: 4.733 √(°/min), ±127 without a rate.
std::optional<TurnRate> TurnRateOf(std::optional<std::int8_t> raw) {
  if (!raw || std::abs(*raw) == 127) return std::nullopt;
  const double root = *raw / 4.733;
  return TurnRate::DegreesPerMinute(std::copysign(root * root, root));
}

/// 15 means "not defined".
std::optional<NavStatus> StatusOf(std::uint8_t code) {
  if (code >= 15) return std::nullopt;
  return static_cast<NavStatus>(code);
}

Length SigmaOf(bool accurate) { return Length::Meters(accurate ? 3.0 : 8.0); }

std::optional<StaticReport::Dimensions> DimensionsOf(const std::optional<Hull>& hull) {
  if (!hull) return std::nullopt;
  const StaticReport::Dimensions d{hull->to_bow, hull->to_stern, hull->to_port, hull->to_starboard};
  if (d == StaticReport::Dimensions{}) return std::nullopt;
  return d;
}

template <std::size_t N, std::size_t M>
std::optional<FixedText<N>> TextOf(const FixedText<M>& text) {
  if (text.empty()) return std::nullopt;
  return FixedText<N>(text.view());
}

std::optional<std::uint8_t> ShipTypeOf(std::optional<std::uint8_t> code) {
  return code == std::uint8_t{0} ? std::nullopt : code;
}

/// Collects what one message says.
class Maker {
 public:
  Maker(const Received& received, SourceId source) : received_(received) {
    from_.raw = {source, received.offset};
    from_.payload_hash = received.payload_hash;
    from_.station = received.station;
    from_.records = received.records;
  }

  void operator()(const PositionReport& m) {
    Observation* o = Position(m.place, SigmaOf(m.accuracy), AisClass::kA);
    if (o == nullptr) return;
    o->sog = Knots(m.sog, 10);
    o->cog = CourseOf(m.cog, 10);
    o->heading = HeadingOf(m.heading);
    o->turn_rate = TurnRateOf(m.rot);
    o->nav_status = StatusOf(m.status);
  }

  void operator()(const ClassBPosition& m) {
    Observation* o = Position(m.place, SigmaOf(m.accuracy), AisClass::kB);
    if (o == nullptr) return;
    o->sog = Knots(m.sog, 10);
    o->cog = CourseOf(m.cog, 10);
    o->heading = HeadingOf(m.heading);
  }

  void operator()(const ClassBExtended& m) {
    if (Observation* o = Position(m.place, SigmaOf(m.accuracy), AisClass::kB)) {
      o->sog = Knots(m.sog, 10);
      o->cog = CourseOf(m.cog, 10);
      o->heading = HeadingOf(m.heading);
    }
    if (reports_.refused) return;
    StaticReport& s = Static(AisClass::kB);
    if (m.name) s.name = TextOf<34>(*m.name);
    s.ship_type = ShipTypeOf(m.ship_type);
    s.dimensions = DimensionsOf(m.hull);
  }

  void operator()(const SarAircraft& m) {
    Observation* o = Position(m.place, SigmaOf(m.accuracy), AisClass::kUnknown);
    if (o == nullptr) return;
    o->sog = Knots(m.sog, 1);
    o->cog = CourseOf(m.cog, 10);
  }

  void operator()(const LongRangePosition& m) {
    Observation* o = Position(m.place, Length::Meters(53.0), AisClass::kA);
    if (o == nullptr) return;
    o->sog = Knots(m.sog, 1);
    o->cog = CourseOf(m.cog, 1);
    o->nav_status = StatusOf(m.status);
  }

  void operator()(const StaticVoyage& m) {
    StaticReport& s = Static(AisClass::kA);
    s.name = TextOf<34>(m.name);
    s.callsign = TextOf<8>(m.callsign);
    if (m.destination) s.destination = TextOf<20>(*m.destination);
    if (m.imo != 0) s.imo = m.imo;
    s.ship_type = ShipTypeOf(m.ship_type);
    s.dimensions = DimensionsOf(m.hull);
    if (m.draught) s.draught = Length::Meters(*m.draught / 10.0);
  }

  void operator()(const StaticPartA& m) { Static(AisClass::kB).name = TextOf<34>(m.name); }

  void operator()(const StaticPartB& m) {
    StaticReport& s = Static(AisClass::kB);
    s.callsign = TextOf<8>(m.callsign);
    s.ship_type = ShipTypeOf(m.ship_type);
    s.dimensions = DimensionsOf(m.hull);
  }

  template <class Other>
  void operator()(const Other&) {}

  Reports Take() {
    const bool bad = received_.message.Has(Flag::kBadMmsi) && reports_.size > 0;
    if (bad) reports_.refused = Reject::kBadIdentity;
    if (reports_.refused) reports_.size = 0;
    return reports_;
  }

 private:
  /// The next report's common part; a second one has no records of its own.
  template <class Kind>
  Kind& Next() {
    auto& made = reports_.items[reports_.size].template emplace<Kind>();
    made.from = from_;
    if (reports_.size > 0) made.from.records = 0;
    made.key = TargetKey::Of(Mmsi(received_.message.mmsi));
    ++reports_.size;
    return made;
  }

  Observation* Position(const Place& place, Length sigma, AisClass ais_class) {
    if (!place.lat || !place.lon) return nullptr;
    const auto point =
        GeoPoint::FromDegrees(Place::Degrees(*place.lat), Place::Degrees(*place.lon));
    if (!point) {
      reports_.refused = Reject::kBadPosition;
      return nullptr;
    }
    auto& o = Next<Observation>();
    o.position = *point;
    o.position_sigma = sigma;
    o.ais_class = ais_class;
    return &o;
  }

  StaticReport& Static(AisClass ais_class) {
    auto& s = Next<StaticReport>();
    s.ais_class = ais_class;
    return s;
  }

  const Received& received_;
  Provenance from_;
  Reports reports_;
};

}  // namespace

Reports MakeReports(const Received& received, SourceId source) {
  Maker maker(received, source);
  std::visit(maker, received.message.body);
  return maker.Take();
}

std::optional<std::uint8_t> SecondOf(const Message& message) {
  return std::visit(
      [](const auto& body) -> std::optional<std::uint8_t> {
        if constexpr (requires { body.second.mode; }) {
          return body.second.value;
        } else {
          return std::nullopt;
        }
      },
      message.body);
}

void SetTimes(Report& report, Time received_at, Timing timing, std::optional<std::uint8_t> second) {
  std::visit(
      [&](auto& r) {
        r.from.received_at = received_at;
        r.from.dated = second.has_value();
      },
      report);
  auto* o = std::get_if<Observation>(&report);
  if (o == nullptr) return;
  const Window window = WindowOf(timing);
  o->measured_at = received_at;
  o->time_sigma = window.without;
  if (!second) return;
  const Time measured = NearestWithSecond(received_at, *second);
  if (measured < received_at - std::chrono::seconds(window.behind_s) ||
      measured > received_at + std::chrono::seconds(window.ahead_s)) {
    return;
  }
  o->measured_at = measured;
  o->time_sigma = window.with_second;
}

}  // namespace pelorus::ais
