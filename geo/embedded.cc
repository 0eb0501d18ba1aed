#include "geo/embedded.h"

// The assembler includes the files whole; PELORUS_GEO_DATA is the folder geo/data. CMake lists them
// as dependencies of this file.
#define PELORUS_EMBED(name, file)                           \
  asm(".section .rodata\n"                                  \
      ".balign 16\n"                                        \
      ".global pelorus_embedded_" #name                     \
      "\n"                                                  \
      "pelorus_embedded_" #name                             \
      ":\n"                                                 \
      ".incbin \"" PELORUS_GEO_DATA "/" file                \
      "\"\n"                                                \
      ".global pelorus_embedded_" #name                     \
      "_end\n"                                              \
      "pelorus_embedded_" #name                             \
      "_end:\n"                                             \
      ".byte 0\n"                                           \
      ".previous\n");                                       \
  extern "C" const unsigned char pelorus_embedded_##name[]; \
  extern "C" const unsigned char pelorus_embedded_##name##_end[]

PELORUS_EMBED(caspian, "caspian.gpkg");
PELORUS_EMBED(red_sea, "redsea_gulf.gpkg");
PELORUS_EMBED(places, "places.csv");
PELORUS_EMBED(channels, "channels.csv");
PELORUS_EMBED(airports, "airports.csv");

namespace pelorus {

std::span<const unsigned char> EmbeddedCaspianGpkg() {
  return {pelorus_embedded_caspian, pelorus_embedded_caspian_end};
}

std::span<const unsigned char> EmbeddedRedSeaGpkg() {
  return {pelorus_embedded_red_sea, pelorus_embedded_red_sea_end};
}

std::span<const unsigned char> EmbeddedPlacesCsv() {
  return {pelorus_embedded_places, pelorus_embedded_places_end};
}

std::span<const unsigned char> EmbeddedChannelsCsv() {
  return {pelorus_embedded_channels, pelorus_embedded_channels_end};
}

std::span<const unsigned char> EmbeddedAirportsCsv() {
  return {pelorus_embedded_airports, pelorus_embedded_airports_end};
}

}  // namespace pelorus
