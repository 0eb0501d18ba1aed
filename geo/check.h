#pragma once

#include <string>

namespace pelorus {

/// Ends the program with file, line, the failed condition and `detail`. For programming errors
/// only: no input, however broken, may lead here.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition,
                              const std::string& detail);

}  // namespace pelorus

/// States what the surrounding code relies on. Active in every build; the second argument is a
/// std::string with the values that explain a failure.
#define PELORUS_CHECK(condition, detail)                                \
  do {                                                                  \
    if (!(condition)) {                                                 \
      ::pelorus::CheckFailed(__FILE__, __LINE__, #condition, (detail)); \
    }                                                                   \
  } while (false)
