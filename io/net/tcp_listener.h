#pragma once

#include <poll.h>

#include <cstdint>
#include <vector>

#include "io/net/live_source.h"
#include "io/net/socket.h"

namespace pelorus {

/// What clients send that connect here, several at once: whole lines of one client at a time, in
/// turn; of Mode-S Beast binary whole records, each once the next begins. A client whose line grows
/// over kLongestLine bytes is disconnected; the line it was in gets a line end there, as that of
/// any client that goes. Each connection is a sender of its own.
class TcpListener final : public LiveSource {
 public:
  static constexpr std::size_t kMaxClients = 64;
  static constexpr std::size_t kLongestLine = std::size_t{1} << 16;

  /// Throws InputError when the host is unknown or the address cannot be had.
  TcpListener(const Endpoint& endpoint, LiveOptions options, NetCounters& counters);

  /// Where it listens, also when the endpoint left the choice to the kernel.
  std::uint16_t port() const { return socket_.local_port(); }

 private:
  struct Client {
    Socket socket;
    std::uint64_t sender = 0;
    std::vector<char> buffer;
    std::size_t begin = 0;  // of what was not given yet
    std::size_t end = 0;
  };

  Piece Receive(Clock::time_point until) override;
  bool Wait(Clock::time_point until);
  void AcceptAll();
  Piece TakeFromReady();
  Piece TakeFrom(Client& client);
  Piece Finish(Client& client);

  Socket socket_;
  std::vector<Client> clients_;
  std::vector<pollfd> polled_;  // the listening socket, then the clients
  std::size_t turn_ = 0;        // the client that is looked at first
  std::uint64_t accepted_ = 0;
  bool somebody_waits_ = false;
  Clock::time_point accept_from_;
};

}  // namespace pelorus
