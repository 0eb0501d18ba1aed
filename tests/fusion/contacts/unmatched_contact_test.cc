#include "fusion/anomaly/unmatched_contact.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pelorus {
namespace {

UnmatchedContactCase Seen() {
  UnmatchedContactCase seen;
  seen.contact.position = GeoPoint::Degrees(42.0, 50.0);
  seen.contact.from.raw = {SourceId(2), 77};
  seen.source = "sar";
  seen.scan = "S1A_1";
  seen.row = 12;
  seen.unmatched = 0.99;
  seen.p_ais = 0.95;
  seen.p_detect = 0.95;
  seen.true_length = Length::Meters(120.0);
  return seen;
}

Event Made(const UnmatchedContactCase& seen) {
  return MakeUnmatchedContact(seen, UnmatchedContactPriors{}, Time{});
}

TEST(UnmatchedContact, PosteriorIsBayesOverTheFiveExplanations) {
  const UnmatchedContactPriors priors;
  const UnmatchedContactCase seen = Seen();
  const double silent = priors.silent_ship * 0.95;
  const double unheard = priors.transmitting_ship * 0.95 * (1.0 - 0.95);
  const double exempt = 0.1 * priors.exempt_ship * 0.95;
  const double total = silent + unheard + exempt + priors.false_echo;
  EXPECT_NEAR(Made(seen).probability(), 0.99 * silent / total, 1e-12);
}

TEST(UnmatchedContact, ProbabilitiesOfEventAndAlternativesSumToOne) {
  for (const double p : {0.0, 0.3, 1.0, std::nan("")}) {
    UnmatchedContactCase seen = Seen();
    seen.unmatched = seen.p_ais = p;
    const Event event = Made(seen);
    double sum = event.probability();
    for (const Alternative& other : event.alternatives) sum += other.probability;
    EXPECT_NEAR(sum, 1.0, 1e-9) << p;
    EXPECT_TRUE(std::isfinite(event.log_odds()));
  }
}

TEST(UnmatchedContact, WhereNothingIsHeardSilenceMeansLittle) {
  UnmatchedContactCase seen = Seen();
  seen.p_ais = 0.05;
  EXPECT_LT(Made(seen).probability(), 0.2);
  EXPECT_GT(Made(Seen()).probability(), Made(seen).probability());
}

TEST(UnmatchedContact, ASmallBoatNeedNotTransmit) {
  UnmatchedContactCase seen = Seen();
  seen.true_length = Length::Meters(12.0);
  EXPECT_LT(Made(seen).probability(), Made(Seen()).probability());
}

TEST(UnmatchedContact, AHeardVesselThatFitsAsWellExplainsIt) {
  UnmatchedContactCase seen = Seen();
  seen.unmatched = 0.1;
  EXPECT_LT(Made(seen).probability(), 0.1);
}

TEST(UnmatchedContact, KeepsTheWayBackToItsRow) {
  const Event event = Made(Seen());
  const auto& facts = std::get<UnmatchedContactFacts>(event.facts);
  EXPECT_EQ(facts.row, 12U);
  EXPECT_EQ(facts.scan, "S1A_1");
  ASSERT_EQ(event.refs.size(), 1U);
  EXPECT_EQ(event.refs[0].offset, 77U);
  EXPECT_EQ(event.kind, EventKind::kUnmatchedContact);
}

}  // namespace
}  // namespace pelorus
