#pragma once

#include <filesystem>
#include <set>
#include <string>

/// CURVE keys in CZMQ's certificate files, which pyzmq's zmq.auth reads and writes as well.
namespace pelorus::feed {

/// Keys in Z85: 40 printable characters each.
struct CurveKeys {
  std::string public_key;
  std::string secret_key;  ///< empty where a file has only the public one
};

/// Makes a new pair and writes NAME.key (public) and NAME.key_secret (both, mode 0600) into
/// `folder`, which is made where it is missing. Throws InputError when one of the files exists or
/// cannot be written.
CurveKeys WriteNewKeys(const std::filesystem::path& folder, const std::string& name);

/// Reads a certificate file. Throws InputError when it cannot be read or holds no public key.
CurveKeys ReadKeys(const std::filesystem::path& file);

/// The public keys of all NAME.key files in `folder` and `folder`/clients. Throws InputError when
/// the folder or one of the files cannot be read.
std::set<std::string> ReadAllowList(const std::filesystem::path& folder);

}  // namespace pelorus::feed
