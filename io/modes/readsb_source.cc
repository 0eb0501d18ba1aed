#include <simdjson.h>

#include "io/modes/aggregators.h"
#include "io/modes/json_row_source.h"
#include "io/modes/readsb_fields.h"
#include "io/modes/row_fields.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kContainers[] = {"aircraft"};
constexpr Duration kOfWholeSeconds = 289ms;  // 1 s / √12
constexpr Duration kOfAges = 29ms;           // 0.1 s / √12: `seen` and `seen_pos`

std::optional<Time> Ago(const std::optional<Time>& now, std::optional<double> age_s) {
  if (age_s) *age_s = -*age_s;
  return Shifted(now, age_s);
}

class ReadsbDecoder final : public JsonRowDecoder {
 public:
  void SetHeader(const JsonElement* header) override {
    now_ = header != nullptr ? TimeOf(*header, "now") : JsonTime{};
  }

  Decoded Decode(const JsonElement& row, bool inside, Message& message) override {
    JsonTime now = TimeOf(row, "now");
    const bool has_hex = !TextOf(row, "hex").empty();
    if (!has_hex && now.at && !inside) return NoMessage{};
    if (!now.at && !now.unreadable && inside) now = now_;
    if (now.unreadable) return Reject::kBadTime;
    if (!SetAddress(TextOf(row, "hex"), message)) return Reject::kBadIdentity;
    message.t = now.at;
    message.t_sigma = now.whole ? kOfWholeSeconds : kOfAges;
    message.contact_t = Ago(now.at, NumberOf(row, "seen"));
    if (const auto reject = ReadPosition(row, message)) return *reject;
    JsonElement room;
    if (const auto* more = ObjectOf(row, "flightdict", room)) ReadReadsbFields(*more, message);
    ReadReadsbFields(row, message);
    return HasMessage{};
  }

 private:
  /// The position, or the last one that was known, which readsb keeps apart once it is old.
  static std::optional<Reject> ReadPosition(const JsonElement& row, Message& message) {
    JsonElement room;
    const JsonElement* from = &row;
    const auto* last = ObjectOf(row, "lastPosition", room);
    if (last != nullptr && !NumberOf(row, "lat") && !NumberOf(row, "lon")) from = last;
    const auto reject = SetPosition(NumberOf(*from, "lat"), NumberOf(*from, "lon"), message);
    if (reject || !message.position) return reject;
    message.position_t = Ago(message.t, NumberOf(*from, "seen_pos"));
    if (from == last) message.nic = SmallOf(NumberOf(*from, "nic"), 11);
    return std::nullopt;
  }

  JsonTime now_;
};

}  // namespace

std::unique_ptr<MessageSource> OpenReadsb(std::unique_ptr<ByteSource> bytes) {
  return MakeJsonRowSource(std::move(bytes), kContainers, std::make_unique<ReadsbDecoder>());
}

}  // namespace pelorus::modes
