#pragma once

#include <utility>
#include <variant>

namespace pelorus {

/// Either a value or the reason why there is none. For data that may be bad; programming errors use
/// PELORUS_CHECK and a failing environment at start-up throws.
template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}    // NOLINT: implicit
  Result(E reason) : content_(std::in_place_index<1>, std::move(reason)) {}  // NOLINT: implicit

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const { return std::get<0>(content_); }
  T& value() { return std::get<0>(content_); }
  const E& error() const { return std::get<1>(content_); }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, E> content_;
};

}  // namespace pelorus
