#include "io/ais/json_fields.h"

namespace pelorus::ais {
namespace {

void Put(JsonLine&, const std::monostate&) {}

void PutWind(JsonLine& json, const MetHydro& m) {
  PutInteger(json, "wind_kn", m.wind_kn);
  PutInteger(json, "gust_kn", m.gust_kn);
  PutInteger(json, "wind_deg", m.wind_deg);
  PutInteger(json, "gust_deg", m.gust_deg);
  PutDecimal<1>(json, "air_temp_c", m.air_temp_dc);
  PutInteger(json, "humidity_pct", m.humidity_pct);
  PutDecimal<1>(json, "dew_point_c", m.dew_point_dc);
  PutInteger(json, "pressure_hpa", m.pressure_hpa);
  PutInteger(json, "pressure_tendency", m.pressure_tendency);
  PutDecimal<1>(json, "visibility_nm", m.visibility_dnm);
  PutBool(json, "visibility_or_more", m.visibility_or_more);
}

void PutWater(JsonLine& json, const MetHydro& m) {
  PutDecimal<2>(json, "water_level_m", m.water_level_cm);
  PutInteger(json, "water_trend", m.water_trend);
  json.Key("currents");
  json.Open('[');
  for (const auto& current : m.currents) {
    json.Open('{');
    PutDecimal<1>(json, "speed_kn", current.speed_dkn);
    PutInteger(json, "direction_deg", current.direction_deg);
    PutInteger(json, "depth_m", current.depth_m);
    json.Close('}');
  }
  json.Close(']');
  PutDecimal<1>(json, "wave_m", m.wave_dm);
  PutInteger(json, "wave_period_s", m.wave_period_s);
  PutInteger(json, "wave_deg", m.wave_deg);
  PutDecimal<1>(json, "swell_m", m.swell_dm);
  PutInteger(json, "swell_period_s", m.swell_period_s);
  PutInteger(json, "swell_deg", m.swell_deg);
  PutInteger(json, "sea_state", m.sea_state);
  PutDecimal<1>(json, "water_temp_c", m.water_temp_dc);
  PutInteger(json, "precipitation", m.precipitation);
  PutDecimal<1>(json, "salinity_permille", m.salinity_permille_d);
  PutInteger(json, "ice", m.ice);
}

void Put(JsonLine& json, const MetHydro& m) {
  PutText(json, "name", "met-hydro");
  PutDegrees<60'000>(json, "lat", m.lat_e3min);
  PutDegrees<60'000>(json, "lon", m.lon_e3min);
  if (m.accuracy) PutBool(json, "accuracy", m.accuracy);
  PutInteger(json, "day", m.day);
  PutInteger(json, "hour", m.hour);
  PutInteger(json, "minute", m.minute);
  PutWind(json, m);
  PutWater(json, m);
}

void Put(JsonLine& json, const InlandStatic& m) {
  PutText(json, "name", "inland-static");
  PutText(json, "vin", m.vin.view());
  PutDecimal<1>(json, "length", std::optional<std::uint16_t>(m.length_dm));
  PutDecimal<1>(json, "beam", std::optional<std::uint16_t>(m.beam_dm));
  PutInteger(json, "ship_type", m.ship_type);
  PutInteger(json, "hazard", m.hazard);
  PutDecimal<2>(json, "draught", m.draught_cm);
  PutInteger(json, "loaded", m.loaded);
  PutBool(json, "speed_quality", m.speed_quality);
  PutBool(json, "course_quality", m.course_quality);
  PutBool(json, "heading_quality", m.heading_quality);
}

void Put(JsonLine& json, const InlandArrival& m) {
  PutText(json, "name", "inland-arrival");
  PutText(json, "country", m.country.view());
  PutText(json, "location", m.location.view());
  PutText(json, "section", m.section.view());
  PutText(json, "terminal", m.terminal.view());
  PutText(json, "hectometre", m.hectometre.view());
  PutInteger(json, "eta_month", m.eta_month);
  PutInteger(json, "eta_day", m.eta_day);
  PutInteger(json, "eta_hour", m.eta_hour);
  PutInteger(json, "eta_minute", m.eta_minute);
  PutInteger(json, "tugs", m.tugs);
  PutDecimal<2>(json, "air_draught", m.air_draught_cm);
}

void PutLegs(JsonLine& json, const AreaNotice::Shape& shape) {
  json.Key("legs");
  json.Open('[');
  for (std::size_t i = 0; i < shape.leg_count; ++i) {
    json.Open('{');
    json.Key("bearing_deg");
    json.Decimal<1>(shape.legs[i].bearing_half_deg * 5);
    PutInteger(json, "distance_m", shape.legs[i].distance_m);
    json.Close('}');
  }
  json.Close(']');
}

void PutExtent(JsonLine& json, const AreaNotice::Shape& shape) {
  PutDegrees<60'000>(json, "lat", shape.lat_e3min);
  PutDegrees<60'000>(json, "lon", shape.lon_e3min);
  PutInteger(json, "precision", shape.precision);
  if (shape.kind == 1) {
    PutInteger(json, "east_m", shape.east_m);
    PutInteger(json, "north_m", shape.north_m);
    PutInteger(json, "orientation_deg", shape.orientation_deg);
    return;
  }
  PutInteger(json, "radius_m", shape.radius_m);
  if (shape.kind == 0) return;
  PutInteger(json, "left_deg", shape.left_deg);
  PutInteger(json, "right_deg", shape.right_deg);
}

void PutShape(JsonLine& json, const AreaNotice::Shape& shape) {
  constexpr std::array<std::string_view, 8> kKinds = {
      "circle", "rectangle", "sector", "polyline", "polygon", "text", "reserved", "reserved"};
  json.Open('{');
  PutText(json, "shape", kKinds[shape.kind & 7u]);
  if (shape.kind <= 2) PutExtent(json, shape);
  if (shape.kind == 3 || shape.kind == 4) PutLegs(json, shape);
  if (shape.kind == 5) PutText(json, "text", shape.text.view());
  json.Close('}');
}

void Put(JsonLine& json, const AreaNotice& m) {
  PutText(json, "name", "area-notice");
  PutInteger(json, "linkage", m.linkage);
  PutInteger(json, "notice", m.notice);
  PutInteger(json, "month", m.month);
  PutInteger(json, "day", m.day);
  PutInteger(json, "hour", m.hour);
  PutInteger(json, "minute", m.minute);
  PutInteger(json, "duration_min", m.duration_min);
  json.Key("areas");
  json.Open('[');
  for (std::size_t i = 0; i < m.size; ++i) PutShape(json, m.shapes[i]);
  json.Close(']');
}

void Put(JsonLine& json, const AidMonitoring& m) {
  PutText(json, "name", "aid-monitoring");
  PutDecimal<2>(json, "internal_v", std::optional<int>(m.internal * 5));
  PutDecimal<2>(json, "external1_v", std::optional<int>(m.external1 * 5));
  PutDecimal<2>(json, "external2_v", std::optional<int>(m.external2 * 5));
  PutInteger(json, "racon", m.racon);
  PutInteger(json, "light", m.light);
  PutBool(json, "health_alarm", m.health_alarm);
  PutInteger(json, "digital_inputs", m.digital_inputs);
  PutBool(json, "off_position", m.off_position);
}

void Put(JsonLine& json, const PersonsOnBoard& m) {
  PutText(json, "name", "persons-on-board");
  PutInteger(json, "persons", m.persons);
}

void Put(JsonLine& json, const ExtendedStatic& m) {
  PutText(json, "name", "extended-static");
  PutInteger(json, "linkage", m.linkage);
  PutDecimal<1>(json, "air_draught", m.air_draught_dm);
  PutText(json, "last_port", m.last_port.view());
  PutText(json, "next_port", m.next_port.view());
  PutText(json, "second_port", m.second_port.view());
  json.Key("equipment");
  json.Open('[');
  for (const std::uint8_t state : m.equipment) json.Integer(state);
  json.Close(']');
  PutInteger(json, "ice_class", m.ice_class);
  PutInteger(json, "shaft_power_hp", m.shaft_power_hp);
  PutInteger(json, "vhf_channel", m.vhf_channel);
  PutText(json, "lloyds_type", m.lloyds_type.view());
  PutInteger(json, "gross_tonnage", m.gross_tonnage);
  PutInteger(json, "laden", m.laden);
  PutInteger(json, "heavy_oil", m.heavy_oil);
  PutInteger(json, "light_oil", m.light_oil);
  PutInteger(json, "diesel", m.diesel);
  PutInteger(json, "bunker_t", m.bunker_t);
  PutInteger(json, "persons", m.persons);
}

}  // namespace

void PutApplication(JsonLine& json, const Application& application) {
  if (std::holds_alternative<std::monostate>(application)) return;
  json.Key("app");
  json.Open('{');
  std::visit([&json](const auto& a) { Put(json, a); }, application);
  json.Close('}');
}

}  // namespace pelorus::ais
