#include "io/modes/open_messages.h"

#include <utility>

#include "io/modes/aggregators.h"
#include "io/modes/avr_frames.h"
#include "io/modes/beast_frames.h"
#include "io/modes/csv_frames.h"
#include "io/modes/decoder.h"
#include "io/modes/recording_time.h"

namespace pelorus::modes {
namespace {

std::unique_ptr<FrameSource> OpenFrames(OpenedInput input, const AircraftOptions& options) {
  if (input.format == Format::kModesCsv) return std::make_unique<CsvFrames>(std::move(input.bytes));
  const std::optional<Time> start = options.start ? options.start : input.begins_at;
  const ClockOptions clock =
      ClockOptionsFor(input.location, {start, options.counter_start_by_name, options.clock});
  if (input.format == Format::kAvr) {
    return std::make_unique<AvrFrames>(std::move(input.bytes), clock);
  }
  return std::make_unique<BeastFrames>(std::move(input.bytes), clock);
}

}  // namespace

bool IsAircraftFormat(Format format) {
  switch (format) {
    case Format::kAircraftCsv:
    case Format::kBeast:
    case Format::kAvr:
    case Format::kModesCsv:
    case Format::kSbs:
    case Format::kReadsb:
    case Format::kTrace:
    case Format::kOpensky:
      return true;
    default:
      return false;
  }
}

std::unique_ptr<MessageSource> OpenMessages(OpenedInput input, SourceId source,
                                            const AircraftOptions& options) {
  switch (input.format) {
    case Format::kAircraftCsv:
      return OpenAircraftTable(std::move(input.bytes), input.location);
    case Format::kSbs:
      return OpenSbs(std::move(input.bytes), options.start ? options.start : input.begins_at);
    case Format::kReadsb:
      return OpenReadsb(std::move(input.bytes));
    case Format::kTrace:
      return OpenTrace(std::move(input.bytes));
    case Format::kOpensky:
      return OpenOpensky(std::move(input.bytes), input.location);
    default:
      DecoderOptions decoder = options.decoder;
      decoder.source = source;
      return std::make_unique<Decoder>(OpenFrames(std::move(input), options), decoder);
  }
}

}  // namespace pelorus::modes
