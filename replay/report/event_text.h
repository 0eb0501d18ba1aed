#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "geo/time.h"

namespace pelorus {

/// The words of a report about one event of events.jsonl; plain text, to be escaped.

/// As `Dark transit`; the kind itself where it is not known.
std::string TitleOf(const nlohmann::json& event);
/// A kind as it is written in a sentence, as `off-port stop`; more than one in the plural.
std::string KindInWords(const std::string& kind, std::size_t count);
/// As `ANNA (mmsi:244000001)`, the participants joined.
std::string ParticipantsOf(const nlohmann::json& event);
/// What was found, in one sentence.
std::string SentenceOf(const nlohmann::json& event);
/// What the wording tier means: seen, concluded, or no more than fitting a pattern.
std::string WordingOf(const nlohmann::json& event);
/// The member `probability` to two decimals; never 0 or 1, of which no evidence makes sure.
std::string ProbabilityText(const nlohmann::json& object);

/// As `2026-03-01 12:30`; `still open` for null.
std::string TimeText(const nlohmann::json& iso);
/// As `3 h 20 min`, `2 d 4 h`.
std::string DurationText(double seconds);
/// Of an ISO 8601 text; nothing when it is none.
std::optional<Time> TimeOf(const nlohmann::json& iso);

/// A member; null where there is none.
const nlohmann::json& MemberOf(const nlohmann::json& object, const char* name);
/// A member as text: numbers with at most `decimals`, `–` for what is absent or null.
std::string MemberText(const nlohmann::json& object, const char* name, int decimals);

}  // namespace pelorus
