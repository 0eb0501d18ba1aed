#pragma once

#include <cmath>
#include <compare>
#include <numbers>

namespace pelorus {

/// What all scalar quantities share: a double in the SI unit, ordering, and, for those that form a
/// vector space, sums and multiples. `Self` is the quantity itself, so two kinds never mix.
template <class Self>
class Quantity {
 public:
  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
  friend constexpr Self operator+(Self a, Self b) { return Made(a.si_ + b.si_); }
  friend constexpr Self operator-(Self a, Self b) { return Made(a.si_ - b.si_); }
  friend constexpr Self operator-(Self a) { return Made(-a.si_); }
  friend constexpr Self operator*(Self a, double k) { return Made(a.si_ * k); }
  friend constexpr Self operator*(double k, Self a) { return Made(a.si_ * k); }
  friend constexpr Self operator/(Self a, double k) { return Made(a.si_ / k); }
  friend constexpr double operator/(Self a, Self b) { return a.si_ / b.si_; }

 protected:
  constexpr Quantity() = default;
  explicit constexpr Quantity(double si) : si_(si) {}
  double si_ = 0.0;

 private:
  /// The constructors of quantities are open to this class, not to its friend operators.
  static constexpr Self Made(double si) { return Self(si); }
};

/// A distance, signed where the context says so.
class Length : public Quantity<Length> {
 public:
  constexpr Length() = default;
  static constexpr Length Meters(double m) { return Length(m); }
  static constexpr Length Kilometers(double km) { return Length(km * 1e3); }
  /// International nautical mile, 1852 m exactly.
  static constexpr Length NauticalMiles(double nm) { return Length(nm * 1852.0); }
  /// International foot, 0.3048 m exactly.
  static constexpr Length Feet(double ft) { return Length(ft * 0.3048); }
  constexpr double meters() const { return si_; }
  constexpr double kilometers() const { return si_ / 1e3; }
  constexpr double nautical_miles() const { return si_ / 1852.0; }
  constexpr double feet() const { return si_ / 0.3048; }

 private:
  friend class Quantity<Length>;
  explicit constexpr Length(double m) : Quantity(m) {}
};

/// A speed or one component of a velocity.
class Speed : public Quantity<Speed> {
 public:
  constexpr Speed() = default;
  static constexpr Speed MetersPerSecond(double mps) { return Speed(mps); }
  /// Knot: 1852 m an hour.
  static constexpr Speed Knots(double kn) { return Speed(kn * (1852.0 / 3600.0)); }
  static constexpr Speed FeetPerMinute(double fpm) { return Speed(fpm * (0.3048 / 60.0)); }
  constexpr double mps() const { return si_; }
  constexpr double knots() const { return si_ * (3600.0 / 1852.0); }
  constexpr double feet_per_minute() const { return si_ * (60.0 / 0.3048); }

 private:
  friend class Quantity<Speed>;
  explicit constexpr Speed(double mps) : Quantity(mps) {}
};

/// A plane angle; not wrapped.
class Angle : public Quantity<Angle> {
 public:
  constexpr Angle() = default;
  static constexpr Angle Radians(double rad) { return Angle(rad); }
  static constexpr Angle Degrees(double deg) { return Angle(deg * (std::numbers::pi / 180.0)); }
  constexpr double radians() const { return si_; }
  constexpr double degrees() const { return si_ * (180.0 / std::numbers::pi); }

 private:
  friend class Quantity<Angle>;
  explicit constexpr Angle(double rad) : Quantity(rad) {}
};

/// A rate of turn, positive to starboard.
class TurnRate : public Quantity<TurnRate> {
 public:
  constexpr TurnRate() = default;
  static constexpr TurnRate RadiansPerSecond(double r) { return TurnRate(r); }
  static constexpr TurnRate DegreesPerMinute(double d) {
    return TurnRate(d * (std::numbers::pi / 180.0 / 60.0));
  }
  constexpr double radians_per_second() const { return si_; }
  constexpr double degrees_per_minute() const { return si_ * (180.0 * 60.0 / std::numbers::pi); }

