#include "tests/trackers/counting_new.h"

#include <cstdlib>
#include <new>

namespace {

long g_allocations = 0;

void* Counted(void* p) {
  ++g_allocations;
  if (p == nullptr) throw std::bad_alloc();
  return p;
}

}  // namespace

long pelorus::CountedAllocations() { return g_allocations; }

// A file of its own: inlined into a caller, the pair of malloc and free looks mismatched to g++.
void* operator new(std::size_t size) { return Counted(std::malloc(size > 0 ? size : 1)); }
// Libraries use it too, and AddressSanitizer would bring its own.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++g_allocations;
  return std::malloc(size > 0 ? size : 1);
}
void* operator new(std::size_t size, std::align_val_t align) {
  const std::size_t a = static_cast<std::size_t>(align);
  return Counted(std::aligned_alloc(a, (size + a - 1) / a * a));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
