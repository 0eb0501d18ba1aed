// Two types of one name in one namespace are one type to the linker, which keeps the functions of
// whichever it meets first: the program goes wrong without a word.
#include <map>
#include <regex>

#include "tests/support/house_rules.h"

namespace pelorus {
namespace {

/// The types that a header defines outside functions and other types, with their lines.
std::map<std::string, int> TypesOf(const SourceText& header) {
  static const std::regex kNamespace(R"(^namespace ([\w:]+) \{)");
  static const std::regex kType(
      R"(^(?:struct|class|enum class|enum) (?:\[\[\w+\]\] )?(\w+)(?!\w|::)[^;]*$)");
  std::map<std::string, int> types;
  std::string space;
  for (std::size_t i = 0; i < header.code.size(); ++i) {
    std::smatch found;
    if (std::regex_search(header.code[i], found, kNamespace)) space = found[1];
    if (std::regex_search(header.code[i], found, kType)) {
      types.emplace(space + "::" + found[1].str(), static_cast<int>(i) + 1);
    }
  }
  return types;
}

}  // namespace

std::vector<Finding> CheckTypes(const std::vector<SourceText>& sources) {
  std::vector<Finding> findings;
  std::map<std::string, std::string> defined;
  for (const SourceText& source : sources) {
    // Each test is a program of its own.
    if (!source.is_header() || source.path.starts_with("tests/")) continue;
    for (const auto& [type, line] : TypesOf(source)) {
      const auto [first, fresh] = defined.try_emplace(type, source.path);
      if (fresh) continue;
      findings.push_back({source.path, line,
                          type + " is defined in " + first->second +
                              ", too; one name in a namespace is one type"});
    }
  }
  return findings;
}

}  // namespace pelorus
