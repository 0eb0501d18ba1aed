#include "io/modes/readsb_fields.h"

#include <simdjson.h>
#include <algorithm>

#include "io/modes/row_fields.h"
#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

template <class Field>
void Take(Field& field, const Field& read) {
  if (read) field = read;
}

std::optional<std::uint8_t> EmergencyOf(std::string_view word) {
  constexpr std::string_view kWords[] = {"none",  "general",  "lifeguard", "minfuel",
                                         "nordo", "unlawful", "downed"};
  const auto* found = std::find(std::begin(kWords), std::end(kWords), word);
  if (found == std::end(kWords)) return std::nullopt;
  return static_cast<std::uint8_t>(found - std::begin(kWords));
}

/// `alt_baro` is a number of feet, or the word `ground`.
void ReadAltitudes(const JsonElement& object, Message& m) {
  if (TextOf(object, "alt_baro") == "ground") {
    m.on_ground = true;
  } else if (const auto feet = WholeOf(NumberOf(object, "alt_baro"))) {
    m.alt_baro_ft = feet;
    m.on_ground = false;
  }
  Take(m.alt_geom_ft, WholeOf(NumberOf(object, "alt_geom")));
  Take(m.baro_rate_fpm, WholeOf(NumberOf(object, "baro_rate")));
  Take(m.geom_rate_fpm, WholeOf(NumberOf(object, "geom_rate")));
}

void ReadMotion(const JsonElement& object, Message& m) {
  Take(m.gs_kt, NotNegative(NumberOf(object, "gs")));
  Take(m.gs_kt, NotNegative(NumberOf(object, "gscp")));  // the name in one archive's extracts
  Take(m.track_deg, DirectionOf(NumberOf(object, "track")));
  Take(m.true_heading_deg, DirectionOf(NumberOf(object, "true_heading")));
  Take(m.mag_heading_deg, DirectionOf(NumberOf(object, "mag_heading")));
  Take(m.ias_kt, NotNegative(NumberOf(object, "ias")));
  Take(m.tas_kt, NotNegative(NumberOf(object, "tas")));
  Take(m.mach, NotNegative(NumberOf(object, "mach")));
  Take(m.roll_deg, FloatOf(NumberOf(object, "roll")));
  Take(m.track_rate_dps, FloatOf(NumberOf(object, "track_rate")));
}

void ReadIdentity(const JsonElement& object, Message& m) {
  Take(m.callsign, CallsignOf(TextOf(object, "flight")));
  Take(m.squawk, SquawkOf(TextOf(object, "squawk")));
  Take(m.emergency, EmergencyOf(TextOf(object, "emergency")));
  Take(m.category, CategoryOf(TextOf(object, "category")));
  Take(m.alert, FlagOf(object, "alert"));
  Take(m.spi, FlagOf(object, "spi"));
  const std::string_view registration = Trimmed(TextOf(object, "r"));
  if (!registration.empty()) m.registration = FixedText<10>(registration);
  const std::string_view model = Trimmed(TextOf(object, "t"));
  if (!model.empty()) m.aircraft_model = FixedText<4>(model);
}

void ReadIntegrity(const JsonElement& object, Message& m) {
  Take(m.nic, SmallOf(NumberOf(object, "nic"), 11));
  Take(m.nac_p, SmallOf(NumberOf(object, "nac_p"), 11));
  Take(m.nac_v, SmallOf(NumberOf(object, "nac_v"), 4));
  Take(m.sil, SmallOf(NumberOf(object, "sil"), 3));
  Take(m.gva, SmallOf(NumberOf(object, "gva"), 3));
  Take(m.version, SmallOf(NumberOf(object, "version"), 7));
  Take(m.nic_baro, FlagOf(object, "nic_baro"));
}

void ReadIntent(const JsonElement& object, Message& m) {
  Take(m.nav_mcp_ft, WholeOf(NumberOf(object, "nav_altitude_mcp")));
  Take(m.nav_fms_ft, WholeOf(NumberOf(object, "nav_altitude_fms")));
  Take(m.nav_qnh_hpa, NotNegative(NumberOf(object, "nav_qnh")));
  Take(m.nav_heading_deg, DirectionOf(NumberOf(object, "nav_heading")));
}

}  // namespace

void SetReadsbType(std::string_view type, Message& message) {
  struct Known {
    std::string_view prefix;
    AirSource source;
  };
  constexpr Known kTypes[] = {{"adsb_", AirSource::kAdsb},   {"adsr_", AirSource::kAdsr},
                              {"tisb_", AirSource::kTisb},   {"mlat", AirSource::kMlat},
                              {"mode_s", AirSource::kModeS}, {"adsc", AirSource::kAdsc},
                              {"other", AirSource::kOther}};
  for (const Known& known : kTypes) {
    if (type.starts_with(known.prefix)) message.source = known.source;
  }
  if (type.ends_with("_other") || type == "tisb_trackfile") {
    message.non_icao = true;
    message.icao_verified = false;
  }
}

void ReadReadsbFields(const JsonElement& object, Message& message) {
  SetReadsbType(TextOf(object, "type"), message);
  ReadAltitudes(object, message);
  ReadMotion(object, message);
  ReadIdentity(object, message);
  ReadIntegrity(object, message);
  ReadIntent(object, message);
  // The position counts as what it was made from, whatever the aircraft sends besides.
  if (Lists(object, "mlat", "lat")) message.source = AirSource::kMlat;
  if (Lists(object, "tisb", "lat")) message.source = AirSource::kTisb;
}

}  // namespace pelorus::modes
