#include "fusion/anomaly/silence_reach.h"

#include <algorithm>

namespace pelorus {
namespace {

constexpr Duration kShortestCall = std::chrono::hours{1};
/// After so long without a second contact the vessel can be anywhere in its sea.
constexpr Duration kLongestOneSided = std::chrono::hours{72};
/// What a ship does over hours it can exceed by this share for a while.
constexpr double kReserve = 1.05;
/// Faster than any ship: such contacts are not one hull's.
constexpr Speed kImpossible = Speed::Knots(60.0);

}  // namespace

Speed FastestOf(std::optional<std::uint8_t> ship_type) {
  switch (ship_type.value_or(0)) {
    case 30:  // fishing
    case 31:  // towing
    case 32:
    case 33:  // dredging
    case 34:  // diving
    case 36:  // sailing
    case 52:  // tugs
      return Speed::Knots(14.0);
    case 35:  // military
    case 51:  // search and rescue
    case 55:  // law enforcement
      return Speed::Knots(30.0);
    case 37:  // pleasure craft
    case 50:  // pilots
    case 53:  // port tenders
      return Speed::Knots(25.0);
    default:
      break;
  }
  switch (ship_type.value_or(0) / 10) {
    case 2:  // wing in ground
    case 4:  // high-speed craft
      return Speed::Knots(40.0);
    case 6:  // passengers
      return Speed::Knots(24.0);
    case 7:  // cargo, container ships among it
      return Speed::Knots(20.0);
    default:
      return Speed::Knots(16.0);
  }
}

SilenceReach::SilenceReach(const std::vector<Place>& places) {
  for (const Place& place : places) {
    const bool is_port = place.kind == PlaceKind::kPort || place.kind == PlaceKind::kTerminal ||
                         place.kind == PlaceKind::kNavalBase;
    if (is_port) ports_.push_back({place.name, place.code, place.position, std::nullopt});
  }
}

void SilenceReach::NextRound() {
  before_ = std::move(now_);
  now_.clear();
}

std::optional<SilenceReach::Question> SilenceReach::QuestionOf(const Silence& silence, Time now,
                                                               const Identity& identity) {
  Question question;
  const Contact& off = silence.off.contact;
  question.off = {off.position, off.time};
  double fastest_mps = std::max(FastestOf(identity.ship_type).mps(), silence.off.v_mps.norm());
  if (silence.on) {
    question.on = {silence.on->contact.position, silence.on->contact.time};
    fastest_mps = std::max(fastest_mps, silence.on->v_mps.norm());
  } else {
    // There and back again in twice the time is what can be reached in the time.
    const Duration since = silence.end.value_or(now) - off.time;
    if (since > kLongestOneSided) return std::nullopt;
    question.one_sided = true;
    question.on = {off.position, off.time + 2 * since};
  }
  if (question.on.at <= question.off.at) return std::nullopt;
  question.limits.max_speed = Speed::MetersPerSecond(std::min(fastest_mps, kImpossible.mps()));
  if (silence.before.draught) question.limits.draught = *silence.before.draught;
  return question;
}

bool SilenceReach::Same(const Question& a, const Question& b) {
  return a.on.at == b.on.at && a.on.position == b.on.position && a.off.at == b.off.at &&
         a.limits.max_speed == b.limits.max_speed && a.limits.draught == b.limits.draught &&
         a.one_sided == b.one_sided && a.with_area == b.with_area;
}

SilenceReach::Answer SilenceReach::Work(const Question& question) const {
  Answer answer{question, std::nullopt, {}, {}};
  std::optional<PossibleArea> area;  // made in place: its parts point at each other
  area.emplace(routes_, question.off, question.on, question.limits);
  if (!question.one_sided) answer.implied_speed = area->implied_speed();
  ReachLimits limits = question.limits;
  if (area->empty() && answer.implied_speed && *answer.implied_speed < kImpossible) {
    limits.max_speed = *answer.implied_speed * kReserve;
    area.emplace(routes_, question.off, question.on, limits);
  }
  const int sides = question.one_sided ? 2 : 1;
  for (const FeasiblePort& found :
       FeasiblePorts(*area, ports_, limits.draught, sides * kShortestCall)) {
    answer.ports.push_back({found.port.name, found.port.unlocode, found.available / sides});
  }
  if (question.with_area) answer.area = area->Outline();
  return answer;
}

void SilenceReach::Locate(const Silence& silence, Time now, bool with_area, Event& event) {
  std::optional<Question> question = QuestionOf(silence, now, event.participants.front().identity);
  if (!question) return;
  question->with_area = with_area;
  const auto known = before_.find(event.id);
  const bool again = known != before_.end() && Same(known->second.of, *question);
  const auto [place, added] =
      now_.insert_or_assign(event.id, again ? std::move(known->second) : Work(*question));
  const Answer& answer = place->second;
  SilenceFacts& facts = std::get<SilenceFacts>(event.facts);
  facts.feasible_ports = answer.ports;
  facts.implied_speed = answer.implied_speed;
  if (facts.implied_speed) facts.movement = MovementAt(*facts.implied_speed);
  event.area = answer.area;
}

}  // namespace pelorus
