#pragma once

namespace pelorus {

/// How often operator new was called so far in a program that links counting_new.cc.
long CountedAllocations();

}  // namespace pelorus
