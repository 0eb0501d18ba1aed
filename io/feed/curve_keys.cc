#include "io/feed/curve_keys.h"

#include <fcntl.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "io/bytes.h"

namespace pelorus::feed {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kZ85 = 40;

void WriteNew(const fs::path& file, const std::string& text, mode_t mode) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) throw InputError(file.string() + ": cannot make: " + std::strerror(errno));
  const ssize_t written = ::write(fd, text.data(), text.size());
  const bool closed = ::close(fd) == 0;
  if (written != static_cast<ssize_t>(text.size()) || !closed) {
    throw InputError(file.string() + ": cannot write");
  }
}

/// The text between quotes behind `name =` on a line of its own.
std::string TextOf(std::string_view line, std::string_view name) {
  const std::size_t at = line.find(name);
  if (at == std::string_view::npos || line.find_first_not_of(" \t") != at) return {};
  const std::size_t open = line.find('"', at + name.size());
  if (open == std::string_view::npos) return {};
  const std::size_t close = line.find('"', open + 1);
  if (close == std::string_view::npos) return {};
  return std::string(line.substr(open + 1, close - open - 1));
}

/// The same of a key; empty where it is none.
std::string ValueOf(std::string_view line, std::string_view name) {
  std::string text = TextOf(line, name);
  return text.size() == kZ85 ? text : std::string{};
}

std::vector<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

}  // namespace

CurveKeys WriteNewKeys(const fs::path& folder, const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos) {
    throw InputError("'" + name + "' cannot be the name of a key file");
  }
  std::array<char, kZ85 + 1> public_key{};
  std::array<char, kZ85 + 1> secret_key{};
  if (zmq_curve_keypair(public_key.data(), secret_key.data()) != 0) {
    throw InputError(std::string("this libzmq makes no CURVE keys: ") + zmq_strerror(zmq_errno()));
  }
  const CurveKeys keys{public_key.data(), secret_key.data(), {}};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw InputError(folder.string() + ": cannot make the folder: " + error.message());
  const std::string body = "metadata\n    name = \"" + name + "\"\ncurve\n    public-key = \"" +
                           keys.public_key + "\"\n";
  // The secret first: a public file without it would be of no use.
  WriteNew(folder / (name + ".key_secret"),
           "#   ZeroMQ CURVE **Secret** Certificate\n#   Keep this file to yourself.\n\n" + body +
               "    secret-key = \"" + keys.secret_key + "\"\n",
           0600);
  WriteNew(
      folder / (name + ".key"),
      "#   ZeroMQ CURVE Public Certificate\n#   Give this file to those you talk to.\n\n" + body,
      0644);
  return keys;
}

CurveKeys ReadKeys(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string() + ": cannot open");
  CurveKeys keys;
  for (std::string line; std::getline(in, line);) {
    if (std::string value = ValueOf(line, "public-key"); !value.empty()) keys.public_key = value;
    if (std::string value = ValueOf(line, "secret-key"); !value.empty()) keys.secret_key = value;
    if (const std::string text = TextOf(line, "topics"); !text.empty()) keys.topics = Words(text);
  }
  if (keys.public_key.empty()) throw InputError(file.string() + ": holds no CURVE key");
  return keys;
}

std::map<std::string, std::vector<std::string>> ReadAllowList(const fs::path& folder) {
  std::map<std::string, std::vector<std::string>> allowed;
  for (const fs::path& place : {folder, folder / "clients"}) {
    std::error_code error;
    if (place != folder && !fs::exists(place, error)) continue;
    fs::directory_iterator files(place, error);
    if (error) throw InputError(place.string() + ": cannot read the folder: " + error.message());
    for (const auto& entry : files) {
      if (entry.path().extension() != ".key") continue;
      CurveKeys keys = ReadKeys(entry.path());
      allowed[keys.public_key] = std::move(keys.topics);
    }
  }
  return allowed;
}

}  // namespace pelorus::feed
