#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/export/tracks_gpkg.h"
#include "tests/io/export/pictures.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {

/// A name that would be markup.
inline constexpr const char* kHostileName = "<B>\"ARK\" & SON";

/// What a run leaves: a ship that is silent from 00:30 to 03:30, another that is heard throughout,
/// and events about the first.
class RunOnDisk {
 public:
  RunOnDisk() {
    const Ship silent = Ship(211000001, std::chrono::seconds{30})
                            .From(42.0, 50.0)
                            .Steer(90.0)
                            .At(12.0_kn)
                            .For(std::chrono::minutes{30})
                            .Silent(std::chrono::hours{3})
                            .For(std::chrono::minutes{30});
    const Ship heard = Ship(211000002, std::chrono::seconds{30})
                           .From(42.3, 50.0)
                           .Steer(90.0)
                           .At(10.0_kn)
                           .For(std::chrono::hours{4});
    TracksGpkg tracks(folder() / "tracks.gpkg", {});
    Show(InOrder({silent, heard}), tracks);
    tracks.Close();
    Write("run.json",
          {{"version", "0.0.0"},
           {"start", "2026-03-01T00:00:00Z"},
           {"end", "2026-03-01T04:00:00Z"},
           {"inputs", {{{"name", "sea.nmea"}, {"format", "nmea"}}}},
           {"config", {{"silences", {{"threshold", 0.5}}}}},
           {"counters", {{"total", {{"received", 7}, {"rejected", {{"checksum", 2}}}}}}}});
    std::ofstream(folder() / "coverage.csv")
        << "lat,lon,ais_class,under_way,bins,heard,share\n42.05,50.05,A,1,10,9,0.9\n"
           "42.05,50.15,A,1,10,1,0.1\n";
    std::ofstream(folder() / "identities.csv")
        << "key,field,value,first,last,times,input,offset\n"
           "mmsi:211000001,name,\"<B>, "
           "\"\"ARK\"\"\",2026-03-01T00:00:00Z,2026-03-01T00:20:00Z,7,f,0\n"
           "mmsi:211000001,name,OTHER,2026-03-01T03:30:00Z,2026-03-01T04:00:00Z,2,f,9\n"
           "mmsi:211000009,name,ELSEWHERE,2026-03-01T03:30:00Z,2026-03-01T04:00:00Z,2,f,9\n";
    std::ofstream(folder() / "sea.nmea") << "first line\n!AIVDM,1,1,,A,<raw>,0*00\r\n";
    Add(Silence("a", 0.9));
  }

  std::filesystem::path folder() const { return folder_ / ""; }

  void Add(const nlohmann::json& event) {
    std::ofstream(folder() / "events.jsonl", std::ios::app) << event.dump() << '\n';
  }

  /// A dark transit; terms -1 + 4 - 0.8 = 2.2.
  nlohmann::json Silence(const std::string& id, double probability) const {
    return {
        {"id", id},
        {"kind", "dark_transit"},
        {"start", "2026-03-01T00:30:00Z"},
        {"end", "2026-03-01T03:30:00Z"},
        {"lat", 42.0},
        {"lon", 50.1},
        {"participants", {{{"key", "mmsi:211000001"}, {"name", kHostileName}}}},
        {"probability", probability},
        {"prior_log_odds", -1.0},
        {"log_odds", 2.2},
        {"evidence",
         {{{"name", "missed_reports"},
           {"value", 17},
           {"unit", "bins"},
           {"llr", 4.0},
           {"note", "n"}},
          {{"name", "length"}, {"value", 3}, {"unit", "h"}, {"llr", -0.8}, {"note", "n"}}}},
        {"alternatives", {{{"name", "reception"}, {"probability", 0.1}, {"note", "poor"}}}},
        {"patterns", nlohmann::json::array()},
        {"wording", "inferred"},
        {"refs", {{{"input", (folder() / "sea.nmea").string()}, {"offset", 11}}}},
        {"off", {{"t", 1772325000}, {"lat", 42.0}, {"lon", 50.1}}},
        {"on", {{"t", 1772335800}, {"lat", 42.0}, {"lon", 50.9}}},
        {"expected_messages", 17},
        {"feasible_ports", {{{"name", "Baku"}, {"unlocode", "AZBAK"}, {"hours_available", 1.5}}}}};
  }

 private:
  void Write(const char* name, const nlohmann::json& value) const {
    std::ofstream(folder() / name) << value.dump();
  }

  TemporaryFolder folder_;
};

}  // namespace pelorus
