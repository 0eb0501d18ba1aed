#include "fusion/contacts/contact_bank.h"

#include <algorithm>

namespace pelorus {
namespace {

/// A scan of more plots than this is taken in pieces.
constexpr std::size_t kMostPlots = 100'000;

TrackId IdOf(std::uint16_t sensor, const ContactTrack& track) {
  return {TargetKey::OfContact(sensor, track.number), 1};
}

TrackStatus StatusOf(const ContactTrack& track) {
  return track.confirmed ? TrackStatus::kConfirmed : TrackStatus::kTentative;
}

}  // namespace

bool ContactBank::Continues(const Sensor& sensor, const ContactReport& contact) {
  const ContactReport& last = sensor.scan.back();
  if (sensor.scan.size() >= kMostPlots || last.scan != contact.scan) return false;
  return contact.scan || last.measured_at == contact.measured_at;
}

void ContactBank::Advance(Time now, Changes& out) {
  if (now <= next_close_) return;
  next_close_ = Time::max();
  for (auto& [name, sensor] : sensors_) {
    if (sensor.scan.empty()) continue;
    const Time over = sensor.scan.back().from.received_at + params_.scan_wait;
    if (now > over) {
      Close(sensor, out);
    } else {
      next_close_ = std::min(next_close_, over);
    }
  }
}

void ContactBank::Take(const ContactReport& contact, Changes& out) {
  const SensorName name{contact.from.raw.source, contact.from.station};
  const auto number = static_cast<std::uint16_t>(sensors_.size() + 1);
  Sensor& sensor = sensors_.try_emplace(name, number, params_.tracker).first->second;
  if (!sensor.scan.empty() && !Continues(sensor, contact)) Close(sensor, out);
  sensor.scan.push_back(contact);
  next_close_ = std::min(next_close_, contact.from.received_at + params_.scan_wait);
}

void ContactBank::Close(Sensor& sensor, Changes& out) {
  Time at = Time::min();
  for (const ContactReport& plot : sensor.scan) at = std::max(at, plot.measured_at);
  sensor.tracker.Process(at, sensor.scan);
  sensor.scan.clear();
  Tell(sensor, out);
  TellEnded(sensor, out);
}

void ContactBank::Tell(const Sensor& sensor, Changes& out) {
  for (const ContactTrack& track : sensor.tracker.tracks()) {
    if (!track.at_plot) continue;
    TrackUpdate update;
    update.track = IdOf(sensor.number, track);
    update.status = StatusOf(track);
    update.time = track.time;
    update.estimate = Estimate(track);
    if (track.updates > 1) update.nis = track.nis;
    update.heading = track.heading;
    update.raw = track.raw;
    out.updates.push_back(update);
  }
}

void ContactBank::TellEnded(const Sensor& sensor, Changes& out) {
  for (const ContactTrack& track : sensor.tracker.ended()) {
    TrackEnd end;
    end.track = IdOf(sensor.number, track);
    end.status = StatusOf(track);
    end.first_update = track.first_update;
    end.last_update = track.last_update;
    end.updates = track.updates;
    out.ended.push_back(end);
  }
}

void ContactBank::Finish(Changes& out) {
  for (auto& [name, sensor] : sensors_) {
    if (!sensor.scan.empty()) Close(sensor, out);
    sensor.tracker.EndAll();
    TellEnded(sensor, out);
  }
}

ContactCounts ContactBank::counts() const {
  ContactCounts total;
  for (const auto& [name, sensor] : sensors_) total += sensor.tracker.counts();
  return total;
}

}  // namespace pelorus
