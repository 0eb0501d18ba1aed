// 40,000 frames round Toulouse against the decode that was recorded with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "io/bytes.h"
#include "io/line_reader.h"
#include "io/modes/bits56.h"
#include "tests/io/modes/field_tally.h"
#include "tests/io/modes/listed_frames.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

using Json = nlohmann::json;
using ::testing::IsEmpty;

constexpr const char* kAllOnes = "fault: rates of all ones are taken for none";
constexpr const char* kHeld = "held back until corroborated";
constexpr const char* kFile = "adsb/rawhex/lfbo_400f99_20240606_part1.jsonl.gz";

std::vector<Json> ReadRows(const std::string& path) {
  LineReader lines(OpenBytes(path));
  LineReader::Line line;
  std::vector<Json> rows;
  while (lines.Next(line)) rows.push_back(Json::parse(line.text));
  return rows;
}

std::optional<double> Number(const Json& row, const char* key) {
  if (!row.contains(key) || !row[key].is_number()) return std::nullopt;
  return row[key].get<double>();
}

std::string CallsignText(const Message& m) {
  return m.callsign ? std::string(m.callsign->view()) : "";
}

/// Compares what both decoders say of one frame.
class Comparison {
 public:
  void Row(const Json& row, const Message& m) {
    frame_ = row["frame"];
    std::array<char, 7> icao{};
    std::snprintf(icao.data(), icao.size(), "%06x", m.address);
    tally.CompareText("icao", row["icao24"], icao.data(), frame_);
    const std::string bds = row.value("bds", "");
    if (bds == "05") Airborne(row, m);
    if (bds == "06") Surface(row, m);
    if (bds == "08") Identification(row, m);
    if (bds == "09") Velocity(row, m);
    if (bds == "62") TargetState(row, m);
    if (row["df"] == "20") Altitude(row, m);
    if (row["df"] == "21") Squawk(row, m);
    if (row["df"] == "20" || row["df"] == "21") CommB(row, m);
  }
  FieldTally tally;

