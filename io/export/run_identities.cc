#include "io/export/run_identities.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <memory>

#include "io/bytes.h"

namespace pelorus {

std::map<std::string, std::vector<RunSaid>> ReadRunIdentities(const std::filesystem::path& csv) {
  std::map<std::string, std::vector<RunSaid>> said;
  if (!std::filesystem::exists(csv)) return said;
  GDALAllRegister();
  static constexpr std::array<const char*, 2> kCsvOnly = {"CSV", nullptr};
  const std::unique_ptr<GDALDataset> data(
      GDALDataset::Open(csv.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, kCsvOnly.data()));
  OGRLayer* layer = data == nullptr ? nullptr : data->GetLayer(0);
  if (layer == nullptr) throw InputError(csv.string() + ": cannot be read as a table");
  std::array<int, 6> columns{};
  const std::array<const char*, 6> names = {"key", "field", "value", "first", "last", "times"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns[i] = layer->GetLayerDefn()->GetFieldIndex(names[i]);
    if (columns[i] < 0) throw InputError(csv.string() + ": has no column " + names[i]);
  }
  for (const auto& feature : *layer) {
    const auto text = [&](std::size_t i) { return feature->GetFieldAsString(columns[i]); };
    said[text(0)].push_back({text(1), text(2), text(3), text(4), text(5)});
  }
  return said;
}

}  // namespace pelorus
