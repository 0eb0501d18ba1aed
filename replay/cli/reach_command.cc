#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "io/bytes.h"
#include "replay/cli/commands.h"
#include "replay/cli/interrupt.h"
#include "replay/reach.h"

namespace pelorus {
namespace {

void WarnOf(const std::string& location, const RowFaults& faults) {
  if (faults.rows == 0) return;
  spdlog::warn("{}: {} rows left out, the first: {}", location, faults.rows, faults.first);
}

/// Says what the numbers rest on.
void Explain(const PossibleArea& area) {
  if (area.sea() == nullptr) {
    spdlog::info("no land data for this silence: everything counts as open water");
  }
  if (!area.empty()) return;
  if (!area.shortest_way()) {
    spdlog::warn("no way over water leads from one position to the other: the area is empty");
  } else if (const auto speed = area.implied_speed()) {
    spdlog::warn("the shortest way, {:.1f} nm, takes {:.1f} kn: the area is empty",
                 area.shortest_way()->nautical_miles(), speed->knots());
  }
}

void WriteWhole(const std::string& path, const std::string& text) {
  if (path == "-") {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
      throw std::runtime_error("standard output: cannot write");
    }
    return;
  }
  const std::string partial = path + ".partial";
  std::ofstream file(partial, std::ios::binary);
  if (!file) throw InputError(path + ": cannot be written");
  file << text;
  file.close();
  std::error_code failed;
  if (file && !Interrupted()) std::filesystem::rename(partial, path, failed);
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  if (!file || failed) throw std::runtime_error(path + ": cannot write");
}

std::vector<Port> PortsOf(const ReachArguments& arguments) {
  if (!arguments.ports) return EmbeddedPorts();
  PortTable table = ReadPorts(*arguments.ports);
  WarnOf(*arguments.ports, table.faults);
  return std::move(table.ports);
}

}  // namespace

int RunReach(const ReachArguments& arguments, const CommonArguments&) {
  if (arguments.hourly && arguments.on.at - arguments.off.at > kLongestHourly) {
    throw InputError("--hourly: the silence is longer than 31 days");
  }
  ReachReport report;
  report.limits = arguments.limits;
  report.hourly = arguments.hourly;
  const std::vector<Port> ports = PortsOf(arguments);
  const WaterRoutes routes;
  const PossibleArea area(routes, arguments.off, arguments.on, arguments.limits);
  Explain(area);
  if (arguments.out) {
    report.ports = FeasiblePorts(area, ports, arguments.limits.draught);
    WriteWhole(*arguments.out, ReachGeoJson(area, report));
  }
  if (Interrupted()) return kInterruptedExit;
  if (arguments.contains) {
    const ContainsCount count = CountInside(area, *arguments.contains);
    WarnOf(*arguments.contains, count.faults);
    fmt::print("{{\"inside\": {}, \"total\": {}}}\n", count.inside, count.total);
  }
  return 0;
}

}  // namespace pelorus
