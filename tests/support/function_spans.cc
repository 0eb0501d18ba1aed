#include "tests/support/function_spans.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <string>

namespace pelorus {
namespace {

enum class Scope { kNamespace, kType, kFunction, kData };

/// The declaration without what would mislead: `operator==`, and everything inside parentheses or
/// template brackets of a `template <…>` head.
std::string Skeleton(const std::string& declaration) {
  static const std::regex kOperator(R"(operator\s*(\(\)|\[\]|[^\s\w(]+))");
  const std::string text = std::regex_replace(declaration, kOperator, "operator ");
  std::string skeleton;
  int round = 0;
  int angle = 0;
  bool in_template_head = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.compare(i, 8, "template") == 0) in_template_head = true;
    if (c == ')') --round;
    if (round == 0 && angle == 0) skeleton.push_back(c);
    if (c == '(') ++round;
    if (in_template_head && c == '<') ++angle;
    if (in_template_head && c == '>' && --angle == 0) in_template_head = false;
  }
  return skeleton;
}

Scope Classify(const std::string& declaration) {
  static const std::regex kNamespace(R"(\b(namespace|extern)\b)");
  static const std::regex kType(R"(\b(class|struct|union|enum)\b)");
  const std::string skeleton = Skeleton(declaration);
  if (skeleton.find('=') != std::string::npos) return Scope::kData;
  // A brace inside parentheses: a default argument or an argument of a macro.
  if (std::ranges::count(skeleton, '(') != std::ranges::count(skeleton, ')')) return Scope::kData;
  const bool has_parameters = skeleton.find(')') != std::string::npos;
  // `struct alignas(8) A {` has parentheses, too, but nothing behind its name needs them.
  if (std::regex_search(skeleton, kType) &&
      (!has_parameters || skeleton.find("alignas") != std::string::npos)) {
    return Scope::kType;
  }
  if (has_parameters) return Scope::kFunction;
  return std::regex_search(skeleton, kNamespace) ? Scope::kNamespace : Scope::kData;
}

/// Walks over the code of one file, keeping the scopes that are open.
class BraceWalker {
 public:
  BraceScan Run(const SourceText& source) {
    for (const std::string& line : source.code) {
      ++line_;
      for (const char c : line) See(c);
      See(' ');
    }
    CloseFunction();
    scan_.balanced = scan_.balanced && scopes_.empty() && inner_ == 0;
    return scan_;
  }

 private:
  bool InBody() const {
    return !scopes_.empty() &&
           (scopes_.back() == Scope::kFunction || scopes_.back() == Scope::kData);
  }

  void See(char c) {
    if (InBody()) {
      SeeInBody(c);
    } else if (c == '{') {
      Open();
    } else if (c == '}') {
      Close();
    } else if (c == ';') {
      EndDeclaration();
    } else {
      Extend(c);
    }
  }

  /// Inside a function or an initializer only the matching brace counts.
  void SeeInBody(char c) {
    if (c == '{') ++inner_;
    if (c != '}') return;
    if (inner_ > 0) {
      --inner_;
      return;
    }
    if (scopes_.back() == Scope::kFunction) {
      pending_.last_line = line_;  // closed for good by what follows
      continues_ = false;
    }
    scopes_.pop_back();
  }

  void Open() {
    // `A() : a_{1} {` opens three braces for one function: the first decided.
    const Scope scope = pending_.last_line != 0 ? Scope::kFunction : Classify(declaration_);
    if (scope == Scope::kFunction && pending_.last_line == 0) pending_.first_line = first_line_;
    scopes_.push_back(scope);
    if (scope != Scope::kFunction && scope != Scope::kData) declaration_.clear();
  }

  void Close() {
    EndDeclaration();
    if (scopes_.empty()) {
      scan_.balanced = false;
    } else {
      scopes_.pop_back();
    }
  }

  void Extend(char c) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    // After a function's brace only `,` (the next member initializer) keeps it open.
    if (pending_.last_line != 0 && !blank && !continues_ && c != ',') EndDeclaration();
    if (pending_.last_line != 0 && c == ',') continues_ = true;
    if (blank && declaration_.empty()) return;
    if (declaration_.empty()) first_line_ = line_;
    declaration_.push_back(c);
    // `public:` is no part of the declaration behind it.
    static const std::regex kAccess(R"(^(public|private|protected):$)");
    if (c == ':' && std::regex_match(declaration_, kAccess)) declaration_.clear();
  }

  void EndDeclaration() {
    CloseFunction();
    declaration_.clear();
  }

  void CloseFunction() {
    if (pending_.last_line != 0) scan_.functions.push_back(pending_);
    pending_ = {};
    continues_ = false;
  }

  BraceScan scan_;
  std::vector<Scope> scopes_;
  std::string declaration_;
  FunctionSpan pending_;    // its brace has closed; a member initializer may go on
  bool continues_ = false;  // a `,` came behind its brace
  int first_line_ = 0;
  int line_ = 0;
  int inner_ = 0;
};

}  // namespace

BraceScan FindFunctions(const SourceText& source) { return BraceWalker().Run(source); }

}  // namespace pelorus
