#pragma once

#include <filesystem>

namespace pelorus {

/// Prints an HTML file to PDF by the first of chromium, chromium-browser and google-chrome on the
/// PATH. Throws InputError when there is none, std::runtime_error when it fails.
void PrintToPdf(const std::filesystem::path& html, const std::filesystem::path& pdf);

}  // namespace pelorus
