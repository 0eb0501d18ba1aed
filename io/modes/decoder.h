#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "io/modes/frame.h"
#include "io/modes/message_source.h"

namespace pelorus::modes {

/// How Mode S frames are judged.
struct DecoderOptions {
  /// Where the receiver stands: resolves surface positions within 45 NM of it.
  std::optional<GeoPoint> reference;
  /// Takes a parity field of zeros in DF 11, 17 and 18 for one that was checked and removed.
  bool accept_checked_frames = false;
  /// Takes the address that the parity of an address-parity frame yields without further proof, and
  /// holds none of such a frame's values back.
  bool trust_addresses = false;
  /// Bit errors repaired in DF 11, 17 and 18, never in the downlink format: 0, 1 or 2.
  int max_bit_errors = 1;
  SourceId source;
};

/// Judges and decodes Mode S frames: parity, addresses, ADS-B, TIS-B, ADS-R, Comm-B, and positions
/// from pairs of frames by the state it keeps of each aircraft. All ages are by the frames' own
/// times; of frames without one, each counts as 10 ms later than the frame before it. Memory is
/// bounded (see aircraft_table.h); no allocation per message. [DO-260B], [Doc9871].
class Decoder final : public MessageSource {
 public:
  Decoder(std::unique_ptr<FrameSource> frames, const DecoderOptions& options);
  ~Decoder() override;
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;

  const Message* Next() override;
  bool paused() const override;
  /// Those of the frame source, with the frames accounted for: used (Mode A/C replies too), or
  /// rejected as kBadFrame (length and format do not fit), kUnknownType (downlink format),
  /// kChecksum, kUnknownAddress, kBadIdentity (address 0).
  const Counters& counters() const override;
  ByteSource::Progress progress() const override;
  const std::vector<std::string>& stations() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus::modes
