#include "io/tabular/contacts_geojson.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "io/format.h"
#include "io/tabular/contacts_row.h"
#include "io/tabular/csv_fields.h"
#include "io/tabular/csv_reader.h"
#include "io/tabular/json_objects.h"

namespace pelorus {
namespace {

using simdjson::dom::element;

static_assert(JsonObjects::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr int kFeaturesPerBatch = 1024;

/// The bytes of a collection from the bracket of its features on, so that the features are the
/// outermost objects; others as they are. What stands before must lie in the first 64 KiB.
class FeatureBytes final : public ByteSource {
 public:
  explicit FeatureBytes(std::unique_ptr<ByteSource> rest) : head_(std::move(rest)) {}

  std::size_t Read(char* data, std::size_t size) override {
    if (!started_ && !Start()) return 0;
    const std::size_t got = head_.Read(data, size);
    if (in_collection_) Blank(data, got);
    return got;
  }
  bool paused() const override { return head_.paused(); }
  std::uint64_t sender() const override { return head_.sender(); }
  bool damaged() const override { return head_.damaged(); }
  Progress progress() const override { return head_.progress(); }
  /// Bytes left out before the first.
  std::uint64_t skipped() const { return skipped_; }

 private:
  bool Start() {
    std::size_t bracket = Bracket();
    while (bracket == std::string_view::npos && head_.LookFurther()) bracket = Bracket();
    if (bracket == std::string_view::npos && head_.paused()) return false;
    started_ = true;
    if (bracket == std::string_view::npos) return true;
    in_collection_ = true;
    std::string discarded(bracket, '\0');
    for (std::size_t done = 0; done < bracket;) {
      done += head_.Read(discarded.data(), bracket - done);
    }
    skipped_ = bracket;
    return true;
  }
  /// Where the bracket behind `"features":` stands.
  std::size_t Bracket() const {
    constexpr std::string_view kKey = "\"features\"";
    const std::size_t key = head_.head().find(kKey);
    if (key == std::string_view::npos) return key;
    const std::size_t at = head_.head().find_first_not_of(" \t\r\n:", key + kKey.size());
    return at != std::string_view::npos && head_.head()[at] == '[' ? at : std::string_view::npos;
  }
  /// Turns what closes the collection, behind its last feature, into blanks; line ends inside the
  /// collection too, since a feature may stand on several lines.
  void Blank(char* data, std::size_t size) {
    for (char* c = data; c != data + size; ++c) {
      if (in_string_) {
        in_string_ = escaped_ || *c != '"';
        escaped_ = *c == '\\' && !escaped_;
      } else if (*c == '"' && !closed_) {
        in_string_ = true;
      } else if (*c == '[' || *c == '{') {
        ++depth_;
      } else if (*c == ']' || *c == '}') {
        --depth_;
        closed_ = closed_ || depth_ <= 0;
      }
      if (closed_ || *c == '\n' || *c == '\r') *c = ' ';
    }
  }

  HeadBytes head_;
  bool started_ = false, in_collection_ = false, closed_ = false;
  bool in_string_ = false, escaped_ = false;
  std::int64_t depth_ = 0;
  std::uint64_t skipped_ = 0;
};

std::optional<double> Number(element from, std::string_view key) {
  double value = 0.0;
  if (from[key].get(value) == simdjson::SUCCESS) return value;
  std::string_view text;
  return from[key].get(text) == simdjson::SUCCESS ? ParseNumber(text) : std::nullopt;
}

/// A text, or a number as it is written.
std::string_view Text(element from, std::string_view key, std::string& scratch) {
  std::string_view text;
  if (from[key].get(text) == simdjson::SUCCESS) return Trimmed(text);
  element value;
  if (from[key].get(value) != simdjson::SUCCESS || !value.is_number()) return {};
  scratch = simdjson::minify(value);
  return scratch;
}

}  // namespace

class ContactsGeoJsonReader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> bytes, SourceId source)
      : Impl(std::make_unique<FeatureBytes>(std::move(bytes)), source) {}

