#include "io/tabular/csv_tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace pelorus {
namespace {

/// Reads the quoted field that starts behind `at`'s quote and moves `at` behind its closing quote.
CsvSplit TakeQuoted(std::string_view text, std::size_t& at, std::string_view& field,
                    std::string& scratch) {
  std::size_t begin = at + 1;
  const std::size_t kept = scratch.size();
  bool copied = false;
  for (;;) {
    const std::size_t quote = text.find('"', begin);
    if (quote == std::string_view::npos) return CsvSplit::kOpenQuote;
    const bool doubled = quote + 1 < text.size() && text[quote + 1] == '"';
    if (doubled || copied) scratch.append(text, begin, quote - begin + (doubled ? 1 : 0));
    if (!doubled) {
      field = copied ? std::string_view(scratch).substr(kept) : text.substr(begin, quote - begin);
      at = quote + 1;
      return CsvSplit::kWhole;
    }
    copied = true;
    begin = quote + 2;
  }
}

bool Blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

CsvSplit SplitCsv(std::string_view text, char separator, std::vector<std::string_view>& fields,
                  std::string& scratch) {
  fields.clear();
  scratch.clear();
  scratch.reserve(text.size());  // the views into it must stay
  std::size_t at = 0;
  for (;;) {
    if (fields.size() == kMaxCsvFields) return CsvSplit::kBroken;
    std::string_view field;
    if (at < text.size() && text[at] == '"') {
      const CsvSplit quoted = TakeQuoted(text, at, field, scratch);
      if (quoted != CsvSplit::kWhole) return quoted;
      while (at < text.size() && text[at] == ' ') ++at;
      if (at < text.size() && text[at] != separator) return CsvSplit::kBroken;
    } else {
      const std::size_t begin = at;
      while (at < text.size() && text[at] != separator) ++at;
      field = text.substr(begin, at - begin);
    }
    fields.push_back(field);
    if (at >= text.size()) return CsvSplit::kWhole;
    ++at;
  }
}

char DetectSeparator(std::string_view header) {
  constexpr std::array<char, 4> kCandidates = {',', ';', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < kCandidates.size(); ++i)
      counts[i] += !quoted && c == kCandidates[i];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kCandidates[static_cast<std::size_t>(most - counts.begin())];
}

bool CsvTokenizer::NextLine(LineReader::Line& line) {
  if (ahead_.empty()) return lines_.Next(line);
  current_ = std::move(ahead_.front());
  ahead_.pop_front();
  line = {current_.text, current_.offset, current_.too_long, current_.ended};
  return true;
}

/// Makes ahead_[index] be there; false at the end of the input.
bool CsvTokenizer::LookAhead(std::size_t index) {
  while (ahead_.size() <= index) {
    LineReader::Line line;
    if (!lines_.Next(line)) return false;
    ahead_.push_back({std::string(line.text), line.offset, line.too_long, line.ended});
  }
  return true;
}

/// Tries to close the open quote of joined_ with the lines that follow.
bool CsvTokenizer::JoinLines(Row& row) {
  for (std::size_t more = 0; more + 1 < kMaxRowLines && width_ > 0; ++more) {
    if (!LookAhead(more) || ahead_[more].too_long) return false;
    if (joined_.size() + ahead_[more].text.size() > LineReader::kMaxLine) return false;
    joined_.append("\n").append(ahead_[more].text);
    const CsvSplit split = SplitCsv(joined_, separator_, fields_, scratch_);
    if (split == CsvSplit::kOpenQuote) continue;
    if (split == CsvSplit::kBroken || fields_.size() != width_) return false;
    row.ended = ahead_[more].ended;
    ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(more) + 1);
    row.text = joined_;
    return true;
  }
  return false;
}

bool CsvTokenizer::Next(Row& row) {
  LineReader::Line line;
  do {
    if (!NextLine(line)) return false;
  } while (Blank(line.text) && !line.too_long);
  row = {{}, line.text, line.offset, Status::kOk, line.ended};
  if (line.too_long) {
    row.status = Status::kTooLong;
    return true;
  }
  CsvSplit split = SplitCsv(line.text, separator_, fields_, scratch_);
  if (split == CsvSplit::kOpenQuote) {
    joined_ = line.text;  // looking ahead ends the life of the line
    const std::size_t first = joined_.size();
    row.text = joined_;
    if (JoinLines(row)) split = CsvSplit::kWhole;
    if (split != CsvSplit::kWhole) row.text = std::string_view(joined_).substr(0, first);
  }
  row.status = split == CsvSplit::kWhole ? Status::kOk : Status::kBroken;
  if (split == CsvSplit::kWhole) row.fields = fields_;
  return true;
}

}  // namespace pelorus