 private:
  void Put(const char* name, std::optional<double> recorded, const auto& ours, double tolerance) {
    tally.Compare(name, recorded, ours, tolerance, frame_);
  }
  void Position(const Json& row, const Message& m) {
    if (!row.contains("latitude")) return tally.Except("rs1090 needs a second frame");
    const auto lat = m.position ? std::optional(m.position->lat_deg()) : std::nullopt;
    const auto lon = m.position ? std::optional(m.position->lon_deg()) : std::nullopt;
    Put("latitude", Number(row, "latitude"), lat, 1e-6);
    Put("longitude", Number(row, "longitude"), lon, 1e-6);
    if (m.implausible) ++implausible;
  }
  void Airborne(const Json& row, const Message& m) {
    Position(row, m);
    Put("altitude", Number(row, "altitude"), m.alt_baro_ft, 0.0);
  }
  void Surface(const Json& row, const Message& m) {
    Position(row, m);
    Put("surface track", Number(row, "track"), m.track_deg, 1e-3);
    const unsigned movement = ((m.frame[4] & 7U) << 4) | (m.frame[5] >> 4);
    if (movement >= 13 && movement <= 38) return tally.Except("fault: speed of movement 13 to 38");
    Put("surface speed", Number(row, "groundspeed"), m.gs_kt, 1e-3);
  }
  void Identification(const Json& row, const Message& m) {
    const std::string callsign = row["callsign"];
    if (callsign.find('#') != std::string::npos) {
      EXPECT_FALSE(m.callsign) << callsign;
      return tally.Except("fault: callsign of reserved characters");
    }
    tally.CompareText("callsign", callsign, CallsignText(m), frame_);
  }
  /// All these frames have the source bit 1, which is barometric ([Doc9871] table A-2-9a); see
  /// VerticalRatesFollowThePressureAltitude.
  void Velocity(const Json& row, const Message& m) {
    Put("velocity track", Number(row, "track"), m.track_deg, 1e-4);
    Put("speed", Number(row, "groundspeed"), m.gs_kt, 1e-3);
    Put("NACv", Number(row, "NACv"), m.nac_v, 0.0);
    Put("difference", Number(row, "geo_minus_baro"), m.geom_minus_baro_ft, 0.0);
    Put("vertical rate", Number(row, "vertical_rate"), m.baro_rate_fpm, 0.0);
    tally.Except("fault: source of the vertical rate turned round");
  }
  void TargetState(const Json& row, const Message& m) {
    Selected("selected altitude", Number(row, "selected_altitude"), m.nav_mcp_ft);
    Put("barometric setting", Number(row, "barometric_setting"), m.nav_qnh_hpa, 1e-3);
    Put("NACp", Number(row, "NACp"), m.nac_p, 0.0);
  }
  /// The recording has hundreds of feet.
  void Selected(const char* name, std::optional<double> recorded,
                std::optional<std::int32_t> ours) {
    const auto rounded = ours ? std::optional(std::round(*ours / 100.0) * 100.0) : std::nullopt;
    Put(name, recorded, rounded, 0.0);
  }
  void Altitude(const Json& row, const Message& m) {
    const unsigned code = ((m.frame[2] & 0x1FU) << 8) | m.frame[3];
    if (code == 0) {
      EXPECT_FALSE(m.alt_baro_ft);
      return tally.Except("fault: no altitude shown as 0");
    }
    if ((code & 0x10) == 0) return tally.Except("fault: Gillham altitude");
    if (!m.alt_baro_ft) return tally.Except(kHeld);
    Put("altitude", Number(row, "altitude"), m.alt_baro_ft, 0.0);
  }
  void Squawk(const Json& row, const Message& m) {
    if (!m.squawk) return tally.Except(kHeld);
    tally.CompareText("squawk", row["squawk"], SquawkText(m), frame_);
  }
  void CommB(const Json& row, const Message& m) {
    Register("bds20", 0x20, row, m, [&](const Json& r) {
      if (!m.callsign) return tally.Except(kHeld);
      tally.CompareText("callsign 2,0", r["callsign"], CallsignText(m), frame_);
    });
    Register("bds40", 0x40, row, m, [&](const Json& r) {
      Selected("MCP altitude", Number(r, "selected_mcp"), m.nav_mcp_ft);
      Put("pressure", Number(r, "barometric_setting"), m.nav_qnh_hpa, 1e-3);
    });
    Register("bds50", 0x50, row, m, [&](const Json& r) {
      Put("roll", Number(r, "roll"), m.roll_deg, 1e-5);
      Put("track", Number(r, "track"), m.track_deg, 1e-4);
      Put("speed 5,0", Number(r, "groundspeed"), m.gs_kt, 0.0);
      if (AllOnes(m, 37)) {
        EXPECT_EQ(m.track_rate_dps, -8.0F / 256.0F);
        tally.Except(kAllOnes);
      } else {
        Put("track rate", Number(r, "track_rate"), m.track_rate_dps, 1e-6);
      }
      Put("TAS", Number(r, "TAS"), m.tas_kt, 0.0);
    });
    Register("bds60", 0x60, row, m, [&](const Json& r) {
      Put("heading", Number(r, "heading"), m.mag_heading_deg, 1e-4);
      Put("IAS", Number(r, "IAS"), m.ias_kt, 0.0);
      Put("Mach", Number(r, "Mach"), m.mach, 1e-6);
      Rate("barometric rate", Number(r, "vrate_barometric"), m.baro_rate_fpm, AllOnes(m, 37));
      Rate("inertial rate", Number(r, "vrate_inertial"), m.inertial_rate_fpm, AllOnes(m, 48));
    });
  }
  /// -1 in two's complement is one step down, as pymodes_golden_v2 has it.
  static bool AllOnes(const Message& m, unsigned first) {
    return Bits56(m.frame.data() + 4).Field(first, first + 8) == 0x1FF;
  }
  void Rate(const char* name, std::optional<double> recorded, std::optional<std::int32_t> ours,
            bool all_ones) {
    if (!all_ones) return Put(name, recorded, ours, 0.0);
    EXPECT_EQ(recorded, 0.0);
    EXPECT_EQ(ours, -32);
    tally.Except(kAllOnes);
  }
  template <class Fields>
  void Register(const char* key, Bds bds, const Json& row, const Message& m, Fields fields) {
    if (!row.contains(key)) {
      if (m.bds == bds) tally.Except(std::string("only we find ") + key);
      return;
    }
    Put("register", bds, std::optional(static_cast<double>(m.bds.value_or(0))), 0.0);
    fields(row[key]);
  }

