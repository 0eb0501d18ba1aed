#pragma once

#include <string>
#include <string_view>

namespace pelorus {

/// The style sheet of a report: light and dark, phone and paper.
std::string ReportCss();
/// What the page does by itself: filters the list of findings. It works without, too.
std::string_view ReportScript();

}  // namespace pelorus
