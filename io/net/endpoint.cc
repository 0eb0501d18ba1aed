#include "io/net/endpoint.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pelorus {
namespace {

constexpr std::string_view kInterface = "interface=";
constexpr std::size_t kLongestName = 253;      // RFC 1035 §2.3.4, without the root's dot
constexpr std::size_t kLongestInterface = 15;  // IFNAMSIZ less its NUL

std::optional<Endpoint::Kind> KindOf(std::string_view scheme) {
  if (scheme == "udp") return Endpoint::Kind::kUdp;
  if (scheme == "tcp") return Endpoint::Kind::kTcpClient;
  if (scheme == "tcp-listen") return Endpoint::Kind::kTcpListener;
  return std::nullopt;
}

bool ConsistsOf(std::string_view text, std::string_view marks) {
  return std::all_of(text.begin(), text.end(), [marks](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}

std::optional<std::uint16_t> PortOf(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

/// Cuts `HOST:` off the front of `rest`; a line that says why when it cannot.
std::optional<std::string> TakeHost(std::string_view& rest, std::string& host) {
  const bool bracketed = rest.starts_with('[');
  const std::size_t end = bracketed ? rest.find(']') : rest.rfind(':');
  if (end == std::string_view::npos || !rest.substr(end + (bracketed ? 1 : 0)).starts_with(':')) {
    return "HOST:PORT is missing";
  }
  const std::string_view name = bracketed ? rest.substr(1, end - 1) : rest.substr(0, end);
  rest.remove_prefix(end + (bracketed ? 2 : 1));
  if (name.empty()) return "the host is missing; 0.0.0.0 listens on all addresses";
  if (!bracketed && name.find(':') != std::string_view::npos) {
    return "an IPv6 address stands in brackets, as in [::1]:4001";
  }
  const std::string_view marks = bracketed ? ":.%-_" : ".-_";
  if (name.size() > kLongestName || !ConsistsOf(name, marks)) return "the host is no name";
  host = name;
  return std::nullopt;
}

/// Reads what stands behind `?`.
std::optional<std::string> TakeQuery(std::string_view query, Endpoint& endpoint) {
  const std::string_view name = query.substr(std::min(kInterface.size(), query.size()));
  if (!query.starts_with(kInterface) || endpoint.kind != Endpoint::Kind::kUdp) {
    return "behind ? only udp has a setting, interface=NAME";
  }
  if (name.empty() || name.size() > kLongestInterface || !ConsistsOf(name, ".-_@:")) {
    return "interface= needs the name of a network interface";
  }
  endpoint.interface = name;
  return std::nullopt;
}

}  // namespace

Result<Endpoint, std::string> ParseEndpoint(std::string_view location) {
  const auto refuse = [location](const std::string& why) {
    return std::string(location) + ": " + why;
  };
  const std::size_t colon = location.find("://");
  const std::string_view scheme = location.substr(0, std::min(colon, location.size()));
  const auto kind = KindOf(scheme);
  if (colon == std::string_view::npos || !kind) {
    return refuse("this version reads udp, tcp and tcp-listen from the network");
  }
  Endpoint endpoint{*kind, {}, 0};
  std::string_view rest = location.substr(colon + 3);
  const std::size_t mark = rest.find('?');
  const bool has_query = mark != std::string_view::npos;
  const std::string_view query = has_query ? rest.substr(mark + 1) : std::string_view{};
  rest = rest.substr(0, mark);
  if (const auto why = TakeHost(rest, endpoint.host)) return refuse(*why);
  const auto port = PortOf(rest);
  if (!port) return refuse("the port is not a number from 1 to 65535");
  endpoint.port = *port;
  if (!has_query) return endpoint;
  if (const auto why = TakeQuery(query, endpoint)) return refuse(*why);
  return endpoint;
}

}  // namespace pelorus
