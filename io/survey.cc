#include "io/survey.h"

#include <algorithm>

namespace pelorus {
namespace {

void Extend(std::optional<Survey::Span>& span, Time t) {
  if (!span) span = Survey::Span{t, t};
  span->first = std::min(span->first, t);
  span->last = std::max(span->last, t);
}

/// The position in a message, whoever sent it; nothing where there is none.
struct MessagePosition {
  template <class Body>
  std::optional<GeoPoint> operator()(const Body& body) const {
    if constexpr (requires { body.place; }) {
      if (!body.place.lat || !body.place.lon) return std::nullopt;
      return GeoPoint::FromDegrees(ais::Place::Degrees(*body.place.lat),
                                   ais::Place::Degrees(*body.place.lon));
    } else {
      return std::nullopt;
    }
  }
};

std::optional<Time> UtcOf(const ais::Message& message) {
  const auto* base = std::get_if<ais::BaseStation>(&message.body);
  // Type 11 is a ship's answer with its own clock; both count.
  if (base == nullptr || !base->year || !base->month || !base->day || !base->hour ||
      !base->minute || !base->second) {
    return std::nullopt;
  }
  return TimeFromCivil(*base->year, *base->month, *base->day, *base->hour, *base->minute,
                       *base->second);
}

std::vector<Survey::Sample> SamplesOf(const ais::RejectSamples& samples) {
  std::vector<Survey::Sample> all;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Reject::kCount); ++i) {
    const auto cause = static_cast<Reject>(i);
    if (samples.of(cause).empty()) continue;
    Survey::Sample& sample = all.emplace_back(Survey::Sample{cause, {}});
    for (const auto& line : samples.of(cause)) sample.lines.emplace_back(line.view());
  }
  return all;
}

/// The middle half of the base stations' clocks, widened to all that are within an hour of it: one
/// station with a wrong year must not make a recording of five minutes one of nine years.
std::optional<Survey::Span> AgreedSpan(std::vector<Time>& clocks) {
  if (clocks.empty()) return std::nullopt;
  std::sort(clocks.begin(), clocks.end());
  const Time low = clocks[clocks.size() / 4] - std::chrono::hours{1};
  const Time high = clocks[clocks.size() * 3 / 4] + std::chrono::hours{1};
  std::optional<Survey::Span> span;
  for (const Time t : clocks) {
    if (t >= low && t <= high) Extend(span, t);
  }
  return span;
}

}  // namespace

void BoundingBox::Add(GeoPoint p) {
  ++positions_;
  south_ = std::min(south_, p.lat_deg());
  north_ = std::max(north_, p.lat_deg());
  const std::size_t half = p.lon_deg() < 0.0 ? 0 : 1;
  least_[half] = std::min(least_[half], p.lon_deg());
  most_[half] = std::max(most_[half], p.lon_deg());
}

bool BoundingBox::CrossesAntimeridian() const {
  const bool both = least_[0] <= most_[0] && least_[1] <= most_[1];
  const double plain = most_[1] - least_[0];
  const double around = most_[0] + 360.0 - least_[1];
  return both && around < plain;
}

double BoundingBox::west_deg() const {
  return CrossesAntimeridian() ? least_[1] : std::min(least_[0], least_[1]);
}

double BoundingBox::east_deg() const {
  return CrossesAntimeridian() ? most_[0] : std::max(most_[0], most_[1]);
}

Survey SurveyOf(ais::NmeaDecoder& decoder) {
  Survey survey;
  std::vector<Time> clocks;
  while (const ais::Received* received = decoder.Next()) {
    const ais::Message& message = received->message;
    survey.identities.insert(TargetKey::Of(Mmsi(message.mmsi)));
    const auto& stamped = received->stamp.received_at;
    const std::optional<Time> t = stamped ? stamped : received->came_at;
    if (t) Extend(survey.received, *t);
    if (const auto utc = UtcOf(message)) clocks.push_back(*utc);
    if (const auto position = std::visit(MessagePosition{}, message.body))
      survey.box.Add(*position);
  }
  survey.base_utc = AgreedSpan(clocks);
  survey.counters = decoder.counters();
  survey.skipped_lines = decoder.skipped_lines();
  survey.stations = decoder.stations().size() - 1;
  survey.clock_faults = decoder.clock_faults();
  survey.samples = SamplesOf(decoder.samples());
  return survey;
}

Survey SurveyOf(modes::MessageSource& messages) {
  Survey survey;
  while (const modes::Message* message = messages.Next()) {
    if (message->t) Extend(survey.received, *message->t);
    const std::uint32_t anonymous = message->non_icao ? 1U << 24 : 0U;
    survey.identities.insert(TargetKey::Of(Icao24(message->address | anonymous)));
    if (message->position) survey.box.Add(*message->position);
  }
  survey.counters = messages.counters();
  survey.stations = messages.stations().size() - 1;
  return survey;
}

Survey SurveyOf(ReportReader& reader) {
  Survey survey;
  std::uint64_t used = 0;
  for (ReportBatch batch; reader.Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      const Provenance& from = From(report);
      used += from.records;
      Extend(survey.received, from.received_at);
      survey.identities.insert(KeyOf(report));
      if (const GeoPoint* position = PositionOf(report)) survey.box.Add(*position);
    }
  }
  survey.counters = reader.counters();
  survey.counters.used += used;
  survey.stations = reader.stations().size() - 1;
  survey.clock_faults = reader.clock_faults();
  return survey;
}

}  // namespace pelorus
