#pragma once

#include <vector>

#include "tests/support/source_text.h"

namespace pelorus {

/// The lines of one function, from the first of its signature to its closing brace.
struct FunctionSpan {
  int first_line = 0;
  int last_line = 0;

  int lines() const { return last_line - first_line + 1; }
};

/// What the braces of a file tell.
struct BraceScan {
  std::vector<FunctionSpan>
      functions;         ///< bodies at namespace or class scope; lambdas belong to them
  bool balanced = true;  ///< false when the braces do not add up (macros, #if branches)
};

/// Finds the functions of a file by its braces: a brace at namespace or class scope opens a
/// namespace, a type, an initializer (after `=`) or, behind a parameter list, a function.
BraceScan FindFunctions(const SourceText& source);

}  // namespace pelorus
