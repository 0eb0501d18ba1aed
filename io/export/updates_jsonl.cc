#include "io/export/updates_jsonl.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string_view>

#include "io/json_text.h"

namespace pelorus {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;
// Every state takes as much room as the longest, so that one can replace another.
constexpr std::string_view kTentative = R"("tentative")";
constexpr std::string_view kConfirmed = R"("confirmed")";
constexpr std::string_view kEnded = R"("ended"    )";
static_assert(kTentative.size() == kConfirmed.size() && kConfirmed.size() == kEnded.size());

void AppendMember(std::string& out, std::string_view name, double value, int decimals) {
  out += name;
  AppendDecimal(out, value, decimals);
}

void AppendModes(std::string& out, const KinematicEstimate& estimate,
                 std::span<const std::string_view> names) {
  out += ",\"modes\":{";
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += i == 0 ? "\"" : ",\"";
    out += names[i];
    out += "\":";
    AppendDecimal(out, estimate.mode_probability[i], 4);
  }
  out += '}';
}

void AppendAltitude(std::string& out, const std::optional<VerticalEstimate>& vertical) {
  if (vertical) {
    AppendMember(out, ",\"alt_ft\":", vertical->altitude.feet(), 0);
    AppendMember(out, ",\"vertical_fpm\":", vertical->climb.feet_per_minute(), 0);
  } else {
    out += ",\"alt_ft\":null,\"vertical_fpm\":null";
  }
}

[[noreturn]] void Fail(const std::filesystem::path& path) {
  throw std::runtime_error(path.string() + ": cannot write: " + std::strerror(errno));
}

}  // namespace

UpdatesJsonl::UpdatesJsonl(const std::filesystem::path& file)
    : path_(file), file_(std::fopen(file.c_str(), "w")) {
  if (!file_) Fail(path_);
}

void UpdatesJsonl::Write(const PictureBatch& batch) {
  for (const TrackUpdate& update : batch.updates) {
    AppendLine(update);
    if (buffer_.size() >= kFlushBytes) Flush();
  }
  for (const TrackEnd& end : batch.ended) {
    const auto place = state_at_.find(end.track);
    if (place == state_at_.end()) continue;
    ended_at_.push_back(place->second);
    state_at_.erase(place);
  }
}

void UpdatesJsonl::AppendLine(const TrackUpdate& update) {
  const KinematicEstimate& estimate = update.estimate;
  std::string& out = buffer_;
  out += "{\"t\":";
  AppendEpochSeconds(out, update.time);
  out += ",\"track\":\"";
  AppendText(out, update.track);
  out += "\",\"key\":\"";
  AppendText(out, update.track.key);
  AppendMember(out, "\",\"lat\":", estimate.position.lat_deg(), 7);
  AppendMember(out, ",\"lon\":", estimate.position.lon_deg(), 7);
  AppendMember(out, ",\"sog_kn\":", estimate.sog.knots(), 3);
  AppendMember(out, ",\"cog_deg\":", estimate.course.degrees(), 2);
  AppendMember(out, ",\"cov_m2\":[", estimate.cov_ee_m2(), 3);
  AppendMember(out, ",", estimate.cov_en_m2(), 3);
  AppendMember(out, ",", estimate.cov_nn_m2(), 3);
  out += ']';
  if (update.track.key.kind() == TargetKey::Kind::kIcao) AppendAltitude(out, estimate.vertical);
  AppendModes(out, estimate, ModeNames(update.track.key.kind()));
  out += ",\"nis\":";
  if (update.nis) {
    AppendDecimal(out, *update.nis, 4);
  } else {
    out += "null";
  }
  out += ",\"state\":";
  state_at_[update.track] = flushed_ + out.size();
  out += update.status == TrackStatus::kConfirmed ? kConfirmed : kTentative;
  out += "}\n";
}

void UpdatesJsonl::Flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) Fail(path_);
  flushed_ += buffer_.size();
  buffer_.clear();
}

void UpdatesJsonl::Close() {
  Flush();
  std::sort(ended_at_.begin(), ended_at_.end());
  for (const std::uint64_t at : ended_at_) {
    if (fseeko(file_.get(), static_cast<off_t>(at), SEEK_SET) != 0 ||
        std::fwrite(kEnded.data(), 1, kEnded.size(), file_.get()) != kEnded.size()) {
      Fail(path_);
    }
  }
  if (std::fclose(file_.release()) != 0) Fail(path_);
}

}  // namespace pelorus
