#pragma once

#include <span>
#include <string>
#include <string_view>
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

/// The frame that holds all points with a margin around, at least `least_deg` high and wide, and no
/// longer than it is wide by more than `aspect` (width over height) tells: it is widened to it.
MapFrame FrameAround(std::span<const GeoPoint> points, double least_deg, double aspect);

/// A map as an SVG element: equidistant cylindrical around its middle latitude, so that shapes are
/// true where it is small. What is finer than a pixel is left out.
class SvgMap {
 public:
  /// `width` in pixels of the drawing; the height follows from the frame. `label` is read out by
  /// screen readers.
  SvgMap(const MapFrame& frame, double width, std::string_view label);

  void AddLand(std::span<const Land> lands);
  /// Lines of latitude and longitude with their degrees.
  void AddGrid();
  /// `css` is the class of the element.
  void AddLine(std::span<const GeoPoint> points, std::string_view css);
  void AddArea(const std::vector<GeoPolygon>& polygons, std::string_view css);
  void AddMark(GeoPoint p, double radius, std::string_view css, std::string_view title,
               std::string_view href = {});
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

  MapFrame frame_;
  double width_;
  double height_;
  double per_lon_;  ///< pixels a degree
  double per_lat_;
  std::string out_;
};

/// Appends `text` so that HTML and SVG show it as it is.
void AppendEscaped(std::string& out, std::string_view text);

}  // namespace pelorus
