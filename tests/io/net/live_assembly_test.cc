#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/net/tcp_client.h"
#include "io/net/tcp_listener.h"
#include "io/net/udp_source.h"
#include "tests/io/ais/recordings.h"
#include "tests/io/net/loopback.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

using Kind = Endpoint::Kind;

/// The two sentences of a ship's type 5, all ships with the same sequence id and channel.
std::vector<std::string> TwoParts(std::uint32_t mmsi, const std::string& name) {
  AisStatic ship;
  ship.mmsi = mmsi;
  ship.name = name;
  std::vector<std::string> parts = AisSentences(ship.Bits(), 'A', 1);
  for (std::string& part : parts) part += "\r\n";
  return parts;
}

/// A source with a decoder behind it, as a live input has.
template <class Source>
class LiveDecoder {
 public:
  explicit LiveDecoder(const Endpoint& endpoint) {
    LiveOptions options = Brief();
    options.stopped = [this] { return stop_; };
    auto source = Make(endpoint, options);
    source_ = source.get();
    decoder_.emplace(std::move(source), ais::NmeaOptions{});
  }

  const Source& source() const { return *source_; }
  const NetCounters& net() const { return net_; }
  const Counters& counters() const { return decoder_->counters(); }

  /// JSON lines of all messages up to the next pause.
  void Take(std::vector<std::string>& lines) {
    while (const ais::Received* received = decoder_->Next()) {
      std::string line;
      ais::AppendJson(*received, decoder_->stations()[received->station.value()], line);
      line.pop_back();
      lines.push_back(std::move(line));
    }
  }
  /// Those of all that comes until `count` were there or nothing more comes for a while.
  std::vector<std::string> Lines(std::size_t count) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    std::vector<std::string> lines;
    while (lines.size() < count && std::chrono::steady_clock::now() < limit) Take(lines);
    for (int i = 0; i < 3; ++i) Take(lines);
    return lines;
  }
  /// Ends the source; what the decoder still gives.
  std::vector<std::string> Stop() {
    stop_ = true;
    std::vector<std::string> lines;
    Take(lines);
    EXPECT_FALSE(decoder_->paused());
    return lines;
  }

 private:
  std::unique_ptr<Source> Make(const Endpoint& endpoint, const LiveOptions& options) {
    if constexpr (std::is_same_v<Source, TcpClient>) {
      const Backoff::Pause pause(10);
      return std::make_unique<Source>(endpoint, options, net_, Backoff(pause, pause));
    } else {
      return std::make_unique<Source>(endpoint, options, net_);
    }
  }
  NetCounters net_;
  bool stop_ = false;
  Source* source_ = nullptr;
  std::optional<ais::NmeaDecoder> decoder_;
};

