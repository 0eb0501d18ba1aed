#include "io/bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace pelorus {
namespace {

constexpr std::size_t kPacked = std::size_t{1} << 17;  // compressed bytes held at a time
constexpr int kMaxLayers = 3;

InputError CannotOpen(const std::string& location, const char* cause) {
  return InputError("cannot open " + location + ": " + cause);
}

/// A file descriptor; owns all but standard input.
class FileBytes : public ByteSource {
 public:
  FileBytes(int fd, std::uint64_t size) : fd_(fd), size_(size) {}
  ~FileBytes() override {
    if (fd_ != STDIN_FILENO) ::close(fd_);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  std::size_t Read(char* data, std::size_t size) override {
    if (error_ != 0) return 0;
    ssize_t got = 0;
    do {
      got = ::read(fd_, data, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    if (got <= 0) return 0;
    done_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  bool damaged() const override { return error_ != 0; }
  Progress progress() const override { return {done_, size_}; }
  int error() const { return error_; }

 private:
  int fd_;
  std::uint64_t size_;
  std::uint64_t done_ = 0;
  int error_ = 0;
};

/// Gives back the bytes that were looked at, then the rest.
class PeekedBytes : public ByteSource {
 public:
  explicit PeekedBytes(std::unique_ptr<ByteSource> rest) : rest_(std::move(rest)) {
    while (size_ < head_.size()) {
      const std::size_t got = rest_->Read(head_.data() + size_, head_.size() - size_);
      if (got == 0) break;
      size_ += got;
    }
  }
  std::string_view head() const { return {head_.data(), size_}; }

  std::size_t Read(char* data, std::size_t size) override {
    if (taken_ == size_) return rest_->Read(data, size);
    const std::size_t n = std::min(size, size_ - taken_);
    std::memcpy(data, head_.data() + taken_, n);
    taken_ += n;
    // Fill up from the rest, so that a reader's first block is not four bytes long.
    return n < size ? n + rest_->Read(data + n, size - n) : n;
  }
  bool damaged() const override { return rest_->damaged(); }
  Progress progress() const override { return rest_->progress(); }

 private:
  std::unique_ptr<ByteSource> rest_;
  std::array<char, 4> head_{};
  std::size_t size_ = 0;
  std::size_t taken_ = 0;
};

/// What the two decompressors share: a window on the packed bytes.
class PackedBytes : public ByteSource {
 public:
  explicit PackedBytes(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)), buffer_(std::make_unique_for_overwrite<char[]>(kPacked)) {}
  bool damaged() const override { return damaged_ || packed_->damaged(); }
  Progress progress() const override { return packed_->progress(); }

 protected:
  /// True when at least one packed byte is at hand.
  bool Refill() {
    if (begin_ < end_) return true;
    begin_ = 0;
    end_ = packed_->Read(buffer_.get(), kPacked);
    return end_ > 0;
  }
  void Break() { damaged_ = ended_ = true; }

  std::unique_ptr<ByteSource> packed_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  bool damaged_ = false;
};

class GzipBytes : public PackedBytes {
 public:
  explicit GzipBytes(std::unique_ptr<ByteSource> packed) : PackedBytes(std::move(packed)) {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~GzipBytes() override { inflateEnd(&stream_); }
  GzipBytes(const GzipBytes&) = delete;
  GzipBytes& operator=(const GzipBytes&) = delete;

  std::size_t Read(char* data, std::size_t size) override {
    std::size_t done = 0;
    while (done == 0 && size > 0 && !ended_) {
      if (!Refill()) {
        ended_ = true;
        damaged_ = damaged_ || in_member_;
      } else if (in_member_ || StartMember()) {
        done = Inflate(data, size);
      }
    }
    return done;
  }

 private:
  /// Between members: tape padding of zeros is skipped, anything but a new member is damage.
  bool StartMember() {
    while (begin_ < end_ && buffer_[begin_] == '\0') ++begin_;
    if (begin_ == end_) return false;
    if (buffer_[begin_] != '\x1f' || inflateReset(&stream_) != Z_OK) {
      Break();
      return false;
    }
    return in_member_ = true;
  }

  std::size_t Inflate(char* data, std::size_t size) {
    // zlib counts in unsigned int and takes its input without const.
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30));
    stream_.next_in = reinterpret_cast<Bytef*>(buffer_.get() + begin_);
    stream_.avail_in = static_cast<uInt>(end_ - begin_);
    stream_.next_out = reinterpret_cast<Bytef*>(data);
    stream_.avail_out = room;
    const int state = inflate(&stream_, Z_NO_FLUSH);
    begin_ = end_ - stream_.avail_in;
    if (state == Z_STREAM_END) {
      in_member_ = false;
    } else if (state != Z_OK) {
      Break();
    }
    return room - stream_.avail_out;
  }

  z_stream stream_{};
  bool in_member_ = true;
};

class ZstdBytes : public PackedBytes {
 public:
  explicit ZstdBytes(std::unique_ptr<ByteSource> packed)
      : PackedBytes(std::move(packed)), stream_(ZSTD_createDStream()) {
    if (!stream_) throw std::bad_alloc();
  }

  std::size_t Read(char* data, std::size_t size) override {
    while (size > 0 && !ended_) {
      // What the decoder still holds may come out without further input.
      if (!flushing_ && !Refill()) {
        ended_ = true;
        damaged_ = damaged_ || in_frame_;
        break;
      }
      ZSTD_inBuffer in{buffer_.get(), end_, begin_};
      ZSTD_outBuffer out{data, size, 0};
      const std::size_t state = ZSTD_decompressStream(stream_.get(), &out, &in);
      begin_ = in.pos;
      flushing_ = out.pos == size && begin_ == end_;
      if (ZSTD_isError(state) != 0) Break();
      in_frame_ = state != 0;
      if (!in_frame_) flushing_ = false;
      if (out.pos > 0) return out.pos;
    }
    return 0;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
  bool in_frame_ = true;
  bool flushing_ = false;
};

bool IsGzip(std::string_view head) { return head.starts_with("\x1f\x8b\x08"); }

/// A zstd frame or a skippable one (RFC 8878 §3.1).
bool IsZstd(std::string_view head) {
  if (head.size() < 4) return false;
  if (head == "\x28\xb5\x2f\xfd") return true;
  return (static_cast<unsigned char>(head[0]) & 0xf0) == 0x50 && head.substr(1) == "\x2a\x4d\x18";
}

std::unique_ptr<FileBytes> OpenFile(const std::string& location) {
  if (location == "-") return std::make_unique<FileBytes>(STDIN_FILENO, 0);
  const int fd = ::open(location.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw CannotOpen(location, std::strerror(errno));
  struct stat about {};
  const bool known = ::fstat(fd, &about) == 0;
  const bool regular = known && S_ISREG(about.st_mode);
  auto file =
      std::make_unique<FileBytes>(fd, regular ? static_cast<std::uint64_t>(about.st_size) : 0);
  if (known && S_ISDIR(about.st_mode)) throw CannotOpen(location, "is a folder");
  if (regular) ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return file;
}

}  // namespace

std::unique_ptr<ByteSource> Decompress(std::unique_ptr<ByteSource> raw) {
  for (int layer = 0; layer < kMaxLayers; ++layer) {
    auto peeked = std::make_unique<PeekedBytes>(std::move(raw));
    const std::string_view head = peeked->head();
    if (IsGzip(head)) {
      raw = std::make_unique<GzipBytes>(std::move(peeked));
    } else if (IsZstd(head)) {
      raw = std::make_unique<ZstdBytes>(std::move(peeked));
    } else {
      return peeked;
    }
  }
  return raw;
}

std::unique_ptr<ByteSource> OpenBytes(const std::string& location) {
  auto file = OpenFile(location);
  const FileBytes& watched = *file;
  auto bytes = Decompress(std::move(file));
  // Decompress has read the first block, so a file that cannot be read at all shows here.
  if (watched.error() != 0 && watched.progress().done == 0) {
    throw CannotOpen(location, std::strerror(watched.error()));
  }
  return bytes;
}

}  // namespace pelorus
