#include "replay/report/timeline_svg.h"

#include <fmt/format.h>

#include <algorithm>

#include "replay/report/html.h"

namespace pelorus {
namespace {

constexpr double kWidth = 720.0;
constexpr double kRow = 44.0;
constexpr double kTop = 20.0;
constexpr double kBarTop = 18.0;  ///< under the label
constexpr double kBar = 18.0;

/// `03-01 09:00`
std::string Stamp(Time t) {
  std::string stamp = FormatIso8601(t).substr(5, 11);
  stamp[5] = ' ';
  return stamp;
}

struct Span {
  Time from;
  Time to;
  double X(Time t) const {
    return kWidth * std::clamp(ToSeconds(t - from) / ToSeconds(to - from), 0.0, 1.0);
  }
};

std::string Bar(std::string_view css, double x, double y, double width, double height,
                const std::string& title) {
  std::string out = fmt::format(
      "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\">", css, x, y,
      width, height);
  out += "<title>";
  AppendEscaped(out, title);
  return out + "</title></rect>";
}

/// An empty bar over the event: so much should have been heard.
void AppendExpected(std::string& out, const TimelineRow& row, const Span& span, Time start,
                    Time until, double y) {
  if (!row.expected) return;
  const double x = span.X(start);
  const double width = std::max(2.0, span.X(until) - x);
  const std::string text = fmt::format("about {:.0f} reports expected, none heard", *row.expected);
  out += Bar("expected", x, y + kBarTop, width, kBar, text);
  if (width < 90.0) return;
  out +=
      fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">≈ {:.0f} expected</text>",
                  x + width / 2.0, y + kBarTop + 13.0, *row.expected);
}

/// Spans closer than a pixel are one bar: there can be thousands.
void AppendHeard(std::string& out, const RunTrack& track, const Span& span, double y) {
  const auto draw = [&](const RunHeard& heard) {
    const double x = span.X(heard.start);
    out += Bar(
        "heard", x, y + kBarTop, std::max(1.0, span.X(heard.end) - x), kBar,
        fmt::format("{} – {}: {} reports", Stamp(heard.start), Stamp(heard.end), heard.updates));
  };
  std::optional<RunHeard> bar;
  for (const RunHeard& heard : track.heard) {
    if (heard.end < span.from || heard.start > span.to) continue;
    if (bar && span.X(heard.start) - span.X(bar->end) < 1.0) {
      bar->end = heard.end;
      bar->updates += heard.updates;
      continue;
    }
    if (bar) draw(*bar);
    bar = heard;
  }
  if (bar) draw(*bar);
}

void AppendRow(std::string& out, const TimelineRow& row, const Span& span, double y) {
  for (const RunTrack* track : row.tracks) AppendHeard(out, *track, span, y);
  out += fmt::format("<text x=\"2\" y=\"{:.0f}\">", y + 12.0);
  AppendEscaped(out, row.label);
  out += "</text>";
}

}  // namespace

std::string TimelineSvg(std::span<const TimelineRow> rows, Time start, std::optional<Time> end,
                        Time run_end) {
  const Time until = std::max(end.value_or(run_end), start);
  const Duration around = std::max(until - start, Duration{std::chrono::hours{6}});
  const Span span{start - around, until + around};
  const double height = kTop + kRow * static_cast<double>(rows.size());
  std::string out = fmt::format(
      "<svg class=\"timeline\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"When the "
      "participants were heard, around the event\">",
      kWidth, height);
  out += fmt::format(
      "<rect class=\"during\" x=\"{:.1f}\" y=\"0\" width=\"{:.1f}\" height=\"{:.0f}\"/>",
      span.X(start), std::max(1.0, span.X(until) - span.X(start)), height);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = kTop + kRow * static_cast<double>(i);
    AppendExpected(out, rows[i], span, start, until, y);
    AppendRow(out, rows[i], span, y);
  }
  for (const auto& [t, anchor] : {std::pair{start, "end"}, std::pair{until, "start"}}) {
    out += fmt::format("<text class=\"stamp\" x=\"{:.1f}\" y=\"12\" text-anchor=\"{}\">{}</text>",
                       span.X(t) + (*anchor == 'e' ? -3.0 : 3.0), anchor, Stamp(t));
  }
  return out + "</svg>";
}

}  // namespace pelorus
