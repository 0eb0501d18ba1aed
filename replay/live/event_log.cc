#include "replay/live/event_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <set>
#include <utility>

#include "io/bytes.h"
#include "io/export/events_json.h"

namespace pelorus {
namespace {

constexpr std::string_view kTickMark = R"({"tick":")";
/// A probability that changes by less than this says nothing new.
constexpr double kProbabilityStep = 0.05;

/// FNV-1a.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

/// Changes when something of note does: begin, end, who, how probable, which patterns.
std::string SignatureOf(const Event& event) {
  std::string text =
      fmt::format("{}|{}|{}|{}|{}", Name(event.kind), FormatIso8601(event.start),
                  event.end ? FormatIso8601(*event.end) : "",
                  std::lround(event.probability() / kProbabilityStep), Name(event.wording));
  for (const Participant& who : event.participants) text += '|' + ToString(who.key);
  for (const PatternFit& fit : event.patterns) text += '|' + fit.id;
  return fmt::format("{:016x}", HashOf(text));
}

/// The text behind `"key":"` up to the next quote.
std::string TextOf(std::string_view line, std::string_view key) {
  const std::string mark = fmt::format(R"("{}":")", key);
  const std::size_t at = line.rfind(mark);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + mark.size();
  return std::string(line.substr(begin, line.find('"', begin) - begin));
}

std::string IdOf(std::string_view line) {
  constexpr std::string_view kMark = R"({"id":")";
  if (!line.starts_with(kMark)) return {};
  return std::string(line.substr(kMark.size(), line.find('"', kMark.size()) - kMark.size()));
}

std::string LineOf(const Event& event, const std::string& signature,
                   std::span<const std::string> inputs) {
  std::string line;
  AppendJson(line, event, inputs);
  line.pop_back();
  return line + fmt::format(R"(,"signature":"{}"}})", signature);
}

std::string Withdrawn(const std::string& line) {
  return line.substr(0, line.size() - 1) + R"(,"withdrawn":true})";
}

}  // namespace

EventLog::EventLog(const std::optional<std::filesystem::path>& file) : file_(file) {
  if (!file_) return;
  fd_ = ::open(file_->c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd_ < 0) {
    throw InputError(file_->string() + ": cannot keep the events: " + std::strerror(errno));
  }
  ReadBack();
}

EventLog::~EventLog() {
  if (fd_ >= 0) ::close(fd_);
}

/// Takes whole batches; what is behind the last of them is cut off.
void EventLog::ReadBack() {
  std::ifstream in(*file_);
  std::vector<std::string> open;
  std::uint64_t at = 0;
  std::uint64_t whole = 0;
  for (std::string line; std::getline(in, line) && !in.eof();) {
    at += line.size() + 1;
    if (!line.starts_with(kTickMark)) {
      open.push_back(line);
      continue;
    }
    for (const std::string& one : open) TakeLine(one);
    batch_.swap(open);
    open.clear();
    last_tick_ = ParseIso8601(TextOf(line, "tick"));
    whole = at;
  }
  if (::ftruncate(fd_, static_cast<off_t>(whole)) != 0) {
    throw InputError(file_->string() +
                     ": cannot cut off what a kill left: " + std::strerror(errno));
  }
}

void EventLog::TakeLine(const std::string& line) {
  Remember(IdOf(line), {TextOf(line, "signature"), line, line.ends_with(R"("withdrawn":true})")});
}

void EventLog::Remember(const std::string& id, State state) {
  newest_[id] = {state.line, lines_++};
  if (state.withdrawn) newest_.erase(id);
  states_[id] = std::move(state);
}

std::vector<std::string> EventLog::NewestBatch(std::uint64_t from) const {
  const std::uint64_t first = lines_ - batch_.size();
  const std::uint64_t skip = from > first ? std::min(from - first, lines_ - first) : 0;
  return {batch_.begin() + static_cast<std::ptrdiff_t>(skip), batch_.end()};
}

std::vector<std::string> EventLog::Take(Time tick, std::span<const Event> events,
                                        std::span<const std::string> inputs, bool exact) {
  std::vector<std::string> said;
  std::set<std::string> held;
  for (const Event& event : events) {
    held.insert(event.id);
    std::string signature = SignatureOf(event);
    const auto before = states_.find(event.id);
    const bool holds = before != states_.end() && !before->second.withdrawn;
    if (holds && !exact && before->second.signature == signature) continue;
    std::string line = LineOf(event, signature, inputs);
    if (holds && before->second.line == line) continue;
    said.push_back(std::move(line));
    Remember(event.id, {std::move(signature), said.back(), false});
  }
  std::vector<std::string> gone;
  for (const auto& [id, state] : states_) {
    if (!state.withdrawn && !held.contains(id)) gone.push_back(id);
  }
  for (const std::string& id : gone) {
    said.push_back(Withdrawn(states_[id].line));
    Remember(id, {states_[id].signature, said.back(), true});
  }
  std::string text;
  for (const std::string& line : said) text += line + '\n';
  last_tick_ = tick;
  batch_ = said;
  Append(text + std::string(kTickMark) + FormatIso8601(tick) + "\"}\n");
  return said;
}

void EventLog::Append(std::string_view text) {
  if (fd_ < 0) return;
  fault_.clear();
  const off_t before = ::lseek(fd_, 0, SEEK_END);
  while (!text.empty()) {
    const ssize_t n = ::write(fd_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      fault_ = file_->string() + ": cannot keep the events: " + std::strerror(errno);
      // Half a batch must not stand before the next.
      if (::ftruncate(fd_, before) != 0) fault_ += ", nor cut off what was written";
      return;
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace pelorus
