#include "replay/cli/control_input.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <vector>

#include "io/bytes.h"
#include "io/net/socket.h"

namespace pelorus {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kTick{100};
constexpr std::size_t kLongestCommand = 200;

/// Signals are for the main thread.
void BlockSignals() {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

/// The command of a key; empty for none. Space is `pause` or `resume` by what it is now.
std::string CommandOf(char key, const std::string& status) {
  switch (key) {
    case ' ':
      return status.ends_with("paused") ? "resume" : "pause";
    case '.':
      return "step";
    case '+':
      return "faster";
    case '-':
      return "slower";
    case 'm':
      return "speed max";
    case '>':
      return "seek +600";
    case '<':
      return "seek -600";
    case 'q':
      return "quit";
    default:
      return {};
  }
}

Socket ListenAt(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw InputError(path + ": too long for a socket");
  std::memcpy(address.sun_path, path.data(), path.size());
  Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const mode_t before = ::umask(0077);  // who may open it may control the replay
  const int bound =
      ::bind(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::umask(before);
  if (bound != 0 || ::listen(socket.fd(), 4) != 0) {
    throw InputError(path + ": cannot make the control socket: " + std::strerror(errno));
  }
  return socket;
}

}  // namespace

class ControlInput::Keys {
 public:
  explicit Keys(ReplayControl& control) : control_(control) {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  }
  ~Keys() {
    thread_.request_stop();
    thread_.join();
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

 private:
  void Run(const std::stop_token& stop) {
    BlockSignals();
    while (!stop.stop_requested()) {
      pollfd readable{STDIN_FILENO, POLLIN, 0};
      char key = 0;
      if (!WaitFor({&readable, 1}, Clock::now() + kTick)) continue;
      if (::read(STDIN_FILENO, &key, 1) != 1) return;
      const std::string command = CommandOf(key, control_.status());
      if (!command.empty()) control_.Command(command);
    }
  }

  ReplayControl& control_;
  termios before_{};
  std::jthread thread_;
};

class ControlInput::SocketLines {
 public:
  SocketLines(ReplayControl& control, std::string path)
      : control_(control),
        path_(std::move(path)),
        socket_(ListenAt(path_)),
        thread_([this](const std::stop_token& stop) { Run(stop); }) {}
  ~SocketLines() {
    thread_.request_stop();
    thread_.join();
    ::unlink(path_.c_str());
  }
  SocketLines(const SocketLines&) = delete;
  SocketLines& operator=(const SocketLines&) = delete;

 private:
  struct Client {
    Socket socket;
    std::string text;
  };

  void Run(const std::stop_token& stop) {
    BlockSignals();
    while (!stop.stop_requested()) {
      std::vector<pollfd> waiting{{socket_.fd(), POLLIN, 0}};
      for (const Client& client : clients_) waiting.push_back({client.socket.fd(), POLLIN, 0});
      if (!WaitFor(waiting, Clock::now() + kTick)) continue;
      for (std::size_t i = 1; i < waiting.size(); ++i) {
        if (waiting[i].revents != 0) Serve(clients_[i - 1]);
      }
      std::erase_if(clients_, [](const Client& client) { return !client.socket.open(); });
      if (waiting[0].revents == 0) continue;
      Socket client(::accept4(socket_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (client.open()) clients_.push_back({std::move(client), {}});
    }
  }

  void Serve(Client& client) {
    std::array<char, kLongestCommand> block{};
    const ssize_t got = ::recv(client.socket.fd(), block.data(), block.size(), 0);
    if (got <= 0) {
      client.socket.Close();
      return;
    }
    client.text.append(block.data(), static_cast<std::size_t>(got));
    for (std::size_t end = 0; (end = client.text.find('\n')) != std::string::npos;) {
      const std::string answer = control_.Command(client.text.substr(0, end)) + '\n';
      client.text.erase(0, end + 1);
      if (::send(client.socket.fd(), answer.data(), answer.size(), MSG_NOSIGNAL) < 0) {
        client.socket.Close();
        return;
      }
    }
    if (client.text.size() > kLongestCommand) client.socket.Close();
  }

  ReplayControl& control_;
  std::string path_;
  Socket socket_;
  std::vector<Client> clients_;
  std::jthread thread_;  // the last member: it uses all others
};

ControlInput::ControlInput(ReplayControl& control, const std::optional<std::string>& socket) {
  if (::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0) {
    keys_ = std::make_unique<Keys>(control);
  }
  if (socket) lines_ = std::make_unique<SocketLines>(control, *socket);
}

ControlInput::~ControlInput() = default;

}  // namespace pelorus