 private:
  friend class Quantity<TurnRate>;
  explicit constexpr TurnRate(double rps) : Quantity(rps) {}
};

/// A direction clockwise from true north, always in [0, 360) degrees. `Self` keeps where a hull
/// points (Heading) apart from where it goes (Course). A non-finite argument gives 0.
template <class Self>
class Direction {
 public:
  static Self Degrees(double deg) { return Self(Wrapped(deg)); }
  static Self Radians(double rad) { return Self(Wrapped(rad * (180.0 / std::numbers::pi))); }
  constexpr double degrees() const { return deg_; }
  constexpr double radians() const { return deg_ * (std::numbers::pi / 180.0); }
  friend constexpr auto operator<=>(const Direction&, const Direction&) = default;

  /// The turn from `from` to `to`, in (-180, 180] degrees, positive clockwise.
  friend Angle Turn(Self from, Self to) {
    const double d = Wrapped(to.degrees() - from.degrees());
    return Angle::Degrees(d > 180.0 ? d - 360.0 : d);
  }

 protected:
  constexpr Direction() = default;
  explicit constexpr Direction(double deg) : deg_(deg) {}

 private:
  static double Wrapped(double deg) {
    if (!std::isfinite(deg)) return 0.0;
    const double r = std::fmod(deg, 360.0);
    const double w = r < 0.0 ? r + 360.0 : r;
    return w >= 360.0 ? 0.0 : w;  // -1e-17 + 360 rounds up to 360
  }
  double deg_ = 0.0;
};

/// Course over ground (true).
class Course : public Direction<Course> {
 public:
  constexpr Course() = default;

 private:
  friend class Direction<Course>;
  explicit constexpr Course(double deg) : Direction(deg) {}
};

/// Heading (true): where the bow points.
class Heading : public Direction<Heading> {
 public:
  constexpr Heading() = default;

 private:
  friend class Direction<Heading>;
  explicit constexpr Heading(double deg) : Direction(deg) {}
};

/// Direction of a line on the ground (true), where it is neither a course nor a heading: of a
/// geodesic, a bearing to a place.
class Azimuth : public Direction<Azimuth> {
 public:
  constexpr Azimuth() = default;

 private:
  friend class Direction<Azimuth>;
  explicit constexpr Azimuth(double deg) : Direction(deg) {}
};

/// Altitude on the 1013.25 hPa standard atmosphere, as barometric altimeters report it. Not a
/// height above anything.
class PressureAltitude {
 public:
  constexpr PressureAltitude() = default;
  static constexpr PressureAltitude Feet(double ft) { return PressureAltitude(ft * 0.3048); }
  static constexpr PressureAltitude Meters(double m) { return PressureAltitude(m); }
  constexpr double feet() const { return m_ / 0.3048; }
  constexpr double meters() const { return m_; }
  friend constexpr auto operator<=>(PressureAltitude, PressureAltitude) = default;
  friend constexpr Length operator-(PressureAltitude a, PressureAltitude b) {
    return Length::Meters(a.m_ - b.m_);
  }

 private:
  explicit constexpr PressureAltitude(double m) : m_(m) {}
  double m_ = 0.0;
};

/// Height above the WGS 84 ellipsoid.
class EllipsoidHeight {
 public:
  constexpr EllipsoidHeight() = default;
  static constexpr EllipsoidHeight Feet(double ft) { return EllipsoidHeight(ft * 0.3048); }
  static constexpr EllipsoidHeight Meters(double m) { return EllipsoidHeight(m); }
  constexpr double feet() const { return m_ / 0.3048; }
  constexpr double meters() const { return m_; }
  friend constexpr auto operator<=>(EllipsoidHeight, EllipsoidHeight) = default;
  friend constexpr Length operator-(EllipsoidHeight a, EllipsoidHeight b) {
    return Length::Meters(a.m_ - b.m_);
  }

 private:
  explicit constexpr EllipsoidHeight(double m) : m_(m) {}
  double m_ = 0.0;
};

inline namespace literals {
constexpr Length operator""_m(long double v) { return Length::Meters(static_cast<double>(v)); }
constexpr Length operator""_km(long double v) { return Length::Kilometers(static_cast<double>(v)); }
constexpr Length operator""_nm(long double v) {
  return Length::NauticalMiles(static_cast<double>(v));
}
constexpr Speed operator""_kn(long double v) { return Speed::Knots(static_cast<double>(v)); }
constexpr Speed operator""_mps(long double v) {
  return Speed::MetersPerSecond(static_cast<double>(v));
}
constexpr Angle operator""_deg(long double v) { return Angle::Degrees(static_cast<double>(v)); }
}  // namespace literals

}  // namespace pelorus
