#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "io/line_reader.h"
#include "io/modes/frame.h"

namespace pelorus::modes {

/// The two things that a log of frames says in one line.
struct FrameRow {
  std::string_view time;  ///< seconds since 1970 or ISO 8601, not yet judged
  std::string_view hex;   ///< 14 or 28 hexadecimal digits
};

/// Finds them: in `unix,hex` with any further columns between or behind (the first column is the
/// time, the frame is the first that has its length; commas, semicolons, tabs or, where there are
/// none of these, blanks part them; quotes and blanks around are passed over), and in a JSON object
/// with "timestamp" and "frame". Nothing when the line holds no frame.
std::optional<FrameRow> FindFrameRow(std::string_view line);

/// The time of a row, UTC unless it says a zone. Nothing when it is none.
std::optional<Time> TimeOfRow(std::string_view time);

/// Takes a log of frames apart, a frame a line. Blank lines, comments (`#`) and a header before the
/// first frame are no records. The uncertainty of the times is that of the last of the decimals
/// that the log has shown so far.
class CsvFrames final : public FrameSource {
 public:
  explicit CsvFrames(std::unique_ptr<ByteSource> bytes);

  std::size_t Read(std::span<Frame> frames) override;
  bool paused() const override { return lines_.bytes().paused(); }
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return lines_.bytes().progress(); }

 private:
  bool Next(Frame& frame);
  bool Take(const LineReader::Line& line, Frame& frame);
  std::optional<Reject> Judge(const LineReader::Line& line, Frame& frame);
  void Refuse(Reject cause);

  LineReader lines_;
  Counters counters_;
  std::size_t decimals_ = 0;  // of the times so far
  Duration sigma_;
  bool first_ = true;
  bool said_cut_ = false;
};

}  // namespace pelorus::modes
