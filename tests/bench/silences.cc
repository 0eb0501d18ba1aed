// How well silences are told apart, beside simple rules: one table.
//   silences_bench [DATA [only-planted]]
#include <string>

#include "tests/bench/silence_cases.h"

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : PELORUS_SOURCE_DIR "/../shared/data";
  if (argc < 3) pelorus::silences::InjectedCases(data);
  if (argc < 3) pelorus::silences::EdgeCandidates(data);
  pelorus::silences::PlantedTraffic();
  return 0;
}
