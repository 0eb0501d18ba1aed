#pragma once

#include "fusion/track_bank.h"
#include "tests/support/air_world.h"

namespace pelorus {

/// Gives everything that a bank makes of the reports to a sink.
inline void Show(const ReportBatch& reports, PictureSink& sink) {
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  bank.Process(reports, picture, dispositions);
  sink.Write(picture);
  bank.Finish(picture);
  sink.Write(picture);
}

}  // namespace pelorus
