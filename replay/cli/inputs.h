#pragma once

#include <string>
#include <vector>

#include "io/input.h"
#include "io/recording/channel_bytes.h"

namespace pelorus {

/// Opens the inputs of a command line; folders become the inputs below them. They are put into the
/// order of their names, which makes a run independent of the order on the command line; the
/// position in the result is the SourceId. Of recordings only what is near `wanted` is read. Throws
/// InputError.
std::vector<OpenedInput> OpenInputs(const std::vector<std::string>& given,
                                    const RecordingSpan& wanted = {});

/// The recordings that an input stands for, in order, when it stands for nothing else: a recording
/// or a folder of them; nothing otherwise.
std::vector<std::string> RecordingsOnlyIn(const std::string& given);

/// Takes the network locations out of `given`, sorted by their names. Throws InputError.
std::vector<InputSpec> TakeLive(std::vector<std::string>& given);

}  // namespace pelorus
