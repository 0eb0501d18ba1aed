#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/ids.h"
#include "io/format.h"
#include "io/modes/aircraft_options.h"
#include "io/net/live_source.h"
#include "io/reader.h"

namespace pelorus {

/// An input as it is named on a command line: `[FORMAT@]LOCATION`.
struct InputSpec {
  std::optional<Format> format;  ///< nothing: find it from the content
  std::string location;          ///< a file, a folder, `-`, or SCHEME://…

  /// Takes the name apart. What stands before the first `@` is a format when it is made of
  /// lower-case letters, digits and `-` only. Throws InputError on an unknown format or scheme.
  static InputSpec Parse(const std::string& text);

  /// True for udp, tcp, tcp-listen and zmq+tcp locations.
  bool is_network() const;
};

/// The files behind an input.
struct Expansion {
  std::vector<InputSpec> files;      ///< sorted by path, each with its format
  std::vector<std::string> skipped;  ///< hidden files and such that hold no input, sorted
};

/// An input that is no folder expands to itself. A folder expands to the files below it, links to
/// files included, whose content is of a known format (of the given one, when there is one). Throws
/// InputError when a folder or a file in it cannot be read, or when there is no input in it.
Expansion ExpandInput(const InputSpec& spec);

/// What readers can be asked for.
struct ReaderOptions {
  bool accept_missing_checksum = false;  ///< NMEA: take sentences without a checksum
  modes::AircraftOptions aircraft{};
};

/// An input that was opened and whose format is known.
struct OpenedInput {
  Format format;
  std::string location;
  std::unique_ptr<ByteSource> bytes;
  /// When its first byte was received, where a recording says so: stamps that count from no date
  /// begin then.
  std::optional<Time> begins_at = {};
};

/// Opens an input that is no folder. An empty input counts as `nmea` and gives nothing. Throws
/// InputError, one line with location and cause, when it cannot be opened, its format cannot be
/// told, or it is a network location (these are for `decode`, `live` and `record`).
OpenedInput OpenInput(const InputSpec& spec);

/// Opens a network location: begins to listen or to connect, and does not wait for data. `counters`
/// is the caller's and outlives the source. Throws InputError, one line, when the location cannot
/// be understood, its host is unknown, or its address cannot be had; a server that is down is none.
std::unique_ptr<ByteSource> OpenLive(const InputSpec& spec, const LiveOptions& options,
                                     NetCounters& counters);

/// Waits until the format of what comes is known (not when `spec` gives it) or the source ends. A
/// source that ends before counts as `nmea`. Throws InputError when the format cannot be told or is
/// one that this version does not read from the network: it reads nmea, beast, avr and sbs.
OpenedInput IdentifyLive(const InputSpec& spec, std::unique_ptr<ByteSource> bytes);

/// A reader of what was opened. Throws InputError when its format is one that this version does not
/// read or its header says too little.
std::unique_ptr<ReportReader> MakeReader(OpenedInput input, SourceId source,
                                         const ReaderOptions& options);

}  // namespace pelorus
