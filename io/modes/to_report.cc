#include "io/modes/to_report.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pelorus::modes {
namespace {

constexpr Duration kSayAgain = std::chrono::hours(1);
/// From the 95 % radius of a circular normal distribution to its sigma an axis: √(−2 ln 0.05).
constexpr double k95 = 2.448;
/// Likewise from a containment radius, which the 99.99999 % of an axis do not exceed.
constexpr double kContainment = 5.33;
constexpr double kDefaultSigma_m = 37.8;
constexpr double kComputedSigma_m = 300.0;
constexpr double kDefaultVelocitySigma_mps = 4.1;

bool IsComputed(AirSource source) {
  return source == AirSource::kTisb || source == AirSource::kMlat;
}

/// 95 % bounds of NACp 0 to 11, metres; 0: none ([DO-260B] table 2-69).
constexpr std::array<double, 12> kEpu_m = {0,   18'520, 7408, 3704, 1852, 926,
                                           556, 185,    93,   30,   10,   3};
/// Containment radii of NIC 0 to 11, metres; 0: none ([DO-260B] table 2-14).
constexpr std::array<double, 12> kRc_m = {0,    37'040, 14'816, 7408, 3704, 1852,
                                          1111, 370,    185,    75,   25,   7.5};
/// 95 % bounds of NACv 0 to 4, metres a second; 0: none ([DO-260B] table 2-22).
constexpr std::array<double, 5> kVelocityBound_mps = {0, 10, 3, 1, 0.3};

template <std::size_t N>
double BoundOf(const std::array<double, N>& bounds, const std::optional<std::uint8_t>& code) {
  return code && *code < N ? bounds[*code] : 0.0;
}

std::uint32_t HashOf(const Message& m) {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::string_view text) {
    for (const char c : text)
      hash = MixBits((hash << 8) ^ (hash >> 56) ^ static_cast<std::uint8_t>(c));
  };
  if (m.registration) add(m.registration->view());
  add("/");
  if (m.aircraft_model) add(m.aircraft_model->view());
  return static_cast<std::uint32_t>(hash) | 1U;
}

std::optional<Speed> GroundSpeedOf(const Message& m) {
  if (!m.gs_kt) return std::nullopt;
  // The middle of a movement code's step; a standstill is one.
  const float half = m.gs_quantum_kt && *m.gs_kt > 0.0F ? *m.gs_quantum_kt / 2.0F : 0.0F;
  return Speed::Knots(static_cast<double>(*m.gs_kt + half));
}

void PutMotion(const Message& m, AircraftReport& report) {
  report.ground_speed = GroundSpeedOf(m);
  if (m.track_deg) report.track = Course::Degrees(static_cast<double>(*m.track_deg));
  report.velocity_sigma = VelocitySigmaOf(m);
  report.pressure_altitude_ft = m.alt_baro_ft;
  report.geometric_height_ft = m.alt_geom_ft;
  report.rate_is_geometric = !m.baro_rate_fpm && m.geom_rate_fpm;
  report.vertical_rate_fpm = m.baro_rate_fpm ? m.baro_rate_fpm : m.geom_rate_fpm;
  report.on_ground = m.on_ground;
}

AircraftReport ReportOf(const Message& m, SourceId source) {
  AircraftReport report;
  report.from.received_at = *m.t;
  report.from.raw = {source, m.offset};
  report.from.payload_hash = m.payload_hash;
  report.from.station = m.station;
  // A row says when its position was true, so an equal one later is the same claim again.
  report.from.dated = m.size == 0 && m.position_t.has_value();
  report.key = TargetKey::Of(Icao24(m.address | (m.non_icao ? 1U << 24 : 0U)));
  if (!m.position_repeated) report.position = m.position;
  report.measured_at = m.contact_t.value_or(*m.t);
  if (report.position && m.position_t) report.measured_at = *m.position_t;
  report.time_sigma = m.t_sigma;
  report.implausible = m.implausible;
  report.position_sigma = PositionSigmaOf(m);
  PutMotion(m, report);
  report.squawk = m.squawk;
  report.emergency = m.emergency;
  report.nic = m.nic;
  report.nac_p = m.nac_p;
  report.nac_v = m.nac_v;
  report.sil = m.sil;
  report.gva = m.gva;
  report.adsb_version = m.version;
  report.source = m.source;
  return report;
}

}  // namespace

