#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

#include "io/ais/application.h"
#include "io/ais/bit_reader.h"
#include "io/ais/message_parts.h"
#include "trackers/fixed_text.h"

/// AIS messages as the bits say them (ITU-R M.1371-5 annex 8), in the units of the standard, so
/// that nothing is rounded. "Not available" is nullopt; codes that the standard reserves are kept.
/// Fields that a short message does not reach are nullopt as well.
namespace pelorus::ais {

/// Types 1, 2, 3.
struct PositionReport {
  std::uint8_t status = 15;
  std::optional<std::int8_t> rot;  ///< as sent: ±127 turning without sensor, else 4.733 √(°/min)
  std::optional<std::uint16_t> sog;  ///< 1/10 kn; 1022 is "or more"
  bool accuracy = false;             ///< better than 10 m
  Place place;
  std::optional<std::uint16_t> cog;  ///< 1/10°; 3601.. reserved
  std::optional<std::uint16_t> heading;
  UtcSecond second;
  std::optional<std::uint8_t> maneuver;
  std::optional<bool> raim;
  std::optional<std::uint32_t> radio;
};

/// Types 4 and 11: a station's clock and place.
struct BaseStation {
  std::optional<std::uint16_t> year;
  std::optional<std::uint8_t> month, day, hour, minute, second;
  bool accuracy = false;
  Place place;
  std::uint8_t epfd = 0;
  std::optional<bool> long_range, raim;
  std::optional<std::uint32_t> radio;
};

/// Type 5.
struct StaticVoyage {
  std::uint8_t ais_version = 0;
  std::uint32_t imo = 0;  ///< 0 not available
  FixedText<7> callsign;
  FixedText<20> name;
  std::uint8_t ship_type = 0;
  std::optional<Hull> hull;
  std::optional<std::uint8_t> epfd;
  std::optional<std::uint8_t> eta_month, eta_day, eta_hour, eta_minute;
  std::optional<std::uint8_t> draught;  ///< 1/10 m; 255 is "or more"
  std::optional<FixedText<20>> destination;
  std::optional<bool> dte;  ///< true: data terminal not ready
};

/// Types 6 (addressed) and 8 (broadcast), with the data after DAC and FI.
struct BinaryMessage {
  std::optional<std::uint8_t> sequence;  ///< type 6
  std::optional<std::uint32_t> dest_mmsi;
  std::optional<bool> retransmit;
  std::uint16_t dac = 0;
  std::uint8_t fi = 0;
  BitSpan data;
  Application application;
};

/// Types 7 and 13.
struct Acknowledge {
  struct Item {
    std::uint32_t mmsi = 0;
    std::uint8_t sequence = 0;
  };
  std::array<Item, 4> items{};
  std::uint8_t size = 0;
};

/// Type 9.
struct SarAircraft {
  std::optional<std::uint16_t> alt_m;  ///< 4094 is "or more"
  std::optional<std::uint16_t> sog;    ///< whole knots; 1022 is "or more"
  bool accuracy = false;
  Place place;
  std::optional<std::uint16_t> cog;
  UtcSecond second;
  std::optional<bool> alt_barometric, dte, assigned, raim;
  std::optional<std::uint32_t> radio;
};

/// Type 10.
struct UtcInquiry {
  std::uint32_t dest_mmsi = 0;
};

/// Types 12 (addressed) and 14 (broadcast).
struct TextMessage {
  std::optional<std::uint8_t> sequence;
  std::optional<std::uint32_t> dest_mmsi;
  std::optional<bool> retransmit;
  FixedText<170> text;
};

/// Type 15.
struct Interrogation {
  struct Item {
    std::uint32_t mmsi = 0;
    std::uint8_t type = 0;
    std::uint16_t offset = 0;
  };
  std::array<Item, 3> items{};
  std::uint8_t size = 0;
};

/// Type 16.
struct Assignment {
  struct Item {
    std::uint32_t mmsi = 0;
    std::uint16_t offset = 0, increment = 0;
  };
  std::array<Item, 2> items{};
  std::uint8_t size = 0;
};

/// Type 17: differential corrections of a reference station.
struct DgnssCorrections {
  Place place;
  struct Header {
    std::uint8_t message_type = 0;
    std::uint16_t station = 0, z_count = 0;
    std::uint8_t sequence = 0, words = 0, health = 0;
  };
  std::optional<Header> header;
  BitSpan data;  ///< everything after the position, header included
};

/// Type 18.
struct ClassBPosition {
  std::optional<std::uint16_t> sog;
  bool accuracy = false;
  Place place;
  std::optional<std::uint16_t> cog, heading;
  UtcSecond second;
  std::optional<bool> carrier_sense, display, dsc, band, message22, assigned, raim;
  std::optional<std::uint32_t> radio;  ///< 20 bits: selector, then state
};

/// Type 19.
struct ClassBExtended {
  std::optional<std::uint16_t> sog;
  bool accuracy = false;
  Place place;
  std::optional<std::uint16_t> cog, heading;
  UtcSecond second;
  std::optional<FixedText<20>> name;
  std::optional<std::uint8_t> ship_type;
  std::optional<Hull> hull;
  std::optional<std::uint8_t> epfd;
  std::optional<bool> raim, dte, assigned;
};

/// Type 20.
struct LinkManagement {
  struct Item {
    std::uint16_t offset = 0;
    std::uint8_t slots = 0, timeout = 0;
    std::uint16_t increment = 0;
  };
  std::array<Item, 4> items{};
  std::uint8_t size = 0;
};

/// Type 21.
struct AidToNavigation {
  std::uint8_t aid_type = 0;
  FixedText<34> name;  ///< with its extension
  bool accuracy = false;
  Place place;
  Hull hull;
  std::uint8_t epfd = 0;
  UtcSecond second;
  std::optional<bool> off_position;
  std::optional<std::uint8_t> regional;
  std::optional<bool> raim, virtual_aid, assigned;
};

/// Type 22.
struct ChannelManagement {
  std::uint16_t channel_a = 0, channel_b = 0;
  std::uint8_t txrx = 0;
  bool low_power = false;
  bool addressed = false;
  Place northeast, southwest;          ///< when not addressed
  std::uint32_t dest1 = 0, dest2 = 0;  ///< when addressed
  bool band_a = false, band_b = false;
  std::uint8_t zone_size = 0;
};

/// Type 23.
struct GroupAssignment {
  Place northeast, southwest;
  std::uint8_t station_type = 0, ship_type = 0, txrx = 0, interval = 0, quiet = 0;
};

/// Type 24 part A.
struct StaticPartA {
  FixedText<20> name;
};

/// Type 24 part B.
struct StaticPartB {
  std::uint8_t ship_type = 0;
  FixedText<3> vendor;
  std::uint8_t vendor_model = 0;
  std::uint32_t vendor_serial = 0;
  FixedText<7> callsign;
  std::optional<Hull> hull;
  std::optional<std::uint32_t> mothership_mmsi;  ///< instead of the hull, for auxiliary craft
  std::optional<std::uint8_t> epfd;
};

/// Type 24 with a part number that the standard does not define.
struct StaticPartReserved {
  std::uint8_t part = 0;
};

/// Types 25 and 26.
struct SlotBinary {
  std::optional<std::uint32_t> dest_mmsi;
  bool structured = false;
  std::optional<std::uint16_t> dac;
  std::optional<std::uint8_t> fi;
  BitSpan data;
  std::optional<std::uint32_t> radio;  ///< type 26: 20 bits at the end
};

/// Type 27.
struct LongRangePosition {
  bool accuracy = false;
  bool raim = false;
  std::uint8_t status = 15;
  Place place;                       ///< in steps of 1/10 minute
  std::optional<std::uint8_t> sog;   ///< whole knots; 62 is "or more"
  std::optional<std::uint16_t> cog;  ///< whole degrees
  std::optional<bool> gnss;          ///< the bit as sent: false is a current GNSS position
};

using Body = std::variant<PositionReport, BaseStation, StaticVoyage, BinaryMessage, Acknowledge,
                          SarAircraft, UtcInquiry, TextMessage, Interrogation, Assignment,
                          DgnssCorrections, ClassBPosition, ClassBExtended, LinkManagement,
                          AidToNavigation, ChannelManagement, GroupAssignment, StaticPartA,
                          StaticPartB, StaticPartReserved, SlotBinary, LongRangePosition>;

/// One message. The spans inside `body` point into the bits that it was decoded from.
struct Message {
  std::uint8_t type = 0;  ///< 1..27
  std::uint8_t repeat = 0;
  std::uint32_t mmsi = 0;  ///< 30 bits as sent
  std::uint16_t flags = 0;
  Body body;

  void Set(Flag flag) { flags = static_cast<std::uint16_t>(flags | static_cast<unsigned>(flag)); }
  bool Has(Flag flag) const { return (flags & static_cast<unsigned>(flag)) != 0; }
};

}  // namespace pelorus::ais
