#include "fusion/anomaly/rendezvous_detector.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "fusion/anomaly/rendezvous_score.h"

namespace pelorus {
namespace {

bool Overlap(const Encounter& a, const Encounter& b) {
  return a.start <= b.last && b.start <= a.last;
}

/// For each encounter, how many others share a ship and a time and are as close.
std::vector<int> Competing(const std::vector<Encounter>& all) {
  std::unordered_map<TargetKey, std::vector<std::size_t>> of_ship;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const TargetKey key : all[i].keys) of_ship[key].push_back(i);
  }
  std::vector<int> counts(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const TargetKey key : all[i].keys) {
      for (const std::size_t j : of_ship[key]) {
        if (all[j].keys == all[i].keys || all[j].grade > all[i].grade) continue;
        if (Overlap(all[i], all[j])) ++counts[i];
      }
    }
  }
  return counts;
}

/// Whether the two were found to be one hull at that time.
bool IsOneHull(const Encounter& e, std::span<const Event> earlier) {
  return std::any_of(earlier.begin(), earlier.end(), [&e](const Event& event) {
    if (event.kind != EventKind::kOneHullTwoIdentities || event.start > e.last) return false;
    if (event.end && *event.end < e.start) return false;
    return std::all_of(e.keys.begin(), e.keys.end(), [&event](TargetKey key) {
      return std::any_of(event.participants.begin(), event.participants.end(),
                         [key](const Participant& who) { return who.key == key; });
    });
  });
}

}  // namespace

RendezvousDetector::RendezvousDetector(const RendezvousParams& params, const IdentityBook& book,
                                       const PlaceIndex& places, const ShoreIndex& shores,
                                       const WaterRoutes& routes)
    : params_(params),
      book_(book),
      routes_(routes),
      settings_(places, shores),
      encounters_(params.encounter),
      stops_(params.stop),
      slow_(params.slow) {}

void RendezvousDetector::Write(const PictureBatch& batch) {
  encounters_.Take(batch);
  for (const TrackUpdate& update : batch.updates) {
    if (!IsShipKey(update.track.key)) continue;
    const auto next = static_cast<std::uint32_t>(keys_.size());
    const auto [at, fresh] = numbers_.try_emplace(update.track.key, next);
    if (fresh) keys_.push_back(update.track.key);
    stops_.Take(at->second, update);
    slow_.Take(at->second, update);
  }
}

HaltCase RendezvousDetector::CaseOf(const Halt& halt, const WaitingAreas& areas) const {
  const TargetKey key = keys_[halt.vessel];
  return {halt, key, book_.Of(key), settings_.At(halt.at), areas.OthersAt(halt.at, halt.vessel)};
}

void RendezvousDetector::Tell(Event event, std::vector<Event>& events) {
  if (event.probability() < params_.least_probability) {
    ++counts_.unlikely;
  } else {
    events.push_back(std::move(event));
  }
}

void RendezvousDetector::FindVisible(Time now, std::span<const Event> earlier,
                                     std::vector<Event>& events) {
  const std::vector<Encounter> all = encounters_.Found(now);
  const std::vector<int> competing = Competing(all);
  counts_.encounters = all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (IsOneHull(all[i], earlier)) continue;
    MeetingCase meeting;
    meeting.encounter = all[i];
    meeting.identities = {book_.Of(all[i].keys[0]), book_.Of(all[i].keys[1])};
    meeting.setting = settings_.At(all[i].at);
    meeting.competing = competing[i];
    Tell(ScoreMeeting(meeting, now), events);
  }
}

void RendezvousDetector::FindAtShore(Time now, const WaitingAreas& areas,
                                     std::vector<Event>& events) {
  for (const Halt& halt : stops_.Found(now)) {
    const HaltCase it = CaseOf(halt, areas);
    if (!IsOffPort(it.setting) || it.others >= WaitingAreas::kEnough) continue;
    if (!it.setting.shore || *it.setting.shore > params_.shore) continue;
    Event event = ScoreShipShore(it, now);
    event.id += "-shore";
    Tell(std::move(event), events);
  }
}

void RendezvousDetector::FindDark(Time now, std::span<const Event> earlier,
                                  const WaitingAreas& areas, std::vector<Event>& events) {
  std::vector<HaltCase> halts;
  for (const Halt& halt : slow_.Found(now)) {
    HaltCase it = CaseOf(halt, areas);
    if (it.setting.at_harbour() || it.others >= WaitingAreas::kEnough) continue;
    halts.push_back(std::move(it));
  }
  DarkMeetings found = FindDarkMeetings(earlier, halts, routes_, params_.dark);
  counts_.one_dark = found.one_dark;
  counts_.both_dark = found.both_dark;
  for (Event& event : found.events) events.push_back(std::move(event));
}

std::vector<Event> RendezvousDetector::Findings(Time now, std::span<const Event> earlier) {
  counts_ = {};
  counts_.crowded_out = encounters_.crowded_out();
  WaitingAreas areas;
  for (const Halt& halt : slow_.Found(now)) areas.Add(halt.vessel, halt.at);
  std::vector<Event> events;
  FindVisible(now, earlier, events);
  FindAtShore(now, areas, events);
  FindDark(now, earlier, areas, events);
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
