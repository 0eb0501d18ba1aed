#include "replay/simulate/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "geo/geodesic.h"
#include "io/bytes.h"
#include "replay/simulate/air_traffic.h"
#include "replay/simulate/berth_plan.h"
#include "replay/simulate/contact_scene.h"
#include "replay/simulate/lane_network.h"
#include "replay/simulate/plant_log.h"
#include "replay/simulate/planter.h"
#include "replay/simulate/reception.h"
#include "replay/simulate/transponder.h"
#include "replay/simulate/troubles.h"
#include "replay/simulate/truth.h"
#include "replay/simulate/vessel.h"

namespace pelorus {
namespace {

constexpr int kStationEvery_s = 10;
/// Sub-sequences of chance; vessel i takes kVessels + 2 i and the next.
constexpr std::uint64_t kReceptionStream = 1;
constexpr std::uint64_t kTroubleStream = 2;
constexpr std::uint64_t kPlantStream = 3;
constexpr std::uint64_t kAirStream = 4;
constexpr std::uint64_t kSceneStream = 5;
constexpr std::uint64_t kVessels = 16;

std::ofstream Create(const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  if (!out) throw InputError(file.string() + ": cannot be created");
  return out;
}

void Finish(std::ofstream& out, const std::filesystem::path& file) {
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot be written");
}

int SecondsOf(double hours) {
  if (!(hours > 0.0) || hours > 744.0) {
    throw InputError(fmt::format("hours {}: above 0 and at most 744 are possible", hours));
  }
  return std::max(1, static_cast<int>(std::llround(hours * 3600.0)));
}

/// A vessel with its transponders and the stations it may reach.
struct Participant {
  Afloat* vessel;
  std::unique_ptr<Vessel> own;  ///< where the planter does not own it
  std::deque<Transponder> transponders;
  std::vector<std::size_t> stations;
};

/// One run: second by second, everything in a fixed order.
class Simulation {
 public:
  Simulation(const SimulationRequest& request, const Scenario& scenario, std::ostream& nmea,
             std::ostream& truth)
      : request_(request),
        seconds_(SecondsOf(request.hours)),
        scenario_(scenario),
        lanes_(scenario_),
        berths_(scenario_, lanes_),
        waters_{scenario_, lanes_, berths_},
        troubles_(
            InventTroubles(scenario_, seconds_, RandomSequence(request.seed, kTroubleStream))),
        reception_(scenario_, kSimulationStart, RandomSequence(request.seed, kReceptionStream),
                   troubles_),
        nmea_(nmea),
        truth_(truth, kSimulationStart) {
    for (const Fleet& fleet : scenario_.fleets) AddFleet(fleet);
    Planter planter(waters_, seconds_, participants_.size(),
                    RandomSequence(request.seed, kPlantStream));
    plants_ = planter.Take();
    log_.emplace(plants_, reception_);
    for (Player& player : plants_.players) AddPlayer(player);
    for (Participant& participant : participants_) SwitchOn(participant);
  }

  /// Where frames of aircraft go to; nothing flies when both are null.
  void WriteAircraftTo(std::ostream* beast, std::ostream* csv) {
    if (beast == nullptr && csv == nullptr) return;
    air_.emplace(scenario_, seconds_, plants_.visits, plants_.jammed,
                 RandomSequence(request_.seed, kAirStream));
    air_->WriteTo(beast, csv, kSimulationStart);
  }

  /// Where the pictures of a radar satellite go to.
  void WriteContactsTo(std::ostream& out) {
    scenes_.emplace(out, scenario_, reception_, kSimulationStart, seconds_,
                    RandomSequence(request_.seed, kSceneStream));
  }

  SimulationResult Run() {
    WriteHeaders();
    for (int now_s = 0; now_s < seconds_; ++now_s) {
      for (Participant& participant : participants_) Tick(participant, now_s);
      if (now_s % kTruthEvery_s == 0) log_->Observe(now_s);
      if (air_) TickAircraft(now_s);
      if (scenes_ && scenes_->TakenAt(now_s)) TakePicture(now_s);
      if (now_s % kStationEvery_s == 0) TickStations(now_s);
      // What is sent from the next second on arrives later than that.
      reception_.WriteUntil(std::chrono::seconds(now_s + 1), nmea_);
      if (now_s % kTruthEvery_s == 0 && request_.progress) request_.progress(now_s, seconds_);
    }
    reception_.WriteUntil(Duration::max(), nmea_);
    for (const Participant& participant : participants_) {
      if (participant.vessel->open_call()) {
        WriteCall(*participant.vessel, *participant.vessel->open_call());
      }
    }
    log_->Write(truth_, seconds_);
    if (air_) air_->WritePlanted(truth_);
    if (scenes_) scenes_->WritePlanted(truth_);
    return Summary();
  }

 private:
  void AddFleet(const Fleet& fleet) {
    for (int i = 0; i < fleet.count; ++i) {
      const std::size_t index = participants_.size();
      const std::uint64_t stream = kVessels + 2 * std::uint64_t{index};
      RandomSequence invention(request_.seed, ~stream);
      Participant& one = participants_.emplace_back();
      one.own = std::make_unique<Vessel>(InventVessel(fleet, index, invention), fleet, waters_,
                                         RandomSequence(request_.seed, stream));
      one.vessel = one.own.get();
    }
  }

  void AddPlayer(Player& player) {
    Participant& one = participants_.emplace_back();
    one.vessel = player.vessel.get();
    players_.emplace(&one, &player);
  }

