#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "tests/io/net/loopback.h"

namespace pelorus {

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
    out_.Await("", -1, kLongRun);
    err_.Await("", -1, kLongRun);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int Stop(int signal) {
    Signal(signal);
    return Finish();
  }
  void Signal(int signal) const { ::kill(process_, signal); }

 private:
  /// A whole run, with a sanitizer on a busy machine.
  static constexpr std::chrono::seconds kLongRun{60};

  struct Stream {
    Socket pipe;
    std::string text;

    /// Reads until `words` were there `times` times; -1: until the end.
    std::string Await(const std::string& words, int times,
                      std::chrono::seconds patience = kPatience) {
      const auto limit = std::chrono::steady_clock::now() + patience;
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

/// `SCHEME://127.0.0.1:PORT`.
inline std::string Location(const char* scheme, std::uint16_t port) {
  return std::string(scheme) + "://127.0.0.1:" + std::to_string(port);
}

}  // namespace pelorus
