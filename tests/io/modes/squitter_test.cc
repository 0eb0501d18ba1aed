// Fields of single frames, by frames that were published with their meaning.
#include <gtest/gtest.h>

#include "io/modes/movement.h"
#include "tests/io/modes/frame_encoder.h"
#include "tests/io/modes/listed_frames.h"

namespace pelorus::modes {
namespace {

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2024} / 6 / 6}};
constexpr std::uint32_t kIcao = 0x4b1234;

/// Puts `value` into bits `first` to `last` of a register.
std::uint64_t In(unsigned last, std::uint64_t value) { return value << (56 - last); }

Message OfSquitter(std::uint64_t me, unsigned df = 17, unsigned low = 5) {
  const Decoded decoded = DecodeAll({Squitter(df, low, kIcao, me, kStart)});
  return decoded.messages.empty() ? Message() : decoded.messages[0];
}

TEST(Squitter, Identification) {
  const auto m = DecodeOne("8D4840D6202CC371C32CE0576098");
  EXPECT_EQ(m->address, 0x4840D6U);
  EXPECT_EQ(m->tc, 4);
  EXPECT_EQ(m->callsign->view(), "KLM1023");
  EXPECT_FALSE(m->category);  // 0 says nothing
  EXPECT_EQ(OfSquitter(In(5, 4) | In(8, 3)).category, 0xA3);
  EXPECT_EQ(OfSquitter(In(5, 1) | In(8, 7)).category, 0xD7);
}

TEST(Squitter, GroundVelocity) {
  const auto m = DecodeOne("8D485020994409940838175B284F");
  EXPECT_NEAR(*m->gs_kt, 159.20F, 0.01F);
  EXPECT_NEAR(*m->track_deg, 182.88F, 0.01F);
  EXPECT_EQ(m->geom_rate_fpm, -832);
  EXPECT_FALSE(m->baro_rate_fpm);
  EXPECT_EQ(m->geom_minus_baro_ft, 550);
  EXPECT_EQ(m->on_ground, false);
}

TEST(Squitter, AirVelocity) {
  const auto m = DecodeOne("8DA05F219B06B6AF189400CBC33F");
  EXPECT_NEAR(*m->mag_heading_deg, 243.98F, 0.01F);
  EXPECT_EQ(m->tas_kt, 375.0F);
  EXPECT_FALSE(m->ias_kt || m->gs_kt || m->track_deg);
  EXPECT_EQ(m->baro_rate_fpm, -2304);
}

TEST(Squitter, VelocityOfNothingIsNothing) {
  const Message m = OfSquitter(In(5, 19) | In(8, 1));
  EXPECT_EQ(m.tc, 19);
  EXPECT_FALSE(m.gs_kt || m.track_deg || m.baro_rate_fpm || m.geom_rate_fpm);
  EXPECT_FALSE(m.geom_minus_baro_ft);
}

TEST(Squitter, SupersonicSpeedsHaveStepsOfFour) {
  const Message m = OfSquitter(In(5, 19) | In(8, 2) | In(24, 201) | In(35, 1));
  EXPECT_EQ(m.gs_kt, 800.0F);
  EXPECT_EQ(m.track_deg, 90.0F);
  EXPECT_EQ(OfSquitter(In(5, 19) | In(8, 4) | In(35, 201)).ias_kt, 800.0F);
}

/// A speed of zero has no direction.
TEST(Squitter, AHoveringAircraftHasNoTrack) {
  const Message m = OfSquitter(In(5, 19) | In(8, 1) | In(24, 1) | In(35, 1));
  EXPECT_EQ(m.gs_kt, 0.0F);
  EXPECT_FALSE(m.track_deg);
}

