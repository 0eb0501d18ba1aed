#include <regex>
#include <string_view>

#include "tests/support/function_spans.h"
#include "tests/support/house_rules.h"

namespace pelorus {
namespace {

constexpr int kHeaderLines = 300;
constexpr int kSourceLines = 400;
constexpr int kFunctionLines = 60;

/// Something that the code of some files must not say.
struct Phrase {
  std::regex files;
  std::regex code;
  std::string what;
};

const std::vector<Phrase>& Phrases() {
  static const std::regex kDomain("^(geo|trackers|fusion)/");
  static const std::vector<Phrase> kPhrases = {
      {kDomain,
       std::regex(R"(::now\s*\(|\b(steady_clock|high_resolution_clock)\b|)"
                  R"(\b(gettimeofday|clock_gettime|timespec_get)\s*\(|)"
                  R"(\btime\s*\(\s*(nullptr|NULL|0|&\w+)\s*\)|\bstd::(clock|time)\s*\()"),
       "asks the wall clock: event time comes with the data; clocks are for io and replay"},
      {kDomain, std::regex(R"(\brandom_device\b|\bs?rand\s*\()"),
       "asks for chance: the same input gives the same bytes"},
      // geo/check.cc has the last words of PELORUS_CHECK.
      {std::regex(R"(^(geo/(?!check\.cc)|trackers/|fusion/|io/|replay/(?!cli/)))"),
       std::regex(R"(\bstd::(cout|cerr|clog)\b|\b(printf|puts|putchar)\s*\(|)"
                  R"(\bf(printf|puts)\s*\([^;]*\bstd(out|err)\b|\bprint\s*\(\s*std(out|err)\b)"),
       "prints: libraries never do; words are for replay/cli"},
      {std::regex("^(trackers|fusion)/"), std::regex(R"(\.inverse\s*\()"),
       "inverts a matrix: solve with a decomposition"},
      {std::regex(R"(\.h$)"), std::regex(R"(\busing\s+namespace\b)"),
       "using namespace in a header: every includer would get it"},
      {std::regex("."), std::regex(R"(\b(class|struct)\s+\w*(Helper|Manager|Utils?)\b)"),
       "a type named for nothing: say what it is"},
  };
  return kPhrases;
}

class TextCheck {
 public:
  explicit TextCheck(const SourceText& source) : source_(source) {}

  std::vector<Finding> Run() {
    CheckName();
    CheckLength();
    CheckPragma();
    CheckPhrases();
    CheckComments();
    CheckFunctions();
    return findings_;
  }

 private:
  void CheckName() {
    static const std::regex kExtension(R"(\.(h|cc)$)");
    static const std::regex kFolder("(^|/)(core|utils?|common|helpers?|managers?|misc)/");
    static const std::regex kStem(R"((^|/|_)(utils?|helpers?|managers?|misc)(_\w+)?\.\w+$)");
    if (!std::regex_search(source_.path, kExtension)) Report(1, "sources are .h and .cc");
    if (std::regex_search(source_.path, kFolder) || std::regex_search(source_.path, kStem)) {
      Report(1, "a folder or file named for nothing: say what is in it");
    }
  }

  void CheckLength() {
    const int limit = source_.is_header() ? kHeaderLines : kSourceLines;
    if (source_.lines() > limit) {
      Report(limit + 1, "has " + std::to_string(source_.lines()) + " lines, the limit is " +
                            std::to_string(limit));
    }
  }

  void CheckPragma() {
    static const std::regex kPragma(R"(^\s*#\s*pragma\s+once\b)");
    if (!source_.is_header()) return;
    for (const std::string& line : source_.directives) {
      if (std::regex_search(line, kPragma)) return;
    }
    Report(1, "a header without #pragma once");
  }

  void CheckPhrases() {
    for (const Phrase& phrase : Phrases()) {
      if (!std::regex_search(source_.path, phrase.files)) continue;
      for (std::size_t i = 0; i < source_.code.size(); ++i) {
        if (std::regex_search(source_.code[i], phrase.code)) Report(i, phrase.what);
      }
    }
  }

  void CheckComments() {
    static const std::regex kUnfinished(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    for (std::size_t i = 0; i < source_.comments.size(); ++i) {
      if (std::regex_search(source_.comments[i], kUnfinished)) {
        Report(i, "unfinished by its own words: finish it or open an issue");
      }
    }
  }

  void CheckFunctions() {
    const BraceScan scan = FindFunctions(source_);
    if (!scan.balanced) Report(1, "braces do not add up for the scan of function lengths");
    for (const FunctionSpan& function : scan.functions) {
      if (function.lines() <= kFunctionLines) continue;
      Report(function.first_line, "a function of " + std::to_string(function.lines()) +
                                      " lines, the limit is " + std::to_string(kFunctionLines));
    }
  }

  void Report(std::size_t index, const std::string& what) {
    Report(static_cast<int>(index) + 1, what);
  }

  void Report(int line, const std::string& what) {
    findings_.push_back({source_.path, line, what});
  }

  const SourceText& source_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckTexts(const std::vector<SourceText>& sources) {
  std::vector<Finding> findings;
  for (const SourceText& source : sources) {
    const std::vector<Finding> more = TextCheck(source).Run();
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

}  // namespace pelorus
