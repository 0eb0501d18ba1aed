#include "fusion/anomaly/unmatched_contact_detector.h"

#include <algorithm>
#include <utility>

namespace pelorus {
namespace {

std::optional<Length> LengthOf(const Identity& identity) {
  if (!identity.dimensions) return std::nullopt;
  const int metres = identity.dimensions->to_bow_m + identity.dimensions->to_stern_m;
  return metres > 0 ? std::optional(Length::Meters(metres)) : std::nullopt;
}

/// What a sensor shows of a ship whose length it did not measure.
constexpr double kUsualDetection = 0.8;

/// That a class A vessel there is heard within ten minutes, be it under way or not.
double ChanceHeard(const ReceptionMap& known, GeoPoint p) {
  const ReceptionMap none;
  const Cell cell = CellOf(p);
  return 0.5 *
         (known.At(cell, {false, true}, none).mean() + known.At(cell, {false, false}, none).mean());
}

}  // namespace

UnmatchedContactDetector::UnmatchedContactDetector(const UnmatchedContactParams& params,
                                                   const IdentityBook& identities,
                                                   const ReceptionMap& learned)
    : params_(params), identities_(identities), learned_(learned), scenes_(params.scenes) {}

void UnmatchedContactDetector::Write(const PictureBatch& batch) {
  scenes_.Take(batch);
  for (const ContactScene& scene : scenes_.TakeSettled()) {
    for (UnmatchedContactCase& seen : Judge(scene)) kept_.push_back(std::move(seen));
  }
  for (; kept_.size() > params_.most_kept; ++forgotten_) kept_.pop_front();
}

std::vector<UnmatchedContactCase> UnmatchedContactDetector::Judge(const ContactScene& scene) const {
  std::vector<ExpectedVessel> vessels = ExpectVessels(scene, params_.scenes);
  for (ExpectedVessel& vessel : vessels) {
    vessel.length = LengthOf(identities_.Of(vessel.track.key));
  }
  const std::vector<SceneMatch> matches = MatchScene(scene.contacts, vessels, params_.model);
  std::vector<UnmatchedContactCase> found;
  for (std::size_t c = 0; c < matches.size(); ++c) {
    if (matches[c].unmatched < params_.least_unmatched) continue;
    UnmatchedContactCase seen;
    seen.contact = scene.contacts[c];
    seen.scan = std::string(seen.contact.scan_name.view());
    seen.row = seen.contact.row;
    seen.unmatched = matches[c].unmatched;
    seen.p_detect = kUsualDetection;
    if (seen.contact.length) {
      seen.true_length = params_.model.length.TrueOf(*seen.contact.length);
      seen.p_detect = SarDetectionProbability(*seen.true_length);
    }
    for (const std::size_t v : matches[c].nearest) seen.nearest_tracks.push_back(vessels[v].track);
    found.push_back(std::move(seen));
  }
  return found;
}

std::vector<Event> UnmatchedContactDetector::Findings(Time now, std::span<const Event>) {
  std::vector<UnmatchedContactCase> cases(kept_.begin(), kept_.end());
  for (const ContactScene& scene : scenes_.Waiting()) {
    for (UnmatchedContactCase& seen : Judge(scene)) cases.push_back(std::move(seen));
  }
  ReceptionMap known = learned_;
  known.Add(seed_);
  std::vector<Event> events;
  for (UnmatchedContactCase& seen : cases) {
    seen.p_ais = ChanceHeard(known, *seen.contact.position);
    events.push_back(MakeUnmatchedContact(seen, params_.priors, now));
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
