#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// CURVE keys in CZMQ's certificate files, which pyzmq's zmq.auth reads and writes as well.
namespace pelorus::feed {

/// Keys in Z85: 40 printable characters each.
struct CurveKeys {
  std::string public_key;
  std::string secret_key;  ///< empty where a file has only the public one
  /// Prefixes of the topics that the holder may have, from the file's metadata `topics = "A B"`;
  /// empty: all.
  std::vector<std::string> topics = {};
};

/// Makes a new pair and writes NAME.key (public) and NAME.key_secret (both, mode 0600) into
/// `folder`, which is made where it is missing. Throws InputError when one of the files exists or
/// cannot be written.
CurveKeys WriteNewKeys(const std::filesystem::path& folder, const std::string& name);

/// Reads a certificate file. Throws InputError when it cannot be read or holds no public key.
CurveKeys ReadKeys(const std::filesystem::path& file);

/// Who may come in: the public keys of all NAME.key files in `folder` and `folder`/clients, each
/// with its topics. Throws InputError when the folder or one of the files cannot be read.
std::map<std::string, std::vector<std::string>> ReadAllowList(const std::filesystem::path& folder);

}  // namespace pelorus::feed
