#include "fusion/anomaly/identity_one_hull.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <optional>

#include "fusion/anomaly/identity_checks.h"
#include "fusion/anomaly/position_incident.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr double kCellDeg = 0.01;
constexpr Speed kUnderWay = Speed::Knots(3.0);
constexpr Length kAntennaScale = Length::Meters(250.0);
constexpr Duration kFresh = std::chrono::minutes{2};
constexpr Duration kSampleEvery = std::chrono::minutes{1};
constexpr Speed kSameSpeed = Speed::Knots(1.5);
constexpr double kSameCourseDeg = 15.0;

std::uint64_t CellAt(std::int64_t row, std::int64_t column) {
  return (static_cast<std::uint64_t>(row + 9000) << 32U) |
         static_cast<std::uint64_t>((column + 36000 + 18000) % 36000);
}

std::int64_t IndexOf(double deg) { return static_cast<std::int64_t>(std::floor(deg / kCellDeg)); }

void Erase(std::vector<TargetKey>& keys, TargetKey key) {
  const auto place = std::find(keys.begin(), keys.end(), key);
  if (place == keys.end()) return;
  *place = keys.back();
  keys.pop_back();
}

std::optional<double> LengthOf(const Identity& identity) {
  if (!identity.dimensions) return std::nullopt;
  const int length_m = identity.dimensions->to_bow_m + identity.dimensions->to_stern_m;
  if (length_m == 0) return std::nullopt;
  return length_m;
}

bool IsTowing(const Identity& identity) {
  return identity.ship_type &&
         (*identity.ship_type == 31 || *identity.ship_type == 32 || *identity.ship_type == 52);
}

/// Whether the place [ahead, abeam] of the frame of `who` lies on its hull, 10 m more at each side.
bool OnHull(const Identity& who, double ahead_m, double abeam_m) {
  constexpr double kSlackM = 10.0;
  const auto& d = *who.dimensions;
  return ahead_m < d.to_bow_m + kSlackM && -ahead_m < d.to_stern_m + kSlackM &&
         abeam_m < d.to_starboard_m + kSlackM && -abeam_m < d.to_port_m + kSlackM;
}

void AddIdentityTerms(const Identity& a, const Identity& b, Event& event) {
  if (a.ais_class != b.ais_class && a.ais_class != AisClass::kUnknown &&
      b.ais_class != AisClass::kUnknown) {
    event.evidence.push_back({"classes_differ", 1.0, "", 2.0, "class A and class B"});
  }
  if (a.name && b.name) {
    const double like = Likeness(a.name->view(), b.name->view());
    event.evidence.push_back({"names_alike", like, "", like > 0.7 ? 2.0 : -0.5, ""});
  }
  const auto one = LengthOf(a);
  const auto two = LengthOf(b);
  if (one && two) {
    const double ratio = std::min(*one, *two) / std::max(*one, *two);
    event.evidence.push_back({"lengths_alike", ratio, "", ratio > 0.8 ? 2.0 : -3.0, ""});
  }
  if (IsTowing(a) || IsTowing(b)) {
    event.evidence.push_back({"tug_or_tow", 1.0, "", -4.0, "by the type it sends"});
  }
}

}  // namespace

void OneHullDetector::Write(const PictureBatch& batch) {
  for (std::size_t i = 0; i < batch.reports.size(); ++i) {
    if (batch.dispositions[i] == Disposition::kDuplicate) continue;
    const auto* z = std::get_if<Observation>(&batch.reports[i]);
    if (z != nullptr && z->key.kind() == TargetKey::Kind::kMmsi) Take(*z);
  }
}

void OneHullDetector::Take(const Observation& z) {
  if (z.from.received_at - forgot_at_ > params_.broken_after) Forget(z.from.received_at);
  const auto known = fixes_.find(z.key);
  const bool under_way = z.sog && z.cog && *z.sog >= kUnderWay;
  if (known != fixes_.end()) {
    if (z.measured_at < known->second.contact.time) return;
    Erase(cells_[known->second.cell], z.key);
    if (!under_way) fixes_.erase(known);
  }
  if (!under_way) return;
  const std::int64_t row = IndexOf(z.position.lat_deg());
  const std::int64_t column = IndexOf(z.position.lon_deg());
  const Fix fix{{z.measured_at, z.position}, *z.sog, *z.cog, CellAt(row, column)};
  for (std::int64_t i = row - 1; i <= row + 1; ++i) {
    for (std::int64_t j = column - 1; j <= column + 1; ++j) {
      const auto cell = cells_.find(CellAt(i, j));
      if (cell == cells_.end()) continue;
      for (const TargetKey other : cell->second) {
        const Fix& there = fixes_.at(other);
        const Pair pair = std::minmax(z.key, other);
        if (pair.first == z.key) {
          Meet(pair, z, fix, there);
        } else {
          Meet(pair, z, there, fix);
        }
      }
    }
  }
  fixes_[z.key] = fix;
  cells_[fix.cell].push_back(z.key);
}

