#include "io/feed/store.h"

#include <utility>

#include "io/feed/journal.h"
#include "io/feed/topics.h"

namespace pelorus::feed {

Store::Store(std::uint64_t stream_epoch, std::uint64_t last_sequence, bool replay,
             const Limits& limits, Journal* journal)
    : limits_(limits),
      journal_(journal),
      sequence_(journal != nullptr ? journal->last_sequence() : last_sequence) {
  header_.stream_epoch = journal != nullptr ? journal->stream_epoch() : stream_epoch;
  header_.replay = replay;
}

std::uint64_t Store::NextOf(const std::string& topic) {
  std::uint64_t& last = topic_sequences_[topic];
  const std::uint64_t remembered = journal_ != nullptr ? journal_->NextOf(topic) : 0;
  return last = remembered != 0 ? remembered : last + 1;
}

const Sent& Store::Add(std::string topic, std::string payload, std::int64_t published_ns) {
  Header header = header_;
  header.sequence = ++sequence_;
  header.topic_sequence = NextOf(topic);
  if (journal_ != nullptr) journal_->NoteSequence(sequence_);
  header.published_ns = published_ns;
  if (ring_.size() == limits_.ring) ring_.pop_front();
  ring_.push_back({std::move(topic), Encode(header), std::move(payload), sequence_});
  return ring_.back();
}

void Store::KeepTrack(const std::string& id, const std::string& topic, const std::string& payload) {
  tracks_[id] = {topic, payload};
}

void Store::KeepEvent(const std::string& id, const std::string& topic, const std::string& payload) {
  if (events_.insert_or_assign(id, Value{topic, payload}).second) event_order_.push_back(id);
  while (event_order_.size() > limits_.events) {
    events_.erase(event_order_.front());
    event_order_.pop_front();
  }
}

std::pair<std::string, std::string> Store::DropTrack(const std::string& id) {
  const auto found = tracks_.find(id);
  if (found == tracks_.end()) return {};
  Value value = std::move(found->second);
  tracks_.erase(found);
  return {std::move(value.topic), std::move(value.payload)};
}

std::string Store::HeaderFor(const std::string& topic, std::int64_t published_ns) const {
  Header header = header_;
  header.sequence = sequence_;
  const auto found = topic_sequences_.find(topic);
  header.topic_sequence = found == topic_sequences_.end() ? 0 : found->second;
  header.published_ns = published_ns;
  return Encode(header);
}

void Store::TakeEnd(std::int64_t published_ns, const Take& take) const {
  const std::string topic(kEndTopic);
  take({topic, HeaderFor(topic, published_ns), {}, sequence_});
}

void Store::Snapshot(std::string_view prefix, std::int64_t published_ns, const Take& take) const {
  for (const auto* values : {&events_, &tracks_}) {
    for (const auto& [id, value] : *values) {
      if (!value.topic.starts_with(prefix)) continue;
      take({value.topic, HeaderFor(value.topic, published_ns), value.payload, sequence_});
    }
  }
  TakeEnd(published_ns, take);
}

std::uint64_t Store::oldest_sequence() const {
  return ring_.empty() ? sequence_ + 1 : ring_.front().sequence;
}

void Store::Since(std::uint64_t sequence, std::int64_t published_ns, const Take& take) const {
  for (const Sent& sent : ring_) {
    if (sent.sequence > sequence) take(sent);
  }
  TakeEnd(published_ns, take);
}

}  // namespace pelorus::feed
