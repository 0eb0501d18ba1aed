// How well silences are told apart, beside simple rules: one table.
//   silences_bench [DATA]
#include <string>

#include "tests/bench/silence_cases.h"

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : PELORUS_SOURCE_DIR "/../shared/data";
  pelorus::silences::InjectedCases(data);
  pelorus::silences::EdgeCandidates(data);
  pelorus::silences::PlantedTraffic();
  return 0;
}
