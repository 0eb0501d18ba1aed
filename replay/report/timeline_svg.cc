#include "replay/report/timeline_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "replay/report/svg_map.h"

namespace pelorus {
namespace {

constexpr int kBins = 120;
constexpr double kWidth = 720.0;
constexpr double kRow = 44.0;
constexpr double kTop = 20.0;

struct Span {
  Time from;
  Time to;
  double X(Time t) const {
    return kWidth * std::clamp(ToSeconds(t - from) / ToSeconds(to - from), 0.0, 1.0);
  }
};

std::array<int, kBins> CountsOf(const TimelineRow& row, const Span& span) {
  std::array<int, kBins> counts{};
  const double bin_s = ToSeconds(span.to - span.from) / kBins;
  for (const RunTrack* track : row.tracks) {
    for (const RunPoint& point : track->points) {
      const double since_s = ToSeconds(point.time - span.from);
      if (since_s < 0.0 || point.time >= span.to) continue;
      ++counts[static_cast<std::size_t>(std::min(kBins - 1, static_cast<int>(since_s / bin_s)))];
    }
  }
  return counts;
}

void AppendRow(std::string& out, const TimelineRow& row, const Span& span, double y) {
  const std::array<int, kBins> counts = CountsOf(row, span);
  const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
  const double width = kWidth / kBins;
  std::string bars;
  for (int i = 0; i < kBins; ++i) {
    const int count = counts[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    const double height = std::max(2.0, 24.0 * count / most);
    bars += fmt::format("M{:.1f} {:.1f}v-{:.1f}h{:.1f}v{:.1f}z", i * width, y + kRow - 4.0, height,
                        width - 0.5, height);
  }
  out += fmt::format("<path class=\"heard\" d=\"{}\"/>", bars);
  out += fmt::format("<text x=\"2\" y=\"{:.0f}\">", y + 12.0);
  AppendEscaped(out, row.label);
  out += "</text>";
}

std::string Stamp(Time t) { return FormatIso8601(t).substr(5, 11); }

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
    AppendRow(out, rows[i], span, kTop + kRow * static_cast<double>(i));
  }
  for (const auto& [t, anchor] : {std::pair{start, "end"}, std::pair{until, "start"}}) {
    std::string stamp = Stamp(t);
    stamp[5] = ' ';
    out += fmt::format("<text class=\"stamp\" x=\"{:.1f}\" y=\"12\" text-anchor=\"{}\">{}</text>",
                       span.X(t) + (*anchor == 'e' ? -3.0 : 3.0), anchor, stamp);
  }
  return out + "</svg>";
}

}  // namespace pelorus
