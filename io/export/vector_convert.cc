#include "io/export/vector_convert.h"

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace pelorus {
namespace {

constexpr const char* kInMemory = "/vsimem/pelorus-layer.geojson";

const char* DriverOf(VectorFormat format) {
  switch (format) {
    case VectorFormat::kKml:
      return "LIBKML";
    case VectorFormat::kGpkg:
      return "GPKG";
    case VectorFormat::kCsv:
      return "CSV";
  }
  return "";
}

/// The text as a file that GDAL can open, for as long as it lives.
class TextAsFile {
 public:
  explicit TextAsFile(std::string text) : text_(std::move(text)) {
    VSIFCloseL(VSIFileFromMemBuffer(kInMemory, reinterpret_cast<GByte*>(text_.data()),
                                    static_cast<vsi_l_offset>(text_.size()), FALSE));
  }
  ~TextAsFile() { VSIUnlink(kInMemory); }
  TextAsFile(const TextAsFile&) = delete;
  TextAsFile& operator=(const TextAsFile&) = delete;

 private:
  std::string text_;
};

struct FreeOptions {
  void operator()(GDALVectorTranslateOptions* options) const {
    GDALVectorTranslateOptionsFree(options);
  }
};

}  // namespace

void WriteVector(const std::filesystem::path& file, VectorFormat format, const VectorLayer& layer,
                 bool add) {
  GDALAllRegister();
  CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  const TextAsFile text(layer.geojson);
  const auto fail = [&file] {
    throw std::runtime_error(file.string() + ": cannot write: " + CPLGetLastErrorMsg());
  };
  CPLErrorReset();
  std::unique_ptr<GDALDataset> source(
      GDALDataset::Open(kInMemory, GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (source == nullptr) fail();
  std::vector<std::string> words = {"-f", DriverOf(format), "-nln", layer.name};
  if (add) words.insert(words.end(), {"-update"});
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::unique_ptr<GDALVectorTranslateOptions, FreeOptions> options(
      GDALVectorTranslateOptionsNew(argv.data(), nullptr));
  GDALDatasetH from = GDALDataset::ToHandle(source.get());
  int wrong = 0;
  GDALDatasetH made = GDALVectorTranslate(file.c_str(), nullptr, 1, &from, options.get(), &wrong);
  if (made == nullptr || wrong != 0) fail();
  GDALClose(made);
}

}  // namespace pelorus
