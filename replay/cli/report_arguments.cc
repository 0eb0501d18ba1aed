#include "replay/cli/report_arguments.h"

#include <CLI/CLI.hpp>
#include <map>

namespace pelorus {

void AddReport(CLI::App& app, ReportArguments& report) {
  std::map<std::string, ReportFormat> formats;
  for (int i = 0; i <= static_cast<int>(ReportFormat::kCsv); ++i) {
    const auto format = static_cast<ReportFormat>(i);
    formats[NameOf(format)] = format;
  }
  app.add_option("DIR", report.folder, "what replay wrote")->required()->type_name("");
  app.add_option("--format", report.format, "html, pdf, geojson, kml, gpkg or csv")
      ->transform(CLI::CheckedTransformer(formats))
      ->type_name("FORMAT");
  app.add_option("--event", report.event, "only the event with this id")->type_name("ID");
  app.add_option("--out", report.out, "instead of DIR/report.FORMAT; - is standard output")
      ->type_name("FILE");
}

}  // namespace pelorus
