#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/geo_point.h"
#include "geo/land.h"
#include "geo/water_outline.h"

namespace pelorus {

/// The part of the earth that a map shows, degrees; west < east.
struct MapFrame {
  double west_deg = 0.0, south_deg = 0.0, east_deg = 0.0, north_deg = 0.0;
  bool Contains(GeoPoint p) const;
};

/// Bounds of a map's width over its height.
struct Aspect {
  double least, most;
};

/// The frame that holds all points with a margin around, at least `least_deg` high and wide, and
/// widened or heightened to the bounds of `aspect`. Without points the whole earth.
MapFrame FrameAround(std::span<const GeoPoint> points, double least_deg, Aspect aspect);

/// Pixels of width that keep a map of `frame` within `most_high` and `most_wide`.
double WidthFor(const MapFrame& frame, double most_high, double most_wide);

/// A map as an SVG element: equidistant cylindrical around its middle latitude, so that shapes are
/// true where it is small. What is finer than a pixel is left out.
class SvgMap {
 public:
  /// `width` in pixels of the drawing; the height follows from the frame. `label` is read out by
  /// screen readers.
  SvgMap(const MapFrame& frame, double width, std::string_view label);

  /// What lies beyond the boxes of `lands` is shown as unknown; without any, all counts as water.
  void AddLand(std::span<const Land> lands);
  /// Lines of latitude and longitude with their degrees.
  void AddGrid();
  /// `css` is the class of the element.
  void AddLine(std::span<const GeoPoint> points, std::string_view css);
  void AddArea(const std::vector<GeoPolygon>& polygons, std::string_view css);
  void AddMark(GeoPoint p, double radius, std::string_view css, std::string_view title,
               std::string_view href = {});
  /// Writes beside the point, on whichever side is free of other labels; not at all where none is.
  void AddLabel(GeoPoint p, std::string_view text, std::string_view css);
  void AddScaleBar();

  /// The element. The map must not be used afterwards.
  std::string Finish();

 private:
  struct Pixel {
    double x, y;
  };
  Pixel At(GeoPoint p) const;
  void AppendPoint(Pixel p);
  void AppendRing(const std::vector<Pixel>& ring);
  std::vector<Pixel> Clip(std::span<const GeoPoint> ring) const;
  bool IsFree(Pixel low, double width) const;

  MapFrame frame_;
  double width_;
  double height_;
  double per_lon_;  ///< pixels a degree
  double per_lat_;
  std::vector<std::pair<Pixel, double>> labels_;  ///< left end of the base line, and width
  std::string out_;
};

}  // namespace pelorus
