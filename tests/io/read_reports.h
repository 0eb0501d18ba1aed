#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "io/reader.h"

namespace pelorus {

/// All that a reader gives, taken apart.
struct ReadReports {
  std::vector<Observation> positions;
  std::vector<StaticReport> statics;
  std::vector<ContactReport> contacts;
  std::uint64_t records = 0;  ///< raw records behind all of them
  Counters counters;

  std::set<TargetKey> keys() const {
    std::set<TargetKey> all;
    for (const auto& p : positions) all.insert(p.key);
    return all;
  }
  /// The law, when every report were used.
  bool Conserved() const {
    Counters all = counters;
    all.used += records;
    return all.Conserved();
  }
};

inline ReadReports ReadWhole(ReportReader& reader) {
  ReadReports all;
  ReportBatch batch;
  while (reader.Read(batch)) {
    for (const auto& report : batch) {
      all.records += From(report).records;
      if (const auto* seen = std::get_if<Observation>(&report)) all.positions.push_back(*seen);
      if (const auto* said = std::get_if<StaticReport>(&report)) all.statics.push_back(*said);
      if (const auto* seen = std::get_if<ContactReport>(&report)) all.contacts.push_back(*seen);
    }
    batch.clear();
  }
  all.counters = reader.counters();
  return all;
}

}  // namespace pelorus
