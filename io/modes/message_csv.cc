#include "io/modes/message_csv.h"

#include <cstdio>
#include <optional>

#include "io/json_text.h"

namespace pelorus::modes {
namespace {

constexpr int kDegreeDecimals = 7;
constexpr int kMotionDecimals = 4;

template <class Number>
void Put(std::string& out, const std::optional<Number>& value, int decimals = 0) {
  if (value) AppendDecimal(out, static_cast<double>(*value), decimals);
  out += ',';
}

template <class Text>
void PutText(std::string& out, const std::optional<Text>& text) {
  // Only letters, digits and blanks are sent.
  if (text) out += text->view();
  out += ',';
}

void PutTime(std::string& out, const std::optional<Time>& t) {
  if (t) AppendEpochSeconds(out, *t);
}

void PutAddress(std::string& out, const Message& m) {
  char text[10];
  std::snprintf(text, sizeof text, "%s%06x,", m.non_icao ? "~" : "",
                static_cast<unsigned>(m.address & 0xFFFFFFU));
  out += text;
}

void PutCodes(std::string& out, const Message& m) {
  char text[8];
  if (m.squawk) {
    std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(*m.squawk & 07777U));
    out += text;
  }
  out += ',';
  if (m.category) {
    std::snprintf(text, sizeof text, "%02X", static_cast<unsigned>(*m.category));
    out += text;
  }
  out += ',';
}

void PutStation(std::string& out, std::string_view station) {
  if (station.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += station;
  } else {
    out += '"';
    for (const char c : station) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  out += ',';
}

}  // namespace

void AppendCsvRow(const Message& m, std::string_view station, std::string& out) {
  PutTime(out, m.t);
  out += ',';
  PutAddress(out, m);
  Put(out, m.position ? std::optional(m.position->lat_deg()) : std::nullopt, kDegreeDecimals);
  Put(out, m.position ? std::optional(m.position->lon_deg()) : std::nullopt, kDegreeDecimals);
  Put(out, m.alt_baro_ft);
  Put(out, m.alt_geom_ft);
  Put(out, m.gs_kt, kMotionDecimals);
  Put(out, m.track_deg, kMotionDecimals);
  Put(out, m.baro_rate_fpm);
  Put(out, m.geom_rate_fpm);
  Put(out, m.on_ground);
  PutText(out, m.callsign);
  PutCodes(out, m);
  Put(out, m.nic);
  Put(out, m.nac_p);
  Put(out, m.nac_v);
  Put(out, m.sil);
  Put(out, m.gva);
  Put(out, m.version);
  PutStation(out, station);
  PutTime(out, m.position_t);
  out += '\n';
}

}  // namespace pelorus::modes
