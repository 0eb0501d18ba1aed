#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/anomaly/position_sample.h"
#include "trackers/observation.h"

namespace pelorus {

/// An excursion of the positions of one vessel: from where it was to where it cannot have got to.
struct Jump {
  Contact from;  ///< the last believed report before
  Contact to;    ///< the first report elsewhere
  Contact last;  ///< the last report there
  std::optional<Contact> back;
  Speed implied;  ///< least speed that the first step takes, errors of place and time allowed for
  std::uint32_t reports = 0;  ///< there
  std::uint32_t before = 0;   ///< reports in a row where it was before
  /// The reports there keep their distance and direction from where the vessel was, reckoned on
  /// with the speed and course that it sends: the whole way is shifted.
  bool parallel = false;
  PositionSample positions;    ///< one before, those there, one after
  std::array<RawRef, 3> refs;  ///< of from, to, and back or last
  Length distance() const;
};

/// Watches the positions of one vessel for steps that no ship makes. A report older than the last
/// is passed over.
class JumpWatch {
 public:
  /// A step faster than this, or than one and a half times the speed that it sends, is a jump.
  static constexpr Speed kFastest = Speed::Knots(50.0);

  /// The excursion that `z` ended, by coming back, or by having stayed for ten reports and ten
  /// minutes, or by going on to a third place; nothing for most reports.
  std::optional<Jump> Take(const Observation& z);
  /// The excursion that goes on; null in none.
  const Jump* open() const { return away_ ? &away_->jump : nullptr; }

 private:
  struct Fix {
    Contact contact;
    Speed sog;
    Course cog;
    bool moves = false;  ///< sends both speed and course
    double sigma_m = 0.0;
    double time_sigma_s = 0.0;
    RawRef raw;
  };
  struct Away {
    Jump jump;
    Fix last;
    double shift_e_m = 0.0, shift_n_m = 0.0;  ///< first shift from the way reckoned on
    double worst_m = 0.0;                     ///< largest change of the shift
  };
  static Fix FixOf(const Observation& z);
  static Speed Implied(const Fix& a, const Fix& b);
  static bool CanFollow(const Fix& a, const Fix& b);
  void Leave(const Fix& fix);
  void Stay(const Fix& fix);
  Jump Close(const Fix* back);

  std::optional<Fix> believed_;
  std::uint32_t believed_reports_ = 0;  ///< that led there, one after the other
  std::optional<Away> away_;
};

}  // namespace pelorus
