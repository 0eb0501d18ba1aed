#pragma once

#include <array>
#include <vector>

#include "geo/time.h"
#include "replay/simulate/afloat.h"
#include "replay/simulate/ais_encoder.h"
#include "replay/simulate/random.h"
#include "replay/simulate/transponder_plan.h"

namespace pelorus {

/// A message on the air.
struct Transmission {
  Duration at;  ///< since the start of the simulation; the beginning of its slot
  ais::Payload payload;
  char channel = 'A';
  bool class_b = false;
};

/// How often a class A station reports its position (M.1371-5 annex 1, table 1).
Duration ClassAInterval(bool moored_or_anchored, Speed sog, bool changing_course);
/// The same for class B with carrier sense (table 2).
Duration ClassBInterval(Speed sog);

/// A vessel's AIS station: when it sends what. Positions are GNSS fixes of the whole second, with
/// an error that wanders slowly and some noise; transmissions begin at slots of 60 s / 2250.
/// Slots are not negotiated: collisions are part of what receivers lose.
class Transponder {
 public:
  /// `start` is second 0. `vessel` must outlive this.
  Transponder(const Afloat& vessel, Time start, const RandomSequence& random);
  /// One that does what `plan` says, on waters that `jammed` are a part of; `vessel` and `jammed`
  /// must outlive this.
  Transponder(const Afloat& vessel, Time start, const RandomSequence& random, TransponderPlan plan,
              const std::vector<JammedArea>& jammed);

  /// Appends what the vessel sends in [now_s, now_s + 1). Call for every second, also when the
  /// vessel is away (then nothing is sent).
  void Tick(int now_s, std::vector<Transmission>& out);

  /// Whose data it sends at present.
  const VesselIdentity& shown() const { return *shown_; }

  /// Switched off, or on a vessel that is elsewhere.
  bool Quiet(int now_s) const;

  /// Interval at which positions are sent at present.
  Duration interval() const { return interval_; }

 private:
  /// A message that comes round again and again.
  struct Schedule {
    double nominal_s = 0.0;
    double due_s = 0.0;
  };

  bool ChangingCourse(int now_s);
  Speed HeldSpeed(int now_s);
  /// First round after a start or an absence.
  void SwitchOn(int now_s);
  void UpdateInterval(int now_s);
  void SendPosition(double at_s, int now_s, std::vector<Transmission>& out);
  void SendStatic(double at_s, std::vector<Transmission>& out);
  ais::Fix TrueFix(int now_s);
  ais::Fix MakeFix(int now_s);
  ais::RateOfTurn MakeTurn() const;
  std::uint32_t SotdmaState(double at_s);
  std::uint32_t ItdmaState() const;
  bool class_a() const { return shown_->ais_class == TransponderClass::kA; }
  void UpdateIdentity(int now_s);
  /// What the plan and jammers make of a true fix.
  ais::Fix Distorted(const ais::Fix& fix, int now_s);
  void Emit(double at_s, const ais::Payload& payload, std::vector<Transmission>& out);
  /// Next round of a schedule, up to a tenth of the interval early or late.
  void Advance(Schedule& schedule, double interval_s);

  const Afloat& vessel_;
  Time start_;
  RandomSequence random_;
  TransponderPlan plan_;
  const std::vector<JammedArea>* jammed_ = nullptr;
  const VesselIdentity* shown_;     ///< into the vessel or the plan
  std::vector<ais::Fix> begun_at_;  ///< of each fault of the plan, its first true fix
  // What is on board.
  ais::RateOfTurn::Source turn_source_;
  bool has_heading_, accurate_;
  double gyro_error_deg_;
  Wander north_error_m_, east_error_m_;
  double error_at_s_ = 0.0;
  // Course changes: heading of the last 30 s.
  static constexpr std::size_t kHeadings = 30;
  std::array<double, kHeadings> headings_deg_{};
  std::size_t heading_count_ = 0;
  int turned_at_s_ = -1000;  ///< when the heading last differed by over 5° from its mean
  // Timing.
  Duration interval_{0};
  bool new_interval_ = true;
  Speed held_speed_;
  int held_at_s_ = 0;
  bool silent_ = true;
  double last_position_s_ = 0.0;  ///< its nominal time
  Schedule position_, static_;
  double part_b_due_s_ = -1.0;
  bool channel_b_ = false;
};

}  // namespace pelorus