void OneHullDetector::Meet(const Pair& pair, const Observation& z, const Fix& a, const Fix& b) {
  if (a.contact.time - b.contact.time > kFresh || b.contact.time - a.contact.time > kFresh) return;
  const Speed apart = a.sog - b.sog;
  if (std::abs(apart.mps()) > kSameSpeed.mps()) return;
  if (std::abs(Turn(a.cog, b.cog).degrees()) > kSameCourseDeg) return;
  const LocalFrame frame(a.contact.position);
  const Eigen::Vector2d bow(std::sin(a.cog.radians()), std::cos(a.cog.radians()));
  const Eigen::Vector2d bow_b(std::sin(b.cog.radians()), std::cos(b.cog.radians()));
  // Both as they were when the first reported.
  const Eigen::Vector2d shift = frame.ToEnu(b.contact.position) +
                                b.sog.mps() * ToSeconds(a.contact.time - b.contact.time) * bow_b;
  if (shift.norm() > kAntennaScale.meters()) return;
  const Contact here{z.measured_at, z.position};
  Company& company = together_[pair];
  if (company.samples > 0) {
    const Duration since = here.time - company.last.time;
    if (since < kSampleEvery) return;
    if (since > params_.broken_after) {
      if (company.last.time - company.first.time >= params_.least) kept_.push_back({pair, company});
      company = Company{};
    }
  }
  if (company.samples == 0) {
    company.first = here;
    company.first_raw = z.from.raw;
  }
  company.last = here;
  company.last_raw = z.from.raw;
  ++company.samples;
  company.ahead_m += shift.dot(bow);
  company.abeam_m += shift.dot(Eigen::Vector2d(bow.y(), -bow.x()));
  company.square_m2 += shift.squaredNorm();
}

void OneHullDetector::Forget(Time now) {
  forgot_at_ = now;
  std::erase_if(together_, [&](const auto& item) {
    if (now - item.second.last.time <= params_.broken_after * 2) return false;
    if (item.second.last.time - item.second.first.time >= params_.least) {
      kept_.push_back({item.first, item.second});
    }
    return true;
  });
  std::erase_if(fixes_, [&](const auto& item) {
    if (now - item.second.contact.time <= params_.broken_after) return false;
    Erase(cells_[item.second.cell], item.first);
    return true;
  });
  std::erase_if(cells_, [](const auto& item) { return item.second.empty(); });
}

Event OneHullDetector::EventOf(const Pair& pair, const Company& company, Time now) const {
  const Identity& a = book_.Of(pair.first);
  const Identity& b = book_.Of(pair.second);
  Event event;
  event.kind = EventKind::kOneHullTwoIdentities;
  event.start = company.first.time;
  if (now - company.last.time > params_.broken_after) event.end = company.last.time;
  event.detected_at = company.first.time + params_.least;
  event.id = EventId("onehull", pair.first, event.start) + "-" + ToString(pair.second);
  event.at = company.last.position;
  event.participants = {{pair.first, a}, {pair.second, b}};
  event.prior_log_odds = -5.0;
  const double hours = ToSeconds(company.last.time - company.first.time) / 3600.0;
  const double n = company.samples;
  const double ahead_m = company.ahead_m / n;
  const double abeam_m = company.abeam_m / n;
  const double spread_m =
      std::sqrt(std::max(0.0, company.square_m2 / n - ahead_m * ahead_m - abeam_m * abeam_m));
  event.evidence = {
      {"together_under_way", hours, "h", Capped(1.0 + std::log(hours)), ""},
      {"apart", std::hypot(ahead_m, abeam_m), "m", std::hypot(ahead_m, abeam_m) < 50.0 ? 1.5 : 0.0,
       "of the antennas, on average"},
      {"spread", spread_m, "m", Capped(2.0 * std::log(30.0 / std::max(5.0, spread_m))),
       "of where one lies from the other"}};
  const bool sized = LengthOf(a) || LengthOf(b);
  if (sized) {
    const bool on_hull = LengthOf(a) ? OnHull(a, ahead_m, abeam_m) : OnHull(b, -ahead_m, -abeam_m);
    event.evidence.push_back({"on_the_hull", on_hull ? 1.0 : 0.0, "", on_hull ? 1.5 : -4.0, ""});
  }
  AddIdentityTerms(a, b, event);
  event.wording = Wording::kInferred;
  event.refs = {company.first_raw, company.last_raw};
  event.facts = IdentityFacts{{pair.first, pair.second}, {}, {}};
  ShareOut(event, {{"tug_alongside", 0.5, ""},
                   {"two_craft_in_company", 0.3, ""},
                   {"tender_aboard", 0.2, "a boat whose unit is left on"}});
  return event;
}

std::vector<Event> OneHullDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  std::vector<Event> events;
  const auto add = [&](const Pair& pair, const Company& company) {
    if (company.last.time - company.first.time < params_.least) return;
    Event event = EventOf(pair, company, now);
    if (event.probability() >= params_.threshold) events.push_back(std::move(event));
  };
  for (const auto& [pair, company] : kept_) add(pair, company);
  for (const auto& [pair, company] : together_) add(pair, company);
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
