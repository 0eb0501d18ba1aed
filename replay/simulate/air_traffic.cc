#include "replay/simulate/air_traffic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <ostream>

#include "geo/geodesic.h"
#include "replay/simulate/modes_encoder.h"

namespace pelorus {
namespace {

constexpr double kReceiver_ft = 100.0;
constexpr double kFarthest_nm = 180.0;

double HorizonNm(double altitude_ft) {
  return 1.23 * (std::sqrt(std::max(0.0, altitude_ft)) + std::sqrt(kReceiver_ft));
}

}  // namespace

double SquitterProbability(Length distance, double altitude_ft) {
  const double nm = distance.nautical_miles();
  if (nm > kFarthest_nm || nm > HorizonNm(altitude_ft)) return 0.0;
  return 0.9 - 0.6 * nm / kFarthest_nm;
}

void AirTraffic::WriteTo(std::ostream* beast, std::ostream* csv, Time start) {
  beast_ = beast;
  csv_ = csv;
  start_ = start;
}

double AirTraffic::Chance(const FlightState& state) const {
  double missed = 1.0;
  for (const ShoreStation& station : scenario_.stations) {
    missed *= 1.0 - SquitterProbability(FastDistance(station.at, state.at), state.altitude_ft);
  }
  return 1.0 - missed;
}

bool AirTraffic::Jammed(const FlightState& state, int now_s) const {
  return std::any_of(jammed_.begin(), jammed_.end(), [&](const JammedArea& area) {
    return area.spell.Holds(now_s) && FastDistance(area.centre, state.at) < area.radius;
  });
}

void AirTraffic::Tick(int now_s) {
  bytes_.clear();
  for (Heard& heard : flights_) {
    const std::vector<Spell>& off = heard.flight.off;
    if (std::none_of(off.begin(), off.end(), [now_s](const Spell& s) { return s.Holds(now_s); })) {
      Send(heard, now_s);
    }
  }
  if (beast_ != nullptr) beast_->write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
}

/// Of each second one position and one velocity, where the standard has two of each: the feed is
/// thinned as aggregators do. Even and odd take turns.
void AirTraffic::Send(Heard& heard, int now_s) {
  const Flight& flight = heard.flight;
  const double at_s = now_s + heard.phase_s;
  const std::optional<FlightState> state = flight.At(at_s);
  if (!state || state->north_kt == 0.0) return;
  const double chance = Chance(*state);
  if (chance == 0.0) return;
  const bool jammed = Jammed(*state, now_s);
  heard.odd = !heard.odd;
  const auto position = squitter::Encode(squitter::AirbornePosition{
      flight.icao, jammed ? 18 : 11, state->at, state->altitude_ft, heard.odd});
  Receive(position.data(), position.size(), at_s, chance);
  const auto velocity = squitter::Encode(
      squitter::AirborneVelocity{flight.icao, state->north_kt, state->east_kt, state->climb_fpm});
  Receive(velocity.data(), velocity.size(), at_s + 0.02, chance);
  if (now_s % 5 == 0) {
    const auto who = squitter::Encode(
        squitter::Identification{flight.icao, flight.callsign, 4, flight.category});
    Receive(who.data(), who.size(), at_s + 0.03, chance);
    const auto all_call = squitter::AllCall(flight.icao);
    Receive(all_call.data(), all_call.size(), at_s + 0.04, chance);
  }
  if (now_s % 3 == 0) {
    const auto status = squitter::Encode(squitter::OperationalStatus{flight.icao, jammed ? 0 : 9});
    Receive(status.data(), status.size(), at_s + 0.05, chance);
  }
}

void AirTraffic::Receive(const std::uint8_t* frame, std::size_t size, double at_s, double chance) {
  if (!random_.Chance(chance)) return;
  ++frames_;
  const std::int64_t ns = std::llround(at_s * 1e9);
  const std::int64_t second = ns / 1'000'000'000, fraction = ns % 1'000'000'000;
  const auto begun = std::chrono::duration_cast<std::chrono::seconds>(start_.time_since_epoch());
  squitter::AppendBeast(bytes_, frame, size, (begun.count() + second) % 86400, fraction,
                        static_cast<std::uint8_t>(40.0 + 160.0 * chance));
  if (csv_ == nullptr) return;
  std::string line = fmt::format("{}.{:09},", begun.count() + second, fraction);
  for (std::size_t i = 0; i < size; ++i) {
    fmt::format_to(std::back_inserter(line), "{:02X}", unsigned{frame[i]});
  }
  *csv_ << line << '\n';
}

void AirTraffic::WriteAircraft(TruthWriter& truth) const {
  for (const Heard& heard : flights_) {
    truth.WriteAircraft(heard.flight.icao, heard.flight.callsign, heard.flight.category);
  }
}

void AirTraffic::WritePositions(TruthWriter& truth, int now_s) const {
  for (const Heard& heard : flights_) {
    const std::optional<FlightState> state = heard.flight.At(now_s);
    if (state) truth.WriteAircraftPosition(heard.flight.icao, *state, now_s);
  }
}

void AirTraffic::WritePlanted(TruthWriter& truth) const {
  for (const PlantedTruth& planted : truths_) truth.WritePlanted(planted);
}

}  // namespace pelorus
