# Options, warnings and sanitizers: everything that holds for all rooms.
option(PELORUS_TESTS "Build the tests" ON)
option(PELORUS_BENCH "Build the benchmarks in tests/bench" OFF)
option(PELORUS_FUZZ "Build the fuzzers in tests/fuzz (clang)" OFF)
option(PELORUS_NATIVE "Compile for this machine's processor" OFF)
set(PELORUS_PARALLEL "tbb" CACHE STRING "Back-end of fusion/parallel: tbb or threads")
set_property(CACHE PELORUS_PARALLEL PROPERTY STRINGS tbb threads)
set(PELORUS_SANITIZE "" CACHE STRING "Value of -fsanitize=, e.g. address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O3")  # without NDEBUG: a failed check is always an answer
# Every public header compiles alone; `cmake --build … --target all_verify_interface_header_sets`.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

# A clone at another path finds what this one compiled: ccache sees paths relative to the sources
# and leaves the build folder out, the compiler writes neither into the objects.
if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(PELORUS_CCACHE ccache)
  if(PELORUS_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${PELORUS_CCACHE})
  endif()
endif()

set(PELORUS_WARNINGS
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion -Werror)

add_library(pelorus_flags INTERFACE)
target_compile_options(pelorus_flags INTERFACE
  ${PELORUS_WARNINGS}
  # g++ 12 sees overlapping copies in every `"…" + std::string` that it inlines (PR 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  -ffp-contract=off  # the same bits on machines with and without fused multiply-add
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=  # nor do paths of the machine get into them
  # g++ 12's own AVX headers start undefined vectors from themselves (its bug 105593).
  $<$<BOOL:${PELORUS_NATIVE}>:-march=native;-Wno-maybe-uninitialized;-Wno-uninitialized>
  # g++ 12 sees overlapping copies in plain std::string insertions (its bug 105651, mended in 13).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
if(PELORUS_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # The inserted checks mislead the warnings that the optimizer gives; the plain builds have them.
    target_compile_options(pelorus_flags INTERFACE
      -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  target_compile_options(pelorus_flags INTERFACE
    -fsanitize=${PELORUS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(pelorus_flags INTERFACE -fsanitize=${PELORUS_SANITIZE})
endif()

# pelorus_room(NAME SOURCES … HEADERS … PUBLIC … PRIVATE …): a static library of one room.
function(pelorus_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(pelorus_${name} STATIC ${ROOM_SOURCES})
  add_library(pelorus::${name} ALIAS pelorus_${name})
  target_sources(pelorus_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ROOM_HEADERS})
  target_link_libraries(pelorus_${name} PUBLIC ${ROOM_PUBLIC}
    PRIVATE $<BUILD_INTERFACE:pelorus_flags> ${ROOM_PRIVATE})
  # The header check consumes the room, so it gets interface options only: its warnings come here.
  set(is_header_check
    $<STREQUAL:$<TARGET_PROPERTY:NAME>,pelorus_${name}_verify_interface_header_sets>)
  target_compile_options(pelorus_${name} INTERFACE
    "$<${is_header_check}:${PELORUS_WARNINGS};-O0>")
endfunction()
