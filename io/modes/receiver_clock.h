#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "geo/time.h"
#include "io/modes/frame.h"

namespace pelorus::modes {

/// What the 48-bit stamps of a receiver count.
enum class ClockKind : std::uint8_t {
  kCounter,  ///< ticks of 1/12 us, from anywhere, wrapping after 271 days
  kGps       ///< UTC: 18 bits second of the day, 30 bits nanoseconds (Radarcape)
};

/// How stamps become times.
struct ClockOptions {
  std::optional<ClockKind> kind;  ///< nothing: told from the stamps, see ClockJudge
  /// Of a counter: the time of its first stamp.
  Time start{};
  /// Of a GPS clock: the first stamp is at the first instant from then on that has its second of
  /// the day. Nothing: its stamps are no times.
  std::optional<Time> day_from;
};

/// Turns the stamps of one receiver, in the order in which they came, into times.
class ReceiverClock {
 public:
  /// A stamp that says that there is none.
  static constexpr std::uint64_t kNone = 0;
  /// The stamp of frames that a multilateration server made ("MLAT" behind FF 00).
  static constexpr std::uint64_t kMlat = 0xFF004D4C4154;

  ReceiverClock(ClockKind kind, const ClockOptions& options);

  /// The time of a stamp; nothing for kNone, kMlat and stamps that are no times. A counter goes on
  /// across its wrap. A step of a counter back by over a minute or ahead by over a day is believed
  /// from the second stamp there on; one back is a restart, and time goes on from where it was. A
  /// GPS stamp is taken at the day that puts it within 12 h of the one before.
  std::optional<Time> At(std::uint64_t stamp);

  /// Resolution of the stamps as 1 sigma.
  Duration sigma() const { return Duration(kind_ == ClockKind::kCounter ? 24 : 1); }

 private:
  std::optional<Time> AtTicks(std::uint64_t stamp);
  std::optional<Time> AfterJump(std::uint64_t stamp, std::int64_t ticks);
  std::optional<Time> AtSecondOfDay(std::uint64_t stamp);
  std::optional<Time> Advance(std::uint64_t stamp, std::int64_t ticks);

  ClockKind kind_;
  Time start_;
  std::optional<Time> day_from_;
  bool begun_ = false;
  std::uint64_t last_ = 0;                // stamp of a counter
  std::int64_t ticks_ = 0;                // from start_ to last_
  std::int64_t least_, most_;             // ticks that are still a Time
  std::optional<std::uint64_t> suspect_;  // far from last_, alone so far
  std::optional<Time> gps_;               // of the last stamp
};

/// Tells what stamps count, from the frames that begin an input. An aircraft sends extended
/// squitters some 0.1 to 1 s apart, which is about 10^6 to 10^7 ticks of a counter and 10^8 to 10^9
/// nanoseconds: the geometric mean of these gaps decides, or of the gaps between all frames where
/// no aircraft is heard repeatedly. Before that, stamps that cannot be a second of the day and
/// nanoseconds decide for a counter, and a step over midnight for GPS. Where nothing tells it is a
/// counter.
class ClockJudge {
 public:
  /// Bytes of an input that are enough to judge.
  static constexpr std::size_t kHead = std::size_t{1} << 16;

  void Add(const Frame& frame);
  ClockKind verdict() const;

 private:
  struct Heard {
    std::uint32_t address;
    std::uint64_t stamp;
  };
  std::vector<Heard> heard_;  // last stamp of each address
  struct Gaps {
    std::uint64_t count = 0;
    double sum_of_logs = 0.0;
    void Add(std::uint64_t from, std::uint64_t to);
  };
  Gaps aircraft_;  // between squitters of one aircraft
  Gaps all_;       // between frames
  std::uint64_t last_ = 0;
  std::uint64_t stamps_ = 0;
  std::uint64_t impossible_ = 0;  // as GPS time
  bool over_midnight_ = false;
};

/// The clock behind the first frames of a source; reads it to its end.
ClockKind JudgeClock(FrameSource& head);

}  // namespace pelorus::modes
