#include "io/feed/journal.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include "io/bytes.h"

namespace pelorus::feed {
namespace {

constexpr std::size_t kTopics = 16'384;
constexpr std::size_t kTopicText = 56;
constexpr std::array<char, 8> kMark = {'p', 'e', 'l', 'f', 'e', 'e', 'd', '1'};
/// Numbers that can have been given and lost since the disk last had them, by far.
constexpr std::uint64_t kAfterCrash = 1'000'000'000;

/// Names the present start of the machine; empty where the kernel does not tell.
std::array<char, 40> BootId() {
  std::array<char, 40> id{};
  std::ifstream("/proc/sys/kernel/random/boot_id").read(id.data(), id.size() - 1);
  return id;
}

std::uint64_t NewEpoch() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

}  // namespace

/// The file as it lies in memory. A topic's text is written before its number becomes one.
struct Journal::Page {
  struct Slot {
    std::array<char, kTopicText> topic;
    std::uint64_t number;
  };
  std::array<char, 8> mark;
  std::array<char, 40> boot;
  std::uint64_t epoch;
  std::uint64_t sequence;
  std::uint64_t events;
  std::int64_t sent_until_ns;
  std::array<Slot, kTopics> slots;
};

Journal::Journal(const std::filesystem::path& file) {
  const auto fail = [&file] {
    return InputError(file.string() + ": cannot keep the feed's numbers: " + std::strerror(errno));
  };
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) throw fail();
  void* at = MAP_FAILED;
  // Its blocks are taken now: a disk that fills up later must not end the process.
  errno = ::posix_fallocate(fd_, 0, sizeof(Page));
  if (errno == 0) at = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fd_, 0);
  if (at == MAP_FAILED) {
    const InputError error = fail();
    ::close(fd_);
    throw error;
  }
  page_ = static_cast<Page*>(at);
  const bool is_new = page_->mark != kMark;
  if (is_new || page_->boot != BootId()) {
    page_->epoch = NewEpoch();
    page_->sequence = is_new ? 0 : page_->sequence + kAfterCrash;
    page_->boot = BootId();
    page_->mark = kMark;
  }
  for (std::size_t i = 0; i < kTopics && page_->slots[i].number > 0; ++i) {
    slots_.emplace(page_->slots[i].topic.data(), i);
  }
}

Journal::~Journal() {
  ::munmap(page_, sizeof(Page));
  ::close(fd_);
}

std::uint64_t Journal::stream_epoch() const { return page_->epoch; }
std::uint64_t Journal::last_sequence() const { return page_->sequence; }
void Journal::NoteSequence(std::uint64_t sequence) { page_->sequence = sequence; }

std::uint64_t Journal::NextOf(const std::string& topic) {
  const auto found = slots_.find(topic);
  if (found != slots_.end()) return ++page_->slots[found->second].number;
  if (slots_.size() == kTopics || topic.size() >= kTopicText) return 0;
  const std::size_t slot = slots_.size();
  slots_.emplace(topic, slot);
  std::copy(topic.begin(), topic.end(), page_->slots[slot].topic.begin());
  return page_->slots[slot].number = 1;
}

std::uint64_t Journal::sent_events() const { return page_->events; }
void Journal::NoteEvent() { ++page_->events; }

std::optional<Time> Journal::sent_until() const {
  if (page_->sent_until_ns == 0) return std::nullopt;
  return Time(Duration(page_->sent_until_ns));
}
void Journal::NoteSentUntil(Time t) { page_->sent_until_ns = t.time_since_epoch().count(); }

}  // namespace pelorus::feed