 public:
  std::uint64_t implausible = 0;

 private:
  std::string frame_;
};

struct Toulouse {
  std::vector<Json> rows;
  Decoded decoded;
};

Toulouse DecodeToulouse(const std::string& path) {
  Toulouse result{ReadRows(path), {}};
  std::vector<Frame> frames;
  for (const Json& row : result.rows) {
    frames.push_back(FrameOf(row["frame"].get<std::string>(), row["timestamp"].get<double>()));
    frames.back().offset = frames.size() - 1;
  }
  DecoderOptions options;
  options.reference = GeoPoint::Degrees(43.63, 1.36);
  result.decoded = DecodeAll(std::move(frames), options);
  return result;
}

TEST(Lfbo, RecordedDecodeIsReproducedFieldForField) {
  PELORUS_REQUIRE_DATA(path, kFile);
  const Toulouse toulouse = DecodeToulouse(*path);
  ASSERT_EQ(toulouse.rows.size(), 40'000U);
  Comparison comparison;
  for (const Message& m : toulouse.decoded.messages) comparison.Row(toulouse.rows[m.offset], m);
  comparison.tally.Print("lfbo");
  EXPECT_THAT(comparison.tally.differing(), IsEmpty());
  EXPECT_GT(comparison.tally.compared(), 200'000U);
  EXPECT_EQ(comparison.implausible, 0U);
  EXPECT_TRUE(toulouse.decoded.counters.Conserved());
  // Replies of addresses that no broadcast has named, or before the first that did.
  const auto& rejected = toulouse.decoded.counters.rejected;
  EXPECT_EQ(toulouse.decoded.counters.rejected_total(),
            rejected[static_cast<std::size_t>(Reject::kUnknownAddress)]);
  EXPECT_LE(toulouse.decoded.counters.rejected_total(), 10U);
  EXPECT_LE(comparison.tally.exceptions(kHeld), 10U);
}

/// Integrated over every climb, the rates give the pressure altitude gained (within 1 %), not the
/// geometric height, which grows 3 % faster in this warm air: they are barometric.
TEST(Lfbo, VerticalRatesFollowThePressureAltitude) {
  PELORUS_REQUIRE_DATA(path, kFile);
  const Toulouse toulouse = DecodeToulouse(*path);
  double by_rate_ft = 0.0, by_pressure_ft = 0.0, by_height_ft = 0.0;
  const Message* before = nullptr;
  std::optional<std::int32_t> altitude, altitude_before;
  for (const Message& m : toulouse.decoded.messages) {
    if (m.address != 0x400f99 || m.df != std::uint8_t{17}) continue;
    if (m.alt_baro_ft) altitude = m.alt_baro_ft;
    if (!m.baro_rate_fpm || !m.geom_minus_baro_ft || !altitude) continue;
    if (before != nullptr && *m.t - *before->t < std::chrono::seconds(10) &&
        *m.baro_rate_fpm > 600 && *before->baro_rate_fpm > 600) {
      by_rate_ft +=
          (*m.baro_rate_fpm + *before->baro_rate_fpm) / 120.0 * ToSeconds(*m.t - *before->t);
      by_pressure_ft += *altitude - *altitude_before;
      by_height_ft +=
          *altitude - *altitude_before + *m.geom_minus_baro_ft - *before->geom_minus_baro_ft;
    }
    before = &m;
    altitude_before = altitude;
  }
  ASSERT_GT(by_rate_ft, 20'000.0);
  EXPECT_NEAR(by_rate_ft / by_pressure_ft, 1.0, 0.01);
  EXPECT_GT(by_height_ft / by_rate_ft, 1.02);
}

}  // namespace
}  // namespace pelorus::modes
