#include "io/counters.h"

#include <numeric>

namespace pelorus {

std::string_view Name(Reject cause) {
  switch (cause) {
    case Reject::kNotASentence:
      return "not-a-sentence";
    case Reject::kChecksum:
      return "checksum";
    case Reject::kNoChecksum:
      return "no-checksum";
    case Reject::kBadSentence:
      return "bad-sentence";
    case Reject::kFragmentOrphan:
      return "fragment-orphan";
    case Reject::kFragmentTableFull:
      return "fragment-table-full";
    case Reject::kBadPayload:
      return "bad-payload";
    case Reject::kUnknownType:
      return "unknown-type";
    case Reject::kTooShort:
      return "too-short";
    case Reject::kNoTime:
      return "no-time";
    case Reject::kBadTime:
      return "bad-time";
    case Reject::kImplausibleTime:
      return "implausible-time";
    case Reject::kBadPosition:
      return "bad-position";
    case Reject::kBadIdentity:
      return "bad-identity";
    case Reject::kBadRow:
      return "bad-row";
    case Reject::kLineTooLong:
      return "line-too-long";
    case Reject::kBadJson:
      return "bad-json";
    case Reject::kOutsideTime:
      return "outside-time";
    case Reject::kOutsideRegion:
      return "outside-region";
    case Reject::kBadFrame:
      return "bad-frame";
    case Reject::kUnknownAddress:
      return "unknown-address";
    case Reject::kTruncated:
      return "truncated";
    case Reject::kCount:
      break;
  }
  return "";
}

std::string MessageKindName(std::size_t slot) {
  if (slot >= 1 && slot <= 27) return std::to_string(slot);
  constexpr auto kFirst = static_cast<std::size_t>(MessageKind::kDownlinkFormat0);
  if (slot >= kFirst && slot <= kFirst + 24) return "df" + std::to_string(slot - kFirst);
  switch (static_cast<MessageKind>(slot)) {
    case MessageKind::kCsvPosition:
      return "csv-position";
    case MessageKind::kCsvStatic:
      return "csv-static";
    case MessageKind::kAisstream:
      return "aisstream";
    case MessageKind::kModeAc:
      return "mode-ac";
    case MessageKind::kAircraftRow:
      return "aircraft-row";
    case MessageKind::kContact:
      return "contact";
    default:
      return {};
  }
}

std::uint64_t Counters::rejected_total() const {
  return std::accumulate(rejected.begin(), rejected.end(), std::uint64_t{0});
}

bool Counters::Conserved() const {
  return received == used + rejected_total() + duplicate + late + dropped;
}

Counters& Counters::operator+=(const Counters& other) {
  received += other.received;
  used += other.used;
  duplicate += other.duplicate;
  late += other.late;
  dropped += other.dropped;
  for (std::size_t i = 0; i < rejected.size(); ++i) rejected[i] += other.rejected[i];
  for (std::size_t i = 0; i < messages.size(); ++i) messages[i] += other.messages[i];
  return *this;
}

}  // namespace pelorus