std::size_t CountOf(const std::vector<std::string>& lines, const std::string& words) {
  const auto n = std::count_if(lines.begin(), lines.end(), [&words](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
  return static_cast<std::size_t>(n);
}

/// Sends the parts of two ships in turn over two connections; both messages must come whole.
template <class Source>
void ExpectEachItsOwn(LiveDecoder<Source>& live, const Socket& a, const Socket& b) {
  const auto one = TwoParts(244660001, "ONE ONE ONE ONE");
  const auto two = TwoParts(244660002, "TWO TWO TWO TWO");
  ASSERT_EQ(one.size(), 2U);
  Send(a, one[0]);
  EXPECT_TRUE(live.Lines(0).empty());
  Send(b, two[0]);
  EXPECT_TRUE(live.Lines(0).empty());
  Send(a, one[1]);
  Send(b, two[1]);
  const auto lines = live.Lines(2);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(CountOf(lines, "\"mmsi\":244660001") * CountOf(lines, "ONE ONE ONE ONE"), 1U);
  EXPECT_EQ(CountOf(lines, "\"mmsi\":244660002") * CountOf(lines, "TWO TWO TWO TWO"), 1U);
  EXPECT_EQ(live.counters().rejected_total(), 0U);
}

TEST(LiveAssembly, TwoClientsOfAListenerHaveEachTheirOwn) {
  LiveDecoder<TcpListener> live(Local(Kind::kTcpListener));
  ExpectEachItsOwn(live, ConnectTo(live.source().port()), ConnectTo(live.source().port()));
}

TEST(LiveAssembly, TwoSendersToOneUdpPortHaveEachTheirOwn) {
  LiveDecoder<UdpSource> live(Local(Kind::kUdp));
  ExpectEachItsOwn(live, UdpSender(live.source().port()), UdpSender(live.source().port()));
}

TEST(LiveAssembly, TwoSourcesHaveEachTheirOwn) {
  LiveDecoder<UdpSource> first(Local(Kind::kUdp));
  LiveDecoder<TcpListener> second(Local(Kind::kTcpListener));
  Send(UdpSender(first.source().port()), TwoParts(244660001, "ONE")[0]);
  Send(ConnectTo(second.source().port()), TwoParts(244660001, "ONE")[1]);
  EXPECT_TRUE(first.Lines(0).empty());
  EXPECT_TRUE(second.Lines(0).empty());
  EXPECT_TRUE(first.Stop().empty());
  EXPECT_TRUE(second.Stop().empty());
  for (const Counters* counters : {&first.counters(), &second.counters()}) {
    EXPECT_EQ(counters->received, 1U);
    EXPECT_EQ(counters->rejected[static_cast<std::size_t>(Reject::kFragmentOrphan)], 1U);
    EXPECT_TRUE(counters->Conserved());
  }
}

TEST(LiveAssembly, ATagLineHoldsForItsSenderOnly) {
  LiveDecoder<TcpListener> live(Local(Kind::kTcpListener));
  const Socket a = ConnectTo(live.source().port());
  const Socket b = ConnectTo(live.source().port());
  Send(a, "\\c:1565218798*53\\\r\n");
  EXPECT_TRUE(live.Lines(0).empty());
  Send(b, AisText(AisPositionA{}.Bits()));
  EXPECT_EQ(CountOf(live.Lines(1), "\"t\":null"), 1U);
  Send(b, "\\c:1565218798*53\\\r\n" + AisText(AisPositionA{}.Bits()));
  EXPECT_EQ(CountOf(live.Lines(1), "\"t\":1565218798"), 1U);
}

TEST(LiveAssembly, PartsDoNotJoinAcrossAGapInTheConnection) {
  const TestServer server;
  LiveDecoder<TcpClient> live(Local(Kind::kTcpClient, server.port()));
  const auto accept = [&] {
    Socket peer = server.Accept();
    for (int i = 0; i < 200 && !peer.open(); ++i) {
      EXPECT_TRUE(live.Lines(0).empty());
      peer = server.Accept();
    }
    return peer;
  };
  const auto parts = TwoParts(244660001, "ONE");
  Socket peer = accept();
  Send(peer, parts[0] + parts[1].substr(0, 20));
  EXPECT_TRUE(live.Lines(0).empty());
  peer.Close();
  peer = accept();
  Send(peer, parts[1]);
  EXPECT_TRUE(live.Lines(0).empty());
  Send(peer, parts[0]);
  EXPECT_EQ(live.Lines(1).size(), 1U);
  EXPECT_TRUE(live.Stop().empty());
  // The part that was cut and the one whose other part it was.
  EXPECT_EQ(live.counters().rejected_total(), 2U);
  EXPECT_EQ(live.net().cut_lines, 1U);
  EXPECT_TRUE(live.counters().Conserved());
}

/// `text` in pieces of 1 to `largest` bytes, from a fixed sequence.
std::vector<std::string> Pieces(const std::string& text, std::size_t largest) {
  std::vector<std::string> pieces;
  std::uint64_t seed = 7;
  for (std::size_t at = 0; at < text.size(); at += pieces.back().size()) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    pieces.push_back(text.substr(at, 1 + static_cast<std::size_t>(seed >> 33) % largest));
  }
  return pieces;
}

TEST(LiveAssembly, ARecordingGivesTheSameMessagesHoweverTcpCutsIt) {
  PELORUS_REQUIRE_DATA(path, "ais/nmea/kystverket-1000-tagblock-c.nm4");
  const std::string text = ais::Unpacked(path->string());
  const auto expected = ais::DecodeLines(text);
  ASSERT_FALSE(expected.empty());
  LiveDecoder<TcpListener> live(Local(Kind::kTcpListener));
  Socket client = ConnectTo(live.source().port());
  std::vector<std::string> lines;
  for (const std::string& piece : Pieces(text, 1500)) {
    Send(client, piece);
    live.Take(lines);
  }
  client.Close();  // ends the recording's last line
  const auto last = live.Lines(1);
  lines.insert(lines.end(), last.begin(), last.end());
  ASSERT_EQ(lines.size(), expected.size());
  EXPECT_TRUE(lines == expected);
  EXPECT_EQ(live.net().bytes, text.size());
}

TEST(LiveAssembly, ARecordingGivesTheSameMessagesOverUdpLineByLine) {
  PELORUS_REQUIRE_DATA(path, "ais/nmea/kystverket-1000-tagblock-c.nm4");
  const std::string text = ais::Unpacked(path->string());
  LiveDecoder<UdpSource> live(Local(Kind::kUdp));
  const Socket sender = UdpSender(live.source().port());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    Send(sender, text.substr(at, end - at));
    at = end + 1;
  }
  const auto expected = ais::DecodeLines(text);
  const auto lines = live.Lines(expected.size());
  ASSERT_EQ(lines.size(), expected.size());
  EXPECT_TRUE(lines == expected);
  EXPECT_EQ(live.net().kernel_drops, 0U);
}

}  // namespace
}  // namespace pelorus
