#pragma once

#include <filesystem>

namespace pelorus {

/// Prints how well contacts planted around the recorded vessels of `file` (the Solent, a ship
/// table) are given back to them, with their reports within 10 s to 10 min of the scene
/// withheld.
void PrintPlantedScenes(const std::filesystem::path& file);

}  // namespace pelorus
