#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "io/modes/open_messages.h"
#include "io/survey.h"
#include "replay/cli/commands.h"
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"

namespace pelorus {
namespace {

/// 12345678 as `12,345,678`.
std::string Grouped(std::uint64_t n) {
  const std::string digits = std::to_string(n);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string SpanText(const Survey::Span& span) {
  const double hours = ToSeconds(span.last - span.first) / 3600.0;
  return fmt::format("{} to {} ({:.2f} h)", FormatIso8601(span.first), FormatIso8601(span.last),
                     hours);
}

std::string TimeText(const Survey& survey) {
  // Nothing was received when the epoch began: these are counters that started at no date.
  constexpr Time kFirstPossible{std::chrono::days(365)};
  if (survey.received && survey.received->last < kFirstPossible) {
    return SpanText(*survey.received) + "; --start tells when the counter began";
  }
  if (survey.received) return SpanText(*survey.received);
  if (survey.base_utc) return "no receive stamps; base stations say " + SpanText(*survey.base_utc);
  return "unknown: no receive stamps";
}

std::string MessagesText(const Counters& counters) {
  std::string text;
  for (std::size_t i = 0; i < counters.messages.size(); ++i) {
    if (counters.messages[i] == 0) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "  ", MessageKindName(i),
                        Grouped(counters.messages[i]));
  }
  return text.empty() ? "none" : text;
}

std::string BoxText(const BoundingBox& box) {
  if (box.empty()) return "none";
  return fmt::format("{:.4f},{:.4f},{:.4f},{:.4f} (west, south, east, north)", box.west_deg(),
                     box.south_deg(), box.east_deg(), box.north_deg());
}

/// The line with `?` for what a terminal would take as an order.
std::string Printable(std::string line) {
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c > 0x7E; }, '?');
  return line;
}

void PrintRejects(const Survey& survey) {
  for (std::size_t i = 0; i < survey.counters.rejected.size(); ++i) {
    const std::uint64_t n = survey.counters.rejected[i];
    if (n == 0) continue;
    const auto cause = static_cast<Reject>(i);
    fmt::print("  rejected    {}: {}\n", Name(cause), Grouped(n));
    const auto sample = std::find_if(survey.samples.begin(), survey.samples.end(),
                                     [cause](const auto& s) { return s.cause == cause; });
    if (sample == survey.samples.end()) continue;
    for (const std::string& line : sample->lines)
      fmt::print("              | {}\n", Printable(line));
  }
}

void PrintClockFaults(const Survey& survey) {
  for (const ClockFault& fault : survey.clock_faults) {
    fmt::print("  clock       {} is off by {:+.0f} s{}; {} messages not trusted in time\n",
               fault.station.empty() ? "of the input" : "of station " + Printable(fault.station),
               ToSeconds(fault.offset), fault.modulo_minute ? " and some whole minutes" : "",
               Grouped(fault.messages));
  }
}

void Print(const std::string& name, const std::string& format, const Survey& survey) {
  const Counters& c = survey.counters;
  std::uint64_t messages = 0;
  for (const std::uint64_t n : c.messages) messages += n;
  fmt::print("{} ({})\n", name, format);
  fmt::print("  records     {} received, {} used, {} rejected", Grouped(c.received),
             Grouped(c.used), Grouped(c.rejected_total()));
  if (survey.skipped_lines > 0) fmt::print("; {} other lines", Grouped(survey.skipped_lines));
  fmt::print("\n  time        {}\n", TimeText(survey));
  fmt::print("  messages    {} ({})\n", Grouped(messages), MessagesText(c));
  fmt::print("  identities  {}\n", Grouped(survey.identities.size()));
  if (survey.stations > 0) fmt::print("  stations    {}\n", Grouped(survey.stations));
  PrintClockFaults(survey);
  fmt::print("  positions   {}, within {}\n", Grouped(survey.box.positions()), BoxText(survey.box));
  PrintRejects(survey);
}

Survey SurveyInput(OpenedInput input, const modes::AircraftOptions& aircraft) {
  if (input.format == Format::kNmea) {
    ais::NmeaDecoder decoder(std::move(input.bytes), {});
    return SurveyOf(decoder);
  }
  if (modes::IsAircraftFormat(input.format)) {
    return SurveyOf(*modes::OpenMessages(std::move(input), SourceId{0}, aircraft));
  }
  return SurveyOf(*MakeReader(std::move(input), SourceId{0}, {}));
}

}  // namespace

int RunInfo(const InfoArguments& arguments, const CommonArguments&) {
  for (OpenedInput& input : OpenInputs(arguments.inputs)) {
    const std::string location = input.location;
    const std::string format(Name(input.format));
    Print(location, format, SurveyInput(std::move(input), arguments.aircraft));
    if (Interrupted()) return kInterruptedExit;
  }
  return 0;
}

}  // namespace pelorus
