#include "replay/evaluate/matching.h"

#include <algorithm>
#include <numeric>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

template <class Items, class Item>
bool Holds(const Items& items, const Item& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

/// Of both intervals; open ones have no end. Negative: the gap between them.
Duration Overlap(const Planted& planted, const Finding& found) {
  const Time from = std::max(planted.start, found.start);
  const Time to = std::min(planted.end.value_or(Time::max()), found.end.value_or(Time::max()));
  if (to == Time::max()) return Duration::max();
  return to - from;
}

/// Brings the findings of one run together with what was planted in it.
class Matcher {
 public:
  Matcher(std::span<const Planted> planted, std::span<const Finding> findings,
          const MatchTolerance& tolerance)
      : planted_(planted), findings_(findings), tolerance_(tolerance) {
    result_.findings.resize(findings.size());
    result_.planted.resize(planted.size());
  }

  Matching Run() {
    std::vector<std::size_t> order(findings_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      if (findings_[a].probability != findings_[b].probability) {
        return findings_[a].probability > findings_[b].probability;
      }
      return findings_[a].id < findings_[b].id;
    });
    for (const std::size_t i : order) result_.findings[i] = Judge(i);
    return std::move(result_);
  }

 private:
  Matched Judge(std::size_t index) {
    const Finding& found = findings_[index];
    if (found.kind == "silence") return {Outcome::kSilence, Deliberate(found)};
    const auto same = [&](const Planted& p) { return p.event == found.kind; };
    const auto real = [&](const Planted& p) { return same(p) && p.look_alike.empty(); };
    const auto free = [&](const Planted& p) {
      return real(p) && !result_.planted[static_cast<std::size_t>(&p - planted_.data())];
    };
    if (const auto best = Best(found, free)) {
      result_.planted[*best] = index;
      return {Outcome::kFound, best};
    }
    if (const auto best = Best(found, real)) return {Outcome::kRepeated, best};
    const auto looks = [&](const Planted& p) { return same(p) && !p.look_alike.empty(); };
    if (const auto best = Best(found, looks)) return {Outcome::kLookAlike, best};
    if (const auto best = Cause(found)) return {Outcome::kExplained, best};
    return {};
  }

  /// What it follows from; one of the participants is enough for that.
  std::optional<std::size_t> Cause(const Finding& found) const {
    for (std::size_t i = 0; i < planted_.size(); ++i) {
      if (!Holds(planted_[i].also, found.kind)) continue;
      Planted anyone = planted_[i];
      anyone.needed = std::min<std::size_t>(1, anyone.needed);
      if (Fits(anyone, found, tolerance_)) return i;
    }
    return std::nullopt;
  }

  /// What a silence was, if it was meant.
  std::optional<std::size_t> Deliberate(const Finding& found) const {
    return Best(found, [](const Planted& p) {
      return p.look_alike.empty() && (p.event == "dark_transit" || p.event == "transponder_gap");
    });
  }

  template <class Wanted>
  std::optional<std::size_t> Best(const Finding& found, const Wanted& wanted) const {
    std::optional<std::size_t> best;
    Duration longest = Duration::min();
    for (std::size_t i = 0; i < planted_.size(); ++i) {
      if (!wanted(planted_[i]) || !Fits(planted_[i], found, tolerance_)) continue;
      const Duration overlap = Overlap(planted_[i], found);
      if (best && overlap <= longest) continue;
      best = i;
      longest = overlap;
    }
    return best;
  }

  std::span<const Planted> planted_;
  std::span<const Finding> findings_;
  MatchTolerance tolerance_;
  Matching result_;
};

}  // namespace

bool Fits(const Planted& planted, const Finding& found, const MatchTolerance& tolerance) {
  if (Overlap(planted, found) < -tolerance.time) return false;
  const auto named =
      std::count_if(planted.participants.begin(), planted.participants.end(),
                    [&found](const std::string& key) { return Holds(found.participants, key); });
  if (static_cast<std::size_t>(named) < planted.needed) return false;
  if (!planted.radius) return true;
  return FastDistance(planted.at, found.at) <= *planted.radius + tolerance.place;
}

Matching Match(std::span<const Planted> planted, std::span<const Finding> findings,
               const MatchTolerance& tolerance) {
  return Matcher(planted, findings, tolerance).Run();
}

}  // namespace pelorus