Length PositionSigmaOf(const Message& m) {
  if (const double epu = BoundOf(kEpu_m, m.nac_p); epu > 0.0) return Length::Meters(epu / k95);
  if (const double rc = BoundOf(kRc_m, m.nic); rc > 0.0) return Length::Meters(rc / kContainment);
  return Length::Meters(IsComputed(m.source) ? kComputedSigma_m : kDefaultSigma_m);
}

Speed VelocitySigmaOf(const Message& m) {
  const double bound = BoundOf(kVelocityBound_mps, m.nac_v);
  const double sigma = bound > 0.0 ? bound / k95 : kDefaultVelocitySigma_mps;
  // A uniform step has a sigma of its width over √12.
  const double step = m.gs_quantum_kt ? static_cast<double>(*m.gs_quantum_kt) / 3.46 : 0.0;
  return Speed::MetersPerSecond(std::max(sigma, Speed::Knots(step).mps()));
}

ReportMaker::ReportMaker(SourceId source) : source_(source), table_(1024) {}

bool ReportMaker::Append(const Message& message, ReportBatch& out) {
  if (!message.t || (message.address == 0 && !message.non_icao)) return false;
  const AircraftReport report = ReportOf(message, source_);
  out.emplace_back(report);
  AppendStatic(message, report, out);
  return true;
}

ReportMaker::Said& ReportMaker::SaidOf(std::uint32_t key) {
  if (2 * (used_ + 1) > table_.size()) Grow();
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>(MixBits(key)) & mask;
  while (table_[at].key != 0 && table_[at].key != key + 1) at = (at + 1) & mask;
  if (table_[at].key == 0) {
    table_[at].key = key + 1;
    ++used_;
  }
  return table_[at];
}

void ReportMaker::Grow() {
  std::vector<Said> kept;
  kept.reserve(used_);
  std::copy_if(table_.begin(), table_.end(), std::back_inserter(kept),
               [](const Said& said) { return said.key != 0; });
  std::size_t slots = 2 * table_.size();
  if (used_ >= kMostAircraft) {
    slots = table_.size();
    const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
    std::nth_element(kept.begin(), middle, kept.end(),
                     [](const Said& a, const Said& b) { return a.at > b.at; });
    kept.erase(middle, kept.end());
  }
  table_.assign(slots, Said{});
  used_ = 0;
  for (const Said& said : kept) SaidOf(said.key - 1) = said;
}

void ReportMaker::AppendStatic(const Message& m, const AircraftReport& report, ReportBatch& out) {
  if (!m.callsign && !m.category && !m.registration && !m.aircraft_model) return;
  const Time now = *m.t;
  Said& said = SaidOf(static_cast<std::uint32_t>(report.key.number()));
  const std::uint32_t data_base = m.registration || m.aircraft_model ? HashOf(m) : 0;
  const bool news = (m.callsign && *m.callsign != said.callsign) ||
                    (m.category && *m.category != said.category) ||
                    (data_base != 0 && data_base != said.data_base);
  const Duration since = now >= said.at ? now - said.at : said.at - now;
  if (!news && since < kSayAgain) return;
  if (m.callsign) said.callsign = *m.callsign;
  if (m.category) said.category = *m.category;
  if (data_base != 0) said.data_base = data_base;
  said.at = now;
  StaticReport identity;
  identity.from = report.from;
  identity.from.records = 0;
  identity.key = report.key;
  identity.callsign = m.callsign;
  identity.registration = m.registration;
  identity.aircraft_model = m.aircraft_model;
  identity.emitter_category = m.category;
  out.emplace_back(identity);
}

}  // namespace pelorus::modes
