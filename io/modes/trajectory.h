#pragma once

#include <memory>

#include "io/format.h"
#include "io/modes/json_row_source.h"

/// Trajectory samples: states of aircraft in feet, knots and feet a minute, whose `timestamp` is a
/// count of milliseconds or a text; `last_position`, where it is there, is the position's own time.
namespace pelorus::modes {

/// True for a record of a trajectory; OpenSky's own states have other keys and units.
bool IsTrajectoryRecord(const JsonElement& row);

/// Reads one record, an object.
JsonRowDecoder::Decoded DecodeTrajectoryRecord(const JsonElement& row, Message& message);

/// True when the input begins with a JSON object whose first member is an object that is keyed by
/// numbers: a document column by column.
bool LooksLikeColumns(HeadBytes& bytes);

/// The longest document of columns that is read, which has to be in memory as a whole.
inline constexpr std::size_t kMaxColumnsDocument = std::size_t{32} << 20;

/// A source of one document of columns, `{"timestamp": {"0": …, "1": …}, "icao24": {…}, …}`, whose
/// columns have the same members. `Message::offset` is the number of the row. A document that is
/// damaged or too long is one rejected record.
std::unique_ptr<MessageSource> OpenTrajectoryColumns(std::unique_ptr<ByteSource> bytes);

}  // namespace pelorus::modes
