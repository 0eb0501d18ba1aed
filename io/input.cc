#include "io/input.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "io/ais/nmea_reader.h"
#include "io/modes/aircraft_reader.h"
#include "io/modes/open_messages.h"
#include "io/net/tcp_client.h"
#include "io/net/tcp_listener.h"
#include "io/net/udp_source.h"
#include "io/tabular/aisstream_reader.h"
#include "io/tabular/contacts_reader.h"
#include "io/tabular/csv_reader.h"

namespace pelorus {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Format, 4> kLiveFormats = {Format::kNmea, Format::kBeast, Format::kAvr,
                                                Format::kSbs};
constexpr std::array<std::string_view, 4> kSchemes = {"udp", "tcp", "tcp-listen", "zmq+tcp"};

/// What stands before `://`; empty when there is no scheme.
std::string_view SchemeOf(std::string_view location) {
  const std::size_t at = location.find("://");
  return at == std::string_view::npos ? std::string_view{} : location.substr(0, at);
}

bool LooksLikeFormat(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// All files below `folder`, sorted by path; hidden ones and hidden folders go to `hidden`.
std::vector<std::string> FilesBelow(const std::string& folder, std::vector<std::string>& hidden) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    std::error_code ignored;
    if (IsHidden(walk->path())) {
      hidden.push_back(walk->path().string());
      walk.disable_recursion_pending();
    } else if (walk->is_regular_file(ignored)) {
      files.push_back(walk->path().string());
    }
  }
  if (error) throw InputError("cannot read the folder " + folder + ": " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

/// Why a file whose format is not known cannot be read.
InputError UnknownContent(const std::string& location, std::string_view head) {
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  const char separator = DetectSeparator(line);
  std::vector<std::string_view> names;
  std::string scratch;
  const bool text = std::none_of(line.begin(), line.end(), [](char c) { return c >= 0 && c < 9; });
  if (text && line.find(separator) != std::string_view::npos && line.front() != '{' &&
      SplitCsv(line, separator, names, scratch) == CsvSplit::kWhole) {
    const auto header = BindShipHeader(names);
    if (!header) return InputError(location + ": " + header.error());
  }
  return InputError(location + ": the content is of no known format; FORMAT@" + location +
                    " names one of " + FormatNames());
}

}  // namespace

InputSpec InputSpec::Parse(const std::string& text) {
  InputSpec spec{std::nullopt, text};
  const std::size_t at = text.find('@');
  if (at != std::string::npos && LooksLikeFormat(text.substr(0, at))) {
    const std::string name = text.substr(0, at);
    spec.format = FormatNamed(name);
    spec.location = text.substr(at + 1);
    if (!spec.format) {
      throw InputError("unknown format " + name + " in " + text + "; known are " + FormatNames() +
                       " (a file of that name is ./" + text + ")");
    }
  }
  if (spec.location.empty()) throw InputError("an input without a location: '" + text + "'");
  const std::string_view scheme = SchemeOf(spec.location);
  if (spec.location.find("://") != std::string::npos && !spec.is_network()) {
    throw InputError("unknown scheme " + std::string(scheme) + ":// in " + text +
                     "; known are udp, tcp, tcp-listen, zmq+tcp");
  }
  return spec;
}

bool InputSpec::is_network() const {
  const std::string_view scheme = SchemeOf(location);
  return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

Expansion ExpandInput(const InputSpec& spec) {
  Expansion found;
  std::error_code ignored;
  if (spec.is_network() || !fs::is_directory(spec.location, ignored)) {
    found.files.push_back(spec);
    return found;
  }
  for (const auto& file : FilesBelow(spec.location, found.skipped)) {
    HeadBytes bytes(OpenBytes(file));
    const auto format = DetectFormat(bytes);
    if (format && (!spec.format || format == spec.format)) {
      found.files.push_back({format, file});
    } else {
      found.skipped.push_back(file);
    }
  }
  std::sort(found.skipped.begin(), found.skipped.end());
  if (found.files.empty()) {
    throw InputError(spec.location + ": no input in this folder (" +
                     std::to_string(found.skipped.size()) + " files skipped)");
  }
  return found;
}

OpenedInput OpenInput(const InputSpec& spec) {
  if (spec.is_network()) {
    throw InputError(spec.location + ": a network input is for `decode`, `live` and `record`");
  }
  auto bytes = std::make_unique<HeadBytes>(OpenBytes(spec.location));
  auto format = spec.format ? spec.format : DetectFormat(*bytes);
  if (bytes->head().empty() && !bytes->LookFurther()) format = Format::kNmea;
  if (!format) throw UnknownContent(spec.location, bytes->head());
  return {*format, spec.location, std::move(bytes)};
}

std::unique_ptr<ByteSource> OpenLive(const InputSpec& spec, const LiveOptions& options,
                                     NetCounters& counters) {
  const auto endpoint = ParseEndpoint(spec.location);
  if (!endpoint) throw InputError(endpoint.error());
  switch (endpoint->kind) {
    case Endpoint::Kind::kUdp:
      return std::make_unique<UdpSource>(*endpoint, options, counters);
    case Endpoint::Kind::kTcpClient:
      return std::make_unique<TcpClient>(*endpoint, options, counters);
    case Endpoint::Kind::kTcpListener:
      return std::make_unique<TcpListener>(*endpoint, options, counters);
  }
  return nullptr;
}

OpenedInput IdentifyLive(const InputSpec& spec, std::unique_ptr<ByteSource> bytes) {
  auto head = std::make_unique<HeadBytes>(std::move(bytes));
  auto format = spec.format ? spec.format : DetectFormat(*head);
  if (!format && head->head().size() < kFormatHead) format = Format::kNmea;
  if (!format) throw UnknownContent(spec.location, head->head());
  if (std::find(kLiveFormats.begin(), kLiveFormats.end(), *format) == kLiveFormats.end()) {
    throw InputError(spec.location +
                     ": this version reads nmea, beast, avr and sbs from the network, not " +
                     std::string(Name(*format)));
  }
  return {*format, spec.location, std::move(head)};
}

std::unique_ptr<ReportReader> MakeReader(OpenedInput input, SourceId source,
                                         const ReaderOptions& options) {
  if (modes::IsAircraftFormat(input.format)) {
    return std::make_unique<modes::AircraftReader>(
        modes::OpenMessages(std::move(input), source, options.aircraft), source);
  }
  switch (input.format) {
    case Format::kNmea:
      return std::make_unique<ais::NmeaReader>(
          std::move(input.bytes), ais::NmeaOptions{source, options.accept_missing_checksum});
    case Format::kShipCsv:
      return std::make_unique<CsvReader>(std::move(input.bytes), input.location, source);
    case Format::kAisstream:
      return std::make_unique<AisstreamReader>(std::move(input.bytes), source);
    case Format::kContacts:
      return MakeContactsReader(std::move(input.bytes), input.location, source);
    default:
      throw InputError(input.location + ": this version does not read the format " +
                       std::string(Name(input.format)));
  }
}

}  // namespace pelorus
