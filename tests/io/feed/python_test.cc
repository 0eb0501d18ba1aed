#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "io/feed/curve_keys.h"
#include "tests/io/feed/feed_world.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::feed {
namespace {

using ::testing::HasSubstr;

constexpr const char* kPython = "/usr/bin/python3";

bool Succeeds(const std::string& command) {
  return std::system((command + " > /dev/null 2>&1").c_str()) == 0;
}

/// The example of the documentation, running beside its generated module.
class Example {
 public:
  Example(const std::string& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {kPython, PELORUS_SOURCE_DIR "/docs/examples/subscribe.py"});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::array<int, 2> out{};
    EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
    process_ = ::fork();
    if (process_ == 0) {
      ::setenv("PYTHONPATH", folder.c_str(), 1);
      ::dup2(out[1], STDOUT_FILENO);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    ::close(out[1]);
    out_ = out[0];
    ::fcntl(out_, F_SETFL, O_NONBLOCK);
  }
  ~Example() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(out_);
  }
  Example(const Example&) = delete;
  Example& operator=(const Example&) = delete;

  /// What it has printed once `words` came; what there is when they do not come.
  std::string Await(const std::string& words) {
    std::array<char, 4096> block{};
    for (int i = 0; i < 500 && text_.find(words) == std::string::npos; ++i) {
      const ssize_t n = ::read(out_, block.data(), block.size());
      if (n > 0) text_.append(block.data(), static_cast<std::size_t>(n));
      if (n <= 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return text_;
  }

 private:
  pid_t process_ = 0;
  int out_ = -1;
  std::string text_;
};

class PythonSubscriber : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Succeeds(std::string(kPython) + " -c 'import zmq, google.protobuf'")) {
      GTEST_SKIP() << "needs Debian's python3-zmq and python3-protobuf";
    }
    ASSERT_TRUE(Succeeds("protoc -I '" PELORUS_SOURCE_DIR "/io/wire' --python_out='" +
                         folder_.path().string() + "' feed.proto"));
  }

  void Follow(const PublisherOptions& options, const std::vector<std::string>& keys) {
    Publisher publisher(options);
    publisher.Write(BatchOf({Update(244123456, 100.0)}));
    std::vector<std::string> arguments{publisher.endpoint(), publisher.snapshot_endpoint()};
    arguments.insert(arguments.end(), keys.begin(), keys.end());
    Example example(folder_.path().string(), arguments);
    EXPECT_THAT(example.Await("snapshot mmsi:"),
                HasSubstr("snapshot mmsi:244123456 57.5000 11.5000 12.5 kn confirmed"));
    example.Await("snapshot ");
    publisher.Write(BatchOf({Update(244123457, 110.0, 40.5, 50.5)}));
    EXPECT_THAT(example.Await("live mmsi:"),
                HasSubstr("live mmsi:244123457 40.5000 50.5000 12.5 kn confirmed"));
  }

  TemporaryFolder folder_;
};

TEST_F(PythonSubscriber, TheExampleFollowsTheFeed) { Follow(OnThisMachine(), {}); }

TEST_F(PythonSubscriber, TheExampleFollowsAFeedWithKeysThatWeMade) {
  const auto keys = folder_ / "keys";
  WriteNewKeys(keys, "server");
  WriteNewKeys(keys, "client");
  PublisherOptions options = OnThisMachine();
  options.curve_keys = keys;
  Follow(options, {keys.string(), "client"});
}

TEST_F(PythonSubscriber, KeysThatPyzmqMadeAreRead) {
  ASSERT_TRUE(Succeeds(std::string(kPython) +
                       " -c \"import zmq.auth; zmq.auth.create_certificates('" +
                       folder_.path().string() + "', 'server')\""));
  const CurveKeys keys = ReadKeys(folder_ / "server.key_secret");
  EXPECT_EQ(keys.public_key, ReadKeys(folder_ / "server.key").public_key);
  EXPECT_EQ(keys.secret_key.size(), 40U);
}

}  // namespace
}  // namespace pelorus::feed