TEST(Squitter, GeometricHeightIsApart) {
  const Message m = OfSquitter(In(5, 20) | In(20, 0xC38));
  EXPECT_EQ(m.alt_geom_ft, 38'000);
  EXPECT_FALSE(m.alt_baro_ft);
  EXPECT_EQ(m.nic, 11);
}

/// dump1090's text of the ULSS7 capture.
TEST(Squitter, Emergency) {
  const auto m = DecodeOne("8f400159e1181500000000d94095");
  EXPECT_EQ(m->tc, 28);
  EXPECT_EQ(SquawkText(*m), "1017");
  EXPECT_EQ(m->emergency, 0);
}

TEST(Squitter, TargetState) {
  const auto m = DecodeOne("8DA05629EA21485CBF3F8CADAEEB");
  EXPECT_EQ(m->nav_mcp_ft, 16'992);
  EXPECT_NEAR(*m->nav_qnh_hpa, 1012.8F, 1e-3F);
  EXPECT_NEAR(*m->nav_heading_deg, 66.8F, 0.05F);
  EXPECT_EQ(m->nac_p, 9);
  EXPECT_EQ(m->sil, 3);
  EXPECT_EQ(m->nic_baro, true);
}

TEST(Squitter, TargetStateOfVersion1) {
  const Message m = OfSquitter(In(5, 29) | In(9, 1) | In(25, 180) | In(27, 1) | In(36, 215) |
                               In(43, 8) | In(46, 2) | In(56, 3));
  EXPECT_EQ(m.nav_mcp_ft, 17'000);
  EXPECT_EQ(m.nav_heading_deg, 215.0F);
  EXPECT_EQ(m.nac_p, 8);
  EXPECT_EQ(m.sil, 2);
  EXPECT_EQ(m.emergency, 3);
}

TEST(Squitter, OperationalStatusInTheAirAndOnTheGround) {
  const std::uint64_t both = In(5, 31) | In(43, 2) | In(48, 10) | In(52, 3);
  const Message air = OfSquitter(both | In(50, 2) | In(53, 1));
  EXPECT_EQ(air.version, 2);
  EXPECT_EQ(air.nac_p, 10);
  EXPECT_EQ(air.sil, 3);
  EXPECT_EQ(air.gva, 2);
  EXPECT_EQ(air.nic_baro, true);
  const Message ground = OfSquitter(both | In(8, 1) | In(19, 4));
  EXPECT_EQ(ground.on_ground, true);
  EXPECT_EQ(ground.nac_v, 4);
  EXPECT_FALSE(ground.gva || ground.nic_baro);
  const Message old = OfSquitter(In(5, 31) | In(48, 10) | In(52, 3));
  EXPECT_EQ(old.version, 0);
  EXPECT_FALSE(old.nac_p || old.sil);
}

TEST(Squitter, PositionsCarryTheQualityThatWasSaid) {
  const std::uint64_t status =
      In(5, 31) | In(43, 2) | In(44, 1) | In(48, 9) | In(50, 2) | In(52, 3);
  const std::uint64_t velocity = In(5, 19) | In(8, 1) | In(13, 2);
  const std::uint64_t position = In(5, 11) | In(8, 1) | In(20, 0xC38);
  using namespace std::chrono_literals;
  const Decoded decoded = DecodeAll(
      {Squitter(17, 5, kIcao, position, kStart), Squitter(17, 5, kIcao, status, kStart + 1s),
       Squitter(17, 5, kIcao, velocity, kStart + 2s), Squitter(17, 5, kIcao, position, kStart + 3s),
       Squitter(17, 5, kIcao, position, kStart + 90s)});
  const Message& before = decoded.messages[0];
  EXPECT_EQ(before.nic, 8);  // version unknown
  EXPECT_FALSE(before.nac_p || before.version);
  const Message& after = decoded.messages[3];
  EXPECT_EQ(after.nic, 9);  // supplements A and B
  EXPECT_EQ(after.nac_p, 9);
  EXPECT_EQ(after.nac_v, 2);
  EXPECT_EQ(after.sil, 3);
  EXPECT_EQ(after.gva, 2);
  EXPECT_EQ(after.version, 2);
  EXPECT_FALSE(decoded.messages[4].nac_p || decoded.messages[4].nac_v);  // too old
}

/// The first frame's text by readsb.
TEST(Squitter, TisBOfAnAddressOfItsOwn) {
  const Decoded decoded = DecodeAll({FrameOf("952b06e5680d40e4fe25d176a835", 100.0),
                                     FrameOf("952b06e5680d447e84d0933a4153", 100.5)});
  ASSERT_EQ(decoded.messages.size(), 2U);
  const Message& m = decoded.messages[1];
  EXPECT_EQ(m.cf, 5);
  EXPECT_EQ(m.source, AirSource::kTisb);
  EXPECT_TRUE(m.non_icao);
  EXPECT_EQ(m.alt_baro_ft, 1500);
  EXPECT_EQ(m.nic, 6);
}

TEST(Squitter, ControlFieldsSayWhoSends) {
  const std::uint64_t me = In(5, 11) | In(20, 0xC38);
  const std::uint64_t imf = me | In(8, 1);
  const struct {
    unsigned cf;
    std::uint64_t me;
    AirSource source;
    bool non_icao;
  } cases[] = {{0, me, AirSource::kAdsb, false}, {1, me, AirSource::kAdsb, true},
               {2, me, AirSource::kTisb, false}, {2, imf, AirSource::kTisb, true},
               {5, me, AirSource::kTisb, true},  {6, me, AirSource::kAdsr, false},
               {6, imf, AirSource::kAdsr, true}, {4, me, AirSource::kTisb, true},
               {7, me, AirSource::kOther, true}};
  for (const auto& c : cases) {
    const Message m = OfSquitter(c.me, 18, c.cf);
    EXPECT_EQ(m.cf, c.cf);
    EXPECT_EQ(m.source, c.source) << c.cf;
    EXPECT_EQ(m.non_icao, c.non_icao) << c.cf;
    EXPECT_EQ(m.alt_baro_ft.has_value(), c.cf != 4 && c.cf != 7) << c.cf;
  }
}

TEST(Squitter, CoarseTisBHasItsOwnLayout) {
  const Message m = OfSquitter(In(19, 0xC38) | In(20, 1) | In(25, 8) | In(31, 5), 18, 3);
  EXPECT_EQ(m.alt_baro_ft, 38'000);
  EXPECT_EQ(m.track_deg, 90.0F);
  EXPECT_EQ(m.gs_kt, 112.0F);
  EXPECT_EQ(m.gs_quantum_kt, 32.0F);
  EXPECT_FALSE(m.tc || m.non_icao);
}

TEST(Movement, CodesAreStepsThatFollowOneAnother) {
  EXPECT_FALSE(MovementOfCode(0));
  EXPECT_FALSE(MovementOfCode(125));
  EXPECT_EQ(MovementOfCode(1)->gs_kt, 0.0F);
  EXPECT_EQ(MovementOfCode(39)->gs_kt, 15.0F);
  EXPECT_EQ(MovementOfCode(124)->gs_kt, 175.0F);
  for (std::uint32_t code = 1; code < 124; ++code) {
    const auto step = *MovementOfCode(code);
    EXPECT_EQ(step.gs_kt + step.quantum_kt, MovementOfCode(code + 1)->gs_kt) << code;
  }
}

}  // namespace
}  // namespace pelorus::modes
