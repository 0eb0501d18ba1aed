#include "io/format.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "io/modes/avr_frames.h"
#include "io/modes/beast_frames.h"
#include "io/modes/clock_head.h"
#include "io/modes/csv_frames.h"
#include "io/tabular/csv_header.h"
#include "io/tabular/csv_tokenizer.h"

namespace pelorus {
namespace {

struct FormatName {
  Format format;
  std::string_view name;
};

// The first name of a format is the one that messages use.
constexpr FormatName kNames[] = {
    {Format::kNmea, "nmea"},
    {Format::kShipCsv, "csv"},
    {Format::kShipCsv, "ais-csv"},
    {Format::kAircraftCsv, "air-csv"},
    {Format::kAisstream, "aisstream"},
    {Format::kBeast, "beast"},
    {Format::kAvr, "avr"},
    {Format::kModesCsv, "modes-csv"},
    {Format::kSbs, "sbs"},
    {Format::kReadsb, "readsb"},
    {Format::kTrace, "trace"},
    {Format::kOpensky, "opensky"},
    {Format::kContacts, "contacts"},
    {Format::kMcap, "mcap"},
};

bool IsUpperOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

/// A VDM or VDO sentence anywhere in the line, another NMEA sentence or a tag block at its start.
bool IsNmeaLine(std::string_view line) {
  for (std::size_t at = line.find('!'); at != std::string_view::npos; at = line.find('!', at + 1)) {
    const std::string_view rest = line.substr(at);
    if (rest.size() > 6 && rest.substr(3, 2) == "VD" && (rest[5] == 'M' || rest[5] == 'O') &&
        rest[6] == ',') {
      return true;
    }
  }
  if (line.size() > 6 && line[0] == '$' && line.substr(0, 12).find(',') != std::string_view::npos) {
    return std::all_of(line.begin() + 1, line.begin() + 5, IsUpperOrDigit);
  }
  const std::size_t close = line.find('\\', 1);
  return !line.empty() && line[0] == '\\' && close != std::string_view::npos && close >= 4 &&
         line[close - 3] == '*' && IsHex(line.substr(close - 2, 2));
}

/// `*8D…;`, or with 12 digits of time behind `@`, `%` or `<`.
bool IsAvrLine(std::string_view line) {
  modes::Frame frame;
  return line.ends_with(';') && modes::ParseAvr(line.substr(0, line.find(';')), frame);
}

/// `MSG,3,…` with 22 fields, perhaps behind a counter.
bool IsSbsLine(std::string_view line) {
  const std::size_t start = line.find_first_not_of("0123456789 ,");
  if (start == std::string_view::npos) return false;
  line.remove_prefix(start);
  constexpr std::array<std::string_view, 6> kKinds = {"MSG,", "SEL,", "ID,",
                                                      "AIR,", "STA,", "CLK,"};
  return std::any_of(kKinds.begin(), kKinds.end(), [&](auto k) { return line.starts_with(k); }) &&
         std::count(line.begin(), line.end(), ',') >= 9;
}

/// `1452603731.2,8d4840d6202cc371c32ce0576098`, and what else a log of frames may look like.
bool IsModesLine(std::string_view line) {
  const auto row = modes::FindFrameRow(line);
  return row && modes::TimeOfRow(row->time);
}

std::optional<Format> FormatOfTable(std::string_view header) {
  std::vector<std::string_view> names;
  std::string scratch;
  if (SplitCsv(header, DetectSeparator(header), names, scratch) != CsvSplit::kWhole) return {};
  switch (KindOfTable(names)) {
    case TableKind::kShips:
      return Format::kShipCsv;
    case TableKind::kAircraft:
      return Format::kAircraftCsv;
    case TableKind::kOpensky:
      return Format::kOpensky;
    case TableKind::kContacts:
      return Format::kContacts;
    case TableKind::kModes:
      return Format::kModesCsv;
    case TableKind::kUnknown:
      break;
  }
  return std::nullopt;
}

/// The key that comes first tells whose JSON it is.
std::optional<Format> FormatOfJson(std::string_view head) {
  constexpr FormatName kKeys[] = {
      {Format::kAisstream, "\"MessageType\""}, {Format::kAisstream, "\"MetaData\""},
      {Format::kReadsb, "\"aircraft\""},       {Format::kReadsb, "\"hex\""},
      {Format::kTrace, "\"trace\""},           {Format::kOpensky, "\"states\""},
      {Format::kModesCsv, "\"frame\""},        {Format::kOpensky, "\"icao24\""},
      {Format::kOpensky, "\"fetched_at\""},    {Format::kContacts, "\"FeatureCollection\""},
      {Format::kContacts, "\"sigma_m\""},
  };
  std::optional<Format> first;
  std::size_t nearest = std::string_view::npos;
  for (const auto& key : kKeys) {
    const std::size_t at = head.find(key.name);
    if (at >= nearest) continue;
    nearest = at;
    first = key.format;
  }
  return first;
}

/// True when three frames stand one behind the other, perhaps behind the end of one.
bool IsBeast(std::string_view head) {
  if (head.find('\x1a') == std::string_view::npos) return false;
  const modes::ClockOptions any{modes::ClockKind::kCounter, Time{}, std::nullopt};
  modes::BeastFrames source(std::make_unique<modes::HeadView>(head), any);
  std::array<modes::Frame, 1> frame;
  int frames = 0;
  while (frames < 3 && source.Read(frame) == 1) ++frames;
  return frames == 3 && source.counters().rejected_total() <= 1;
}

std::optional<Format> FormatOfLine(std::string_view line, bool may_be_header) {
  if (may_be_header) {
    if (const auto table = FormatOfTable(line)) return table;
  }
  if (IsNmeaLine(line)) return Format::kNmea;
  if (IsAvrLine(line)) return Format::kAvr;
  if (IsSbsLine(line)) return Format::kSbs;
  if (IsModesLine(line)) return Format::kModesCsv;
  return std::nullopt;
}

/// Judges the lines of `text` in order. A header is the first line that is not blank and no
/// comment, or a comment before it (the Danish header begins with `#`).
std::optional<Format> FormatOfLines(std::string_view text, bool complete) {
  bool may_be_header = true;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos && !complete) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (const auto format = FormatOfLine(line, may_be_header)) return format;
    may_be_header = may_be_header && line[0] == '#';
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(Format format) {
  for (const auto& entry : kNames) {
    if (entry.format == format) return entry.name;
  }
  return "";
}

std::optional<Format> FormatNamed(std::string_view name) {
  for (const auto& entry : kNames) {
    if (entry.name == name) return entry.format;
  }
  return std::nullopt;
}

std::string FormatNames() {
  std::string all;
  for (const auto& entry : kNames) {
    if (!all.empty()) all += ", ";
    all += entry.name;
  }
  return all;
}

std::optional<Format> DetectFormat(std::string_view head, bool complete) {
  if (head.starts_with("\x89MCAP0\r\n")) return Format::kMcap;
  const std::string_view text = WithoutBom(head);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  if (text[first] == '{' || text[first] == '[') return FormatOfJson(text);
  if (IsBeast(head)) return Format::kBeast;
  return FormatOfLines(text, complete);
}

bool HeadBytes::LookFurther() {
  if (head_.size() >= kFormatHead) return false;
  const std::size_t before = head_.size();
  head_.resize(kFormatHead);
  const std::size_t got = rest_->Read(head_.data() + before, kFormatHead - before);
  head_.resize(before + got);
  if (got > 0) pieces_.push_back({head_.size(), rest_->sender(), rest_->received_at()});
  return got > 0;
}

std::size_t HeadBytes::Read(char* data, std::size_t size) {
  if (given_ == head_.size()) {
    head_ = {};
    given_ = 0;
    pieces_.clear();
    piece_ = 0;
    return rest_->Read(data, size);
  }
  if (given_ == pieces_[piece_].end) ++piece_;
  const std::size_t n = std::min(size, pieces_[piece_].end - given_);
  std::memcpy(data, head_.data() + given_, n);
  given_ += n;
  return n;
}

std::optional<Format> DetectFormat(HeadBytes& bytes) {
  for (;;) {
    if (const auto format = DetectFormat(bytes.head(), false)) return format;
    if (!bytes.LookFurther() && !bytes.paused()) return DetectFormat(bytes.head(), true);
  }
}

}  // namespace pelorus
