#pragma once

#include <optional>
#include <string>

#include "replay/report/report_file.h"

namespace CLI {
class App;
}

namespace pelorus {

struct ReportArguments {
  std::string folder;  ///< of a run
  ReportFormat format = ReportFormat::kHtml;
  std::optional<std::string> event;  ///< id of the only one wanted
  std::optional<std::string> out;    ///< `-` is standard output
};

/// Declares what `pelorus report` takes. `app` and `report` outlive the parsing.
void AddReport(CLI::App& app, ReportArguments& report);

}  // namespace pelorus
