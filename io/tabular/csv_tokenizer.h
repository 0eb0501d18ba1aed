#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/line_reader.h"

namespace pelorus {

/// How the fields of one text came out.
enum class CsvSplit : std::uint8_t {
  kWhole,
  kOpenQuote,  ///< a quoted field does not end in this text
  kBroken      ///< something follows a closing quote, or there are more than kMaxCsvFields
};

inline constexpr std::size_t kMaxCsvFields = 1024;

/// Cuts `text` at `separator` into `fields`; quotes are taken off, doubled ones made single with
/// the help of `scratch`. The fields point into `text` and `scratch`. RFC 4180, but a quote inside
/// an unquoted field is an ordinary character, since ship names hold some.
CsvSplit SplitCsv(std::string_view text, char separator, std::vector<std::string_view>& fields,
                  std::string& scratch);

/// The separator of a table from its header line: the most frequent of comma, semicolon, tab and
/// bar outside quotes; comma when there is none.
char DetectSeparator(std::string_view header);

/// The rows of a delimited table with memory bounded by the longest line.
class CsvTokenizer {
 public:
  /// A quoted field may go on over so many lines.
  static constexpr std::size_t kMaxRowLines = 5;

  enum class Status : std::uint8_t { kOk, kBroken, kTooLong };
  struct Row {
    std::span<const std::string_view> fields;  ///< valid until the next call; empty unless kOk
    std::string_view text;                     ///< the row as it came, without its line end
    std::uint64_t offset = 0;                  ///< of its first byte in the decompressed stream
    Status status = Status::kOk;
    bool ended = true;  ///< false for a last row without a line end (perhaps cut)
  };

  explicit CsvTokenizer(std::unique_ptr<ByteSource> bytes) : lines_(std::move(bytes)) {}

  /// The next row that is not empty; false at the end. Blank lines are no rows. A quoted field that
  /// is not closed is looked for on the lines that follow; when that does not give a row of
  /// `width()` fields, only the first line is broken and the others are rows of their own, so that
  /// a stray quote costs one row.
  bool Next(Row& row);

  void set_separator(char separator) { separator_ = separator; }
  char separator() const { return separator_; }
  /// Fields that a row of several lines must have; 0 (the default) allows none of several lines.
  void set_width(std::size_t width) { width_ = width; }
  const ByteSource& bytes() const { return lines_.bytes(); }

 private:
  struct Ahead {
    std::string text;
    std::uint64_t offset = 0;
    bool too_long = false;
    bool ended = true;
  };
  bool NextLine(LineReader::Line& line);
  bool JoinLines(Row& row);
  bool LookAhead(std::size_t index);

  LineReader lines_;
  char separator_ = ',';
  std::size_t width_ = 0;
  std::deque<Ahead> ahead_;  // read while looking for the end of a quoted field
  Ahead current_;            // the line taken from ahead_ last
  std::string joined_;
  std::string scratch_;
  std::vector<std::string_view> fields_;
};

}  // namespace pelorus
