// How far apart the hearings of equal payloads are, by kind of message: the table of
// docs/decisions/0003-duplicate-window.md.
//   duplicate_gaps [FILE ...]     (default: the recordings of $PELORUS_DATA named there)
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/ais/nmea_reader.h"
#include "io/ais/to_report.h"
#include "io/bytes.h"
#include "tests/support/data_dir.h"

namespace {

using namespace pelorus;

/// Upper edges of the columns, seconds since the first hearing of a transmission.
constexpr std::array<double, 9> kEdges = {1, 5, 10, 20, 30, 58, 122, 200, 1e9};

struct Kind {
  std::uint8_t type = 0;
  bool second = false;  ///< carries a UTC second 0..59
  bool moving = false;  ///< claims 1 kn or more
  friend auto operator<=>(const Kind&, const Kind&) = default;
};

struct Heard {
  std::uint64_t hash = 0;
  Time at;
  Kind kind;
};

/// Types and kinds of all messages by the offset of their first line.
std::unordered_map<std::uint64_t, Kind> KindsOf(const std::string& path) {
  std::unordered_map<std::uint64_t, Kind> kinds;
  ais::NmeaDecoder decoder(OpenBytes(path), {});
  while (const ais::Received* got = decoder.Next()) {
    kinds[got->offset] = {got->message.type, ais::SecondOf(got->message).has_value(), false};
  }
  return kinds;
}

/// All reports, with the times that tracking would have, in the order of those.
std::vector<Heard> HeardIn(const std::string& path) {
  const auto kinds = KindsOf(path);
  std::vector<Heard> heard;
  ais::NmeaReader reader(OpenBytes(path), {});
  for (ReportBatch batch; reader.Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      const Provenance& from = From(report);
      if (from.records == 0) continue;
      Kind kind = kinds.at(from.raw.offset);
      const auto* z = std::get_if<Observation>(&report);
      kind.moving = z != nullptr && z->sog && z->sog->knots() >= 1.0;
      heard.push_back({from.payload_hash, from.received_at, kind});
    }
  }
  std::stable_sort(heard.begin(), heard.end(),
                   [](const Heard& a, const Heard& b) { return a.at < b.at; });
  return heard;
}

struct Row {
  std::uint64_t heard = 0;
  std::uint64_t distinct = 0;
  std::array<std::uint64_t, kEdges.size()> gaps{};  ///< to the first hearing of the transmission
};

/// Gaps since the hearing before, so that no window is presumed.
std::map<Kind, Row> GapsOf(const std::vector<Heard>& heard) {
  std::map<Kind, Row> rows;
  std::unordered_map<std::uint64_t, Time> before;
  for (const Heard& one : heard) {
    Row& row = rows[one.kind];
    ++row.heard;
    const auto [place, first] = before.try_emplace(one.hash, one.at);
    if (first) {
      ++row.distinct;
      continue;
    }
    const double gap = ToSeconds(one.at - place->second);
    place->second = one.at;
    const auto* column = std::lower_bound(kEdges.begin(), kEdges.end() - 1, gap);
    ++row.gaps[static_cast<std::size_t>(column - kEdges.begin())];
  }
  return rows;
}

void Print(const std::string& name, const std::map<Kind, Row>& rows) {
  fmt::print("{}\n  {:<22}{:>8}{:>9}", name, "type", "heard", "distinct");
  for (std::size_t i = 0; i + 1 < kEdges.size(); ++i) {
    fmt::print("{:>7}", fmt::format("<={:.0f}s", kEdges[i]));
  }
  fmt::print("{:>7}\n", "more");
  for (const auto& [kind, row] : rows) {
    fmt::print("  {:<22}{:>8}{:>9}",
               fmt::format("{}{}{}", kind.type, kind.second ? " UTC second" : "",
                           kind.moving ? " moving" : ""),
               row.heard, row.distinct);
    for (const std::uint64_t n : row.gaps) fmt::print("{:>7}", n);
    fmt::print("\n");
  }
}

std::vector<std::string> Recordings() {
  std::vector<std::string> paths;
  for (const char* name :
       {"socal-two-talkers-20160110.ais.gz", "hakefjord-ownship-gps-ais-20150720.log.gz",
        "dma-drift-538004030-20140928.ais.gz", "dma-multistation-20131112.txt.gz",
        "panama-28736.nmea.gz", "aishub-global-85k.nmea.gz", "satellite-tagblock-20211101.nm4",
        "us-2007-sar-13k.nmea.gz", "kystverket-1000-tagblock-c.nm4"}) {
    if (const auto file = DataFile(std::string("ais/nmea/") + name)) {
      paths.push_back(file->string());
    }
  }
  return paths;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  if (paths.empty()) paths = Recordings();
  for (const std::string& path : paths) {
    Print(path.substr(path.rfind('/') + 1), GapsOf(HeardIn(path)));
  }
  return paths.empty() ? 1 : 0;
}