  bool Read(ReportBatch& out) {
    const std::size_t before = out.size();
    JsonObjects::Object object;
    for (int i = 0; i < kFeaturesPerBatch; ++i) {
      if (!objects_.Next(object)) return out.size() > before || objects_.bytes().paused();
      ReadObject(object, out);
    }
    return true;
  }

  Counters counters;
  StationNames stations;
  ByteSource::Progress progress() const { return objects_.bytes().progress(); }

 private:
  Impl(std::unique_ptr<FeatureBytes> bytes, SourceId source)
      : features_(*bytes), objects_(std::move(bytes)), source_(source) {}

  void ReadObject(const JsonObjects::Object& object, ReportBatch& out) {
    ++counters.received;
    ++row_;
    if (object.status == JsonObjects::Status::kTooLong) {
      return counters.Count(Reject::kLineTooLong);
    }
    if (object.status == JsonObjects::Status::kCut) return counters.Count(Reject::kTruncated);
    element feature, properties;
    if (object.status != JsonObjects::Status::kWhole ||
        parser_.parse(object.text.data(), object.text.size(), false).get(feature) !=
            simdjson::SUCCESS ||
        feature["properties"].get(properties) != simdjson::SUCCESS || !properties.is_object()) {
      return counters.Count(Reject::kBadJson);
    }
    const ContactClaim claim = ClaimOf(feature, properties);
    auto contact = JudgeContact(claim);
    if (!contact) return counters.Count(contact.error());
    ++counters.messages[static_cast<std::size_t>(MessageKind::kContact)];
    contact.value().from.raw = {source_, features_.skipped() + object.offset};
    contact.value().from.station = stations.Of(claim.source);
    contact.value().row = row_;
    out.emplace_back(contact.value());
  }

  ContactClaim ClaimOf(element feature, element properties) {
    ContactClaim claim;
    const std::string_view time = Text(properties, "t", time_);
    claim.timed = !time.empty();
    claim.time = ParseTableTime(time);
    element geometry;
    claim.placed = feature["geometry"].get(geometry) == simdjson::SUCCESS && !geometry.is_null();
    if (claim.placed) Place(geometry, claim);
    claim.sigma_m = Number(properties, "sigma_m");
    claim.length_m = Number(properties, "length_m");
    claim.heading_deg = Number(properties, "heading_deg");
    claim.source = Text(properties, "source", name_);
    claim.scan = Text(properties, "scan", scan_);
    return claim;
  }

  /// [longitude, latitude], RFC 7946 section 3.1.1; other geometries have no place.
  static void Place(element geometry, ContactClaim& claim) {
    std::string_view type;
    simdjson::dom::array coordinates;
    double lon = 0.0, lat = 0.0;
    if (geometry["type"].get(type) != simdjson::SUCCESS || type != "Point" ||
        geometry["coordinates"].get(coordinates) != simdjson::SUCCESS ||
        coordinates.at(0).get(lon) != simdjson::SUCCESS ||
        coordinates.at(1).get(lat) != simdjson::SUCCESS) {
      return;
    }
    claim.lon_deg = lon;
    claim.lat_deg = lat;
  }

  const FeatureBytes& features_;
  JsonObjects objects_;
  SourceId source_;
  simdjson::dom::parser parser_;
  std::string time_, name_, scan_;
  std::uint64_t row_ = 0;
};

ContactsGeoJsonReader::ContactsGeoJsonReader(std::unique_ptr<ByteSource> bytes, SourceId source)
    : impl_(std::make_unique<Impl>(std::move(bytes), source)) {}

ContactsGeoJsonReader::~ContactsGeoJsonReader() = default;

bool ContactsGeoJsonReader::Read(ReportBatch& out) { return impl_->Read(out); }

const Counters& ContactsGeoJsonReader::counters() const { return impl_->counters; }

ByteSource::Progress ContactsGeoJsonReader::progress() const { return impl_->progress(); }

const std::vector<std::string>& ContactsGeoJsonReader::stations() const {
  return impl_->stations.all();
}

}  // namespace pelorus
