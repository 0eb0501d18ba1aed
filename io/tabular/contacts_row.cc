#include "io/tabular/contacts_row.h"

#include <bit>
#include <cmath>

#include "io/tabular/claim.h"
#include "io/tabular/csv_fields.h"

namespace pelorus {
namespace {

constexpr std::uint64_t kContactSalt = 0x636f6e74616374ULL;
/// A sigma beyond this says nothing; an eighth of the way round the earth.
constexpr double kMostSigma_m = 5e6;

std::uint64_t HashOf(const ContactReport& contact, std::string_view source) {
  std::uint64_t hash = HashCombine(kContactSalt, source);
  const auto ticks = contact.measured_at.time_since_epoch().count();
  hash = HashCombine(hash, static_cast<std::uint64_t>(ticks));
  hash = HashCombine(hash, contact.scan.value_or(0));
  if (!contact.position) return hash;
  hash = HashCombine(hash, std::bit_cast<std::uint64_t>(contact.position->lat_deg()));
  return HashCombine(hash, std::bit_cast<std::uint64_t>(contact.position->lon_deg()));
}

}  // namespace

Result<ContactReport, Reject> JudgeContact(const ContactClaim& claim) {
  if (!claim.timed) return Reject::kNoTime;
  if (!claim.time) return Reject::kBadTime;
  ContactReport contact;
  contact.measured_at = contact.from.received_at = *claim.time;
  if (claim.placed) {
    if (!claim.lat_deg || !claim.lon_deg) return Reject::kBadPosition;
    contact.position = GeoPoint::FromDegrees(*claim.lat_deg, *claim.lon_deg);
    if (!contact.position) return Reject::kBadPosition;
    const double sigma = claim.sigma_m.value_or(0.0);
    if (!(sigma > 0.0 && sigma <= kMostSigma_m)) return Reject::kBadRow;
    contact.position_sigma = Length::Meters(sigma);
    if (claim.length_m && *claim.length_m > 0.0) contact.length = Length::Meters(*claim.length_m);
    contact.heading = HeadingFromDegrees(claim.heading_deg);
  }
  if (!claim.scan.empty()) {
    contact.scan = HashCombine(kContactSalt, claim.scan);
    contact.scan_name = FixedText<40>(claim.scan);
  }
  contact.from.payload_hash = HashOf(contact, claim.source);
  return contact;
}

}  // namespace pelorus
