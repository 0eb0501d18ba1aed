#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/result.h"
#include "io/reject.h"
#include "io/tabular/csv_header.h"
#include "trackers/observation.h"

namespace pelorus {

/// Remembers which identity and voyage data each ship gave last, so that tables that repeat them in
/// every row do not flood the tracker. At most 512 KiB; two ships that share a slot are only
/// repeated more often.
class RecentStatics {
 public:
  /// What was given is given again after so much event time.
  static constexpr Duration kRepeatAfter = std::chrono::minutes{10};

  /// True when `mmsi` gave data with this hash less than kRepeatAfter from `t` (earlier or later);
  /// remembers them otherwise.
  bool Repeats(Mmsi mmsi, std::uint64_t hash, Time t);

 private:
  static constexpr std::size_t kSlots = 1 << 15;
  struct Slot {
    std::uint64_t hash = 0;
    Time given;
  };
  std::vector<Slot> slots_;  // empty until first used
};

/// What the row of a ship table says.
struct ShipRow {
  std::optional<Observation> position;
  std::optional<StaticReport> identity;
  std::string_view receiver;
  std::uint8_t message_type = 0;  ///< AIS type 1..27 where the table tells it
};

/// Turns the fields of one row into reports. Provenance is filled except for the raw reference and
/// the station. Rows of base stations and aids to navigation, and of messages without position and
/// identity data, are whole and give neither report.
class ShipRowDecoder {
 public:
  ShipRowDecoder(const CsvHeader& header, bool decimal_comma)
      : header_(header), decimal_comma_(decimal_comma) {}

  /// `fields` must hold at least header().width entries. Reads nothing else, apart from what
  /// earlier rows told: repeated identity data and the number of decimals in use.
  Result<ShipRow, Reject> Decode(std::span<const std::string_view> fields);

  const CsvHeader& header() const { return header_; }

 private:
  struct Common;
  std::string_view Text(Column column) const;
  std::optional<double> Number(Column column) const;
  Result<Time, Reject> ReceivedAt() const;
  bool CarriesNothing(Mmsi mmsi) const;
  AisClass ClassOfRow() const;
  Result<std::optional<GeoPoint>, Reject> Position() const;
  Observation MakeObservation(const Common& common, GeoPoint position);
  double CoordinateStep();
  std::uint64_t StaticHash() const;
  std::optional<StaticReport> MakeStatic(const Common& common) const;
  std::optional<StaticReport::Dimensions> DimensionsOfRow() const;

  CsvHeader header_;
  bool decimal_comma_;
  int decimals_ = 0;  // most decimals of a coordinate so far
  RecentStatics recent_;
  std::span<const std::string_view> fields_;  // of the row at hand
  std::uint8_t type_ = 0;
};

}  // namespace pelorus
