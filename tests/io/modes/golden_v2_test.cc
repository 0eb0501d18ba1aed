// 600 frames against the decode of an independent decoder, which judges each frame alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "io/bytes.h"
#include "tests/io/memory_bytes.h"
#include "tests/io/modes/field_tally.h"
#include "tests/io/modes/listed_frames.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

using Json = nlohmann::json;
using ::testing::IsEmpty;

std::optional<double> Number(const Json& row, const char* key) {
  if (!row.contains(key) || !row[key].is_number()) return std::nullopt;
  return row[key].get<double>();
}

std::string Upper(std::uint32_t address) {
  std::array<char, 7> text{};
  std::snprintf(text.data(), text.size(), "%06X", address);
  return text.data();
}

/// Its blanks are `_`.
std::string Callsign(const Json& row) {
  std::string text = row["callsign"];
  text.erase(std::find(text.begin(), text.end(), '_'), text.end());
  return text;
}

void CompareSquitter(const Json& row, const Message& m, const std::string& frame, FieldTally& t) {
  t.Compare("typecode", Number(row, "typecode"), m.tc, 0.0, frame);
  t.Compare("altitude", Number(row, "altitude"), m.alt_baro_ft, 0.0, frame);
  // It cuts the decimals of the speed.
  const auto speed = m.gs_kt ? std::optional(std::floor(*m.gs_kt)) : std::nullopt;
  t.Compare("groundspeed", Number(row, "groundspeed"), speed, 0.0, frame);
  t.Compare("track", Number(row, "track"), m.track_deg, 1e-4, frame);
  const auto rate = m.baro_rate_fpm ? m.baro_rate_fpm : m.geom_rate_fpm;
  t.Compare("vertical rate", Number(row, "vertical_rate"), rate, 0.0, frame);
  if (row.contains("cpr_format")) {
    t.Compare("cpr format", Number(row, "cpr_format"), std::optional((m.frame[6] >> 2) & 1), 0.0,
              frame);
  }
  if (!row.contains("callsign")) return;
  t.CompareText("callsign", Callsign(row), std::string(m.callsign->view()), frame);
  // Category 0 says nothing: null here.
  EXPECT_EQ(row["category"], 0);
  EXPECT_FALSE(m.category);
}

void CompareRegister(const Json& row, const Message& m, const std::string& frame, FieldTally& t) {
  t.Compare("MCP", Number(row, "selected_altitude_mcp"), m.nav_mcp_ft, 0.0, frame);
  t.Compare("FMS", Number(row, "selected_altitude_fms"), m.nav_fms_ft, 0.0, frame);
  t.Compare("pressure", Number(row, "baro_pressure_setting"), m.nav_qnh_hpa, 1e-3, frame);
  t.Compare("roll", Number(row, "roll"), m.roll_deg, 1e-5, frame);
  t.Compare("track", Number(row, "true_track"), m.track_deg, 1e-4, frame);
  t.Compare("speed", Number(row, "groundspeed"), m.gs_kt, 0.0, frame);
  t.Compare("track rate", Number(row, "track_rate"), m.track_rate_dps, 1e-6, frame);
  t.Compare("TAS", Number(row, "true_airspeed"), m.tas_kt, 0.0, frame);
  t.Compare("heading", Number(row, "magnetic_heading"), m.mag_heading_deg, 1e-4, frame);
  t.Compare("IAS", Number(row, "indicated_airspeed"), m.ias_kt, 0.0, frame);
  t.Compare("Mach", Number(row, "mach"), m.mach, 1e-6, frame);
  t.Compare("barometric", Number(row, "baro_vertical_rate"), m.baro_rate_fpm, 0.0, frame);
  t.Compare("inertial", Number(row, "inertial_vertical_rate"), m.inertial_rate_fpm, 0.0, frame);
  if (row.contains("callsign")) {
    t.CompareText("callsign", Callsign(row), std::string(m.callsign->view()), frame);
  }
}

void CompareReply(const Json& row, const Message& m, const std::string& frame, FieldTally& t) {
  if (row["df"] == 20) {
    t.Compare("altitude", Number(row, "altitude"), m.alt_baro_ft, 0.0, frame);
  } else {
    t.CompareText("squawk", row["squawk"], SquawkText(m), frame);
  }
  const std::string bds = row.value("bds", "");
  if (bds.size() != 5) {  // it found none, or several
    return t.Except(m.bds ? "register that only we tell" : "register that nobody tells");
  }
  if (!m.bds) return t.Except("register " + bds + " that we find ambiguous");
  t.Compare("register", std::stoul(bds.substr(3), nullptr, 16), m.bds, 0.0, frame);
  CompareRegister(row, m, frame, t);
}

TEST(GoldenV2, RecordedDecodeIsReproducedFieldForField) {
  PELORUS_REQUIRE_DATA(path, "adsb/rawhex/pymodes_golden_v2.json.gz");
  const Json golden = Json::parse(ReadAll(*OpenBytes(*path)));
  ASSERT_EQ(golden.size(), 600U);
  FieldTally tally;
  for (const auto& [frame, row] : golden.items()) {
    const auto m = DecodeOne(frame);
    ASSERT_TRUE(m) << frame;
    tally.Compare("df", Number(row, "df"), m->df, 0.0, frame);
    std::string icao = row["icao"];
    std::transform(icao.begin(), icao.end(), icao.begin(), ::toupper);
    tally.CompareText("icao", icao, Upper(m->address), frame);
    row["df"] == 17 ? CompareSquitter(row, *m, frame, tally) : CompareReply(row, *m, frame, tally);
  }
  tally.Print("pymodes_golden_v2");
  EXPECT_THAT(tally.differing(), IsEmpty());
  EXPECT_GT(tally.compared(), 2500U);
}

}  // namespace
}  // namespace pelorus::modes