  void SwitchOn(Participant& one) {
    const std::uint64_t stream = kVessels + 2 * std::uint64_t{switched_on_++} + 1;
    const auto found = players_.find(&one);
    const Player* const player = found == players_.end() ? nullptr : found->second;
    one.transponders.emplace_back(*one.vessel, kSimulationStart,
                                  RandomSequence(request_.seed, stream),
                                  player ? player->plan : TransponderPlan{}, plants_.jammed);
    if (player == nullptr || !player->second) return;
    TransponderPlan plan;
    plan.identities = {{0, *player->second}};
    one.transponders.emplace_back(*one.vessel, kSimulationStart,
                                  RandomSequence(request_.seed, ~stream), std::move(plan),
                                  plants_.jammed);
  }

  void WriteHeaders() {
    truth_.WriteRun(scenario_, request_.seed, seconds_);
    for (const ShoreStation& station : scenario_.stations) truth_.WriteStation(station);
    for (const Participant& participant : participants_) truth_.WriteVessel(*participant.vessel);
    for (const StationTrouble& trouble : troubles_) {
      truth_.WriteTrouble(scenario_.stations[trouble.station], trouble);
    }
  }

  void Tick(Participant& participant, int now_s) {
    Afloat& vessel = *participant.vessel;
    if (now_s > 0) vessel.Step(now_s);
    if (now_s % kTruthEvery_s == 0) Note(participant, now_s);
    sent_.clear();
    for (Transponder& transponder : participant.transponders) transponder.Tick(now_s, sent_);
    result_.transmissions += sent_.size();
    for (const Transmission& sent : sent_) {
      reception_.Hear(sent, vessel.motion().position(), participant.stations);
      reception_.HearFromOrbit(sent);
    }
  }

  void TakePicture(int now_s) {
    for (const Participant& participant : participants_) {
      const bool transmits =
          std::any_of(participant.transponders.begin(), participant.transponders.end(),
                      [now_s](const Transponder& t) { return !t.Quiet(now_s); });
      scenes_->Look(*participant.vessel, transmits, now_s);
    }
    scenes_->AddClutter(now_s);
  }

  void TickAircraft(int now_s) {
    air_->Tick(now_s);
    if (now_s == 0) air_->WriteAircraft(truth_);
    if (now_s % kTruthEvery_s == 0) air_->WritePositions(truth_, now_s);
  }

  /// What is looked at once a minute.
  void Note(Participant& participant, int now_s) {
    Afloat& vessel = *participant.vessel;
    participant.stations = reception_.Candidates(vessel.motion().position());
    if (!vessel.away()) ++result_.truth_positions;
    truth_.WritePosition(vessel, now_s);
    for (const TrueCall& call : vessel.TakePortCalls()) WriteCall(vessel, call);
    for (std::size_t i = 0; i < plants_.jammed.size(); ++i) {
      const JammedArea& area = plants_.jammed[i];
      if (vessel.away() || !area.spell.Holds(now_s)) continue;
      if (FastDistance(area.centre, vessel.motion().position()) < area.radius) {
        log_->Affected(i, participant.transponders.front().shown().mmsi);
      }
    }
  }

  void TickStations(int now_s) {
    for (std::size_t i = 0; i < scenario_.stations.size(); ++i) {
      const ShoreStation& station = scenario_.stations[i];
      const Duration at = std::chrono::seconds(now_s) + std::chrono::milliseconds(27 * i);
      const ais::StationReport report{station.mmsi, kSimulationStart + at, station.at, 7, 0};
      const char channel = now_s / kStationEvery_s % 2 == 0 ? 'A' : 'B';
      ++result_.transmissions;
      reception_.HearStation({at, ais::Encode(report), channel, false}, i);
    }
  }

  void WriteCall(const Afloat& vessel, const TrueCall& call) {
    ++result_.port_calls;
    truth_.WritePortCall(vessel, call);
  }

  SimulationResult Summary() {
    result_.start = kSimulationStart;
    result_.end = kSimulationStart + std::chrono::seconds(seconds_);
    result_.vessels = participants_.size();
    result_.stations = scenario_.stations.size();
    result_.receptions = reception_.counts().receptions;
    result_.sentences = reception_.counts().sentences;
    result_.damaged = reception_.counts().damaged;
    if (air_) result_.frames = air_->frames();
    return result_;
  }

  const SimulationRequest& request_;
  int seconds_;
  const Scenario& scenario_;
  LaneNetwork lanes_;
  BerthPlan berths_;
  Waters waters_;
  std::vector<StationTrouble> troubles_;
  Reception reception_;
  Plants plants_;
  std::optional<PlantLog> log_;
  std::optional<AirTraffic> air_;
  std::optional<RadarSatellite> scenes_;
  std::ostream& nmea_;
  TruthWriter truth_;
  std::deque<Participant> participants_;
  std::unordered_map<const Participant*, const Player*> players_;
  std::uint64_t switched_on_ = 0;
  std::vector<Transmission> sent_;
  SimulationResult result_;
};

}  // namespace

SimulationResult Simulate(const SimulationRequest& request, const SimulationFiles& files) {
  const Scenario scenario = MakeScenario(request.scenario);
  SecondsOf(request.hours);
  const std::array<std::filesystem::path, 5> paths = {files.nmea, files.truth, files.beast,
                                                      files.modes_csv, files.contacts};
  std::array<std::ofstream, 5> out;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!paths[i].empty()) out[i] = Create(paths[i]);
  }
  Simulation simulation(request, scenario, out[0], out[1]);
  simulation.WriteAircraftTo(files.beast.empty() ? nullptr : &out[2],
                             files.modes_csv.empty() ? nullptr : &out[3]);
  if (!files.contacts.empty()) simulation.WriteContactsTo(out[4]);
  const SimulationResult result = simulation.Run();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!paths[i].empty()) Finish(out[i], paths[i]);
  }
  return result;
}

}  // namespace pelorus
