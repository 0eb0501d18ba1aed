#include "replay/simulate/scenario.h"

#include "io/bytes.h"

namespace pelorus {
namespace {

struct NamedScenario {
  const char* name;
  Scenario (*make)();
};

constexpr NamedScenario kScenarios[] = {{"caspian", CaspianScenario},
                                        {"red-sea", RedSeaScenario},
                                        {"harbour", HarbourScenario},
                                        {"harbour-incidents", HarbourIncidentsScenario}};

}  // namespace

std::vector<std::string> ScenarioNames() {
  std::vector<std::string> names;
  for (const NamedScenario& scenario : kScenarios) names.emplace_back(scenario.name);
  return names;
}

Scenario MakeScenario(std::string_view name) {
  for (const NamedScenario& scenario : kScenarios) {
    if (name == scenario.name) return scenario.make();
  }
  std::string message = "unknown scenario " + std::string(name) + ": there are";
  for (const std::string& known : ScenarioNames()) message += " " + known;
  throw InputError(message);
}

}  // namespace pelorus
