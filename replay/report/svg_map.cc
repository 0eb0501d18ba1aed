#include "replay/report/svg_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

#include "geo/geodesic.h"
#include "replay/report/html.h"

namespace pelorus {
namespace {

/// Steps of the grid and the scale bar: 1, 2, 5 times a power of ten.
double RoundStep(double about) {
  const double power = std::pow(10.0, std::floor(std::log10(about)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= about) return step * power;
  }
  return 10.0 * power;
}

int DecimalsFor(double step) {
  return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
}

std::string Degrees(double value, double step, char positive, char negative) {
  return fmt::format("{:.{}f}°{}", std::abs(value), DecimalsFor(step),
                     value < 0.0 ? negative : positive);
}

}  // namespace

bool MapFrame::Contains(GeoPoint p) const {
  return p.lon_deg() >= west_deg && p.lon_deg() <= east_deg && p.lat_deg() >= south_deg &&
         p.lat_deg() <= north_deg;
}

MapFrame FrameAround(std::span<const GeoPoint> points, double least_deg, Aspect aspect) {
  MapFrame frame{180.0, 90.0, -180.0, -90.0};
  for (const GeoPoint p : points) {
    frame.west_deg = std::min(frame.west_deg, p.lon_deg());
    frame.east_deg = std::max(frame.east_deg, p.lon_deg());
    frame.south_deg = std::min(frame.south_deg, p.lat_deg());
    frame.north_deg = std::max(frame.north_deg, p.lat_deg());
  }
  if (points.empty()) return {-180.0, -85.0, 180.0, 85.0};
  const double lat_deg = (frame.south_deg + frame.north_deg) / 2.0;
  const double lon_deg = (frame.west_deg + frame.east_deg) / 2.0;
  const double squeeze = std::max(0.05, std::cos(lat_deg * std::numbers::pi / 180.0));
  double height = std::max(least_deg, 1.2 * (frame.north_deg - frame.south_deg));
  double width = std::max(least_deg, 1.2 * squeeze * (frame.east_deg - frame.west_deg));
  height = std::min(std::max(height, width / aspect.most), 170.0);
  width = std::min(std::max(width, height * aspect.least) / squeeze, 360.0);
  return {lon_deg - width / 2.0, std::max(-89.0, lat_deg - height / 2.0), lon_deg + width / 2.0,
          std::min(89.0, lat_deg + height / 2.0)};
}

double WidthFor(const MapFrame& frame, double most_high, double most_wide) {
  const double middle_rad = (frame.south_deg + frame.north_deg) / 2.0 * std::numbers::pi / 180.0;
  const double aspect = std::max(0.05, std::cos(middle_rad)) * (frame.east_deg - frame.west_deg) /
                        (frame.north_deg - frame.south_deg);
  return std::min(most_wide, most_high * aspect);
}

SvgMap::SvgMap(const MapFrame& frame, double width, std::string_view label)
    : frame_(frame), width_(width) {
  const double middle_rad = (frame.south_deg + frame.north_deg) / 2.0 * std::numbers::pi / 180.0;
  per_lon_ = width / (frame.east_deg - frame.west_deg);
  per_lat_ = per_lon_ / std::max(0.05, std::cos(middle_rad));
  height_ = per_lat_ * (frame.north_deg - frame.south_deg);
  out_ = fmt::format("<svg class=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"",
                     width_, height_);
  AppendEscaped(out_, label);
  out_ +=
      fmt::format("\"><rect class=\"sea\" width=\"{:.0f}\" height=\"{:.0f}\"/>", width_, height_);
}

SvgMap::Pixel SvgMap::At(GeoPoint p) const {
  return {(p.lon_deg() - frame_.west_deg) * per_lon_, (frame_.north_deg - p.lat_deg()) * per_lat_};
}

void SvgMap::AppendPoint(Pixel p) { out_ += fmt::format("{:.1f} {:.1f}", p.x, p.y); }

/// Sutherland and Hodgman 1974, against the drawing with a margin, so that cuts are out of sight.
std::vector<SvgMap::Pixel> SvgMap::Clip(std::span<const GeoPoint> ring) const {
  constexpr double kMargin = 4.0;
  std::vector<Pixel> in;
  in.reserve(ring.size());
  std::transform(ring.begin(), ring.end(), std::back_inserter(in),
                 [this](GeoPoint p) { return At(p); });
  // Each side as a x + b y + c >= 0.
  const std::array<std::array<double, 3>, 4> sides = {{{1.0, 0.0, kMargin},
                                                       {-1.0, 0.0, width_ + kMargin},
                                                       {0.0, 1.0, kMargin},
                                                       {0.0, -1.0, height_ + kMargin}}};
  std::vector<Pixel> kept;
  for (const auto& [a, b, c] : sides) {
    const auto inside = [&](Pixel p) { return a * p.x + b * p.y + c; };
    kept.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
      const Pixel from = in[i];
      const Pixel to = in[(i + 1) % in.size()];
      const double d_from = inside(from);
      const double d_to = inside(to);
      if (d_from >= 0.0) kept.push_back(from);
      if ((d_from >= 0.0) != (d_to >= 0.0)) {
        const double share = d_from / (d_from - d_to);
        kept.push_back({from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
      }
    }
    in.swap(kept);
  }
  return in;
}

void SvgMap::AppendRing(const std::vector<Pixel>& ring) {
  if (ring.size() < 3) return;
  Pixel last{-1e9, -1e9};
  bool first = true;
  for (const Pixel p : ring) {
    if (std::hypot(p.x - last.x, p.y - last.y) < 0.8) continue;
    out_ += first ? 'M' : 'L';
    AppendPoint(p);
    first = false;
    last = p;
  }
  out_ += 'Z';
}

void SvgMap::AddLand(std::span<const Land> lands) {
  if (!lands.empty()) {
    out_ += fmt::format("<rect class=\"unknown\" width=\"{:.0f}\" height=\"{:.0f}\"/>", width_,
                        height_);
    out_ += "<path class=\"sea\" d=\"";
    for (const Land& land : lands) {
      const auto& box = land.box;
      AppendRing(Clip(std::array{GeoPoint::Degrees(box.south_deg(), box.west_deg()),
                                 GeoPoint::Degrees(box.south_deg(), box.east_deg()),
                                 GeoPoint::Degrees(box.north_deg(), box.east_deg()),
                                 GeoPoint::Degrees(box.north_deg(), box.west_deg())}));
    }
    out_ += "\"/>";
  }
  out_ += "<path class=\"land\" d=\"";
  for (const Land& land : lands) {
    for (const LandRing& ring : land.rings) {
      const auto [low, high] =
          std::minmax_element(ring.begin(), ring.end(),
                              [](GeoPoint a, GeoPoint b) { return a.lon_deg() < b.lon_deg(); });
      if (ring.empty() || low->lon_deg() > frame_.east_deg || high->lon_deg() < frame_.west_deg) {
        continue;
      }
      AppendRing(Clip(ring));
    }
  }
  out_ += "\"/>";
}

void SvgMap::AddGrid() {
  const double step = RoundStep((frame_.east_deg - frame_.west_deg) / 5.0);
  out_ += "<g class=\"grid\">";
  for (double lon = std::ceil(frame_.west_deg / step) * step; lon < frame_.east_deg; lon += step) {
    const double x = (lon - frame_.west_deg) * per_lon_;
    out_ +=
        fmt::format("<path d=\"M{0:.1f} 0V{1:.0f}\"/><text x=\"{2:.1f}\" y=\"{3:.0f}\">{4}</text>",
                    x, height_, x + 3.0, height_ - 5.0, Degrees(lon, step, 'E', 'W'));
  }
  for (double lat = std::ceil(frame_.south_deg / step) * step; lat < frame_.north_deg;
       lat += step) {
    const double y = (frame_.north_deg - lat) * per_lat_;
    out_ += fmt::format("<path d=\"M0 {0:.1f}H{1:.0f}\"/><text x=\"4\" y=\"{2:.1f}\">{3}</text>", y,
                        width_, y - 3.0, Degrees(lat, step, 'N', 'S'));
  }
  out_ += "</g>";
}

void SvgMap::AddLine(std::span<const GeoPoint> points, std::string_view css) {
  std::string path;
  Pixel last{-1e9, -1e9};
  const GeoPoint* before = nullptr;
  bool pen_down = false;
  for (const GeoPoint& p : points) {
    const Pixel at = At(p);
    const bool last_one = &p == &points.back();
    const bool visible = frame_.Contains(p) || (before != nullptr && frame_.Contains(*before));
    if (visible && before != nullptr && !pen_down) {
      const Pixel start = At(*before);
      path += fmt::format("M{:.1f} {:.1f}", start.x, start.y);
      pen_down = true;
      last = start;
    }
    if (!visible) pen_down = false;
    if (pen_down && (last_one || std::hypot(at.x - last.x, at.y - last.y) >= 1.0)) {
      path += fmt::format("L{:.1f} {:.1f}", at.x, at.y);
      last = at;
    }
    before = &p;
  }
  if (!path.empty()) out_ += fmt::format("<path class=\"{}\" d=\"{}\"/>", css, path);
}

void SvgMap::AddArea(const std::vector<GeoPolygon>& polygons, std::string_view css) {
  out_ += fmt::format("<path class=\"{}\" fill-rule=\"evenodd\" d=\"", css);
  for (const GeoPolygon& polygon : polygons) {
    AppendRing(Clip(polygon.outer));
    for (const GeoRing& hole : polygon.holes) AppendRing(Clip(hole));
  }
  out_ += "\"/>";
}

void SvgMap::AddMark(GeoPoint p, double radius, std::string_view css, std::string_view title,
                     std::string_view href) {
  const Pixel at = At(p);
  if (!href.empty()) {
    out_ += "<a href=\"";
    AppendEscaped(out_, href);
    out_ += "\">";
  }
  out_ += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"><title>", css,
                      at.x, at.y, radius);
  AppendEscaped(out_, title);
  out_ += "</title></circle>";
  if (!href.empty()) out_ += "</a>";
}

bool SvgMap::IsFree(Pixel low, double width) const {
  constexpr double kHigh = 13.0;
  return std::none_of(labels_.begin(), labels_.end(), [&](const auto& label) {
    return std::abs(label.first.y - low.y) < kHigh && label.first.x < low.x + width &&
           low.x < label.first.x + label.second;
  });
}

void SvgMap::AddLabel(GeoPoint p, std::string_view text, std::string_view css) {
  if (!frame_.Contains(p)) return;
  const Pixel at = At(p);
  const double width = 7.0 * static_cast<double>(text.size());
  for (const auto& [right, down] :
       {std::pair{true, -6.0}, {false, -6.0}, {true, 14.0}, {false, 14.0}}) {
    const Pixel low{right ? at.x + 7.0 : at.x - 7.0 - width, at.y + down};
    if (low.x < 0.0 || low.x + width > width_ || !IsFree(low, width)) continue;
    labels_.emplace_back(low, width);
    out_ += fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\"{}>", css,
                        right ? low.x : low.x + width, low.y, right ? "" : " text-anchor=\"end\"");
    AppendEscaped(out_, text);
    out_ += "</text>";
    return;
  }
}

void SvgMap::AddScaleBar() {
  const double lat_deg = (frame_.south_deg + frame_.north_deg) / 2.0;
  const double meters_per_pixel =
      FastDistance(GeoPoint::Degrees(lat_deg, 0.0), GeoPoint::Degrees(lat_deg, 1.0)).meters() /
      per_lon_;
  const double miles = RoundStep(0.1 * width_ * meters_per_pixel / 1852.0);
  const double pixels = miles * 1852.0 / meters_per_pixel;
  const double x = width_ - pixels - 14.0;
  out_ += fmt::format(
      "<g class=\"scale\"><path d=\"M{0:.1f} 14v8h{1:.1f}v-8\"/>"
      "<text x=\"{2:.1f}\" y=\"12\" text-anchor=\"middle\">{3:g} nm</text></g>",
      x, pixels, x + pixels / 2.0, miles);
}

std::string SvgMap::Finish() {
  out_ += "</svg>";
  return std::move(out_);
}

}  // namespace pelorus
