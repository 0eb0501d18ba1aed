#include "tests/support/source_text.h"

#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <utility>

namespace pelorus {
namespace {

/// What a character of the file belongs to.
enum class Layer : char { kCode, kComment, kLiteral };

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Marks the layer of every character, one construct at a time.
class Marker {
 public:
  explicit Marker(std::string_view text) : text_(text), layers_(text.size(), Layer::kCode) {}

  std::vector<Layer> Run() {
    while (at_ < text_.size()) Step();
    return std::move(layers_);
  }

 private:
  void Step() {
    if (Ahead("//")) {
      Mark(Layer::kComment, EndOfLine());
    } else if (Ahead("/*")) {
      Mark(Layer::kComment, After("*/", at_ + 2));
    } else if (Ahead("R\"") && (at_ == 0 || !IsWord(text_[at_ - 1]))) {
      const std::size_t open = text_.find('(', at_);
      if (open == std::string_view::npos) return Mark(Layer::kLiteral, text_.size());
      const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
      Mark(Layer::kLiteral, After(close, open));
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !IsDigitSeparator())) {
      Mark(Layer::kLiteral, EndOfQuoted());
    } else {
      ++at_;
    }
  }

  bool Ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  bool IsDigitSeparator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }

  std::size_t After(std::string_view what, std::size_t from) const {
    const std::size_t found = text_.find(what, from);
    return found == std::string_view::npos ? text_.size() : found + what.size();
  }

  std::size_t EndOfLine() const {
    const std::size_t found = text_.find('\n', at_);
    return found == std::string_view::npos ? text_.size() : found;
  }

  std::size_t EndOfQuoted() const {
    const char quote = text_[at_];
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2U : 1U;
    }
    return std::min(end + 1, text_.size());
  }

  void Mark(Layer layer, std::size_t end) {
    for (; at_ < end; ++at_) layers_[at_] = layer;
  }

  std::string_view text_;
  std::vector<Layer> layers_;
  std::size_t at_ = 0;
};

/// The text with everything blanked that is not of the layer.
std::vector<std::string> LinesOf(std::string_view text, const std::vector<Layer>& layers,
                                 Layer wanted) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      lines.push_back(std::exchange(line, {}));
    } else {
      line.push_back(layers[i] == wanted ? text[i] : ' ');
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

bool IsDirective(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string::npos && line[first] == '#';
}

/// Moves preprocessor lines, with those that continue them, out of the code.
void SplitDirectives(SourceText& source) {
  source.directives.resize(source.code.size());
  bool continued = false;
  for (std::size_t i = 0; i < source.code.size(); ++i) {
    if (!continued && !IsDirective(source.code[i])) continue;
    continued = source.code[i].ends_with('\\');
    source.directives[i] = std::exchange(source.code[i], {});
  }
}

std::vector<IncludeLine> FindIncludes(std::string_view text, const SourceText& source) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<IncludeLine> includes;
  std::size_t begin = 0;
  for (int line = 1; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string whole(text.substr(begin, end - begin));
    std::smatch match;
    // The line was a directive in the cut text too, so it does not stand in a comment.
    if (!source.directives[static_cast<std::size_t>(line - 1)].empty() &&
        std::regex_search(whole, match, kInclude)) {
      includes.push_back({line, match[2], match[1] == "<"});
    }
    begin = end + 1;
  }
  return includes;
}

}  // namespace

SourceText CutSource(std::string path, std::string_view text) {
  const std::vector<Layer> layers = Marker(text).Run();
  SourceText source;
  source.path = std::move(path);
  source.code = LinesOf(text, layers, Layer::kCode);
  source.comments = LinesOf(text, layers, Layer::kComment);
  source.comments.resize(source.code.size());
  SplitDirectives(source);
  source.includes = FindIncludes(text, source);
  return source;
}

SourceText ReadSource(const std::filesystem::path& root, const std::string& path) {
  std::ifstream in(root / path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + (root / path).string());
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return CutSource(path, text);
}

}  // namespace pelorus
