#include "replay/live/state_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "io/bytes.h"

namespace pelorus {

StateFolder::StateFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw InputError(folder_.string() + ": cannot make the folder: " + error.message());
  const std::filesystem::path file = folder_ / "lock";
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) throw InputError(file.string() + ": cannot be made: " + std::strerror(errno));
  // The kernel lets go of it when the process ends, however it ends.
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    std::string owner;
    std::getline(std::ifstream(file), owner);
    ::close(lock_);
    throw InputError(folder_.string() + ": process " + owner + " uses this state already");
  }
  const std::string pid = std::to_string(::getpid()) + '\n';
  if (::ftruncate(lock_, 0) != 0 || ::write(lock_, pid.data(), pid.size()) < 0) {
    // Only the other side's message would lack the number.
  }
}

StateFolder::~StateFolder() { ::close(lock_); }

}  // namespace pelorus
