#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/time.h"
#include "io/recording/mcap_writer.h"

namespace pelorus {

/// How a live run puts what arrives in order; SequencerParams says what they mean.
struct ArrivalRules {
  Duration reorder = std::chrono::seconds(2);
  Duration epoch = std::chrono::milliseconds(100);
  Duration idle_after = std::chrono::seconds(10);
};

/// When a Recorder begins a new file, and how long it keeps bytes to itself.
struct RecorderOptions {
  std::uint64_t rotate_bytes = std::uint64_t{1} << 30;  ///< of a file
  std::chrono::seconds rotate_after{3600};              ///< the age of a file, by the steady clock
  /// What was written is with the kernel after this, so that a kill loses no more.
  std::chrono::milliseconds flush_after{500};
  /// Set: the messages stand in the order in which a live run took them, by these rules.
  std::optional<ArrivalRules> arrivals;
};

/// Writes what sources give into a folder of recordings, one after the other, each named for the
/// time of its first message (`20261123T091500.250Z.mcap`). For any number of threads.
class Recorder {
 public:
  using SourceNumber = std::size_t;

  /// Makes the folder where it is missing. Throws InputError when that is not possible or it cannot
  /// be written into.
  Recorder(std::filesystem::path folder, const RecorderOptions& options);
  /// Closes the file; to see errors call Close.
  ~Recorder();

  /// What is told of a source.
  struct SourceFacts {
    std::string location;
    std::string format;  ///< empty where the user named none
    bool live = true;    ///< false: a file, whose bytes were received at other times
  };
  /// A new source. Before the first Write.
  SourceNumber AddSource(SourceFacts facts);

  /// Takes bytes of a source as they came. Throws std::runtime_error with path and cause when they
  /// cannot be written; what was written before can be read, and the next Write begins a new file.
  void Write(SourceNumber source, Time received_at, std::uint64_t sender, std::string_view bytes);

  /// With RecorderOptions::arrivals: a source has ended, or nobody said anything. Throw as Write.
  void NoteEnd(SourceNumber source, Time at);
  void NoteLull(Time at);

  /// Gives the kernel all that was written. Throws as Write does.
  void Flush();

  /// Gives the kernel what is older than RecorderOptions::flush_after and ends a file that is old
  /// enough. To be called several times a second while nothing may come. Throws as Write does.
  void Tick();

  /// Ends the file. Throws as Write does.
  void Close();

  struct Totals {
    std::uint64_t files = 0;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;  ///< of messages, before compression
  };
  Totals totals() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Source {
    SourceFacts facts;
    std::uint16_t channel = 0;  // in the present file
    std::uint64_t sender = 0;   // of which the present file was told
  };

  void Begin(Time first);
  void AddChannels();
  void Prepare(Time at);
  void Note(Time at, const std::function<std::string()>& text);
  void EndFile();
  void FlushIfOld();

  mutable std::mutex mutex_;
  std::filesystem::path folder_;
  RecorderOptions options_;
  std::vector<Source> sources_;
  std::unique_ptr<mcap::Writer> writer_;
  std::uint16_t senders_channel_ = 0;
  std::uint16_t arrivals_channel_ = 0;
  Clock::time_point file_began_;
  Clock::time_point chunk_began_;
  Time last_name_{};
  Totals totals_;
};

}  // namespace pelorus
