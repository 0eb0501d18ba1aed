#pragma once

#include <memory>
#include <optional>
#include <string>

#include "geo/time.h"
#include "io/bytes.h"
#include "io/modes/message_source.h"

/// Sources of what others have decoded. Each line, row or object about one aircraft is one record
/// and becomes one Message, with or without a position. `t` is the row's time, `position_t` the
/// position's own where the row tells it; a row that repeats the position that its aircraft had
/// before (same place, position times within 0.2 s) is marked `position_repeated`. `payload_hash`
/// stands for who, when and where, so that one claim in two files is known as a copy. A row whose
/// position is out of range is rejected as bad-position, whole. Memory is bounded for any input.
namespace pelorus::modes {

/// SBS-1 (BaseStation) lines. Received at the generated date and time, else the logged one, else
/// `start`, or the last `START,` line, plus the nanosecond counter before `MSG`; lines that say no
/// time give messages without one. Times without zone are UTC.
std::unique_ptr<MessageSource> OpenSbs(std::unique_ptr<ByteSource> bytes,
                                       std::optional<Time> start = std::nullopt);

/// readsb and dump1090-fa JSON: aircraft.json (one or many, back to back), the objects of the JSON
/// port, one object a line. Received at `now`, of the document or of the object; objects without
/// one give messages without a time. Objects with a time and no aircraft (heartbeats) are used and
/// give nothing.
std::unique_ptr<MessageSource> OpenReadsb(std::unique_ptr<ByteSource> bytes);

/// tar1090 trace_full and trace_recent files: one aircraft, a row for each position.
std::unique_ptr<MessageSource> OpenTrace(std::unique_ptr<ByteSource> bytes);

/// What comes from the OpenSky network: REST /states/all, snapshots of such states under their long
/// or renamed keys, the history data base as CSV, and trajectory samples as JSON records or columns
/// (feet and knots). Which one, the first bytes tell. Throws InputError, one line that begins with
/// `name`, when a table has no such columns.
std::unique_ptr<MessageSource> OpenOpensky(std::unique_ptr<ByteSource> bytes,
                                           const std::string& name);

/// A table of aircraft states with a header of the manual's names (`t, icao, lat, lon,
/// alt_baro_ft, …`), any order, others ignored. Throws InputError, one line that begins with
/// `name`, when `t` or `icao` is missing.
std::unique_ptr<MessageSource> OpenAircraftTable(std::unique_ptr<ByteSource> bytes,
                                                 const std::string& name);

}  // namespace pelorus::modes
