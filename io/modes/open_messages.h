#pragma once

#include <memory>
#include <optional>

#include "io/input.h"
#include "io/modes/aircraft_options.h"
#include "io/modes/message_source.h"

namespace pelorus::modes {

/// True for the formats that OpenMessages reads.
bool IsAircraftFormat(Format format);

/// The messages of an opened input about aircraft: Mode S frames decoded, or what others have
/// decoded. Throws InputError when a table's header says too little.
std::unique_ptr<MessageSource> OpenMessages(OpenedInput input, SourceId source,
                                            const AircraftOptions& options);

}  // namespace pelorus::modes
