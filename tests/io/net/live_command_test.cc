#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/io/net/loopback.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Kind = Endpoint::Kind;

/// The program that was built, running.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), PELORUS_BINARY_DIR "/pelorus");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(err.data(), O_CLOEXEC), 0);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      ::dup2(err[1], STDERR_FILENO);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    out_.pipe = Socket(out[0]);
    err_.pipe = Socket(err[0]);
    ::close(out[1]);
    ::close(err[1]);
  }
  ~Program() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// What it has printed once `words` came `times` times; what there is when they do not come.
  std::string Out(const std::string& words, int times = 1) { return out_.Await(words, times); }
  std::string Err(const std::string& words, int times = 1) { return err_.Await(words, times); }

  /// Waits for its end and gives the exit code; -1 when a signal ended it.
  int Finish() {
    out_.Await("", -1);
    err_.Await("", -1);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int Stop(int signal) {
    ::kill(process_, signal);
    return Finish();
  }

 private:
  struct Stream {
    Socket pipe;
    std::string text;

    /// Reads until `words` were there `times` times; -1: until the end.
    std::string Await(const std::string& words, int times) {
      const auto limit = std::chrono::steady_clock::now() + kPatience;
      std::array<char, 4096> block{};
      while (times < 0 || Times(words) < times) {
        pollfd readable{pipe.fd(), POLLIN, 0};
        if (!WaitFor({&readable, 1}, limit)) break;
        const ssize_t got = ::read(pipe.fd(), block.data(), block.size());
        if (got <= 0) break;
        text.append(block.data(), static_cast<std::size_t>(got));
      }
      return text;
    }
    int Times(const std::string& words) const {
      int n = 0;
      for (std::size_t at = text.find(words); at != std::string::npos;
           at = text.find(words, at + 1)) {
        ++n;
      }
      return n;
    }
  };

  pid_t process_ = 0;
  Stream out_;
  Stream err_;
};

std::string Location(const char* scheme, std::uint16_t port) {
  return std::string(scheme) + "://127.0.0.1:" + std::to_string(port);
}

std::string ShipText(std::uint32_t mmsi) {
  AisPositionA ship;
  ship.mmsi = mmsi;
  ship.lat = 57 * 600000;
  ship.lon = 11 * 600000;
  return "1452468551.5 " + AisText(ship.Bits());
}

TEST(LiveDecode, PrintsMessagesAsTheyComeUntilItIsTold) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  const TemporaryFolder folder;
  const std::string summary = (folder / "summary.json").string();
  Program decode({"decode", Location("udp", port), "--format", "jsonl", "--summary", summary});
  EXPECT_THAT(decode.Err("open"), HasSubstr(Location("udp", port) + ": open"));
  const Socket sender = UdpSender(port);
  Send(sender, ShipText(244660001));
  EXPECT_THAT(decode.Out("\n"), HasSubstr("\"mmsi\":244660001"));
  Send(sender, ShipText(244660002));
  EXPECT_THAT(decode.Out("\n", 2), HasSubstr("\"mmsi\":244660002"));
  EXPECT_EQ(decode.Stop(SIGTERM), 130);
  EXPECT_THAT(decode.Err(""), HasSubstr("datagrams 2"));
  const auto counters = nlohmann::json::parse(Slurp(summary));
  EXPECT_EQ(counters["total"]["received"], 2);
  EXPECT_EQ(counters["total"]["used"], 2);
}

TEST(LiveDecode, ReadsSeveralSourcesAtOnceAsATable) {
  const std::uint16_t listen = FreePort(Kind::kTcpListener);
  const std::uint16_t udp = FreePort(Kind::kUdp);
  const TestServer server;
  Program decode({"decode", "nmea@" + Location("tcp-listen", listen), Location("udp", udp),
                  Location("tcp", server.port()), "--format", "csv"});
  decode.Err(": open", 3);
  // One is silent, one sends bytes that say nothing of their format: neither holds up the third.
  Send(UdpSender(udp), "?");
  const Socket client = ConnectTo(listen);
  Send(client, ShipText(244660001));
  EXPECT_THAT(decode.Out("244660001"), HasSubstr("244660001"));
  Socket peer = server.Accept();
  for (int i = 0; i < 100 && !peer.open(); ++i) {
    ::usleep(20'000);
    peer = server.Accept();
  }
  Send(peer, ShipText(244660002));
  EXPECT_THAT(decode.Out("244660002"), HasSubstr("244660002"));
  EXPECT_EQ(decode.Stop(SIGINT), 130);
}

TEST(LiveDecode, AnInputThatCannotBeHadEndsItWithOneLine) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  const Socket holder = Bind(Local(Kind::kUdp, port), SOCK_DGRAM).socket;
  Program taken({"decode", Location("udp", port)});
  EXPECT_EQ(taken.Finish(), 2);
  EXPECT_THAT(taken.Err(""), AllOf(HasSubstr(Location("udp", port)), HasSubstr("in use")));
  Program zmq({"decode", "zmq+tcp://127.0.0.1:1"});
  EXPECT_EQ(zmq.Finish(), 2);
  EXPECT_THAT(zmq.Err(""), HasSubstr("this version reads udp, tcp and tcp-listen"));
}

TEST(LiveDecode, AFormatThatItDoesNotReadFromTheNetworkEndsIt) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  Program decode({"decode", Location("udp", port)});
  decode.Err(": open");
  Send(UdpSender(port), "t,mmsi,lat,lon\n");
  EXPECT_EQ(decode.Finish(), 2);
  EXPECT_THAT(decode.Err(""), HasSubstr("reads nmea from the network, not csv"));
}

}  // namespace
}  // namespace pelorus
