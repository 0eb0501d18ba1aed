#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "fusion/picture.h"
#include "io/feed/publisher.h"
#include "io/feed/subscriber.h"

/// What tests of the feed share. All traffic stays on this machine.
namespace pelorus::feed {

/// A moving ship's update.
inline TrackUpdate Update(std::uint32_t mmsi, double t_s, double lat_deg = 57.5,
                          double lon_deg = 11.5) {
  TrackUpdate update;
  update.track = {TargetKey::Of(Mmsi(mmsi)), 1};
  update.status = TrackStatus::kConfirmed;
  update.time = Time(FromSeconds(t_s));
  update.estimate.position = GeoPoint::Degrees(lat_deg, lon_deg);
  update.estimate.sog = Speed::Knots(12.5);
  update.estimate.v_mps.setZero();
  update.estimate.cov_mps2.setIdentity();
  update.estimate.cov_m2 = 100.0 * Eigen::Matrix2d::Identity();
  return update;
}

inline PictureBatch BatchOf(std::vector<TrackUpdate> updates) {
  PictureBatch batch;
  batch.updates = std::move(updates);
  return batch;
}

inline TrackEnd EndOf(std::uint32_t mmsi) {
  TrackEnd end;
  end.track = {TargetKey::Of(Mmsi(mmsi)), 1};
  return end;
}

/// Options for ports that the kernel chooses.
inline PublisherOptions OnThisMachine() {
  PublisherOptions options;
  options.endpoint = "tcp://127.0.0.1:*";
  options.snapshot = "tcp://127.0.0.1:*";
  return options;
}

/// Waits until somebody has subscribed; false when nobody does in time.
inline bool AwaitSubscriptions(const Publisher& publisher, std::uint64_t n) {
  for (int i = 0; i < 500 && publisher.counts().subscribers < n; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return publisher.counts().subscribers >= n;
}

/// Takes messages until one fits; nothing when none does in time.
inline std::optional<Received> Await(Subscriber& subscriber,
                                     const std::function<bool(const Received&)>& fits) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (std::chrono::steady_clock::now() < limit) {
    auto received = subscriber.Next(std::chrono::milliseconds(100));
    if (received && fits(*received)) return received;
  }
  return std::nullopt;
}

inline bool IsTrack(const Received& received) { return received.topic.starts_with("v1.trk."); }

}  // namespace pelorus::feed
