#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "fusion/drift_table.h"
#include "replay/aircraft_answer.h"
#include "replay/query.h"
#include "replay/session.h"

namespace pelorus {

/// Answers queries in one pass over the inputs. The inputs go through a Session as in any run, so
/// that copies of a transmission and records out of order are treated alike; of the reports only
/// those of the keys asked for are kept. What is learned of drift on the way is taken, for each
/// query, as it stood when the query's knowledge ends: at `using_until`, or before the first of its
/// exclusions.
class QueryRun {
 public:
  /// Readers and executor outlive it.
  QueryRun(const SessionParams& params, std::vector<Query> queries,
           const std::vector<ReportReader*>& readers, Executor& executor);
  ~QueryRun();

  /// Reads the next piece of the inputs; false once all has been read.
  bool Step();

  /// One answer a query, in their order. Call it once Step has returned false.
  std::vector<QueryAnswer> Answers();

  const std::vector<Query>& queries() const { return queries_; }
  const Session& session() const { return *session_; }

 private:
  class Tap;
  class Listener;

  /// What was kept of `key`, copies and what came too late for its place left out.
  template <class R>
  std::vector<R> FirstsOf(TargetKey key) const;

  TrackBankParams params_;
  std::vector<Query> queries_;
  Executor& executor_;
  std::vector<DriftOutlook> outlooks_;  ///< one a query
  std::vector<RegionScale> scales_;     ///< likewise, for those about aircraft
  std::vector<std::unique_ptr<Tap>> taps_;
  std::unique_ptr<Listener> listener_;
  std::unique_ptr<Session> session_;
};

}  // namespace pelorus
